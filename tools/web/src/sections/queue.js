// Queue over the year and over the day, one stage at a time, all scenarios together.
import { h } from "../core/dom.js";
import { language, t } from "../core/language.js";
import { headline } from "../core/data.js";
import { known, number, unit } from "../core/format.js";
import { first_queue } from "../core/waiting.js";
import { by_weeks, is_long, span } from "../core/weeks.js";
import { figure } from "../core/figure.js";
import { drop_down } from "../core/controls.js";
import { legend, legend_height, tip, value_axis } from "../charts/engine.js";
import { peak_sentence } from "./queue_peak.js";
import { dashes, lies_on } from "../charts/same_lines.js";
import { ink_faint, ink_soft, line } from "../core/theme.js";

const flow = "flow:tonnes";

function series_of(scenario, chosen) {
  if (chosen === flow) return scenario.series?.tonnes_by_day ?? null;
  return scenario.series?.queue_by_day?.find((x) => x.stage === chosen) ?? null;
}

/// What is drawn of it over the run: { days, names, mean, low, high }, by the day with the interval or, of a long run, by the week with its lowest and highest day.
function over_run(scenario, chosen) {
  const data = series_of(scenario, chosen);
  if (!data) return null;
  const { days } = scenario.series;
  return is_long(days) ? by_weeks(days, data.mean) : { ...data, days, names: days };
}

function is_by_week(model) {
  return model.scenarios.some((s) => is_long(s.series?.days ?? []));
}

function queued_stages(model) {
  const with_series = new Set(model.scenarios.flatMap((s) => (s.series?.queue_by_day ?? []).map((x) => x.stage)));
  return model.stages.filter((g) => with_series.has(g.id));
}

/// The means of a scenario and the band around them, of their intervals or of the days of a week; `at` are the places along the axis.
function band(scenario, at, data, factor, dashed) {
  const points = (values) => values.map((v, i) => [at[i], known(v) ? v * factor : null]);
  const hidden = { lineStyle: { opacity: 0 }, symbol: "none", silent: true, tooltip: { show: false }, itemStyle: { color: scenario.colour } };
  const ranged = data.low && data.high;
  const height = ranged ? data.high.map((v, i) => (known(v) && known(data.low[i]) ? v - data.low[i] : null)) : [];
  return [
    { type: "line", name: scenario.name, data: points(data.mean), symbol: "none", lineStyle: { color: scenario.colour, width: 1.8, ...dashed }, itemStyle: { color: scenario.colour }, z: 5, id: `mean${scenario.index}` }, // first: the slider shows the outline of the first series
    ...(ranged ? [
      { type: "line", name: scenario.name, stack: `band${scenario.index}`, stackStrategy: "all", data: points(data.low), ...hidden },
      { type: "line", name: scenario.name, stack: `band${scenario.index}`, stackStrategy: "all", data: points(height), ...hidden, areaStyle: { color: scenario.colour, opacity: 0.16 } },
    ] : []),
  ];
}

function month(value) {
  const date = new Date(value);
  const at = { timeZone: "UTC" };
  if (date.getUTCDate() > 1) return date.toLocaleDateString(language() === "zh" ? "zh-CN" : "en-GB", { ...at, day: "numeric", month: "short" });
  if (date.getUTCMonth() === 0) return language() === "zh" ? `${date.getUTCFullYear()}年` : String(date.getUTCFullYear());
  return date.toLocaleDateString(language() === "zh" ? "zh-CN" : "en-GB", { ...at, month: "short" });
}

/// The means of each scenario that has them, and the style by which those that lie on each other are told apart.
function drawn(model, mean_of) {
  const lines = model.scenarios.map((s) => ({ s, mean: mean_of(s) })).filter(({ mean }) => mean);
  const on = lies_on(lines.map(({ mean }) => mean));
  return { lines, on, dashed: dashes(on) };
}

const year_means = (chosen) => (scenario) => over_run(scenario, chosen)?.mean;
const hours = Array.from({ length: 24 }, (_, i) => i);
const day_data = (chosen, scenario) => scenario.series?.queue_by_hour?.find((x) => x.stage === chosen);
const day_means = (chosen) => (scenario) => day_data(chosen, scenario)?.mean;

/// A mean and its interval as a tip names them.
function said(data, i, factor = 1) {
  const range = known(data.low?.[i]) && known(data.high?.[i]) ? `  (${number(data.low[i] * factor)} – ${number(data.high[i] * factor)})` : "";
  return `${number(data.mean[i] * factor)}${range}`;
}

