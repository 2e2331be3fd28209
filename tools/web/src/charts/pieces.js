// Where a line of a name may end. Pure.

const han = /^\p{Script=Han}$/u;
const ends_in_han = /\p{Script=Han}$/u;
const joins = /^[与和及或]$/; // two names: a line may end on either side of it
const ends_a_name = /^[与和及或的]$/; // what follows is another, and does not hang on it

const of_the_field = /(宽轨|准轨|到发线|到达线|出发线|换装线|驶往)/; // words that it takes apart and that would hang on each other

/// What the segmenter leaves as one character is the rest of a word of the field that it does not know, as the last of 智能卡口, and
/// stays with what comes before it; 的 does too, but nothing with it.
function with_rests(words) {
  const list = [];
  let last = ""; // word, which may be a part of the last piece
  for (const word of words) {
    const hangs_on = han.test(word) && ends_in_han.test(last) && !joins.test(word) && !ends_a_name.test(last);
    if (hangs_on) list[list.length - 1] += word;
    else list.push(word);
    last = word;
  }
  return list;
}

/// Stops and brackets stay with the word that they belong to.
function with_marks(words) {
  return words.reduce((list, word) => (/^[\s，。、）：；:;,.)-]/.test(word) && list.length || /[（(“]$/.test(list.at(-1) ?? "") ? [...list.slice(0, -1), list.at(-1) + word] : [...list, word]), []);
}

/// Where the browser knows no words of Chinese, each character is one.
function words_of(text) {
  if (typeof Intl.Segmenter !== "function") return text.match(/[a-zA-Z0-9.%]+\s*|./gu) ?? [];
  const segments = (part) => [...new Intl.Segmenter("zh", { granularity: "word" }).segment(part)].map((x) => x.segment);
  return text.split(of_the_field).filter(Boolean).flatMap((part) => (of_the_field.test(part) ? [part] : with_rests(segments(part))));
}

/// The text in pieces between which a line may end: words, which Chinese does not mark.
export function pieces(text) {
  return with_marks(words_of(text));
}
