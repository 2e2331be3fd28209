// How sure we are: how each run was made and what was checked in it.
import { h } from "../core/dom.js";
import { pick, t } from "../core/language.js";
import { known, number } from "../core/format.js";
import { saved_as } from "../core/csv.js";
import { head, table, text_cell } from "../core/table.js";

function days(seconds) {
  return known(seconds) ? t("sure.days", { n: number(seconds / 86400, seconds % 86400 === 0 ? 0 : 1) }) : "–";
}

function scenario_head(scenario) {
  return head(scenario.name, null, { saved: scenario.full_name });
}

function run_table(model) {
  const row = (label, cell) => [h("th", { scope: "row" }, t(label)), ...model.scenarios.map(cell)];
  const code = (text) => (text ? h("td", {}, h("code", {}, text)) : text_cell(null));
  return table({
    id: "runs", className: "words",
    heads: [head(t("sure.run")), ...model.scenarios.map(scenario_head)],
    rows: [
      row("sure.replications", (s) => text_cell(number(s.replications, 0), { "data-value": s.replications })), row("sure.seed", (s) => text_cell(String(s.seed ?? "–"))), row("sure.start", (s) => text_cell(s.start)),
      row("sure.horizon", (s) => text_cell(days(s.horizon_s))), row("sure.warmup", (s) => text_cell(days(s.warmup_s))),
      ...(model.scenarios.some((s) => s.saturated) ? [row("sure.warmup.capacity", (s) => text_cell(days(s.saturated?.warmup_s)))] : []),
      row("sure.state", (s) => h("td", {}, h("span", { class: s.interrupted ? "pill bad" : "pill good" }, t(s.interrupted ? "sure.interrupted" : "sure.complete")))),
      row("sure.version", (s) => text_cell(s.version)), row("sure.file", (s) => code(s.scenario)), row("sure.hash", (s) => code(s.hash)),
    ],
  });
}

/// A check that found nothing to compare with is neither passed nor failed.
function verdict(check) {
  if (check.applies === false) return t("sure.inapplicable");
  return t(check.ok === null ? "sure.unjudged" : check.ok ? "sure.ok" : "sure.fails");
}

function check_table(model) {
  const ids = [...new Set(model.scenarios.flatMap((s) => (s.checks ?? []).map((c) => c.id)))];
  if (ids.length === 0) return null;
  const find = (s, id) => (s.checks ?? []).find((c) => c.id === id);
  const shown = (check) => (check ? h("td", {}, h("span", { class: check.ok === null ? "pill" : check.ok ? "pill good" : "pill bad" }, verdict(check)), check.detail ? h("span", { class: "note" }, pick(check.detail)) : null) : text_cell(null));
  const cell = (check, s) => saved_as(shown(check), [{ text: check ? verdict(check) : "" }, { name: t("csv.of", { what: s.full_name, name: t("csv.note") }), text: pick(check?.detail) }]);
  return table({
    id: "checks", className: "words",
    heads: [head(t("sure.checks")), ...model.scenarios.map(scenario_head)],
    rows: ids.map((id) => [h("th", { scope: "row" }, pick(model.scenarios.map((s) => find(s, id)).find(Boolean).title) || id), ...model.scenarios.map((s) => cell(find(s, id), s))]),
  });
}

export function sure_section(model) {
  return [h("p", { class: "sub" }, t("sure.sub")), run_table(model), check_table(model)];
}
