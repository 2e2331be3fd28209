// Series of days told by the week: node weeks_test.mjs
import { strict as assert } from "node:assert";
import { by_weeks, is_long, span, weeks_of } from "../../tools/web/src/core/weeks.js";

const days = Array.from({ length: 365 }, (_, i) => new Date(Date.UTC(2023, 0, 1 + i)).toISOString().slice(0, 10));
assert.ok(is_long(days) && !is_long(days.slice(0, 100)));

// A day left over belongs to the week before.
assert.equal(weeks_of(365).length, 52);
assert.deepEqual(weeks_of(365).at(-1), [357, 364]);
assert.deepEqual(weeks_of(11), [[0, 6], [7, 10]]);
assert.deepEqual(weeks_of(3), [[0, 2]]);

// Shut every seventh day: the mean over the week has that day in it, the band reaches from it to the highest.
const told = by_weeks(days, days.map((_, i) => (i % 7 === 0 ? 0 : 10 + (i % 7))));
assert.equal(told.mean[0], (6 * 10 + 21) / 7);
assert.equal(told.low[0], 0);
assert.equal(told.high[0], 16);
assert.equal(told.names[0], "2023-01-01 – 2023-01-07");
assert.equal(told.days[0], "2023-01-04");

// What was not observed is no zero.
const gaps = by_weeks(days, days.map((_, i) => (i < 7 ? null : i < 14 && i > 7 ? null : 5)));
assert.equal(gaps.mean[0], null);
assert.equal(gaps.mean[1], 5);
// Drawn over all days of all that is shown.
assert.deepEqual(span([days.slice(30, 60), days.slice(0, 40), []]), { min: "2023-01-01", max: days[59] });
assert.deepEqual(span([]), { min: undefined, max: undefined });
console.log("ok weeks");
