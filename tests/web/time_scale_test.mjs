// An axis of times by ratio: node time_scale_test.mjs
import { strict as assert } from "node:assert";
import { is_by_ratio, ratio_scale } from "../../tools/web/src/charts/time_scale.js";

// Minutes beside days; what lies near stays even, and 0 has no ratio.
assert.ok(is_by_ratio(2200, 110000));
assert.ok(!is_by_ratio(3000, 6000) && !is_by_ratio(0, 6000));

// Steps of a clock alone, and all of the range inside with room for the figures.
const { min, max, ticks } = ratio_scale(2229, 110000, 760, 80);
assert.ok(min < 2229 && max > 110000);
assert.deepEqual(ticks, [1200, 1800, 3600, 7200, 18000, 36000, 86400, 172800].filter((s) => s >= min && s <= max));
const pixels = (s) => (760 * Math.log(s / min)) / Math.log(max / min);
assert.ok(Math.abs(pixels(2229) - 80) < 1 && Math.abs(760 - pixels(110000) - 80) < 1);
console.log("ok time_scale");
