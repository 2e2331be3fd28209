// Capacity bars with intervals, what was carried, the analytic bound, and the difference to the base.
import { h } from "../core/dom.js";
import { t } from "../core/language.js";
import { carried, comparison_with, headline, is_unlimited } from "../core/data.js";
import { estimate_text, has, known, number, scaled, unit } from "../core/format.js";
import { saved_as } from "../core/csv.js";
import { figure } from "../core/figure.js";
import { estimate_cell, fold, head, number_cell, table, text_cell } from "../core/table.js";
import { category_axis, even_lines, label_room, legend, legend_height, text_width, tip, value_axis } from "../charts/engine.js";
import { dots, ticks, whiskers } from "../charts/whisker.js";
import { bar_ink, font, ink, ink_soft } from "../core/theme.js";

const thick = 22;
const thin = 8;
const gap = 3;
const label_gap = 9;
const row_height = 56;
const label_line = 16;
const bound_icon = "path://M6,0h2.5v14h-2.5z";
const any_run_icon = "path://M5,0h4v14h-4z";

/// The bounds that are drawn: that in the mix which the saturated run carried; of results without it the sustained one, and that of any
/// run where capacity passes it. Each { id, name, icon, hollow, of(row) }.
function bounds_of(rows) {
  if (rows.some((r) => r.cleared_mix !== null)) return [{ name: t("capacity.cleared_mix"), icon: bound_icon, of: (r) => r.cleared_mix }];
  return [{ name: t("capacity.bound"), icon: bound_icon, of: (r) => r.bound },
    ...(rows.some((r) => r.any_run !== null) ? [{ name: t("capacity.any_run"), icon: any_run_icon, hollow: true, of: (r) => r.any_run }] : [])];
}

/// Whether any row has a capacity: where none has, neither it nor a bound is a thing of the picture.
function have_capacity(rows) {
  return rows.some((r) => has(r.capacity_e));
}

/// Rows of the picture, one a scenario.
function rows_of(model) {
  const { capacity, bound, unit: unit_id } = headline;
  const { factor } = unit(unit_id);
  return model.scenarios.map((scenario) => {
    const measures = comparison_with(model, scenario.id)?.measures ?? [];
    const paired = measures.find((m) => m.id === "capacity");
    const moved = carried(scenario);
    // A bound alone would read as a result of runs that were not made.
    const scaled_bound = (x) => (known(x) && has(capacity(scenario)) ? x * factor : null);
    const passes = known(bound(scenario)) && capacity(scenario)?.mean > bound(scenario); // the sustained one, by another mix of classes
    return {
      scenario, capacity: scaled(capacity(scenario), unit_id), carried: scaled(moved, unit_id), capacity_e: capacity(scenario), carried_e: moved,
      cleared_mix: scaled_bound(headline.cleared_mix(scenario)), bound: scaled_bound(bound(scenario)), any_run: passes ? scaled_bound(headline.any_run(scenario)) : null,
      difference: paired ? scaled(paired.difference, paired.unit) : null, difference_e: paired?.difference ?? null, difference_unit: paired?.unit, real: paired?.real,
    };
  });
}

function bars(rows, shift) {
  const bar = (name, get, width, opacity) => ({
    type: "bar", name, barWidth: width, barGap: `${(gap / width) * 100}%`, itemStyle: { color: ink_soft, opacity },
    data: rows.map((r) => ({ value: get(r)?.mean ?? null, itemStyle: { color: r.scenario.colour, opacity, borderRadius: [0, 2, 2, 0] } })),
  });
  if (!have_capacity(rows)) {
    const label = { show: true, position: "right", distance: label_gap, formatter: ({ dataIndex }) => estimate_text(rows[dataIndex].carried_e, headline.unit, { name: false }), color: ink, fontSize: 13, fontWeight: 600 };
    return [{ ...bar(t(headline.word("capacity.carried")), (r) => r.carried, thick, 1), label }];
  }
  return [
    bar(t("capacity.capacity"), (r) => r.capacity, thick, 1),
    bar(t(headline.word("capacity.carried")), (r) => r.carried, thin, 0.42),
    whiskers(rows.flatMap((r, i) => (r.capacity?.sure ? [[i, r.capacity.low, r.capacity.high]] : [])), { offset: shift }),
    ...bounds_of(rows).map(({ name, hollow, of }) => ticks(rows.flatMap((r, i) => (of(r) === null ? [] : [[i, of(r)]])), { name, top: shift - thick / 2 - 3, bottom: shift + thick / 2 + 3, hollow })),
  ];
}

function capacity_text(row) {
  return estimate_text(row.capacity_e, headline.unit, { name: false });
}

/// In place of a figure: beside others, or after an interruption, its runs were not made; else nobody asked for them.
function not_run(rows) {
  return rows.some((r) => r.capacity || r.scenario.interrupted) ? t("capacity.not_run") : "";
}

