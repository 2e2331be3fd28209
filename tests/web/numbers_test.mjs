// Numbers are cut as in the answer's sentences and in the documents: node numbers_test.mjs
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { estimate_text } from "../../tools/web/src/core/format.js";

const pairs = JSON.parse(readFileSync(new URL("../numbers.json", import.meta.url), "utf8"));
assert.ok(pairs.length > 0);
for (const { value, half_width, text } of pairs) assert.equal(estimate_text({ mean: value, half_width }, ""), text.replace(" ± ", "\u00a0±\u00a0"));
console.log(`ok ${pairs.length} numbers`);

// A small port's tonnes are told in the unit that fits, as analysis/report/units.cpp does in sentences; where the unit stands elsewhere it stays.
const told = (mean, half_width, options) => estimate_text({ mean, half_width }, "t/yr", options);
assert.equal(told(54.78e6, 0.03e6), "54.78\u00a0±\u00a00.03\u00a0Mt/yr");
assert.equal(told(0.1e6, 2e3), "0.100\u00a0±\u00a00.002\u00a0Mt/yr");
assert.equal(told(23881, 104), "23.88\u00a0±\u00a00.10\u00a0kt/yr");
assert.equal(told(54, 3), "54\u00a0±\u00a03\u00a0t/yr");
assert.equal(told(0, 0), "0\u00a0±\u00a00\u00a0Mt/yr");
assert.equal(told(-20, 12000), "0\u00a0±\u00a012\u00a0kt/yr");
assert.equal(told(23881, 104, { name: false }), "0.0239\u00a0±\u00a00.0001");
assert.equal(estimate_text({ mean: 0.0239, half_width: 0.0001 }, "Mt/yr", { sign: true }), "+23.90\u00a0±\u00a00.10\u00a0kt/yr");
// Times that name their unit come down to one of which they are a tenth or more; few decimals are written where more say nothing.
const time = (seconds, half, unit, options) => estimate_text({ mean: seconds, half_width: half }, unit, options);
assert.equal(time(20.92, 0.36, "s>h", { sign: true }), "+20.9\u00a0±\u00a00.4\u00a0s");
assert.equal(time(1850, 12, "s>h"), "0.514\u00a0±\u00a00.003\u00a0h");
assert.equal(time(4115, 14, "s>h", { most: 2 }), "1.14\u00a0±\u00a00.01\u00a0h");
assert.equal(time(0, 0, "s>h"), "0\u00a0±\u00a00\u00a0h");
assert.equal(estimate_text({ mean: 0.0067, half_width: 0.0001 }, "h"), "24.1\u00a0±\u00a00.4\u00a0s");
console.log("ok units that fit");