/// Which lines lie on which, in words; empty if none does.
function said_same(model, mean_of) {
  const { lines, on } = drawn(model, mean_of);
  const groups = [...new Set(on)].map((first) => lines.filter((_, i) => on[i] === first).map(({ s }) => s.name)).filter((names) => names.length > 1);
  return groups.length ? t("queue.same", { list: groups.map((names) => names.join(t("list.and"))).join(t("list.semicolon")) }) : "";
}

function waiting_name(model, stage) {
  return t("queue.axis", { unit: unit(model.counted_at(stage)).name });
}

function axis_words(model, chosen) {
  return chosen === flow ? { name: unit("t/d").name, factor: unit("t/d").factor } : { name: waiting_name(model, chosen), factor: 1 };
}

/// Of one scenario too where the page has others, which lack the place: its name stands there.
function head_room(model, shown, width) {
  return 14 + (model.scenarios.length > 1 ? legend_height(shown.map((s) => s.name), width) : 2);
}

/// Beside the year's chart the day's needs no legend of its own: the colours are the same.
function legend_at_day(model, width) {
  return model.scenarios.length > 1 && (width > 600 || window.matchMedia("(max-width: 860px)").matches);
}

const slider_room = 40; // pixels, which a saved picture has no use for

function sliders() {
  return [
    { type: "slider", bottom: 8, height: 30, left: 58, right: 14, borderColor: line, fillerColor: "rgba(29,111,148,.10)", handleStyle: { color: "#ffffff", borderColor: ink_faint }, moveHandleSize: 5, showDetail: false, brushSelect: false,
      dataBackground: { lineStyle: { color: ink_faint, width: 0.8 }, areaStyle: { color: "#e8ebed" } }, selectedDataBackground: { lineStyle: { color: ink_soft, width: 0.8 }, areaStyle: { color: "#d5e2e9" } } },
    { type: "inside", zoomOnMouseWheel: "ctrl", moveOnMouseWheel: false },
  ];
}

function year_option(model, chosen, width, is_saved) {
  const { name, factor } = axis_words(model, chosen);
  const { lines, dashed } = drawn(model, year_means(chosen));
  const shown = lines.map(({ s }) => s);
  const all = new Map(shown.map((s) => [s, over_run(s, chosen)]));
  const at = (scenario, day) => said(all.get(scenario), all.get(scenario).days.indexOf(day), factor);
  const name_of = (day) => [...all.values()].map(({ days, names }) => names[days.indexOf(day)]).find((x) => x) ?? day;
  const top = head_room(model, shown, width);
  return {
    useUTC: true,
    legend: legend({ show: model.scenarios.length > 1, data: shown.map((s) => s.name) }),
    grid: { left: 58, right: 14, top, bottom: is_saved ? 84 - slider_room : 84 },
    xAxis: { type: "time", ...span(shown.map((s) => s.series.days)), axisLine: { lineStyle: { color: "#b4bcc3" } }, axisTick: { show: true }, splitLine: { show: false }, axisLabel: { color: ink_soft, fontSize: 12, hideOverlap: true, margin: 11, formatter: month }, minInterval: 86400000 },
    yAxis: value_axis({ name, nameGap: 42, min: 0 }),
    ...(is_saved ? {} : { dataZoom: sliders() }),
    tooltip: {
      trigger: "axis", axisPointer: { lineStyle: { color: ink_faint } },
      formatter: (items) => {
        const day = new Date(items[0].axisValue).toISOString().slice(0, 10);
        const visible = new Set(items.map((item) => item.seriesName));
        return tip(`${name_of(day)}, ${name}`, shown.filter((s) => visible.has(s.name)).map((s) => [s.colour, s.name, at(s, day)]));
      },
    },
    series: shown.flatMap((s, i) => band(s, all.get(s).days, all.get(s), factor, dashed[i])),
  };
}