/// The figure at the bar's end, inside it, so that it is not taken for that of a bound; beside a bar too short for it, on ground of its own.
function labels(rows, shift) {
  return {
    type: "custom", silent: true, z: 8, encode: { x: 1, y: 0 }, data: rows.map((r, i) => [i, r.capacity?.low ?? 0, r.capacity?.high ?? 0]),
    renderItem: (_, api) => {
      const row = rows[api.value(0)];
      if (!row.capacity) {
        const [x, y] = api.coord([0, api.value(0)]);
        return { type: "text", style: { text: not_run(rows), x: x + label_gap, y: y + shift, verticalAlign: "middle", fill: ink_soft, font: `400 13px ${font}` } };
      }
      const [[zero, y], [low], [high]] = [0, api.value(1), api.value(2)].map((x) => api.coord([x, api.value(0)]));
      const text = capacity_text(row);
      const wide = text_width(text) + 2 * label_gap;
      const marks = bounds_of(rows).map(({ of }) => of(row)).filter(known).map((x) => api.coord([x, api.value(0)])[0]);
      const end = Math.min(low, ...marks.filter((x) => x > low - wide));
      const inside = end - zero >= wide;
      const place = inside ? { x: end - label_gap, align: "right", fill: bar_ink(row.scenario.colour) } : { x: high + label_gap, align: "left", fill: ink, backgroundColor: "#ffffff", padding: [1, 2] };
      return { type: "text", style: { text, y: y + shift, verticalAlign: "middle", font: "600 13px 'Source Sans 3 Variable'", ...place } };
    },
  };
}

function difference_series(rows, axes) {
  const shown = rows.map((r, i) => ({ ...r, i })).filter((r) => r.difference && r.scenario.index > 0);
  return [
    whiskers(shown.filter((r) => r.difference.sure).map((r) => [r.i, r.difference.low, r.difference.high]), { cap: 5, axes }),
    { ...dots(shown.map((r) => ({
      value: [r.difference.mean, r.i], itemStyle: { color: r.scenario.colour },
      label: { show: true, position: "top", distance: 7, formatter: estimate_text(r.difference_e, r.difference_unit, { sign: true, name: false }), color: ink, fontSize: 12.5, fontWeight: 600, backgroundColor: "#ffffff", padding: [0, 2] },
    })), { axes, size: 9 }),
      markLine: { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: ink, type: "solid", width: 1 }, data: [{ xAxis: 0 }] } },
  ];
}

/// What stands above the bars and how high they and the differences are; these stand beside them, or below in a narrow window.
function layout_of(rows, width) {
  const bounds = have_capacity(rows) ? bounds_of(rows).map(({ name }) => name) : [];
  const names = [...(have_capacity(rows) ? [t("capacity.capacity")] : []), t(headline.word("capacity.carried")), ...bounds];
  const with_difference = rows.some((r) => r.difference);
  const beside = with_difference && width >= 720;
  const top = legend_height(names, width + 6 * bounds.length) + 7; // the upright icons are narrower by that
  const categories = rows.map((r) => even_lines(r.scenario.name, width < 520 ? 100 : 170, 13));
  const lines = Math.max(...categories.map((x) => x.split("\n").length));
  const high = rows.length * Math.max(row_height, (lines + 0.5) * label_line);
  const second = with_difference && !beside ? { top: top + high + 92, height: rows.length * Math.max(0.86 * row_height, (lines + 0.5) * label_line) } : null;
  return { names, categories, with_difference, beside, top, high, second, whole: second ? second.top + second.height + 58 : top + high + 58 };
}

function option(model, width) {
  const rows = rows_of(model);
  const { name } = unit(headline.unit);
  const { names, categories, with_difference, beside, top, high, second } = layout_of(rows, width);
  const room = label_room(categories.flatMap((x) => x.split("\n")), 400);
  // Figures of what was carried stand beyond their bars, those of capacity in them.
  const beyond = have_capacity(rows) ? 0 : Math.ceil(Math.max(...rows.map((r) => text_width(estimate_text(r.carried_e, headline.unit, { name: false }))))) + label_gap;
  const left_grid = { left: room + 8, top, height: high, width: (beside ? width * 0.64 : width) - room - 8 - (beside ? 24 : 28) - beyond };
  // A label stands above its mark, half of it beyond.
  const half_label = Math.ceil(Math.max(0, ...rows.map((r) => text_width(r.difference_e ? estimate_text(r.difference_e, r.difference_unit, { sign: true, name: false }) : ""))) / 2) + 6;
  const edge = Math.max(28, half_label);
  const right_grid = beside ? { left: width * 0.64 + 28, top, height: high, right: edge } : { left: room + half_label + 4, right: edge, ...second };
  const shift = -(thin + gap) / 2;
  const category = (i, show) => category_axis(categories, { gridIndex: i, axisLabel: { show, margin: i === 0 ? 8 : half_label } });
  const icon = new Map(bounds_of(rows).map((b) => [b.name, { icon: b.icon, ...(b.hollow ? { itemStyle: { color: "none", borderColor: ink, borderWidth: 1.4 } } : {}) }]));
  return {
    legend: legend({ data: names.map((x) => ({ name: x, ...icon.get(x) })), selectedMode: false }),
    grid: with_difference ? [left_grid, right_grid] : [left_grid],
    xAxis: [value_axis({ name, min: 0 }), ...(with_difference ? [value_axis({ gridIndex: 1, name: t("axis.unit", { name: t("capacity.difference"), unit: name }), splitNumber: 4 })] : [])],
    yAxis: [category(0, true), ...(with_difference ? [category(1, !beside)] : [])],
    tooltip: { trigger: "item", formatter: (item) => tip_of(rows, rows[row_at(item)]) },
    series: [...bars(rows, shift), ...(have_capacity(rows) ? [labels(rows, shift)] : []), ...(with_difference ? difference_series(rows, { xAxisIndex: 1, yAxisIndex: 1 }) : [])],
  };
}

