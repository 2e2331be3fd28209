// Assumptions with their ranges, and the sources behind the values.
import { h } from "../core/dom.js";
import { has_word, pick, t } from "../core/language.js";
import { head, table, text_cell } from "../core/table.js";

export function source_link(model, key) {
  if (!key) return "–";
  const known = (model.result.sources ?? []).some((x) => x.key === key);
  return known ? h("a", { href: `#source-${key}`, "data-source": key }, key) : key;
}

/// Assumptions of all scenarios; one that several share is listed once.
function merged(model) {
  const seen = new Map();
  for (const scenario of model.scenarios) {
    for (const a of scenario.assumptions ?? []) {
      const key = `${a.path}|${a.value}|${a.range}`;
      if (!seen.has(key)) seen.set(key, { ...a, scenarios: [] });
      seen.get(key).scenarios.push(scenario);
    }
  }
  return [...seen.values()];
}

export function assumptions_section(model) {
  const list = merged(model);
  if (list.length === 0) return [h("p", { class: "none" }, t("assumptions.none"))];
  const several = model.scenarios.length > 1;
  const where = (a) => (a.scenarios.length === model.scenarios.length ? t("assumptions.all") : a.scenarios.map((s) => s.name).join(", "));
  const grade = (g) => (has_word(`grade.${g}`) ? t(`grade.${g}`) : g ?? "–");
  return [h("p", { class: "sub" }, t("assumptions.sub")), table({
    id: "assumptions", className: "words",
    heads: [head(t("assumptions.what")), head(t("assumptions.value")), head(t("assumptions.range")), head(t("assumptions.grade")), head(t("assumptions.source")), ...(several ? [head(t("assumptions.where"))] : []), head(t("assumptions.note"))],
    rows: list.map((a) => [
      h("th", { scope: "row" }, pick(a.title) || a.path, a.title ? h("code", { class: "note" }, a.path) : null), h("td", {}, h("code", {}, a.value)), h("td", {}, a.range ? h("code", {}, a.range) : "–"),
      h("td", {}, h("span", { class: a.grade === "assumed" ? "pill warn" : "pill" }, grade(a.grade))), h("td", {}, source_link(model, a.source)), ...(several ? [text_cell(where(a))] : []), text_cell(pick(a.note) || null),
    ]),
  })];
}

export function sources_section(model) {
  const list = model.result.sources ?? [];
  if (list.length === 0) return [h("p", { class: "none" }, t("sources.none"))];
  const safe = (url) => /^https?:\/\//.test(url ?? "");
  return [h("p", { class: "sub" }, t("sources.sub")), h("ol", { class: "sources" }, list.map((x) => h("li", { id: `source-${x.key}` },
    h("b", {}, x.key), h("span", {}, pick(x.title), x.year ? `, ${x.year}` : "", safe(x.url) ? [" ", h("a", { href: x.url, rel: "noreferrer noopener", target: "_blank" }, x.url)] : x.url ? ` ${x.url}` : ""), x.grade ? h("span", { class: "pill" }, pick(x.grade)) : null)))];
}
