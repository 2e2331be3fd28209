// Which waits are named where the time goes: node waiting_test.mjs
import { strict as assert } from "node:assert";
import { make_model } from "../../tools/web/src/core/data.js";
import { named_waits, places_by_waiting, waits_at_bottleneck } from "../../tools/web/src/core/waiting.js";

const row = (state, stage, hours) => ({ state, stage, hours: { mean: hours } });
const entry = (klass, moving, waits) => ({ class: klass, rows: [row("moving", null, moving), ...Object.entries(waits).map(([stage, hours]) => row("waiting", stage, hours))] });
const scenario = (id, bottleneck, ledger, never = []) => ({
  id, ledger, capacity: { bottleneck: { stage: bottleneck, rivals: [] } }, classes: ledger.map((l) => ({ id: l.class, cleared: { mean: never.includes(l.class) ? 0 : 9 } })),
});
const named = (...scenarios) => named_waits(make_model({ scenarios }));

// A railway beside a road: the trains' waits do not take the names of the road's.
const truck = entry("truck", 0.8, { exit: 0.36, entry: 0.02, gate: 1e-6 });
const agv = entry("agv", 0.5, { load: 0.78 });
const train = entry("train", 1.3, { tippler: 0.14, line: 0.09, tracks: 0.06, check: 0.02 });
const road = scenario("base", "exit", [truck, agv]);
const railway = scenario("rail", "exit", [truck, agv, train]);
railway.day = { places: [{ id: "line", kind: "section", stays: [{ class: "train" }] }] };
assert.deepEqual(named(road, railway), ["exit", "load", "tippler", "line", "tracks"]);

// A bottleneck is named first, however short the waits there; one where nobody waits has none.
const tight = scenario("tight", "check", [train]);
assert.equal(named(tight)[0], "check");
const idle = scenario("idle", "store", [truck]);
assert.deepEqual(named(idle), ["exit", "entry", "gate"]);
assert.equal(waits_at_bottleneck(make_model({ scenarios: [idle] }).base), false);
assert.equal(waits_at_bottleneck(make_model({ scenarios: [tight] }).base), true);
assert.deepEqual(named(road, tight).slice(0, 3), ["exit", "check", "load"]);

// Wagons that are never cleared wait longest, and name nothing beside those that are.
const wagons = entry("wagon", 90, { pool: 140, over: 20 });
assert.ok(!places_by_waiting(make_model({ scenarios: [scenario("fleet", "tracks", [train, wagons], ["wagon"])] })).includes("pool"));
assert.deepEqual(named(scenario("alone", null, [wagons], ["wagon"])), ["pool", "over"]);

// Each class has its longest wait named, as long as there are colours; what is next to nothing takes none.
const many = Array.from({ length: 8 }, (_, i) => entry(`c${i}`, 1, { [`p${i}`]: 1 + i, shared: 0.5 }));
assert.deepEqual(named(scenario("many", null, many)), ["p7", "p6", "p5", "p4", "p3", "p2"]);
const hardly = [entry("truck", 1, { a: 0.5, b: 0.4, c: 0.3, d: 0.2, e: 0.1, f: 0.05 }), entry("bus", 1, { bus: 0.001 })];
assert.deepEqual(named(scenario("hardly", null, hardly)), ["a", "b", "c", "d", "e"]);
// One alone would be the rest.
assert.equal(named(scenario("six", null, [hardly[0]])).length, 6);
assert.deepEqual(named({ id: "empty" }), []);
console.log("ok");
