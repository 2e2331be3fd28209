// What capacity rests on: each value with a range at both of its ends, one at a time, the widest apart first.
import { h } from "../core/dom.js";
import { language, t } from "../core/language.js";
import { headline } from "../core/data.js";
import { estimate_text, has, scaled, unit } from "../core/format.js";
import { figure } from "../core/figure.js";
import { scenario_buttons } from "../core/controls.js";
import { estimate_cell, fold, head, table, text_cell } from "../core/table.js";
import { category_axis, even_lines, label_room, legend, legend_height, text_width, tip, value_axis } from "../charts/engine.js";
import { whiskers } from "../charts/whisker.js";
import { font, ink, ink_soft } from "../core/theme.js";

const ends = ["low", "high"];
const colours = { low: "#c47f1b", high: "#1d6f94" };
const most_rows = 20;
const line_height = 16;
const bar_height = 18;
const name_style = { range: { fontFamily: font, fontSize: 12, lineHeight: 15 } };

/// Values that move capacity of that scenario; null where none was tried.
export function ranges_of(scenario) {
  const ranges = scenario.capacity?.ranges;
  return ranges && (ranges.tried || ranges.untried.length) ? ranges : null;
}

function name_of(value) {
  return value.title[language()];
}

/// An end with a figure of its own; what stays as it is, or was not run, has none.
function has_figure(end) {
  return has(headline.figure(end));
}

function range_text(value) {
  return t("ranges.from_to", { low: value.low.at[language()], high: value.high.at[language()] });
}

/// Bars from capacity as it is to that at one end; `drop`: so many pixels below the middle of the row.
function bars(values, now, end, unit_id, drop) {
  return {
    type: "custom", name: t(`ranges.${end}`), z: 4, encode: { x: [1, 2], y: 0 }, itemStyle: { color: colours[end] },
    data: values.flatMap((v, i) => (has_figure(v[end]) ? [[i, now.mean, scaled(headline.figure(v[end]), unit_id).mean]] : [])),
    renderItem: (_, api) => {
      const [x1, y] = api.coord([api.value(1), api.value(0)]);
      const [x2] = api.coord([api.value(2), api.value(0)]);
      return { type: "rect", shape: { x: Math.min(x1, x2), y: y + drop - bar_height / 2, width: Math.max(1, Math.abs(x2 - x1)), height: bar_height }, style: { fill: colours[end] } };
    },
  };
}

/// Capacity at the end, beyond the bar's tip; of two ends on one side only the farther has room for its figure.
function labels(values, now, unit_id, drop) {
  const shown = values.flatMap((v, i) => {
    const at = ends.filter((end) => has_figure(v[end])).map((end) => ({ i, e: headline.figure(v[end]), s: scaled(headline.figure(v[end]), unit_id) }));
    return [at.filter((a) => a.s.mean < now.mean).sort((a, b) => a.s.mean - b.s.mean)[0], at.filter((a) => a.s.mean > now.mean).sort((a, b) => b.s.mean - a.s.mean)[0]]
      .filter((a) => a && Math.abs(a.s.mean - now.mean) >= 0.004 * now.mean);
  });
  return {
    type: "custom", silent: true, z: 8, encode: { x: 1, y: 0 }, data: shown.map((a, k) => [a.i, a.s.mean < now.mean ? a.s.low : a.s.high, k]),
    renderItem: (_, api) => {
      const [x, y] = api.coord([api.value(1), api.value(0)]);
      const a = shown[api.value(2)];
      const left = a.s.mean < now.mean;
      return { type: "text", style: { text: estimate_text(a.e, unit_id, { interval: false, name: false }), x: x + (left ? -8 : 8), y: y + drop, align: left ? "right" : "left", textVerticalAlign: "middle", fill: ink, font: "600 13px 'Source Sans 3 Variable'" } };
    },
  };
}

function rows_of(scenario) {
  return ranges_of(scenario).values.slice(0, most_rows);
}

/// In a narrow window names stand above the bars, which else would have no room beside them.
function is_narrow(width) {
  return width < 520;
}

