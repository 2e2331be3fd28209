// Where the time goes: stacked bars per class and scenario, and the rows of CAREC's corridor monitoring.
import { h } from "../core/dom.js";
import { pick, t } from "../core/language.js";
import { activity_name } from "../core/activities.js";
import { bottleneck_name, sum_of_means } from "../core/data.js";
import { estimate_text, has, is_below, number, unit } from "../core/format.js";
import { figure } from "../core/figure.js";
import { square } from "../core/picture_key.js";
import { estimate_cell, few_decimals, fold, head, table } from "../core/table.js";
import { dwell_figure } from "./dwell.js";
import { named_waits, waits_at_bottleneck } from "../core/waiting.js";
import { broken_names, category_axis, tip, value_axis } from "../charts/engine.js";
import { ink, state_colours, waiting_colours, waiting_rest } from "../core/theme.js";

function entry_of(scenario, klass) {
  return scenario.ledger?.find((l) => l.class === klass) ?? null;
}

function rows_of(scenario, klass) {
  return entry_of(scenario, klass)?.rows?.filter((r) => has(r.hours)) ?? [];
}

/// The kinds of time in their order: { name, colour, match(row) }.
function kinds_of(model) {
  const named = named_waits(model);
  const state = (id) => ({ name: t(`ledger.${id}`), colour: state_colours[id], match: (r) => r.state === id, total: (entry) => entry.by_state?.[id] });
  const waits = named.map((stage, i) => ({ name: stage ? t("ledger.waiting.at", { stage: model.stage_name(stage) }) : t("ledger.waiting"), colour: waiting_colours[i], match: (r) => r.state === "waiting" && r.stage === stage }));
  const rest = [{ name: t("ledger.waiting.rest"), colour: waiting_rest, match: (r) => r.state === "waiting" && !named.includes(r.stage) }];
  return [state("moving"), state("served"), ...waits, ...rest, state("interrupted"), state("blocked"), state("closed"), state("documents"), state("parts")]
    .filter((kind) => model.scenarios.some((s) => (s.ledger ?? []).some((l) => (l.rows ?? []).some(kind.match))));
}

const row_height = 34;

function names_of(scenarios, width) {
  return broken_names(scenarios.map((s) => s.name), width < 420 ? 100 : 130, row_height);
}

function option(model, kinds, klass, width) {
  const scenarios = model.scenarios.filter((s) => rows_of(s, klass).length);
  const totals = scenarios.map((s) => sum_of_means(rows_of(s, klass).map((r) => r.hours)));
  const in_minutes = Math.max(...totals) < 1.5;
  const factor = in_minutes ? 60 : 1;
  const { broken, room } = names_of(scenarios, width);
  const of = (kind, s) => sum_of_means(rows_of(s, klass).filter(kind.match).map((r) => r.hours));
  const said = (kind, s) => {
    const rows = rows_of(s, klass).filter(kind.match);
    return rows.length === 1 ? rows[0].hours : kind.total?.(entry_of(s, klass)) ?? { mean: of(kind, s) };
  };
  return {
    grid: { left: room + 10, right: 52, top: 4, bottom: 44 },
    xAxis: value_axis({ name: t(in_minutes ? "ledger.minutes" : "ledger.hours", { one: t(`one.${model.counted_of_class(klass)}`) }), min: 0, splitNumber: 4 }),
    yAxis: category_axis(broken),
    tooltip: {
      trigger: "axis", axisPointer: { type: "shadow", shadowStyle: { color: "rgba(23,33,43,.05)" } },
      formatter: (items) => {
        const s = scenarios[items[0].dataIndex];
        return tip(`${s.name} · ${model.class_name(klass)}`, kinds.filter((k) => of(k, s) > 0).map((k) => [k.colour, k.name, estimate_text(said(k, s), "h")]));
      },
    },
    series: kinds.map((kind, i) => ({
      type: "bar", name: kind.name, stack: "time", barWidth: 20, itemStyle: { color: kind.colour },
      data: scenarios.map((s) => of(kind, s) * factor),
      ...(i === kinds.length - 1 ? { label: { show: true, position: "right", color: ink, fontWeight: 600, fontSize: 13, formatter: ({ dataIndex }) => number(totals[dataIndex] * factor, in_minutes ? 0 : 1) } } : {}),
    })),
  };
}

const hours_from = 10; // mean hours of a class from which its tables are in hours

/// Unit of the tables of a class. The steps of most vehicles take minutes, of which hours would leave nothing but zeros.
function table_unit(scenarios, klass) {
  const longest = Math.max(0, ...scenarios.map((s) => entry_of(s, klass)?.total).filter(has).map((x) => x.mean));
  return longest < hours_from ? "h>min" : "h";
}

