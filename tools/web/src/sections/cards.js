// One card of key figures per scenario: what it can carry, what it does to waiting, where it is tight, on what terms.
import { h } from "../core/dom.js";
import { pick, t } from "../core/language.js";
import { bottleneck_name, carried, comparison_with, headline, is_unlimited, is_without_capacity, verdict } from "../core/data.js";
import { duration_unit, estimate_text, fitting, has, is_nothing, known, parts, rough_text, time_unit, unit } from "../core/format.js";
import { clearance_clocks } from "./range_subjects.js";
import { few_decimals } from "../core/table.js";

function big(model, scenario, unit_id) {
  const estimate = is_without_capacity(model.scenarios) ? carried(scenario) : headline.capacity(scenario);
  if (!has(estimate)) return h("p", { class: "big none" }, t(is_unlimited(scenario) ? "answer.unlimited" : "answer.unknown"));
  const shown = fitting(estimate, unit_id);
  const { mean, half } = parts(estimate, shown);
  return h("p", { class: "big", "data-value": estimate.mean, "data-half": String(estimate.half_width), "data-unit": unit_id },
    h("span", { class: "value" }, mean), h("span", { class: "aside" }, half ? h("span", { class: "half" }, `± ${half}`) : null, h("span", { class: "unit" }, unit(shown).name)));
}

/// The card's figure in a comparison: paired, so that its interval is the right one.
function paired_difference(model, scenario) {
  const id = is_without_capacity(model.scenarios) ? headline.carried_measure : "capacity";
  return comparison_with(model, scenario.id)?.measures.find((m) => m.id === id) ?? null;
}

/// Classes without a load whose own capacity changes where that in tonnes does not: a measure for buses is not told by what trucks carry.
function other_classes(model, scenario) {
  const measures = comparison_with(model, scenario.id)?.measures ?? [];
  const whole = paired_difference(model, scenario);
  if (whole?.real && !whole.small) return [];
  return measures.filter((m) => m.id.endsWith(".capacity") && m.real && !m.small && has(m.relative))
    .map((m) => h("p", { class: "change real" }, t("answer.of_class", { class: model.class_name(m.id.slice(0, -".capacity".length)), x: estimate_text(m.relative, "ratio", { sign: true }) })));
}

function difference(model, scenario) {
  if (scenario.index === 0) return h("p", { class: "change" }, t(is_without_capacity(model.scenarios) ? "answer.own_demand" : "answer.demand"));
  const measure = paired_difference(model, scenario);
  if (measure && has(measure.relative)) {
    const told = t("answer.differences", { x: estimate_text(measure.relative, "ratio", { sign: true }) });
    if (verdict(measure) === "yes") return h("p", { class: "change real" }, told);
    // A difference that chance explains has no figure worth reading.
    const why = t(`compare.${verdict(measure)}`);
    return h("p", { class: "change" }, verdict(measure) === "unknown" ? `${told} (${why})` : t("answer.no_difference", { x: why }));
  }
  const [a, b] = [model.base, scenario].map((x) => headline.capacity(x)?.mean);
  if (!a || !b) return null;
  return h("p", { class: "change" }, t("answer.differences", { x: estimate_text({ mean: b / a - 1 }, "ratio", { sign: true }) }));
}

const clearance_ends = (scenario) => clearance_clocks.physical.ranges(scenario)?.extremes ?? null;
const change_ends = (against) => against?.clearance_extremes?.physical_clearance_s ?? null;
const both_of = (found) => (found ? [found.lowest, found.highest] : []);

/// Of the classes of which the answer tells that their clearance changed: { id, difference [s] }, the alternative less the base.
function changes_told(against) {
  const told = (against?.clearance_changes ?? []).map((id) => ({ id, of: against.measures.find((m) => m.id === `${id}.physical_clearance_s.mean`)?.difference })).filter(({ of }) => has(of));
  return told.map(({ id, of }) => ({ id, difference: { ...of, mean: of.mean * 3600, half_width: of.half_width === null ? null : of.half_width * 3600 } }));
}