/// Names of the rows as they are written: over several lines, the range below.
function row_names(scenario, width) {
  const room = is_narrow(width) ? width - 12 : width < 800 ? 240 : 380;
  return rows_of(scenario).map((value) => [...even_lines(name_of(value), room, 13).split("\n"), range_text(value)]);
}

/// Height of a row and, where names are above the bars, how far below its middle its bar lies.
function row_of(scenario, width) {
  const lines = Math.max(...row_names(scenario, width).map((l) => l.length)) * line_height;
  if (!is_narrow(width)) return { high: lines + 12, drop: 0 };
  const high = lines + bar_height + 20;
  return { high, drop: high / 2 - bar_height / 2 - 10 };
}

/// Names above the bars, those of fewer lines nearer to them; on white, so that no line runs through them.
function names_above(lines, { high, drop }) {
  return {
    type: "custom", silent: true, z: 7, encode: { y: 0 }, data: lines.map((_, i) => [i]),
    renderItem: (_, api) => {
      const middle = api.coord([0, api.value(0)])[1];
      return { type: "text", style: { text: lines[api.value(0)], x: 2, y: middle + drop - bar_height / 2 - 3, verticalAlign: "bottom", fill: ink, font: `13px ${font}`, lineHeight: line_height, backgroundColor: "#ffffff", padding: [0, 4, 0, 0], rich: { range: { ...name_style.range, fill: ink_soft } } } };
    },
  };
}

/// Ends of the axis on whole steps, with `figure` of the `plot`'s pixels beyond the bars for what stands there.
function axis_scale(low, high, plot, figure) {
  const span = high - low || Math.abs(high) || 1;
  const pad = (span * figure) / Math.max(plot - 2 * figure, figure);
  const step = 10 ** Math.floor(Math.log10(span));
  const interval = (span / step > 4 ? 1 : span / step > 2 ? 0.5 : 0.25) * step * (plot < 320 ? 2 : 1);
  return { interval, min: Math.max(0, Math.floor((low - pad) / interval) * interval), max: Math.ceil((high + pad) / interval) * interval };
}

function option(scenario, width) {
  const { unit: unit_id, capacity } = headline;
  const values = rows_of(scenario);
  const now = scaled(capacity(scenario), unit_id);
  const written = row_names(scenario, width);
  const lines = written.map((l) => `${l.slice(0, -1).join("\n")}\n{range|${l.at(-1)}}`);
  const narrow = is_narrow(width);
  const row = row_of(scenario, width);
  const left = narrow ? 2 : label_room(written.flat(), 400) + 10;
  const named = [t("ranges.low"), t("ranges.high")];
  const top = legend_height(named, width) + 26;
  const all = values.flatMap((v) => ends.filter((end) => has_figure(v[end])).map((end) => scaled(headline.figure(v[end]), unit_id)));
  const figure = 18 + Math.max(...values.flatMap((v) => ends.filter((end) => has_figure(v[end])).map((end) => text_width(estimate_text(headline.figure(v[end]), unit_id, { interval: false, name: false })))));
  const scale = axis_scale(Math.min(now.mean, ...all.map((s) => s.low)), Math.max(now.mean, ...all.map((s) => s.high)), width - left - 24, figure);
  return {
    legend: legend({ data: named, selectedMode: false }),
    grid: { left, right: 24, top, bottom: 44 },
    xAxis: value_axis({ name: t("axis.unit", { name: t("answer.capacity"), unit: unit(unit_id).name }), ...scale }),
    yAxis: category_axis(lines, { axisLine: { show: false }, axisLabel: { show: !narrow, rich: { range: { ...name_style.range, color: ink_soft } } } }),
    tooltip: {
      trigger: "item",
      formatter: ({ data }) => tip_of(scenario, values[data[0]]),
    },
    series: [
      ...ends.map((end) => bars(values, now, end, unit_id, row.drop)),
      ...(narrow ? [names_above(lines, row)] : []),
      whiskers(values.flatMap((v, i) => ends.filter((end) => has_figure(v[end])).map((end) => scaled(headline.figure(v[end]), unit_id)).filter((s) => s.sure && Math.abs(s.mean - now.mean) > 0.004 * now.mean).map((s) => [i, s.low, s.high])), { offset: row.drop }),
      labels(values, now, unit_id, row.drop),
      { type: "scatter", data: [], markLine: { silent: true, symbol: "none", animation: false, lineStyle: { color: ink, type: "solid", width: 1.2 }, label: { show: true, position: "start", formatter: `${t("ranges.now")} ${estimate_text(capacity(scenario), unit_id, { interval: false })}`, color: ink, fontSize: 12 }, data: [{ xAxis: now.mean }] } },
    ],
  };
}

