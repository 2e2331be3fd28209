// What capacity and clearance times rest on: each value with a range at both of its ends, one at a time, the widest apart first.
import { h } from "../core/dom.js";
import { language, t } from "../core/language.js";
import { headline } from "../core/data.js";
import { estimate_text, has, number, scaled, unit } from "../core/format.js";
import { saved_as } from "../core/csv.js";
import { figure } from "../core/figure.js";
import { drop_down, scenario_buttons } from "../core/controls.js";
import { estimate_cell, fold, head, table, text_cell } from "../core/table.js";
import { category_axis, even_lines, label_room, legend, legend_height, text_width, tip, value_axis } from "../charts/engine.js";
import { above, are_names_above, name_line, names_above, row_with_name } from "../charts/names_above.js";
import { is_by_ratio, ratio_scale } from "../charts/time_scale.js";
import { whiskers } from "../charts/whisker.js";
import { font, ink, ink_soft, line } from "../core/theme.js";
import { capacity_at_ends, change_clocks, clearance_clocks } from "./range_subjects.js";

const ends = ["low", "high"];
const colours = { low: "#c47f1b", high: "#1d6f94" };
const most_rows = 20;
const bar_height = 18;
const half_height = 11; // of a bar where both ends lie on one side, one below the other
const half_apart = 17; // their figures stand one below the other
const least_shown = 0.004; // of what it is: what moves it less has no figure and no interval in the picture
const name_style = { range: { fontFamily: font, fontSize: 12, lineHeight: 15 } };

/// Values that move it in that scenario; null where none was tried. `subject` is what is looked at (range_subjects.js).
function ranges_of(subject, scenario) {
  const ranges = subject.ranges(scenario);
  return ranges && (ranges.tried || ranges.untried.length) ? ranges : null;
}

function name_of(value) {
  return value.title[language()];
}

/// An end with a figure of its own; what stays as it is, or was not run, has none.
function has_figure(subject, end) {
  return has(subject.figure(end));
}

function range_text(value) {
  return t("ranges.from_to", { low: value.low.at[language()], high: value.high.at[language()] });
}

/// Whether both ends lie on the same side of what it is, so that one bar would lie on the other.
function on_one_side(subject, value, now) {
  if (!ends.every((end) => has_figure(subject, value[end]))) return false;
  const [low, high] = ends.map((end) => subject.figure(value[end]).mean - now.mean);
  return low * high > 0 && Math.min(Math.abs(low), Math.abs(high)) >= least_shown * Math.abs(now.mean);
}

/// What is drawn at the ends: { i, row; end; e, its estimate; s, that in the unit; drop, pixels below the middle of the row; high, of the bar }.
function marks_of(subject, scenario, values, row_drop) {
  const unit_id = subject.unit(scenario);
  return values.flatMap((v, i) => {
    const both = on_one_side(subject, v, subject.now(scenario));
    return ends.filter((end) => has_figure(subject, v[end])).map((end) => {
      const e = subject.figure(v[end]);
      const drop = row_drop + (both ? (end === "low" ? -1 : 1) * (half_apart / 2) : 0);
      return { i, end, e, s: scaled(e, unit_id), drop, high: both ? half_height : bar_height };
    });
  });
}

/// Bars from what it is to that at one end.
function bars(marks, now, end) {
  const shown = marks.filter((m) => m.end === end);
  return {
    type: "custom", name: t(`ranges.${end}`), z: 4, encode: { x: [1, 2], y: 0 }, itemStyle: { color: colours[end] },
    data: shown.map((m) => [m.i, now.mean, m.s.mean]),
    renderItem: ({ dataIndex }, api) => {
      const { drop, high } = shown[dataIndex];
      const [x1, y] = api.coord([api.value(1), api.value(0)]);
      const [x2] = api.coord([api.value(2), api.value(0)]);
      return { type: "rect", shape: { x: Math.min(x1, x2), y: y + drop - high / 2, width: Math.max(1, Math.abs(x2 - x1)), height: high }, style: { fill: colours[end] } };
    },
  };
}