/// Units of the times that are compared along a row of the cards, by the largest of them: the same in all cards, so that they can be compared. What is less than a tenth of it is told in a smaller one.
function time_units(model, klass) {
  const times = model.scenarios.map((scenario) => scenario.klass(klass?.id)?.physical_clearance_s);
  const against = model.alternatives.map((scenario) => comparison_with(model, scenario.id));
  const of = (estimates) => time_unit(estimates.filter(has).map((x) => x.mean));
  const of_changes = (list) => duration_unit(Math.max(0, ...list.map((x) => Math.abs(x.difference.mean))));
  return {
    clearance: of(times.flatMap((x) => [x?.mean, x?.p95])), clearance_ends: of(both_of(clearance_ends(model.base)).map((end) => end.mean_s)),
    change: of_changes(against.flatMap(changes_told)), change_ends: of_changes(against.flatMap((x) => both_of(change_ends(x)))),
  };
}

function time_text(estimate, unit_id, options = {}) {
  return estimate_text(estimate, unit_id, { most: few_decimals, ...options });
}

/// In the words of the answer where chance may explain it.
function rough_change(estimate, unit_id) {
  if (is_nothing(estimate)) return t("compare.nothing");
  if (known(estimate.half_width) && Math.abs(estimate.mean) <= estimate.half_width) return t("answer.no_clear_change");
  return rough_text(estimate, fitting(estimate, unit_id), about, true);
}

function times_changed(model, against, units) {
  const told = changes_told(against);
  if (!told.length) return null;
  return row(t("answer.clearance_change"), told.map(({ id, difference }) => h("span", { class: "end clearance-change" }, `${model.class_name(id)}: `, h("b", {}, time_text(difference, units.change, { sign: true })))));
}

/// Of what takes away what the base has: that nobody proposes it, and which way round its differences are.
function direction(scenario) {
  return scenario.way_of_differences ? h("p", { class: "change direction" }, pick(scenario.way_of_differences)) : null;
}

function row(term, ...content) {
  return h("div", {}, h("dt", {}, term), h("dd", {}, content));
}

const about = (x) => t("answer.about", { x });

/// The lowest and the highest that single values lead to, a line each, with the value that does it; what none goes beyond is as it is.
function extremes(found, name, text) {
  const moves = found?.lowest.value || found?.highest.value;
  if (!moves && !found?.growing.length && !found?.without.length) return null;
  const line = (end) => h("span", { class: `end ${name}` }, h("b", {}, text(end)), " ",
    end.value ? t("answer.extreme", { value: pick(end.title), end: pick(end.at) }) : t("answer.as_it_is"));
  const growing = found.growing.map((title) => h("span", { class: "end grows" }, t("answer.grows", { value: pick(title) })));
  const without = found.without.map((end) => h("span", { class: "end without" }, h("b", {}, text(end)), " ", t("answer.without", { value: pick(end.title), end: pick(end.at) })));
  return [moves ? [line(found.lowest), line(found.highest)] : null, without, growing, h("span", { class: "end tried" }, t(found.tried === 1 ? "answer.tried.one" : "answer.tried", { n: found.tried }))];
}

function capacity_extremes(scenario, unit_id) {
  const lines = extremes(scenario.capacity?.extremes, "extreme", (end) => rough_text(headline.figure(end), fitting(headline.figure(end), unit_id), about));
  return lines ? row(t("answer.extremes"), lines) : null;
}

/// Between what the mean lies with single values at the ends of their ranges.
function clearance_extremes(scenario, klass, units) {
  if (scenario.index > 0 || scenario.clearance_ranges?.class !== klass?.id) return null;
  const lines = extremes(clearance_ends(scenario), "clearance-extreme", ({ mean_s }) => rough_text(mean_s, fitting(mean_s, units.clearance_ends), about));
  return lines ? row(t("answer.clearance_extremes"), lines) : null;
}

/// The same of what an alternative changes in it, alternative less base.
function change_extremes(against, units) {
  const lines = extremes(change_ends(against), "change-extreme", ({ difference }) => rough_change(difference, units.change_ends));
  return lines ? row(t("answer.change_extremes"), lines) : null;
}

function clearance(scenario, klass, units) {
  const times = scenario.klass(klass?.id)?.physical_clearance_s;
  if (!times || !has(times.mean)) return null;
  return row(t("answer.clearance", { class: pick(klass.title) }),
    h("b", {}, time_text(times.mean, units.clearance)), " ", t("answer.mean"),
    has(times.p95) ? h("span", { class: "more" }, t("answer.p95", { x: time_text(times.p95, units.clearance, { interval: false }) })) : null);
}

