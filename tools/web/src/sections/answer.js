// The answer in sentences, one card of key figures per scenario, and how sure it is in a quieter list.
import { h } from "../core/dom.js";
import { language, pick, t } from "../core/language.js";
import { is_without_capacity, main_class } from "../core/data.js";
import { fold } from "../core/table.js";
import { card } from "./cards.js";

const certain_first = 5; // sentences on certainty before the fold

/// Sentences in groups, each a head and what comes under it.
function groups_of({ groups, ...said }) {
  const sentences = said[language()];
  let at = 0;
  return groups.map((count) => sentences.slice(at, (at += count)));
}

/// What a lever brings stands out of its sentence, "Open 24 hours: capacity rises by … Mt, to … Mt a year"; under which conditions, and what more, comes after it in a lighter hand.
function sentence(text) {
  const named = /^[^.:：]{1,160}(: |：)(?=capacity|what is|年通|按实际需求)/.exec(text);
  const rest = named ? text.slice(named[0].length).search(/ \(|; |, (and|but) |（|；|，但|，且|，[^，]*通关/) : -1;
  if (!named) return text;
  if (rest < 0) return h("b", {}, text);
  const at = named[0].length + rest;
  return [h("b", {}, text.slice(0, at)), h("span", { class: "more" }, text.slice(at))];
}

function list(sentences) {
  return h("ul", {}, sentences.map((text) => h("li", {}, text)));
}

/// A group of the answer: its head for who reads no more, and the rest a click away; of the headline also what it may be off by, of a measure what it presupposes.
function group([head, ...under], is_first, conditions) {
  const seen = under.filter((text, i) => (is_first && i === 0) || conditions.some((x) => text.includes(x)));
  const folded = under.filter((text) => !seen.includes(text));
  return h("div", { class: "group" }, h("p", { class: is_first ? "first" : null }, is_first ? head : sentence(head)), seen.map((text) => h("p", { class: "second" }, text)),
    folded.length ? h("details", { class: "under" }, h("summary", {}, t("answer.more")), list(folded)) : null);
}

/// What comes after the figures: the same paper, in a smaller hand, the first sentences in sight.
function certainty({ certainty: said }) {
  const sentences = said[language()];
  if (sentences.length === 0) return null;
  const more = sentences.slice(certain_first);
  return h("div", { class: "certainty" }, h("h3", {}, t("answer.certainty")), list(sentences.slice(0, certain_first)),
    more.length ? fold(t("answer.certainty.more", { n: more.length }), list(more)) : null);
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
