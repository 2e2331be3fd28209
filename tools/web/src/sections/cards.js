// One card of key figures per scenario: what it can carry, what it does to waiting, where it is tight, on what terms.
import { h } from "../core/dom.js";
import { pick, t } from "../core/language.js";
import { bottleneck_name, carried, comparison_with, headline, is_unlimited, is_without_capacity, verdict } from "../core/data.js";
import { digits_beside_range, duration_unit, estimate_text, fitting, has, parts, time_unit, unit } from "../core/format.js";

function big(model, scenario, unit_id) {
  const estimate = is_without_capacity(model.scenarios) ? carried(scenario) : headline.capacity(scenario);
  if (!has(estimate)) return h("p", { class: "big none" }, t(is_unlimited(scenario) ? "answer.unlimited" : "answer.unknown"));
  const has_range = Boolean(scenario.capacity?.range ?? scenario.capacity?.own_range);
  const shown = fitting(estimate, unit_id);
  const { mean, half } = parts(estimate, shown, false, has_range ? digits_beside_range : undefined);
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

/// Clearance of the classes of which the answer tells that it changed, with the sign of the alternative less the base.
function times_changed(model, against) {
  const told = (against?.clearance_changes ?? []).map((id) => [id, against.measures.find((m) => m.id === `${id}.physical_clearance_s.mean`)]).filter(([, m]) => has(m?.difference));
  if (!told.length) return null;
  return row(t("answer.clearance_change"), told.map(([id, { difference }]) => {
    const seconds = { ...difference, mean: difference.mean * 3600, half_width: difference.half_width === null ? null : difference.half_width * 3600 };
    return h("span", { class: "end clearance-change" }, `${model.class_name(id)}: `, h("b", {}, estimate_text(seconds, duration_unit(seconds.mean), { sign: true })));
  }), between(against.clearance_extremes?.physical_clearance_s, ({ difference }) => estimate_text(difference, duration_unit(difference.mean), { sign: true, interval: false, digits: digits_beside_range }), "change-between"));
}

/// Of what takes away what the base has: that nobody proposes it, and which way round its differences are.
function direction(scenario) {
  return scenario.way_of_differences ? h("p", { class: "change direction" }, pick(scenario.way_of_differences)) : null;
}

function row(term, ...content) {
  return h("div", {}, h("dt", {}, term), h("dd", {}, content));
}

/// Between what a figure lies with single values at the ends of their ranges, and which values these are; `text` writes an end.
function between(extremes, text, name) {
  if (!extremes || !(extremes.lowest.value || extremes.highest.value)) return null;
  const ends = [extremes.lowest, extremes.highest];
  if (text(ends[0]) === text(ends[1])) return null;
  const led_by = ends.map((end) => (end.value ? t("answer.led_by", { value: pick(end.title), at: pick(end.at) }) : t("answer.as_it_is")));
  return h("span", { class: `more between ${name}` }, h("b", {}, t("answer.between", { low: text(ends[0]), high: text(ends[1]) })), " ", t("answer.led_by_both", { low: led_by[0], high: led_by[1] }));
}

/// What single values make of capacity.
function capacity_between(scenario, unit_id) {
  const text = (end) => estimate_text(headline.figure(end), unit_id, { interval: false, digits: digits_beside_range });
  const told = between(scenario.capacity?.extremes, text, "capacity-between");
  return told ? row(t("answer.single_values"), told) : null;
}

const time_text = (estimate) => estimate_text(estimate, duration_unit(estimate.mean), { interval: false, digits: digits_beside_range });

function clearance_between(scenario, klass) {
  const ranges = scenario.clearance_ranges;
  if (!klass || ranges?.class !== klass.id) return null;
  return between(ranges.physical_clearance_s?.extremes, (end) => time_text(end.mean_s), "clearance-between");
}

function clearance(scenario, klass) {
  const times = scenario.klass(klass?.id)?.physical_clearance_s;
  if (!times || !has(times.mean)) return null;
  const u = time_unit([times.mean?.mean]);
  const range = scenario.index === 0 ? clearance_between(scenario, klass) : null;
  return row(t("answer.clearance", { class: pick(klass.title) }),
    h("b", {}, estimate_text(times.mean, u, { digits: range ? digits_beside_range : undefined })), " ", t("answer.mean"), range,
    has(times.p95) ? h("span", { class: "more" }, t("answer.p95", { x: estimate_text(times.p95, time_unit([times.p95.mean]), { interval: false }) })) : null);
}

/// Where it is, or why that is not said: what was not searched to the end is not "none".
function bottleneck(model, scenario) {
  if (scenario.bottleneck) return h("b", { class: "stage" }, bottleneck_name(model, scenario));
  if (scenario.together) return [h("b", { class: "stage" }, bottleneck_name(model, scenario)), " ", t("answer.together")];
  return h("span", { class: "unsaid" }, t(scenario.unfinished ? "answer.unfinished" : scenario.unjudged ? "answer.unknown" : "answer.none"));
}

/// The first sentence of a text, and the rest.
function first_sentence(text) {
  const found = /^.*?(?:[。！？]|[.!?](?=\s+[\p{Lu}\d“"(]))/su.exec(text);
  return found ? [found[0], text.slice(found[0].length).trim()] : [text, ""];
}

/// What its effect presupposes, such as a railway that goes on: without it the card's figure is another.
function presupposed(item) {
  return (item.presupposes ?? []).map(({ says }) => h("p", { class: "presupposed" }, h("b", {}, t("answer.presupposes")), pick(says)));
}

function lever(item) {
  const [first, rest] = first_sentence(pick(item.summary) || "");
  const facts = [item.cost ? `${t("answer.cost")} ${pick(item.cost)}` : t("answer.cost_unknown"), item.opens ? t("answer.opens", { date: item.opens }) : null].filter(Boolean);
  return h("div", { class: "lever" }, first ? h("p", {}, first) : null, presupposed(item), h("p", { class: "facts" }, facts.map((fact) => h("span", {}, fact))),
    rest ? h("details", {}, h("summary", {}, t("answer.more")), h("p", {}, rest)) : null);
}

/// One line for each end of the range, so that nobody takes the figures for a range of their own.
function at_ends(range, name, text) {
  return ["low", "high"].map((end) => h("span", { class: `end ${name}` }, t("answer.at", { end: pick(range[end].at) }), h("b", {}, text(end))));
}

/// What the figure hangs on besides chance: capacity at both ends of the range of what the bottleneck rests on.
function over_range(range, unit_id, name = "range") {
  if (!range) return null;
  return row(t("answer.range", { value: pick(range.title) || range.value }),
    at_ends(range, name, (end) => estimate_text(headline.figure(range[end]), unit_id)));
}

/// The gain of capacity at the same ends.
function gain_over_range(range, gain, name = "gain-range") {
  if (!gain || !range) return null;
  return row(t("answer.gain_range", { value: pick(range.title) || range.value }),
    at_ends(range, name, (end) => estimate_text(gain[end], headline.difference_unit, { sign: true })));
}

/// What the value on which the bottleneck rests makes of capacity and gain, for who asks.
function at_bottleneck_range(model, scenario, against) {
  const rows = [over_range(scenario.capacity?.range, headline.unit), gain_over_range(model.base.capacity?.range, against?.over_range),
    over_range(scenario.capacity?.own_range, headline.unit, "own-range"), gain_over_range(scenario.capacity?.own_range, against?.over_own_range, "own-gain-range")].filter(Boolean);
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
  return h("article", { class: "card", style: `--scenario:${scenario.colour}` },
    h("p", { class: "kicker" }, kicker(scenario, single, without)),
    single ? null : h("h3", {}, scenario.name),
    big(model, scenario, unit_id), difference(model, scenario), scenario.index === 0 ? null : other_classes(model, scenario), direction(scenario),
    h("dl", {},
      capacity_between(scenario, unit_id),
      moved && !without ? row(t(headline.word("answer.carried")), h("b", {}, estimate_text(moved, unit_id))) : null,
      clearance(scenario, klass),
      times_changed(model, against),
      scenario.capacity ? row(t("answer.bottleneck"), bottleneck(model, scenario)) : null),
    at_bottleneck_range(model, scenario, against),
    (scenario.levers ?? []).map(lever));
}
