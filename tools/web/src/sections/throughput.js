// What was cleared by direction, each vehicle or train once.
import { h } from "../core/dom.js";
import { t } from "../core/language.js";
import { saved_as } from "../core/csv.js";
import { direction_name } from "../charts/train_graph.js";
import { estimate_cell, head, table, text_cell } from "../core/table.js";

/// Where no direction is stated there is nothing to tell apart.
export function has_throughput(scenario) {
  return (scenario.throughput ?? []).some((r) => r.direction !== "unstated");
}

/// Units of an estimate of the table: tonnes are many, so they have units of their own; others are counted.
function units_of(unit) {
  return unit === "t" ? ["t/d", "t/yr"] : ["", ""];
}

export function throughput_section(model) {
  const shown = model.scenarios.filter(has_throughput);
  const of = (scenario, direction, unit) => scenario.throughput.find((r) => r.direction === direction && r.unit === unit);
  const keys = [...new Map(shown.flatMap((s) => s.throughput).map((r) => [`${r.direction} ${r.unit}`, r])).values()];
  const order = ["inbound", "outbound", "unstated", "both"];
  keys.sort((a, b) => order.indexOf(a.direction) - order.indexOf(b.direction));
  const spans = [t("throughput.day"), t("throughput.year")];
  const blank = () => h("th", { scope: "col" });
  const saved = (scenario, span) => t("csv.of", { what: scenario.full_name, name: t("throughput.cleared", { span }) });
  const heads = [head(t("throughput.direction")), head(t("throughput.counted"), null, { class: "counted" }), ...shown.flatMap((s) => spans.map((span) => head(span, "", { saved: saved(s, span) })))];
  const names = [blank(), blank(), ...shown.map((s) => h("th", { scope: "colgroup", colspan: 2, class: "number" }, s.name))];
  const rows = keys.map(({ direction, unit }, i) => [
    h("th", { scope: "row", class: i > 0 && keys[i - 1].direction === direction ? "again" : null }, direction_name(direction)),
    text_cell(t(`counted.${unit}`), { class: "counted" }),
    ...shown.flatMap((s) => {
      const row = of(s, direction, unit);
      const show_unit = unit === "t";
      // What is counted says the unit of the row: in the file tonnes are tonnes.
      return ["per_day", "per_year"].map((span, of_span) => saved_as(estimate_cell(row?.[span], units_of(unit)[of_span], { show_unit }), [{ estimate: row?.[span] ?? null }]));
    }),
  ]);
  return [h("p", { class: "sub" }, t("throughput.sub")), table({ id: "throughput", className: "figures throughput", above: model.scenarios.length > 1 ? names : null, heads, rows })];
}