/// The figure at the end, beyond the bar's tip.
function labels(marks, now, text) {
  return {
    type: "custom", silent: true, z: 8, encode: { x: 1, y: 0 }, data: marks.map((m) => [m.i, m.s.mean < now.mean ? m.s.low : m.s.high]),
    renderItem: ({ dataIndex }, api) => {
      const [x, y] = api.coord([api.value(1), api.value(0)]);
      const m = marks[dataIndex];
      const left = m.s.mean < now.mean;
      return { type: "text", style: { text: text(m.e), x: x + (left ? -8 : 8), y: y + m.drop, align: left ? "right" : "left", textVerticalAlign: "middle", fill: ink, font: "600 13px 'Source Sans 3 Variable'" } };
    },
  };
}

function rows_of(subject, scenario) {
  const values = ranges_of(subject, scenario)?.values ?? [];
  return values.filter((v) => ends.some((end) => has_figure(subject, v[end]))).slice(0, most_rows);
}

/// Names of the rows as they are written: over several lines, the range below.
function row_names(subject, scenario, width) {
  const room = are_names_above(width) ? width - 12 : width < 800 ? 240 : 380;
  return rows_of(subject, scenario).map((value) => [...even_lines(name_of(value), room, 13).split("\n"), range_text(value)]);
}

/// Height of a row and, where names are above the bars, how far below its middle its bar lies.
function row_of(subject, scenario, width) {
  const lines = Math.max(...row_names(subject, scenario, width).map((l) => l.length));
  return are_names_above(width) ? row_with_name(lines, bar_height) : { high: lines * name_line + 12, drop: 0 };
}

/// Ends of the axis on whole steps, with `figure` of the `plot`'s pixels beyond the bars for what stands there; below 0 too, where nothing is named.
function axis_scale(low, high, plot, figure) {
  const span = high - low || Math.abs(high) || 1;
  const pad = (span * figure) / Math.max(plot - 2 * figure, figure);
  const step = 10 ** Math.floor(Math.log10(span));
  const interval = (span / step > 4 ? 1 : span / step > 2 ? 0.5 : 0.25) * step * (plot < 320 ? 2 : 1);
  return { interval, min: Math.floor((low - pad) / interval) * interval, max: Math.ceil((high + pad) / interval) * interval };
}

/// The axis for what lies between `low` and `high` in the unit: even, or of times far apart by ratio.
function axis_of(subject, scenario, low, high, plot, figure) {
  const unit_id = subject.unit(scenario);
  if (!subject.is_time || !is_by_ratio(low, high)) {
    const name = t("axis.unit", { name: subject.name(), unit: unit(unit_id).name });
    return value_axis({ name, ...axis_scale(low, high, plot, figure), axisLabel: { color: ink_soft, fontSize: 12, hideOverlap: true, formatter: (v) => (v < 0 && !subject.is_change ? "" : v.toLocaleString("en-US").replace("-", "−")) } });
  }
  const { factor } = unit(unit_id); // of seconds
  const { min, max, ticks } = ratio_scale(low / factor, high / factor, plot, figure);
  const customValues = ticks.map((s) => s * factor);
  const said = (v) => tick_text(v / factor);
  return value_axis({
    type: "log", name: t("ranges.by_ratio", { name: subject.name() }), min: min * factor, max: max * factor,
    axisLabel: { color: ink_soft, fontSize: 12, hideOverlap: true, customValues, formatter: said },
    axisTick: { show: false, customValues }, splitLine: { lineStyle: { color: line }, customValues },
  });
}

function tick_text(seconds) {
  const unit_id = seconds > 2 * 86400 ? "s>d" : seconds >= 3600 ? "s>h" : seconds >= 60 ? "s>min" : "s";
  const { name, factor } = unit(unit_id);
  return `${number(seconds * factor, 0)}\u00a0${name}`;
}