/// Row of a mark: bars are in their order, bounds name their row first, differences last.
function row_at({ seriesType, dataIndex, data }) {
  if (seriesType === "bar") return dataIndex;
  return seriesType === "custom" ? data[0] : data.value[1];
}

function tip_of(rows, r) {
  const { unit: unit_id } = headline;
  if (!r) return "";
  return tip(r.scenario.name, [
    ...(have_capacity(rows) ? [[r.scenario.colour, t("capacity.capacity"), estimate_text(r.capacity_e, unit_id)]] : []),
    [null, t(headline.word("capacity.carried")), estimate_text(r.carried_e, unit_id)],
    ...bounds_of(rows).filter(({ of }) => of(r) !== null).map(({ name, of }) => [null, name, `${number(of(r))} ${unit(unit_id).name}`]),
    ...(r.difference_e ? [[null, t("capacity.difference"), estimate_text(r.difference_e, r.difference_unit, { sign: true })]] : []),
  ]);
}

function place_cell(model, id) {
  return text_cell(id ? model.stage_name(id) : null);
}

function class_table(model) {
  const classes = model.classes.filter((c) => model.scenarios.some((s) => s.saturated?.by_class?.some((b) => b.class === c.id)));
  const { unit: unit_id } = headline;
  const in_mix = model.scenarios.some((s) => known(headline.cleared_mix(s)));
  const per_day = `${model.port_counted}/d`;
  const of_capacity = (name) => t("csv.of", { what: t("answer.capacity"), name });
  const set_by = (bound) => head(t("capacity.bound.stage"), null, { saved: t("csv.of", { what: t(bound), name: t("capacity.bound.stage") }) });
  return table({
    id: "capacity", className: "figures",
    heads: [head(t("select.scenario")), head(t("answer.capacity"), unit_id), head(t("capacity.open_day"), per_day, { saved: of_capacity(t("capacity.open_day")) }), ...classes.map((c) => head(model.class_name(c.id), unit_id, { saved: of_capacity(model.class_name(c.id)) })),
      ...(in_mix ? [head(t("capacity.cleared_mix"), unit_id)] : []), head(t("capacity.bound"), unit_id), set_by("capacity.bound"), head(t("capacity.any_run"), unit_id), set_by("capacity.any_run"), head(t("capacity.min_cut"), per_day)],
    rows: model.scenarios.filter((s) => s.saturated).map((s) => [
      saved_as(h("th", { scope: "row" }, s.name), [{ text: s.full_name }]), estimate_cell(headline.capacity(s), unit_id), estimate_cell(s.saturated.vehicles_per_open_day, per_day),
      ...classes.map((c) => estimate_cell(headline.figure(s.saturated.by_class?.find((b) => b.class === c.id)), unit_id)),
      ...(in_mix ? [number_cell(headline.cleared_mix(s), unit_id)] : []), number_cell(headline.bound(s), unit_id), place_cell(model, s.capacity.bound?.sustained_stage), number_cell(headline.any_run(s), unit_id), place_cell(model, s.capacity.bound?.any_run_stage), number_cell(s.capacity.bound?.min_cut_vehicles_per_day, per_day),
    ]),
  });
}

function sub_of(rows) {
  if (!have_capacity(rows)) return "capacity.sub.alone";
  return rows.some((r) => r.cleared_mix !== null) ? "capacity.sub.mix" : "capacity.sub";
}

export function capacity_section(model) {
  const rows = rows_of(model);
  const { unit: unit_id } = headline;
  if (!rows.some((r) => has(r.capacity_e) || has(r.carried_e))) return [h("p", { class: "none" }, t("capacity.none"))];
  const with_difference = rows.some((r) => r.difference);
  return [
    figure({
      id: "capacity", title: t(headline.word(have_capacity(rows) ? "capacity.title" : "capacity.title.alone")), sub: t(headline.word(sub_of(rows)), { unit: unit(unit_id).name }) + (with_difference ? t("capacity.difference.sub") : ""),
      height: (width) => layout_of(rows, width).whole,
      option: (width) => option(model, width),
      describe: () => rows.map((r) => `${r.scenario.name}: ${estimate_text(have_capacity(rows) ? r.capacity_e : r.carried_e, unit_id)}`).join("; "),
    }),
    rows.some((r) => r.capacity) ? fold(t("capacity.class.table"), class_table(model)) : h("p", { class: "none" }, t(model.scenarios.every(is_unlimited) ? "capacity.unlimited" : "capacity.none")),
  ];
}