function day_option(model, chosen, width) {
  const { lines, dashed } = drawn(model, day_means(chosen));
  const shown = lines.map(({ s }) => s);
  const with_legend = legend_at_day(model, width);
  return {
    legend: legend({ show: with_legend, data: shown.map((s) => s.name) }),
    grid: { left: 58, right: 16, top: with_legend ? head_room(model, shown, width) : 16, bottom: 44 },
    xAxis: { type: "category", data: hours, boundaryGap: false, name: t("queue.hour"), nameLocation: "middle", nameGap: 26, nameTextStyle: { color: ink_soft, fontSize: 12 },
      axisLine: { lineStyle: { color: "#b4bcc3" } }, axisTick: { show: false }, axisLabel: { color: ink_soft, fontSize: 12, interval: (i) => i % 3 === 0 || i === 23, formatter: (v) => `${String(v).padStart(2, "0")}` } },
    yAxis: value_axis({ name: waiting_name(model, chosen), nameGap: 42, min: 0 }),
    tooltip: {
      trigger: "axis", axisPointer: { lineStyle: { color: ink_faint } },
      formatter: (items) => {
        const hour = Number(items[0].axisValue);
        const visible = new Set(items.map((item) => item.seriesName));
        return tip(`${String(hour).padStart(2, "0")}:00`, shown.filter((s) => visible.has(s.name)).map((s) => [s.colour, s.name, said(day_data(chosen, s), hour)]));
      },
    },
    series: shown.flatMap((s, i) => band(s, hours, day_data(chosen, s), 1, dashed[i])),
  };
}

export function queue_section(model) {
  const stages = queued_stages(model);
  const tonnes = headline.unit === "t/yr" && model.scenarios.some((s) => s.series?.tonnes_by_day?.mean?.length);
  if (stages.length === 0 && !tonnes) return [h("p", { class: "none" }, t("queue.none"))];
  let chosen = first_queue(model, stages.map((g) => g.id)) ?? flow;
  const name = () => (chosen === flow ? t("queue.tonnes") : model.stage_name(chosen));
  const grouped = (label, match) => {
    const options = stages.filter(match).map((g) => ({ value: g.id, text: model.stage_name(g.id) }));
    return options.length ? [{ label: t(label), options }] : [];
  };
  const groups = [
    ...grouped("queue.sections", (g) => g.kind === "section"),
    ...grouped("queue.stages", (g) => g.kind !== "section"),
    ...(tonnes ? [{ label: t("queue.flow"), options: [{ value: flow, text: t("queue.tonnes") }] }] : []),
  ];
  const year_sub = t(is_by_week(model) ? "queue.year.sub.weeks" : "queue.year.sub");
  const year_same = h("p", { class: "sub same" }, said_same(model, year_means(chosen)));
  const year_peak = h("p", { class: "sub peak" });
  const show_peak = () => {
    year_peak.textContent = chosen === flow ? "" : peak_sentence(model, chosen);
  };
  show_peak();
  const year = figure({
    id: "queue-year", title: t("queue.year"), sub: t("queue.zoom", { sub: year_sub }), height: (width, is_saved) => (width < 520 ? 270 : 330) - (is_saved ? slider_room : 0) + head_room(model, model.scenarios, width), option: (width, is_saved) => year_option(model, chosen, width, is_saved), describe: () => `${name()}. ${year_sub}`, below: h("div", {}, year_peak, year_same),
    saved: () => ({ place: name(), sub: year_sub, notes: [year_peak.textContent, year_same.textContent] }),
    controls: [drop_down(t("select.show"), groups, chosen, (value) => {
      chosen = value;
      year.refresh();
      show_peak();
      year_same.textContent = said_same(model, year_means(chosen));
      if (day && value !== flow) {
        day_stage = value;
        day.refresh();
        day_name.textContent = model.stage_name(value);
        day_same.textContent = said_same(model, day_means(value));
      }
    })],
  });
  let day_stage = chosen === flow ? stages[0]?.id : chosen;
  const day_name = h("span", { class: "tag" }, model.stage_name(day_stage));
  const day_same = h("p", { class: "sub same" }, said_same(model, day_means(day_stage)));
  const has_day = model.scenarios.some((s) => s.series?.queue_by_hour?.length);
  const day = has_day ? figure({
    id: "queue-day", title: t("queue.day"), sub: t("queue.day.sub"), height: (width) => 280 + (legend_at_day(model, width) ? head_room(model, model.scenarios, width) : 16), option: (width) => day_option(model, day_stage, width),
    describe: () => `${model.stage_name(day_stage)}. ${t("queue.day.sub")}`, controls: [day_name], below: day_same,
    saved: () => ({ place: model.stage_name(day_stage), notes: [day_same.textContent] }),
  }) : null;
  return [h("div", { class: day ? "pair pair-wide" : null }, year, day)];
}
