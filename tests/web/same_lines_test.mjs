// Lines that lie on each other are found and drawn so that each is seen: node same_lines_test.mjs
import { strict as assert } from "node:assert";
import { dashes, lies_on } from "../../tools/web/src/charts/same_lines.js";

const base = [0, 10, 100, 50, 0];
const hair = [0, 10.2, 100.4, 49.8, 0]; // within a hundredth of the largest
const other = [0, 10, 100, 60, 0];
const low = [0, 0.1, 0.2, 0.1, null];

assert.deepEqual(lies_on([base, base, other]), [0, 0, 2]);
assert.deepEqual(lies_on([base, hair]), [0, 0]);
assert.deepEqual(lies_on([base, other]), [0, 1]);
assert.deepEqual(lies_on([other, low, low.map((x) => x && 2 * x)]), [0, 1, 1], "near nothing both, beside one that is far");
assert.deepEqual(lies_on([low, low.map((x) => x && 2 * x)]), [0, 1], "among themselves they differ");
assert.deepEqual(lies_on([[0, 0], [0, null]]), [0, 0]);
assert.deepEqual(lies_on([]), []);
// Where both are nothing they meet anyway: that is not counted.
const night = Array(95).fill(0);
assert.deepEqual(lies_on([[...night, 100, 90, 80, 70, 60], [...night, 60, 50, 40, 30, 20]]), [0, 1]);

assert.deepEqual(dashes([0, 1, 2]), [{}, {}, {}]);
const [whole, second, third, alone] = dashes([0, 0, 0, 3]);
assert.equal(whole.type, undefined);
assert.ok(whole.width > 2);
assert.deepEqual(alone, {});
// Each of three has a third of the way, and no two the same.
for (const { type } of [second, third]) assert.equal(type[1], 2 * type[0]);
assert.equal(Math.abs(third.dashOffset - second.dashOffset), second.type[0]);
console.log("ok");
