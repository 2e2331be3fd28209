// Differences to the base, measure by measure, with what common random numbers saved.
import { h } from "../core/dom.js";
import { pick, t } from "../core/language.js";
import { verdict } from "../core/data.js";
import { unit_of_measure } from "../core/counted.js";
import { duration_unit, has, known, number, unit } from "../core/format.js";
import { saved_as } from "../core/csv.js";
import { interval_mark } from "../core/spark.js";
import { estimate_cell, fold, head, is_telephone, number_cell, table, text_cell, unbroken } from "../core/table.js";
import { ink_faint } from "../core/theme.js";

function reach(comparison) {
  const far = comparison.measures.filter((m) => has(m.relative)).map((m) => Math.abs(m.relative.mean) + (m.relative.half_width ?? 0));
  return Math.min(1.2, Math.max(0.05, ...far));
}

function picture(measure, limit, colour) {
  if (!has(measure.relative)) return saved_as(text_cell(null), []);
  const { mean, half_width = 0 } = measure.relative;
  return saved_as(h("td", { class: "mark" }, interval_mark({ low: mean - half_width, mean, high: mean + half_width, from: -limit, to: limit, at: [0], colour: measure.real ? colour : ink_faint })), []);
}

const seconds_of = { s: 1, min: 60, h: 3600, d: 86400 };

/// Durations are told by their size, as in the sentences of the answer: what was in one unit is in seconds, and shown in hours, minutes or seconds.
function as_duration(measure) {
  const factor = seconds_of[measure.unit];
  if (!factor) return measure;
  const seconds = (estimate) => (has(estimate) ? { ...estimate, mean: estimate.mean * factor, half_width: known(estimate.half_width) ? estimate.half_width * factor : estimate.half_width } : estimate);
  const [base, other, difference] = [measure.base, measure.with, measure.difference].map(seconds);
  const longest = Math.max(0, ...[base, other].filter(has).map((x) => Math.abs(x.mean)));
  return { ...measure, base, with: other, difference, unit: duration_unit(longest), is_duration: true };
}

/// Measures have different units, which have a column of their own in what is saved.
function in_unit(cell, estimate, unit_id) {
  return saved_as(cell, [{ estimate: estimate ?? null, unit: unit_id, apart: true }]);
}

/// A difference of seconds between hours is told in seconds, with its unit.
function difference_cell({ difference, unit: unit_id, is_duration }) {
  if (!is_duration || !has(difference)) return estimate_cell(difference, unit_id, { sign: true });
  return estimate_cell(difference, duration_unit(difference.mean), { sign: true, show_unit: true });
}

function measure_rows(model, comparison, colour) {
  const limit = reach(comparison);
  return comparison.measures.map((m) => ({ ...m, unit: unit_of_measure(model, m) })).map(as_duration).map((m) => [
    saved_as(h("th", { scope: "row" }, unbroken(pick(m.title) || m.id), unit(m.unit).name ? [t("list.unit"), h("span", { class: "unit" }, unit(m.unit).name)] : null), [{ text: pick(m.title) || m.id }, { name: t("csv.id"), text: m.id }, { name: t("csv.unit"), text: unit(m.unit).name }]),
    ...["base", "with"].map((which) => in_unit(estimate_cell(m[which], m.unit), m[which], m.unit)), in_unit(difference_cell(m), m.difference, m.unit),
    estimate_cell(m.relative, "ratio", { sign: true, show_unit: true }), picture(m, limit, colour),
    h("td", {}, h("span", { class: m.real && !m.small ? "pill good" : "pill" }, t(`compare.${verdict(m) === "yes" && m.small ? "tiny" : verdict(m)}`))),
    number_cell(m.correlation, "", 2),
    saved_as(h("td", { class: "number", "data-value": m.variance_saved }, known(m.variance_saved) ? `${number(m.variance_saved * 100, 0)} %` : "–"), [{ value: m.variance_saved, unit: "ratio" }]),
  ]);
}

export function compare_section(model) {
  const comparisons = model.result.comparisons ?? [];
  if (comparisons.length === 0) return [h("p", { class: "none" }, t("compare.none"))];
  return [h("p", { class: "sub" }, t("compare.sub")), comparisons.map((comparison) => {
    const [base, other] = [comparison.base, comparison.with].map(model.scenario);
    const colour = other?.colour ?? ink_faint;
    const title = h("span", { style: `--scenario:${colour}` }, h("i", { class: "swatch" }), t("compare.against", { with: other?.name ?? comparison.with, base: base?.name ?? comparison.base }));
    title.append(t("list.count", { n: comparison.measures.length }));
    return fold(title, [table({
      id: `compare-${comparison.with}`, className: "figures stacks one-line",
      heads: [head(t("compare.measure")), head(base?.name ?? t("compare.base"), "", { saved: base?.full_name }), head(other?.name ?? comparison.with, "", { saved: other?.full_name }), head(t("compare.difference"), ""), head(t("compare.relative"), ""),
        head(t("compare.picture"), null, { class: "mark" }), head(t("compare.real")), head(t("compare.correlation"), ""), head(t("compare.saved"), "")],
      rows: measure_rows(model, comparison, colour),
    }), other?.way_of_differences ? h("p", { class: "sub direction" }, pick(other.way_of_differences)) : null], !is_telephone());
  })];
}
