// The model beside what was observed; a miss is shown as a miss.
import { h } from "../core/dom.js";
import { pick, t } from "../core/language.js";
import { has, known, unit } from "../core/format.js";
import { saved_as } from "../core/csv.js";
import { factor_mark } from "../core/spark.js";
import { estimate_cell, fold, head, is_telephone, number_cell, table, text_cell } from "../core/table.js";
import { source_link } from "./sources.js";

/// All digits that somebody wrote down, in the unit shown.
function written_decimals(row) {
  return known(row.observed) ? (String(Number((row.observed * unit(row.unit).factor).toPrecision(12))).split(".")[1] ?? "").length : undefined;
}

/// Of a design figure in words of its own: to differ from it is no miss.
function verdict(row) {
  if (row.unanswered) return "validation.unanswered";
  if (row.design && row.verdict) return `validation.${row.verdict}`;
  if (typeof row.inside !== "boolean") return "validation.unknown";
  return row.inside ? "validation.inside" : "validation.miss";
}

function verdict_cell(row) {
  const word = verdict(row);
  const colour = { "validation.inside": " good", "validation.miss": " bad" }[word] ?? "";
  const why = row.unanswered ? pick(row.unanswered) : "";
  return saved_as(h("td", {}, h("span", { class: `pill${colour}` }, t(word)), why ? h("span", { class: "note" }, why) : null), [{ text: t(word) }, { name: t("csv.why"), text: why }]);
}

/// Simulated over observed on a scale of its own, equal factors equally wide, that holds the band, the interval and what was observed.
function picture(row) {
  if (!has(row.simulated) || !known(row.observed) || row.observed <= 0) return saved_as(text_cell(null), [{ estimate: null }]);
  const [mean, half] = [row.simulated.mean / row.observed, (row.simulated.half_width ?? 0) / row.observed];
  const end = (x) => (known(x) ? x / row.observed : null);
  const colour = row.inside ? "#2f6b52" : row.design ? "#5b6470" : "#a3322b";
  const ratio = { mean, half_width: known(row.simulated.half_width) ? half : null };
  return saved_as(h("td", { class: "mark" }, factor_mark({ low: mean - half, mean, high: mean + half, band: [end(row.tolerance_low), end(row.tolerance_high)], colour })), [{ estimate: ratio }]);
}

/// What agreement is worth: "test", "dependent" (follows from inputs or fitted cases), "fitted", or
/// "design" (published, never observed).
function kind(row) {
  if (row.design) return "design";
  if (row.fitted) return "fitted";
  return row.dependent ? "dependent" : "test";
}

function file_name(path) {
  return (path ?? "").split("/").pop();
}

/// What a case ran that is not of the base: this scenario with levers of the case's own, or another one of the port.
function whose(row, model) {
  const levers = (row.levers ?? []).map((title) => pick(title)).join(" + ");
  const file = file_name(row.scenario);
  if (!levers) return t("validation.other", { file });
  return file === file_name(model.scenarios[0].scenario) ? t("validation.own_with", { levers }) : t("validation.other_with", { file, levers });
}

/// Counts of the observed cases that ran, as the answer counts them.
function summary(rows) {
  const ran = rows.filter((r) => typeof r.inside === "boolean" && !r.design);
  const of = (list, word) => list.filter((r) => kind(r) === word).length;
  const inside = ran.filter((r) => r.inside);
  const own = ran.filter((r) => r.of_base !== false);
  const not_run = rows.filter((r) => typeof r.inside !== "boolean" && !r.unanswered && !r.design).length;
  const others = ran.length - own.length;
  const said = t("validation.summary", { n: ran.length, inside: inside.length, tests: of(ran, "test"), tests_inside: of(inside, "test"), dependent: of(ran, "dependent"), fitted: of(ran, "fitted") });
  const elsewhere = others === 0 ? "" : t("validation.elsewhere", { n: ran.length, others, own: own.length, own_tests: of(own, "test") });
  return [said, not_run === 0 ? "" : t("validation.not_run", { n: not_run }), elsewhere].filter(Boolean).join(" ");
}

export function validation_section(model) {
  const rows = model.result.validation ?? [];
  if (rows.length === 0) return [h("p", { class: "none" }, t("validation.none"))];
  const element = table({
    id: "validation", className: "figures stacks",
    heads: [head(t("validation.figure")), head(t("validation.observed"), ""), head(t("validation.simulated"), ""), head(t("validation.ratio"), null, { class: "mark" }), head(t("validation.tolerance")), head(t("validation.verdict")), head(t("validation.kind")), head(t("validation.source")), head(t("validation.grade"))],
    rows: rows.map((r) => [
      saved_as(h("th", { scope: "row" }, pick(r.title) || r.id, pick(r.title) ? h("small", { class: "case" }, ` ${r.id}`) : null, r.of_base === false ? h("span", { class: "note" }, whose(r, model)) : null, r.note ? h("span", { class: "note" }, pick(r.note)) : null),
        [{ text: pick(r.title) || r.id }, { name: t("csv.id"), text: r.id }, { name: t("csv.run_on"), text: r.of_base === false ? whose(r, model) : "" }, { name: t("csv.note"), text: pick(r.note) }, { name: t("csv.unit"), text: unit(r.unit).name }]),
      saved_as(with_unit(number_cell(r.observed, r.unit, written_decimals(r)), r.unit), [{ value: r.observed, unit: r.unit, apart: true }]), saved_as(estimate_cell(r.simulated, r.unit), [{ estimate: r.simulated ?? null, unit: r.unit, apart: true }]), picture(r), text_cell(pick(r.tolerance_text) || r.tolerance),
      verdict_cell(r),
      text_cell(t(`validation.is_${kind(r)}`), { class: kind(r) === "test" ? null : "soft" }), saved_as(h("td", {}, source_link(model, r.source)), [{ text: r.source ?? "" }]), text_cell(r.grade),
    ]),
  });
  return [h("p", { class: "said" }, summary(rows)), h("p", { class: "sub" }, t("validation.sub")), fold(t("validation.table", { n: rows.length }), element, !is_telephone())];
}

function with_unit(cell, unit_id) {
  cell.append(h("span", { class: "unit" }, ` ${unit(unit_id).name}`));
  return cell;
}
