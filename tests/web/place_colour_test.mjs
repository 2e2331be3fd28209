// How places of the process are coloured: node place_colour_test.mjs
import { strict as assert } from "node:assert";
import { fullness, is_of_fleets, place_colours } from "../../tools/web/src/core/place_colour.js";
import { load_colour } from "../../tools/web/src/core/theme.js";

const use = (mean) => ({ mean, half_width: 0, n: 10 });
const gate = { kind: "stage", offered_load: 0.67, utilisation: use(0.67) };
const loading = { kind: "stage", offered_load: null, utilisation: use(1) };
const unseen = { kind: "stage", offered_load: null, utilisation: { mean: null, half_width: null, n: 0 } };
const yard = { kind: "yard", offered_load: null, utilisation: use(0.999) };
const store = { kind: "store", offered_load: 0.5, utilisation: null };

assert.deepEqual([gate, loading, yard, unseen, store, undefined].map(is_of_fleets), [false, true, true, false, false, false]);
assert.deepEqual([gate, loading, store].map(fullness), [0.67, 1, 0.5]);

// Cranes to which closed fleets alone come may be full or idle as the demand is: all are coloured by use.
const cranes = (mean) => ({ ...loading, utilisation: use(mean) });
assert.notEqual(place_colours(cranes(0.766)).fill, place_colours(cranes(0.354)).fill);
assert.equal(place_colours(loading).fill, load_colour(1));
assert.equal(place_colours(gate).fill, load_colour(0.67));
assert.equal(place_colours(store).fill, load_colour(0.5));
assert.equal(place_colours(undefined).fill, load_colour(0));