function tip_of(scenario, value) {
  const { unit: unit_id, capacity } = headline;
  const said = (end) => (has_figure(end) ? `${estimate_text(headline.figure(end), unit_id)} (${estimate_text(end.relative, "ratio", { sign: true })})` : t(`ranges.${end.effect}`));
  return tip(name_of(value), [...ends.map((end) => [colours[end], value[end].at[language()], said(value[end])]), [null, t("ranges.now"), estimate_text(capacity(scenario), unit_id)]]);
}

function height(scenario, width) {
  return 110 + rows_of(scenario).length * row_of(scenario, width).high;
}

function sentence(scenario) {
  const { tried, values, unsure, untried } = ranges_of(scenario);
  const own = scenario.index > 0 ? ".own" : "";
  const list = (some) => some.map(name_of).join(t("list.comma"));
  return t(`ranges.sentence${own}`, { scenario: scenario.name, tried, moving: values.length })
    + (unsure.length ? t("ranges.cannot_tell", { n: unsure.length, list: list(unsure) }) : "")
    + (untried.length ? t("ranges.untried", { n: untried.length, list: list(untried) }) : "")
    + (values.length > most_rows ? t("ranges.cut", { n: most_rows }) : "");
}

function ends_table(scenario) {
  const { unit: unit_id } = headline;
  const { values } = ranges_of(scenario);
  const cells = (end) => [text_cell(end.at[language()]), ...(has_figure(end) ? [estimate_cell(headline.figure(end), unit_id), estimate_cell(end.relative, "ratio", { sign: true })] : [text_cell(null), text_cell(t(`ranges.${end.effect}`))])];
  return table({
    id: "ranges", className: "figures",
    heads: [head(t("assumptions.what")), head(t("assumptions.grade")), ...ends.flatMap((end) => [head(t(`ranges.${end}`)), head(t("answer.capacity"), unit_id), head(t("compare.relative"))])],
    rows: values.map((v) => [h("th", { scope: "row" }, name_of(v)), text_cell(v.grade === "assumed" ? t("grade.assumed") : v.grade), ...cells(v.low), ...cells(v.high)]),
  });
}

export function has_ranges(scenario) {
  return Boolean(ranges_of(scenario)) && has(headline.capacity(scenario));
}

export function ranges_section(model) {
  const shown = model.scenarios.filter(has_ranges);
  const drawn = shown.filter((s) => ranges_of(s).values.length > 0);
  const said = h("p", { class: "said" }, sentence(drawn[0] ?? shown[0]));
  if (drawn.length === 0) return [said];
  let chosen = drawn[0];
  const tables = h("div", {}, fold(t("ranges.table"), ends_table(chosen)));
  const element = figure({
    id: "ranges", title: t("ranges.title"), sub: t("ranges.sub"), height: (width) => height(chosen, width), option: (width) => option(chosen, width),
    describe: () => sentence(chosen),
    controls: scenario_buttons({ ...model, scenarios: drawn }, chosen.index, (index) => {
      chosen = model.scenarios[index];
      said.textContent = sentence(chosen);
      tables.replaceChildren(fold(t("ranges.table"), ends_table(chosen)));
      element.refresh();
    }),
  });
  return [said, element, tables];
}
