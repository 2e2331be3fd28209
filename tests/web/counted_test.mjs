// What figures of a comparison are counted in: node counted_test.mjs
import { strict as assert } from "node:assert";
import { unit_of_measure } from "../../tools/web/src/core/counted.js";

const model = { port_counted: "trains", counted_at: (stage) => (stage === "tippler" ? "wagons" : "trains") };
const unit = (id, of) => unit_of_measure(model, { id, unit: of });

assert.equal(unit("cleared_per_day", "vehicles/d"), "trains/d");
assert.equal(unit("capacity", "vehicles/yr"), "trains/yr");
assert.equal(unit("tippler.queue.mean", "vehicles"), "wagons");
assert.equal(unit("capacity", "Mt/yr"), "Mt/yr");
// Of a class its own, whatever else comes to the port.
assert.equal(unit("bus.capacity", "vehicles/yr"), "vehicles/yr");
assert.equal(unit("person.capacity", "passengers/yr"), "passengers/yr");
