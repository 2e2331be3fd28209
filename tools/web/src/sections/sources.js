// Assumptions with their ranges, and the sources behind the values.
import { h } from "../core/dom.js";
import { has_word, pick, t } from "../core/language.js";
import { saved_as } from "../core/csv.js";
import { fold, head, is_telephone, table, text_cell } from "../core/table.js";

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

/// How many values, the two days of a holiday among them, as the answer counts them; where alternatives bring some, how many of each.
function counted(model, id, of) {
  const more = of.filter((a) => !a.scenarios.includes(model.base)).length;
  const apart = more > 0 ? t("assumptions.apart", { base: of.length - more, more }) : "";
  return t(`assumptions.${id}`, { n: of.length }) + apart;
}

/// First and last day of a holiday or closure are one row; so is a day alone, which has no last one.
function spans(list) {
  const start_of = (a, end) => a.path.slice(0, -end.length);
  const first = new Map(list.filter((a) => a.path.endsWith(".from")).map((a) => [start_of(a, ".from"), a]));
  const with_end = new Set(list.filter((a) => a.path.endsWith(".to")).map((a) => start_of(a, ".to")));
  const same = (a, b) => a.source === b.source && a.grade === b.grade && a.scenarios.length === b.scenarios.length;
  const last_of = (a) => (a.path.endsWith(".to") ? first.get(start_of(a, ".to")) : null);
  const ends = new Map(list.filter((a) => last_of(a) && same(a, last_of(a))).map((a) => [last_of(a), a]));
  const joined = new Set(ends.values());
  const is_day_alone = (a) => /holidays\[\d+\]\.from$/.test(a.path) && !with_end.has(start_of(a, ".from"));
  return list.filter((a) => !joined.has(a)).map((a) => {
    const end = ends.get(a) ?? (is_day_alone(a) ? a : null);
    if (!end) return a;
    const title = a.title && { en: a.title.en.replace(", first day", ""), zh: a.title.zh.replace("首日", "") };
    return { ...a, title, path: start_of(a, ".from"), value: a.value === end.value ? a.value : `${a.value} – ${end.value}`, value_text: null };
  });
}

/// As it stands in the file, or in the language's own words where it has them.
function told(written, text) {
  const words = pick(text) || written;
  if (!words) return saved_as(h("td", {}, "–"), [{ text: "" }]);
  return h("td", {}, words === written ? h("code", {}, written) : words);
}

export function assumptions_section(model) {
  const list = merged(model);
  if (list.length === 0) return [h("p", { class: "none" }, t("assumptions.none"))];
  const several = model.scenarios.length > 1;
  const where = (a) => (a.scenarios.length === model.scenarios.length ? t("assumptions.all") : a.scenarios.map((s) => s.name).join(", "));
  const grade = (g) => (has_word(`grade.${g}`) ? t(`grade.${g}`) : g ?? "–");
  const rows = (part) => part.map((a) => [
    saved_as(h("th", { scope: "row" }, pick(a.title) || a.path, a.title ? h("code", { class: "note" }, a.path) : null), [{ text: pick(a.title) || a.path }, { name: t("csv.path"), text: a.path }]),
    told(a.value, a.value_text), told(a.range, a.range_text),
    h("td", {}, h("span", { class: a.grade === "assumed" ? "pill warn" : "pill" }, grade(a.grade))), saved_as(h("td", {}, source_link(model, a.source)), [{ text: a.source ?? "" }]), ...(several ? [text_cell(where(a))] : []), text_cell(pick(a.note) || null),
  ]);
  const part = (id, of) => (of.length === 0 ? null : fold(counted(model, id, of), table({
    id: `assumptions-${id}`, className: "words stacks",
    heads: [head(t("assumptions.what")), head(t("assumptions.value")), head(t("assumptions.range")), head(t("assumptions.grade")), head(t("assumptions.source")), ...(several ? [head(t("assumptions.where"))] : []), head(t("assumptions.note"))],
    rows: rows(spans(of)),
  })));
  return [h("p", { class: "sub" }, t("assumptions.sub")), part("assumed", list.filter((a) => a.grade === "assumed")), part("rough", list.filter((a) => a.grade !== "assumed"))];
}

export function sources_section(model) {
  const list = model.result.sources ?? [];
  if (list.length === 0) return [h("p", { class: "none" }, t("sources.none"))];
  const safe = (url) => /^https?:\/\//.test(url ?? "");
  return [h("p", { class: "sub" }, t("sources.sub")), fold(t("sources.table", { n: list.length }), h("ol", { class: "sources" }, list.map((x) => h("li", { id: `source-${x.key}` },
    h("b", {}, x.key), h("span", {}, pick(x.title), x.year ? `, ${x.year}` : "", safe(x.url) ? [" ", h("a", { href: x.url, rel: "noreferrer noopener", target: "_blank" }, x.url)] : x.url ? ` ${x.url}` : "", x.note ? h("span", { class: "note" }, pick(x.note)) : null), x.grade ? h("span", { class: "pill" }, pick(x.grade)) : null))), !is_telephone())];
}
