// The answer in sentences, one card of key figures per scenario, and how sure it is in a quieter list.
import { h } from "../core/dom.js";
import { language, pick, t } from "../core/language.js";
import { is_without_capacity, main_class } from "../core/data.js";
import { fold } from "../core/table.js";
import { card } from "./cards.js";

const certain_first = 4; // groups on certainty that are of the scenario as a whole

/// Sentences in groups, each a head and what comes under it.
function groups_of({ groups, ...said }) {
  const sentences = said[language()];
  let at = 0;
  return groups.map((count) => sentences.slice(at, (at += count)));
}

/// "Open 24 hours: capacity rises by … Mt, to … Mt a year": the name of a measure and what it brings.
const of_measure = /^[^.:：]{1,160}(: |：)(?=capacity|what is|年通|按实际需求)/;

/// A figure and its interval stay on one line.
function unbroken(text) {
  return text.replace(/ ± /g, "\u00a0±\u00a0");
}

/// What a measure brings stands out of its sentence; under which conditions, and what more, comes after it in a lighter hand.
function sentence(text) {
  const named = of_measure.exec(text);
  const rest = named ? text.slice(named[0].length).search(/ \(|; |, (and|but) |（|；|，但|，且|，[^，]*通关/) : -1;
  if (!named) return unbroken(text);
  if (rest < 0) return h("b", {}, unbroken(text));
  const at = named[0].length + rest;
  return [h("b", {}, unbroken(text.slice(0, at))), h("span", { class: "more" }, unbroken(text.slice(at)))];
}

function points(sentences) {
  return h("ul", {}, sentences.map((text) => h("li", {}, unbroken(text))));
}

/// A group of the answer: its head for who reads no more, and the rest a click away. Of a measure what it presupposes is in sight too; of the port as it stands what limits the
/// head's claim: between what it may lie, the slowest, what misses.
function group([head, ...under], is_first, conditions) {
  const is_measure = of_measure.test(head);
  const seen = under.filter((text, i) => (!is_measure && i === 0) || conditions.some((x) => text.includes(x)));
  const folded = under.filter((text) => !seen.includes(text));
  return h("div", { class: "group" }, h("p", { class: is_first ? "first" : null }, is_first ? unbroken(head) : sentence(head)), seen.map((text) => h("p", { class: "second" }, unbroken(text))),
    folded.length ? h("details", { class: "under" }, h("summary", {}, t("answer.more")), points(folded)) : null);
}

/// What comes after the figures: the same paper, in a smaller hand; the heads of what is said of the scenario as a whole in sight, all of it a click away.
function certainty({ certainty: said }) {
  const groups = groups_of(said);
  if (groups.length === 0) return null;
  const whole = h("ul", {}, groups.map(([head, ...more]) => h("li", {}, unbroken(head), more.length ? points(more) : null)));
  return h("div", { class: "certainty" }, h("h3", {}, t("answer.certainty")), points(groups.slice(0, certain_first).map(([head]) => head)), fold(t("answer.certainty.whole"), whole));
}

export function answer_section(model) {
  const { result } = model;
  const details = result.details[language()];
  const klass = main_class(model);
  const conditions = model.scenarios.flatMap((s) => s.levers ?? []).flatMap((x) => x.presupposes).map(({ says }) => pick(says));
  return [
    h("div", { class: "answer" }, groups_of(result.answer).map((sentences, i) => group(sentences, i === 0, conditions))),
    h("p", { class: "lead" }, t(model.scenarios.length === 1 ? "answer.run" : is_without_capacity(model.scenarios) ? "answer.lead.carried" : "answer.lead")),
    h("div", { class: `cards cards-${Math.min(4, model.scenarios.length)}` }, model.scenarios.map((scenario) => card(model, scenario, klass))),
    certainty(result),
    details.length ? fold(t("answer.details"), h("ul", { class: "details" }, details.map((text) => h("li", {}, text)))) : null,
  ];
}
