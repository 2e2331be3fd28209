// Numbers are cut as in the answer's sentences and in the documents: node numbers_test.mjs
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { estimate_text } from "../../tools/web/src/core/format.js";

const pairs = JSON.parse(readFileSync(new URL("../numbers.json", import.meta.url), "utf8"));
assert.ok(pairs.length > 0);
for (const { value, half_width, text } of pairs) assert.equal(estimate_text({ mean: value, half_width }, ""), text);
console.log(`ok ${pairs.length} numbers`);