function time_cell(hours, unit_id) {
  return estimate_cell(hours ?? null, unit_id, { coarse: true });
}

/// Of `parts` { name, estimates, rows } the rows that are shown, without those that take next to nothing in every scenario, all of them, as they are saved, and a word on what is not shown.
function without_least(parts, unit_id) {
  const is_least = ({ estimates }) => estimates.every((x) => !has(x) || is_below(x, unit_id, few_decimals));
  const least = parts.filter(is_least);
  const note = least.length ? h("p", { class: "sub least" }, t("ledger.least", { least: `${10 ** -few_decimals} ${unit(unit_id).name}`, list: least.map((x) => x.name).join(t("list.semicolon")) })) : null;
  return { shown: parts.filter((x) => !is_least(x)).flatMap((x) => x.rows), saved: parts.flatMap((x) => x.rows), note };
}

function scenario_head(model, scenario, klass, unit_id) {
  return head(scenario.name, unit_id, { saved: t("csv.of", { what: scenario.full_name, name: t("ledger.time", { one: t(`one.${model.counted_of_class(klass)}`) }) }) });
}

function cpmm_table(model, klass) {
  const scenarios = model.scenarios.filter((s) => rows_of(s, klass).length);
  const of = (s, activity) => (activity === null ? entry_of(s, klass)?.total : entry_of(s, klass)?.by_activity?.[activity]) ?? null;
  const activities = [...new Set(scenarios.flatMap((s) => Object.keys(entry_of(s, klass)?.by_activity ?? {})))];
  activities.sort((a, b) => (of(scenarios[0], b)?.mean ?? 0) - (of(scenarios[0], a)?.mean ?? 0));
  const unit_id = table_unit(scenarios, klass);
  const row = (name, estimates) => [h("th", { scope: "row" }, name), ...estimates.map((x) => time_cell(x, unit_id))];
  const { shown, saved, note } = without_least(activities.map((a) => ({ name: activity_name(a), estimates: scenarios.map((s) => of(s, a)) })).map((x) => ({ ...x, rows: [row(x.name, x.estimates)] })), unit_id);
  const total = row(t("ledger.total"), scenarios.map((s) => of(s, null)));
  return h("div", {}, table({
    id: `cpmm-${klass}`, caption: model.class_name(klass), className: "figures totals",
    heads: [head(t("ledger.activity")), ...scenarios.map((s) => scenario_head(model, s, klass, unit_id))],
    rows: [...shown, total], saved: [...saved, total],
  }), note);
}

/// A row's name: what the vehicle was doing, and where or on which drive.
function row_name(model, row) {
  const where = pick(row.drive) || (row.stage ? model.stage_name(row.stage) : "");
  return where ? t("ledger.at", { state: t(`ledger.${row.state}`), where }) : t(`ledger.${row.state}`);
}

/// What was lacking in a wait for several places together; the hours may overlap, so none may be added up.
function lacking_rows(model, id, found, unit_id) {
  const lacks = found.map((rows) => new Map((rows.get(id)?.lacking ?? []).map((lack) => [lack.stage, lack.hours])));
  const stages = [...new Set(lacks.flatMap((of) => [...of.keys()]))];
  return stages.map((stage) => [h("th", { scope: "row", class: "part" }, t("ledger.lacking", { where: model.stage_name(stage) })), ...lacks.map((of) => time_cell(of.get(stage), unit_id))]);
}

/// Every state at every place and on every drive, the longest first.
function rows_table(model, klass) {
  const scenarios = model.scenarios.filter((s) => rows_of(s, klass).length);
  const key = (row) => [row.state, row.stage ?? "", row.drive?.en ?? ""].join("|");
  const found = scenarios.map((s) => new Map(rows_of(s, klass).map((row) => [key(row), row])));
  const names = new Map(found.flatMap((rows) => [...rows].map(([id, row]) => [id, row_name(model, row)])));
  const longest = (id) => Math.max(...found.map((rows) => rows.get(id)?.hours.mean ?? 0));
  const ids = [...names.keys()].sort((a, b) => longest(b) - longest(a));
  const unit_id = table_unit(scenarios, klass);
  const row = (name, estimates) => [h("th", { scope: "row" }, name), ...estimates.map((x) => time_cell(x, unit_id))];
  const parts = ids.map((id) => ({ id, name: names.get(id), estimates: found.map((rows) => rows.get(id)?.hours ?? null) }));
  const { shown, saved, note } = without_least(parts.map((x) => ({ ...x, rows: [row(x.name, x.estimates), ...lacking_rows(model, x.id, found, unit_id)] })), unit_id);
  const total = row(t("ledger.total"), scenarios.map((s) => entry_of(s, klass)?.total));
  return h("div", {}, table({
    id: `states-${klass}`, caption: model.class_name(klass), className: "figures totals",
    heads: [head(t("ledger.state")), ...scenarios.map((s) => scenario_head(model, s, klass, unit_id))],
    rows: [...shown, total], saved: [...saved, total],
  }), note);
}

