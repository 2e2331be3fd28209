// Where lines of names may end: node pieces_test.mjs
import { strict as assert } from "node:assert";
import { pieces } from "../../tools/web/src/charts/pieces.js";

// A word of the field that the segmenter does not know stays whole.
assert.deepEqual(pieces("智能卡口"), ["智能卡口"]);
// Words of railways do not hang on each other.
assert.deepEqual(pieces("扎门乌德宽轨到发线").slice(-2), ["宽轨", "到发线"]);
assert.deepEqual(pieces("驶往待放区"), ["驶往", "待放区"]);
// Of two names joined by a word a line may end on either side of it; 的 stays with what comes before.
for (const joint of "与和及或") assert.deepEqual(pieces(`智能卡口${joint}查验`), ["智能卡口", joint, "查验"]);
assert.deepEqual(pieces("甲与乙"), ["甲", "与", "乙"]);
assert.deepEqual(pieces("口岸的煤"), ["口岸的", "煤"]);
assert.deepEqual(pieces("共和国口岸"), ["共和国", "口岸"]);
// Stops and brackets belong to their word.
assert.deepEqual(pieces("机检：通道（作业位）"), ["机检：", "通道", "（作业位）"]);
assert.equal(pieces("Exit gate and scanner (X-ray)").join(""), "Exit gate and scanner (X-ray)");
console.log("ok pieces of names");
