// Capacity bars with intervals, what was carried, the analytic bound, and the difference to the base.
import { h } from "../core/dom.js";
import { t } from "../core/language.js";
import { carried, comparison_with, headline, is_unlimited } from "../core/data.js";
import { estimate_text, has, known, number, scaled, unit } from "../core/format.js";
import { figure } from "../core/figure.js";
import { estimate_cell, fold, head, number_cell, table, text_cell } from "../core/table.js";
import { category_axis, label_room, legend, text_width, tip, value_axis } from "../charts/engine.js";
import { dots, ticks, whiskers } from "../charts/whisker.js";
import { ink, ink_soft } from "../core/theme.js";

const thick = 22;
const thin = 8;
const gap = 3;
const bound_icon = "path://M6,0h2.5v14h-2.5z";
const any_run_icon = "path://M5,0h4v14h-4z";

/// Rows of the picture, one a scenario.
function rows_of(model) {
  const { capacity, bound, unit: unit_id } = headline;
  return model.scenarios.map((scenario) => {
    const measures = comparison_with(model, scenario.id)?.measures ?? [];
    const paired = measures.find((m) => m.id === "capacity");
    const moved = carried(scenario);
    const factor = unit(unit_id).factor;
    const any_run = headline.any_run(scenario);
    const passes = known(bound(scenario)) && capacity(scenario)?.mean > bound(scenario); // the sustained one, by another mix of classes
    return {
      scenario, capacity: scaled(capacity(scenario), unit_id), carried: scaled(moved, unit_id), capacity_e: capacity(scenario), carried_e: moved,
      bound: known(bound(scenario)) ? bound(scenario) * factor : null,
      any_run: passes && known(any_run) ? any_run * factor : null,
      difference: paired ? scaled(paired.difference, paired.unit) : null, difference_e: paired?.difference ?? null, difference_unit: paired?.unit, real: paired?.real,
    };
  });
}

function bars(rows, unit_id, axes, shift) {
  const bar = (name, get, width, opacity) => ({
    type: "bar", name, barWidth: width, barGap: `${(gap / width) * 100}%`, ...axes, itemStyle: { color: ink_soft, opacity },
    data: rows.map((r) => ({ value: get(r)?.mean ?? null, itemStyle: { color: r.scenario.colour, opacity, borderRadius: [0, 2, 2, 0] } })),
  });
  const bound = (name, get, extra) => ticks(rows.flatMap((r, i) => (get(r) === null ? [] : [[i, get(r)]])), { name, top: shift - thick / 2 - 3, bottom: shift + thick / 2 + 3, axes, ...extra });
  return [
    bar(t("capacity.capacity"), (r) => r.capacity, thick, 1),
    bar(t(headline.word("capacity.carried")), (r) => r.carried, thin, 0.42),
    whiskers(rows.flatMap((r, i) => (r.capacity?.sure ? [[i, r.capacity.low, r.capacity.high]] : [])), { offset: shift, axes }),
    bound(t("capacity.bound"), (r) => r.bound),
    bound(t("capacity.any_run"), (r) => r.any_run, { hollow: true }),
  ];
}

/// The figure beside the longest mark of its row.
function labels(rows, unit_id, axes, shift) {
  return {
    type: "custom", silent: true, ...axes, z: 8, encode: { x: 1, y: 0 },
    data: rows.flatMap((r, i) => (r.capacity ? [[i, Math.max(r.capacity.high, r.bound ?? 0, r.any_run ?? 0, r.carried?.mean ?? 0), i]] : [])),
    renderItem: (_, api) => {
      const [x, y] = api.coord([api.value(1), api.value(0)]);
      const r = rows[api.value(2)];
      return { type: "text", style: { text: estimate_text(r.capacity_e, unit_id, { name: false }), x: x + 9, y: y + shift, textVerticalAlign: "middle", fill: ink, font: "600 13px 'Source Sans 3 Variable'" } };
    },
  };
}

function difference_series(rows, axes) {
  const shown = rows.map((r, i) => ({ ...r, i })).filter((r) => r.difference && r.scenario.index > 0);
  return [
    whiskers(shown.filter((r) => r.difference.sure).map((r) => [r.i, r.difference.low, r.difference.high]), { cap: 5, axes }),
    { ...dots(shown.map((r) => ({
      value: [r.difference.mean, r.i], itemStyle: { color: r.scenario.colour },
      label: { show: true, position: "top", distance: 7, formatter: estimate_text(r.difference_e, r.difference_unit, { sign: true, name: false }), color: ink, fontSize: 12.5, fontWeight: 600 },
    })), { axes, size: 9 }),
      markLine: { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: ink, type: "solid", width: 1 }, data: [{ xAxis: 0 }] } },
  ];
}

