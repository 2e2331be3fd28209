// How places of the process are coloured: node place_colour_test.mjs
import { strict as assert } from "node:assert";
import { fullness, is_of_fleets, place_colours } from "../../tools/web/src/core/place_colour.js";
import { fleet_colour, load_colour } from "../../tools/web/src/core/theme.js";

const use = (mean) => ({ mean, half_width: 0, n: 10 });
const gate = { kind: "stage", offered_load: 0.67, utilisation: use(0.67) };
const loading = { kind: "stage", offered_load: null, utilisation: use(1) };
const unseen = { kind: "stage", offered_load: null, utilisation: { mean: null, half_width: null, n: 0 } };
const store = { kind: "store", offered_load: 0.5, utilisation: null };

assert.deepEqual([gate, loading, unseen, store, undefined].map(is_of_fleets), [false, true, false, false, false]);
assert.deepEqual([gate, loading, store].map(fullness), [0.67, 1, 0.5]);

// A closed fleet fills the tightest place of its round: the only red mark would be no bottleneck.
assert.equal(place_colours(loading, false).fill, fleet_colour);
assert.equal(place_colours(loading, true).fill, load_colour(1));
assert.equal(place_colours(gate, true).fill, load_colour(0.67));
assert.equal(place_colours(store, false).fill, load_colour(0.5));
assert.equal(place_colours(undefined, false).fill, load_colour(0));