function option(subject, scenario, width) {
  const unit_id = subject.unit(scenario);
  const text = (e) => estimate_text(e, subject.unit_of(e, scenario), { interval: false, name: Boolean(subject.is_time), sign: Boolean(subject.is_change) });
  const values = rows_of(subject, scenario);
  const now = scaled(subject.now(scenario), unit_id);
  const written = row_names(subject, scenario, width);
  const lines = written.map((l) => `${l.slice(0, -1).join("\n")}\n{range|${l.at(-1)}}`);
  const narrow = are_names_above(width);
  const row = row_of(subject, scenario, width);
  const left = narrow ? 2 : label_room(written.flat(), 400) + 10;
  const named = [t("ranges.low"), t("ranges.high")];
  const top = legend_height(named, width) + 26;
  const marks = marks_of(subject, scenario, values, row.drop);
  const moving = marks.filter(({ s }) => Math.abs(s.mean - now.mean) >= least_shown * Math.abs(now.mean));
  const figure = 18 + Math.max(...marks.map(({ e }) => text_width(text(e))));
  const [low, high] = [Math.min(now.mean, ...marks.map(({ s }) => s.low)), Math.max(now.mean, ...marks.map(({ s }) => s.high))];
  return {
    legend: legend({ data: named, selectedMode: false }),
    grid: { left, right: 24, top, bottom: 44 },
    xAxis: axis_of(subject, scenario, low, high, width - left - 24, figure),
    yAxis: category_axis(lines, { axisLine: { show: false }, axisLabel: { show: !narrow, rich: { range: { ...name_style.range, color: ink_soft } } } }),
    tooltip: {
      trigger: "item",
      formatter: ({ data }) => tip_of(subject, scenario, values[data[0]]),
    },
    series: [
      ...ends.map((end) => bars(marks, now, end)),
      ...(narrow ? [names_above(lines, { up: bar_height / 2 + above - row.drop, rich: { range: { ...name_style.range, fill: ink_soft } } })] : []),
      ...[...new Set(moving.map(({ drop }) => drop))].map((drop) => whiskers(moving.filter((m) => m.drop === drop && m.s.sure).map(({ i, s }) => [i, s.low, s.high]), { offset: drop })),
      labels(moving, now, text),
      { type: "scatter", data: [], markLine: { silent: true, symbol: "none", animation: false, lineStyle: { color: ink, type: "solid", width: 1.2 }, label: { show: true, position: "start", formatter: `${t("ranges.now")} ${text(subject.now(scenario))}`, color: ink, fontSize: 12 }, data: [{ xAxis: now.mean }] } },
    ],
  };
}

function tip_of(subject, scenario, value) {
  const text = (e) => estimate_text(e, subject.unit_of(e, scenario), { sign: Boolean(subject.is_change) });
  const relative = (end) => (has(end.relative) ? ` (${estimate_text(end.relative, "ratio", { sign: true })})` : "");
  const said = (end) => (has_figure(subject, end) ? text(subject.figure(end)) + relative(end) : subject.words(end.effect));
  return tip(name_of(value), [...ends.map((end) => [colours[end], value[end].at[language()], said(value[end])]), [null, t("ranges.now"), text(subject.now(scenario))]]);
}

function height(subject, scenario, width) {
  return 110 + rows_of(subject, scenario).length * row_of(subject, scenario, width).high;
}

function sentence(model, subject, scenario) {
  const { tried, values, unsure, untried } = ranges_of(subject, scenario);
  const list = (some) => some.map(name_of).join(t("list.comma"));
  const growing = values.filter((v) => ends.some((end) => v[end].effect === "grows"));
  return subject.sentence(scenario, { scenario: scenario.name, tried, moving: values.length, class: model.class_name(scenario.clearance_ranges?.class) })
    + (growing.length ? t("ranges.growing", { n: growing.length, list: list(growing) }) : "")
    + (unsure.length ? t("ranges.cannot_tell", { n: unsure.length, list: list(unsure) }) : "")
    + (untried.length ? t("ranges.untried", { n: untried.length, list: list(untried) }) : "")
    + (values.length > most_rows ? t("ranges.cut", { n: most_rows }) : "");
}

