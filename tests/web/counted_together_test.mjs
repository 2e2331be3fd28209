// What is counted where several kinds come: node counted_together_test.mjs
import { strict as assert } from "node:assert";
import { counted_at } from "../../tools/web/src/core/counted.js";
import { unit } from "../../tools/web/src/core/format.js";

function together(...kinds) {
  const classes = kinds.map((counted_in, i) => ({ id: `c${i}`, counted_in }));
  const edges = [{ from: "source", to: "n", classes: classes.map((c) => c.id) }];
  return counted_at([{ classes, graph: { nodes: [{ id: "n", stage: "gate" }], edges } }], "gate");
}

assert.equal(together(), "vehicles");
assert.equal(together("cuts"), "cuts");
assert.equal(together("vehicles", "wagons"), "vehicles-wagons");
assert.equal(together("vehicles", "wagons", "cuts"), "vehicles-cuts");
assert.equal(together("wagons", "cuts"), "wagons-cuts");
assert.equal(together("trains", "wagons"), "trains-wagons");
assert.equal(together("trains", "vehicles", "wagons"), "trains-vehicles");

// No train is named where none comes, and each has a name, in a day too.
const kinds = ["vehicles", "trains", "wagons", "cuts"];
for (let bits = 1; bits < 16; ++bits) {
  const some = kinds.filter((_, i) => bits & (1 << i));
  const name = unit(together(...some)).name;
  assert.equal(/train/.test(name), some.includes("trains"), `${some}: ${name}`);
  assert.notEqual(unit(`${together(...some)}/d`).name, `${together(...some)}/d`);
}
console.log("ok");