/// Of the classes shown: "all", "some" or "none" go on after their clearance; results of before do not say.
function who_goes_on(model, classes) {
  const of = (id) => model.scenarios.map((s) => s.klass(id)).filter(Boolean).some((c) => c.goes_on_after_clearance ?? true);
  const on = classes.filter(of).length;
  return on === 0 ? "none" : on === classes.length ? "all" : "some";
}

function caption(model, classes) {
  const longer = t(`ledger.longer.${who_goes_on(model, classes)}`);
  return t(model.rail ? "ledger.sub.rail" : "ledger.sub", { longer });
}

/// The bottleneck of each scenario, scenarios with the same one together; one where nobody waits has no colour, and says so.
function bottlenecks_said(model) {
  const groups = new Map();
  for (const s of model.scenarios.filter((x) => x.bottleneck)) {
    const said = { name: bottleneck_name(model, s), more: waits_at_bottleneck(s) ? "" : t("ledger.bottleneck.nobody") };
    const key = said.name + said.more;
    groups.set(key, { ...said, of: [...(groups.get(key)?.of ?? []), t("list.quoted", { name: s.name })] });
  }
  const run = model.scenarios.length === 1 ? ".run" : "";
  const list = [...groups.values()].map(({ name, more, of }) => t(`ledger.bottleneck${run}`, { name, of: [of.slice(0, -1).join(t("list.comma")), of.at(-1)].filter(Boolean).join(t("list.and")) }) + more);
  return list.length > 0 ? h("p", { class: "said" }, list.map((x) => x + t("list.stop")).join("")) : null;
}

export function ledger_section(model) {
  const classes = model.classes.map((c) => c.id).filter((id) => model.scenarios.some((s) => rows_of(s, id).length));
  if (classes.length === 0) return [h("p", { class: "none" }, t("queue.none"))];
  const kinds = kinds_of(model);
  const describe = (klass) => model.scenarios.map((s) => `${s.name}: ${estimate_text(entry_of(s, klass)?.total, "h")}`).join("; ");
  // Fleets that go round are never cleared: their hours a round are no vehicle's hours at the port.
  const passes = (klass) => model.scenarios.some((s) => s.klass(klass) && s.klass(klass).passes !== false);
  // The page says above all of them what a picture that is saved has to say of its own.
  const saved = (klass) => ({
    title: t("csv.of", { what: t(model.rail ? "ledger.title.rail" : "ledger.title"), name: model.class_name(klass) }), sub: caption(model, classes) + (passes(klass) ? "" : ` ${t("ledger.apart")}`),
    key: kinds.filter((kind) => model.scenarios.some((s) => rows_of(s, klass).some((r) => kind.match(r) && r.hours.mean > 0))).map((kind) => ({ mark: square(kind.colour), text: kind.name })),
  });
  const small = classes.map((klass) => figure({
    id: `ledger-${klass}`, title: model.class_name(klass), level: "h4", height: (width) => 56 + model.scenarios.length * names_of(model.scenarios, width).high,
    option: (width) => option(model, kinds, klass, width), describe: () => describe(klass), saved: () => saved(klass),
  }));
  const [through, apart] = [true, false].map((which) => small.filter((_, i) => passes(classes[i]) === which));
  const in_order = [...classes.filter(passes), ...classes.filter((klass) => !passes(klass))];
  return [
    bottlenecks_said(model),
    h("div", { class: "group" }, h("h3", {}, t(model.rail ? "ledger.title.rail" : "ledger.title")), h("p", { class: "sub" }, caption(model, classes)),
      h("ul", { class: "key" }, kinds.map((k) => h("li", {}, h("i", { style: `background:${k.colour}` }), k.name))),
      through.length ? h("div", { class: "pair" }, through) : null,
      through.length && apart.length ? h("p", { class: "lead" }, t("ledger.apart")) : null,
      apart.length ? h("div", { class: "pair" }, apart) : null),
    model.rail ? dwell_figure(model, kinds, classes) : null,
    fold(t("ledger.states"), h("div", { class: "pair tables" }, in_order.map((klass) => rows_table(model, klass)))),
    fold(t("ledger.table"), h("div", { class: "pair tables" }, in_order.map((klass) => cpmm_table(model, klass)))),
  ];
}