/// Where it is, or why that is not said: what was not searched to the end is not "none".
function bottleneck(model, scenario) {
  if (scenario.bottleneck) return h("b", { class: "stage" }, bottleneck_name(model, scenario));
  if (scenario.together) return [h("b", { class: "stage" }, bottleneck_name(model, scenario)), " ", t("answer.together")];
  return h("span", { class: "unsaid" }, t(scenario.unfinished ? "answer.unfinished" : scenario.unjudged ? "answer.unjudged" : "answer.none"));
}

/// The first sentence of a text, and the rest.
function first_sentence(text) {
  const found = /^.*?(?:[。！？]|[.!?](?=\s+[\p{Lu}\d“"(]))/su.exec(text);
  return found ? [found[0], text.slice(found[0].length).trim()] : [text, ""];
}

function lever(item) {
  const [first, rest] = first_sentence(pick(item.summary) || "");
  const facts = [item.cost ? `${t("answer.cost")} ${pick(item.cost)}` : t("answer.cost_unknown"), item.opens ? t("answer.opens", { date: item.opens }) : null].filter(Boolean);
  const conditions = (item.presupposes ?? []).map((x) => h("p", { class: "presupposes" }, t("answer.presupposes", { x: pick(x.says) })));
  return h("div", { class: "lever" }, first ? h("p", {}, first) : null, conditions, h("p", { class: "facts" }, facts.map((fact) => h("span", {}, fact))),
    rest ? h("details", {}, h("summary", {}, t("answer.more")), h("p", {}, rest)) : null);
}

/// One line for each end of the range, so that nobody takes the figures for a range of their own.
function at_ends(range, name, text) {
  return ["low", "high"].map((end) => h("span", { class: `end ${name}` }, t("answer.at", { end: pick(range[end].at) }), h("b", {}, text(end))));
}

/// The gain of capacity at the ends of the range of what a bottleneck rests on.
function gain_over_range(range, gain, name = "gain-range") {
  if (!gain || !range) return null;
  return row(t("answer.gain_range", { value: pick(range.title) || range.value }),
    at_ends(range, name, (end) => estimate_text(gain[end], headline.difference_unit, { sign: true })));
}

/// What the gain would be at the ends of the ranges on which bottlenecks rest, for who asks.
function gains_at_ends(model, scenario, against) {
  const rows = [gain_over_range(model.base.capacity?.range, against?.over_range), gain_over_range(scenario.capacity?.own_range, against?.over_own_range, "own-gain-range")].filter(Boolean);
  return rows.length ? h("details", { class: "ends" }, h("summary", {}, t("answer.at_ends")), h("dl", {}, rows)) : null;
}

function kicker(scenario, single, without) {
  if (single) return t(without ? headline.word("answer.carried") : "answer.capacity");
  if (scenario.index === 0) return t("answer.base");
  return t(scenario.counterfactual ? "answer.counterfactual" : "answer.alternative", { n: scenario.index });
}

export function card(model, scenario, klass) {
  const { unit: unit_id } = headline;
  const moved = carried(scenario);
  const single = model.scenarios.length === 1;
  const against = scenario.index === 0 ? null : comparison_with(model, scenario.id);
  const without = is_without_capacity(model.scenarios);
  const units = time_units(model, klass);
  return h("article", { class: "card", style: `--scenario:${scenario.colour}` },
    h("p", { class: "kicker" }, kicker(scenario, single, without)),
    single ? null : h("h3", {}, scenario.name),
    big(model, scenario, unit_id), difference(model, scenario), scenario.index === 0 ? null : other_classes(model, scenario), direction(scenario),
    h("dl", {},
      capacity_extremes(scenario, unit_id),
      moved && !without ? row(t(headline.word("answer.carried")), h("b", {}, estimate_text(moved, unit_id))) : null,
      clearance(scenario, klass, units),
      clearance_extremes(scenario, klass, units),
      times_changed(model, against, units),
      change_extremes(against, units),
      scenario.capacity ? row(t("answer.bottleneck"), bottleneck(model, scenario)) : null),
    gains_at_ends(model, scenario, against),
    (scenario.levers ?? []).map(lever));
}