/// As short as three digits let it be: 108, 62, 0.35.
function load({ tonnes_per_year, vehicles_per_year }) {
  return String(Number((tonnes_per_year.mean / vehicles_per_year.mean).toPrecision(3)));
}

/// Tonnes that a road vehicle of each class brings, from what the saturated runs carried; where fewer than two classes bring any, none.
function loads(model, scenario) {
  const list = (scenario.saturated?.by_class ?? []).filter((c) => model.counted_of_class(c.class) === "vehicles" && c.vehicles_per_year?.mean > 0 && c.tonnes_per_year?.mean > 0)
    .map((c) => `${model.class_name(c.class)} ${load(c)} ${unit("t").name}`);
  return list.length > 1 ? t("ranges.loads", { list: list.join(t("list.comma")) }) : "";
}

/// Why a row of capacity has both of its bars on one side: the figures, and of an amount that it is a mix too.
function notes(model, subject, scenario) {
  if (subject !== capacity_at_ends) return [];
  const { unit: unit_id, capacity } = headline;
  const text = (e) => estimate_text(e, unit_id, { interval: false });
  const is_amount = ({ value }) => /^flows\..*\.annual$/.test(value);
  const said = rows_of(subject, scenario).filter((v) => on_one_side(subject, v, capacity(scenario))).map((v) => {
    const now = capacity(scenario);
    const way = headline.figure(v.low).mean < now.mean ? "below" : "above";
    return t(`ranges.both.${way}`, { value: name_of(v), low: text(headline.figure(v.low)), low_at: v.low.at[language()], high: text(headline.figure(v.high)), high_at: v.high.at[language()], now: text(now) })
      + (is_amount(v) ? t("ranges.mix") + loads(model, scenario) : "");
  });
  return said.map((x) => h("p", { class: "sub both" }, x));
}

/// Of what an alternative changes nothing is told in relation to anything.
function ends_table(subject, scenario) {
  const unit_id = subject.unit(scenario);
  const { values } = ranges_of(subject, scenario);
  const sign = Boolean(subject.is_change);
  // What has no figure has words, in a column of their own.
  const words = (end, which) => ({ name: t("csv.of", { what: t(`ranges.${which}`), name: t("csv.words") }), text: has_figure(subject, end) ? "" : subject.words(end.effect) });
  const relative = (end) => (sign ? [] : [has_figure(subject, end) ? estimate_cell(end.relative, "ratio", { sign: true }) : saved_as(text_cell(subject.words(end.effect)), [{ estimate: null, unit: "ratio" }])]);
  const figure_cell = (end, which) => saved_as(has_figure(subject, end) ? estimate_cell(subject.figure(end), unit_id, { sign }) : text_cell(sign ? subject.words() : null), [{ estimate: subject.figure(end) ?? null, unit: unit_id }, words(end, which)]);
  const saved = (end, name) => ({ saved: t("csv.of", { what: t(`ranges.${end}`), name }) });
  const cells = (value, which) => [text_cell(value[which].at[language()]), figure_cell(value[which], which), ...relative(value[which])];
  return table({
    id: subject.id, of: scenario, className: "figures",
    heads: [head(t("assumptions.what")), head(t("assumptions.grade")), ...ends.flatMap((end) => [head(t(`ranges.${end}`), null, saved(end, t("assumptions.value"))), head(subject.name(), unit_id, saved(end, subject.name())), ...(sign ? [] : [head(t("compare.relative"), null, saved(end, t("compare.relative")))])])],
    rows: values.map((v) => [saved_as(h("th", { scope: "row" }, name_of(v)), [{ text: name_of(v) }, { name: t("csv.path"), text: v.value }]), text_cell(v.grade === "assumed" ? t("grade.assumed") : v.grade), ...ends.flatMap((which) => cells(v, which))]),
  });
}

