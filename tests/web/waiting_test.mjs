// Which waits are named where the time goes: node waiting_test.mjs
import { strict as assert } from "node:assert";
import { make_model } from "../../tools/web/src/core/data.js";
import { first_queue, named_waits, places_by_waiting, waits_at_bottleneck } from "../../tools/web/src/core/waiting.js";

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

// The queue with which one begins. A hub: trains outside the line over the border, though wagons and paths inland have longer queues.
const queued = (id, mean, max, kind = "yard") => ({ id, kind, queue: { mean: { mean }, max: { mean: max } } });
const section = (id, direction) => ({ id, kind: "section", stays: [{ class: "train", direction }] });
const hub = {
  id: "hub", ledger: [entry("wagon", 1, { flats: 40 })], classes: [], stages: [queued("flats", 2300, 3000), queued("narrow", 0.02, 2, "section"), queued("broad", 0.1, 6, "section"), queued("inland", 0.3, 7, "section")],
  day: { places: [section("inland", "south"), section("narrow", "out"), section("broad", "in")] },
};
const first_of = (s, ids = s.stages.map((g) => g.id)) => first_queue(make_model({ scenarios: [s] }), ids);
assert.equal(first_of(hub), "broad");
assert.equal(first_of(hub, ["flats", "narrow", "inland"]), "narrow");
const unhindered = { ...hub, stages: hub.stages.map((g) => (g.kind === "section" ? queued(g.id, 0, 0, "section") : g)) };
assert.equal(first_of(unhindered), "flats");
// A road: its bottleneck, but for a much longer queue elsewhere.
const lanes = (mean) => ({ ...road, stages: [queued("exit", 5, 9, "stage"), queued("entry", mean, 50, "stage")] });
assert.equal(first_of(lanes(8)), "exit");
assert.equal(first_of(lanes(30)), "entry");
assert.equal(first_queue(make_model({ scenarios: [{ id: "none" }] }), []), null);
console.log("ok");