function option(model, width) {
  const { unit: unit_id } = headline;
  const rows = rows_of(model);
  const name = unit(unit_id).name;
  const with_difference = rows.some((r) => r.difference);
  const beside = with_difference && width >= 720;
  const room = label_room(rows.map((r) => r.scenario.name), width < 520 ? 100 : 170);
  const high = rows.length * 56;
  const top = 34;
  const value_room = Math.max(...rows.map((r) => text_width(estimate_text(r.capacity_e, unit_id, { name: false })))) + 24;
  const left_grid = { left: room + 8, top, height: high, width: (beside ? width * 0.64 : width) - room - 8 - value_room };
  // A label stands above its mark, half of it beyond.
  const half_label = Math.ceil(Math.max(0, ...rows.map((r) => text_width(r.difference_e ? estimate_text(r.difference_e, r.difference_unit, { sign: true, name: false }) : ""))) / 2) + 6;
  const edge = Math.max(28, half_label);
  const right_grid = beside ? { left: width * 0.64 + 28, top, height: high, right: edge } : { left: room + 8, right: edge, top: top + high + 92, height: high * 0.86 };
  const shift = -(thin + gap) / 2;
  const category = (i, show) => category_axis(rows.map((r) => r.scenario.name), { gridIndex: i, axisLabel: { show, width: room, overflow: "break" } });
  const second = { xAxisIndex: 1, yAxisIndex: 1 };
  return {
    legend: legend({ data: [t("capacity.capacity"), t(headline.word("capacity.carried")), { name: t("capacity.bound"), icon: bound_icon }, ...(rows.some((r) => r.any_run !== null) ? [{ name: t("capacity.any_run"), icon: any_run_icon, itemStyle: { color: "none", borderColor: ink, borderWidth: 1.4 } }] : [])], selectedMode: false }),
    grid: with_difference ? [left_grid, right_grid] : [left_grid],
    xAxis: [value_axis({ name, min: 0 }), ...(with_difference ? [value_axis({ gridIndex: 1, name: t("axis.unit", { name: t("capacity.difference"), unit: name }), splitNumber: 4 })] : [])],
    yAxis: [category(0, true), ...(with_difference ? [category(1, !beside)] : [])],
    tooltip: { trigger: "item", formatter: ({ dataIndex, seriesIndex }) => tip_of(rows, seriesIndex > 5 ? rows.filter((r) => r.difference && r.scenario.index > 0)[dataIndex] : rows[dataIndex]) },
    series: [...bars(rows, unit_id, {}, shift), labels(rows, unit_id, {}, shift), ...(with_difference ? difference_series(rows, second) : [])],
  };
}

function tip_of(rows, r) {
  const { unit: unit_id } = headline;
  if (!r) return "";
  return tip(r.scenario.name, [
    [r.scenario.colour, t("capacity.capacity"), estimate_text(r.capacity_e, unit_id)],
    [null, t(headline.word("capacity.carried")), estimate_text(r.carried_e, unit_id)],
    ...(r.bound === null ? [] : [[null, t("capacity.bound"), `${number(r.bound)} ${unit(unit_id).name}`]]),
    ...(r.any_run === null ? [] : [[null, t("capacity.any_run"), `${number(r.any_run)} ${unit(unit_id).name}`]]),
    ...(r.difference_e ? [[null, t("capacity.difference"), estimate_text(r.difference_e, r.difference_unit, { sign: true })]] : []),
  ]);
}

function place_cell(model, id) {
  return text_cell(id ? model.stage_name(id) : null);
}

function class_table(model) {
  const classes = model.classes.filter((c) => model.scenarios.some((s) => s.saturated?.by_class?.some((b) => b.class === c.id)));
  const { unit: unit_id } = headline;
  return table({
    id: "capacity", className: "figures",
    heads: [head(t("select.scenario")), head(t("answer.capacity"), unit_id), head(t("capacity.open_day"), "vehicles/d"), ...classes.map((c) => head(model.class_name(c.id), unit_id)),
      head(t("capacity.bound"), unit_id), head(t("capacity.bound.stage")), head(t("capacity.any_run"), unit_id), head(t("capacity.bound.stage")), head(t("capacity.min_cut"), "vehicles/d")],
    rows: model.scenarios.filter((s) => s.saturated).map((s) => [
      h("th", { scope: "row" }, s.name), estimate_cell(headline.capacity(s), unit_id), estimate_cell(s.saturated.vehicles_per_open_day, "vehicles/d"),
      ...classes.map((c) => estimate_cell(headline.figure(s.saturated.by_class?.find((b) => b.class === c.id)), unit_id)),
      number_cell(headline.bound(s), unit_id), place_cell(model, s.capacity.bound?.sustained_stage), number_cell(headline.any_run(s), unit_id), place_cell(model, s.capacity.bound?.any_run_stage), number_cell(s.capacity.bound?.min_cut_vehicles_per_day, "vehicles/d"),
    ]),
  });
}

export function capacity_section(model) {
  const rows = rows_of(model);
  const { unit: unit_id } = headline;
  if (!rows.some((r) => has(r.capacity_e) || has(r.carried_e))) return [h("p", { class: "none" }, t("capacity.none"))];
  const with_difference = rows.some((r) => r.difference);
  return [
    figure({
      id: "capacity", title: t(headline.word("capacity.title")), sub: t(headline.word("capacity.sub"), { unit: unit(unit_id).name }) + (with_difference ? t("capacity.difference.sub") : ""),
      height: (width) => 34 + rows.length * 56 * (with_difference && width < 720 ? 1.86 : 1) + (with_difference && width < 720 ? 150 : 58),
      option: (width) => option(model, width),
      describe: () => rows.map((r) => `${r.scenario.name}: ${estimate_text(r.capacity_e, unit_id)}`).join("; "),
    }),
    rows.some((r) => r.capacity) ? fold(t("capacity.class.table"), class_table(model)) : h("p", { class: "none" }, t(model.scenarios.every(is_unlimited) ? "capacity.unlimited" : "capacity.none")),
  ];
}