function is_tried(subject, scenario) {
  return Boolean(ranges_of(subject, scenario)) && has(subject.now(scenario));
}

function is_drawn(subject, scenario) {
  return is_tried(subject, scenario) && rows_of(subject, scenario).length > 0;
}

export function has_ranges(scenario) {
  return [capacity_at_ends, ...Object.values(clearance_clocks)].some((subject) => is_tried(subject, scenario));
}

/// Why there is no button for a scenario.
function nothing_to_draw(subjects, scenario) {
  const tried = Math.max(0, ...subjects.map((subject) => ranges_of(subject, scenario)?.tried ?? 0));
  return t(tried > 0 ? "ranges.nothing_moves" : "ranges.nothing_tried", { scenario: scenario.name, tried });
}

/// A sentence, the figure and its table, of one subject or of several to choose from.
function part(model, subjects, { title, sub }) {
  const tried = model.scenarios.filter((s) => subjects.some((subject) => is_tried(subject, s)));
  if (tried.length === 0) return null;
  const drawn = tried.filter((s) => subjects.some((subject) => is_drawn(subject, s)));
  const without = model.scenarios.filter((s) => !drawn.includes(s)).map((s) => h("p", { class: "sub without" }, nothing_to_draw(subjects, s)));
  let scenario = drawn[0] ?? tried[0];
  let subject = subjects.find((x) => is_drawn(x, scenario)) ?? subjects.find((x) => is_tried(x, scenario));
  const said = h("p", { class: "said" }, sentence(model, subject, scenario));
  const frame = (...inside) => h("div", { class: "rests-on", id: `part-${subjects[0].id}` }, said, inside);
  if (drawn.length === 0) return frame(without);
  const below = () => [...notes(model, subject, scenario), fold(t("ranges.table"), ends_table(subject, scenario))];
  const tables = h("div", {}, below());
  const choice = h("div", {});
  const show_choice = () => {
    const some = subjects.filter((x) => is_drawn(x, scenario));
    choice.replaceChildren(...(some.length < 2 ? [] : [drop_down(t("ranges.clock"), [{ options: some.map((x) => ({ value: x.name(), text: x.name() })) }], subject.name(), (name) => show(scenario, some.find((x) => x.name() === name)))]));
  };
  const element = figure({
    id: subjects[0].id, title, sub, height: (width) => height(subject, scenario, width), option: (width) => option(subject, scenario, width),
    describe: () => sentence(model, subject, scenario), saved: () => ({ place: [model.scenarios.length > 1 ? scenario.name : "", subjects.length > 1 ? subject.name() : ""].filter(Boolean).join(" · "), notes: [said.textContent] }),
    controls: [...scenario_buttons({ ...model, scenarios: drawn }, scenario.index, (index) => {
      const next = model.scenarios[index];
      show(next, is_drawn(subject, next) ? subject : subjects.find((x) => is_drawn(x, next)));
      show_choice();
    }), ...(subjects.length > 1 ? [choice] : [])],
  });
  function show(next, of) {
    [scenario, subject] = [next, of];
    said.textContent = sentence(model, subject, scenario);
    tables.replaceChildren(...below());
    element.refresh();
  }
  show_choice();
  return frame(element, tables, without);
}

export function ranges_section(model) {
  const klass = model.class_name(model.scenarios.find((s) => s.clearance_ranges)?.clearance_ranges.class);
  return [
    part(model, [capacity_at_ends], { title: t("ranges.title"), sub: t("ranges.sub") }),
    part(model, [...Object.values(clearance_clocks), ...change_clocks(model)], { title: t("ranges.clearance.title", { class: klass }), sub: t("ranges.clearance.sub") }),
  ].filter(Boolean);
}
