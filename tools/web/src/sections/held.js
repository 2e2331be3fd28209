// What keeps trains waiting before the line: no free receiving track, or no path.
import { h } from "../core/dom.js";
import { t } from "../core/language.js";
import { estimate_text, has, number, unit } from "../core/format.js";
import { saved_as } from "../core/csv.js";
import { estimate_cell, head, table, text_cell } from "../core/table.js";

/// Waits of trains for a running section, or for places that they take together with others.
function held_rows(model, scenario) {
  const is_line = (id) => scenario.stage(id)?.kind === "section";
  return (scenario.ledger ?? []).filter((entry) => model.counted_of_class(entry.class) === "trains")
    .flatMap((entry) => (entry.rows ?? []).filter((r) => r.state === "waiting" && has(r.hours) && r.hours.mean > 0 && (is_line(r.stage) || r.lacking?.length))
      .map((row) => ({ entry, row, line: is_line(row.stage) })));
}

/// Hours in which some place was lacking may overlap: of several the longest is the least that it can be.
function lacking(row) {
  return Math.max(0, ...(row.lacking ?? []).map((lack) => lack.hours.mean));
}

/// A column for each place that was lacking in any wait, empty where it was not asked for.
function saved_lacking(model, rows, row) {
  const stages = [...new Set(rows.flatMap((x) => (x.row.lacking ?? []).map((lack) => lack.stage)))];
  const hours = (stage) => row.lacking?.find((lack) => lack.stage === stage)?.hours ?? null;
  return stages.map((stage) => ({ name: t("csv.of", { what: t("held.track"), name: model.stage_name(stage) }), estimate: hours(stage), unit: "h" }));
}

/// Hours for a path: of several places that lacked, what is left after the longest is an upper bound.
function path_cell(row) {
  const hours = Math.max(0, row.hours.mean - lacking(row));
  return saved_as(text_cell(t("held.at_most", { hours: number(hours) }), { class: "number at-most" }), [{ value: hours, unit: "h" }]);
}

export function held_table(model, scenario) {
  const rows = held_rows(model, scenario);
  if (rows.length === 0) return null;
  return [
    h("h3", {}, t("held.title")), h("p", { class: "sub" }, t("held.sub")),
    table({
      id: `held-${scenario.id}`, of: scenario, className: "figures stacks",
      heads: [head(t("held.class")), head(t("held.before")), head(t("held.waiting"), "h"), head(t("held.track"), null), head(t("held.path"), "h")],
      rows: rows.map(({ entry, row, line }) => [
        h("th", { scope: "row" }, model.class_name(entry.class)), text_cell(model.stage_name(row.stage)), estimate_cell(row.hours, "h"),
        saved_as(text_cell((row.lacking ?? []).map((lack) => `${model.stage_name(lack.stage)} ${estimate_text(lack.hours, "h")}`).join(t("list.semicolon")) || `0 ${unit("h").name}`), saved_lacking(model, rows, row)),
        line ? path_cell(row) : saved_as(text_cell("–", { class: "number unknown" }), [{ value: null, unit: "h" }]),
      ]),
    }),
  ];
}
