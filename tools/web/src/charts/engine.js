// The parts of ECharts in use, and what all charts share.
import * as echarts from "echarts/core";
import { BarChart, CustomChart, GraphChart, LineChart, ScatterChart } from "echarts/charts";
import { AriaComponent, DataZoomComponent, GraphicComponent, GridComponent, LegendComponent, MarkAreaComponent, MarkLineComponent, TitleComponent, TooltipComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";
import { escape } from "../core/dom.js";
import { language } from "../core/language.js";
import { font, ink, ink_soft, line } from "../core/theme.js";
import { pieces } from "./pieces.js";

echarts.use([BarChart, CustomChart, GraphChart, LineChart, ScatterChart, AriaComponent, DataZoomComponent, GraphicComponent, GridComponent,
  LegendComponent, MarkAreaComponent, MarkLineComponent, TitleComponent, TooltipComponent, SVGRenderer]);

export function open_chart(element, size) {
  return echarts.init(element, null, { renderer: "svg", locale: language() === "zh" ? "ZH" : "EN", ...size });
}

/// The option with house defaults under it.
export function with_defaults(option) {
  return {
    animation: false,
    textStyle: { fontFamily: font, color: ink, fontSize: 13 },
    ...option,
    tooltip: {
      confine: true, backgroundColor: "#ffffff", borderColor: line, borderWidth: 1, padding: [8, 12],
      textStyle: { color: ink, fontSize: 13, fontFamily: font }, extraCssText: "box-shadow:0 2px 10px rgba(23,33,43,.12);font-variant-numeric:tabular-nums;",
      ...option.tooltip,
    },
  };
}

export function value_axis(extra = {}) {
  return {
    type: "value", axisLine: { show: false }, axisTick: { show: false }, splitLine: { lineStyle: { color: line } },
    axisLabel: { color: ink_soft, fontSize: 12, hideOverlap: true }, nameTextStyle: { color: ink_soft, fontSize: 12 },
    nameLocation: "middle", nameGap: 28, splitNumber: 5, ...extra,
  };
}

export function category_axis(names, extra = {}) {
  return {
    type: "category", data: names, inverse: true, axisLine: { lineStyle: { color: "#b4bcc3" } }, axisTick: { show: false },
    ...extra, axisLabel: { color: ink, fontSize: 13, interval: 0, lineHeight: 16, ...extra.axisLabel },
  };
}

/// Names of rows broken between words, what room they take across, and how high a row is: no less than `least`, more where a name has many lines.
export function broken_names(names, most, least) {
  const broken = names.map((name) => even_lines(name, most, 13));
  const lines = broken.map((name) => name.split("\n"));
  return { broken, room: label_room(lines.flat(), 400), high: Math.max(least, ...lines.map((list) => 16 * list.length + 2)) };
}

export function hours_step(width) {
  return width < 520 ? 6 : width < 800 ? 3 : 2;
}

/// A day from left to right, midnight to midnight; `name` says which.
export function hours_axis(width, name) {
  return value_axis({
    min: 0, max: 24, interval: hours_step(width), axisLine: { show: true, onZero: false, lineStyle: { color: "#b4bcc3" } },
    axisLabel: { color: ink_soft, fontSize: 12, formatter: (v) => String(v).padStart(2, "0") }, name, nameGap: 26,
  });
}

const legend_gap = 14;

export function legend(extra = {}) {
  return { top: 0, left: 0, itemWidth: 14, itemHeight: 10, itemGap: legend_gap, icon: "roundRect", textStyle: { color: ink, fontSize: 13 }, ...extra };
}

/// Height of a legend with these names in that width, of which it keeps 5 pixels free on either side.
export function legend_height(names, width) {
  let rows = 1;
  let used = 0;
  for (const name of names) {
    const item = 14 + 5 + text_width(name);
    if (used > 0 && used + item > width - 10) {
      ++rows;
      used = 0;
    }
    used += item + legend_gap;
  }
  return rows * (13 + legend_gap);
}

/// Tooltip body: a heading and rows of [colour, label, value].
export function tip(heading, rows) {
  const dot = (c) => (c ? `<span style="display:inline-block;width:9px;height:9px;border-radius:2px;margin-right:7px;background:${c}"></span>` : "");
  const body = rows.map(([colour, label, value]) => `<span>${dot(colour)}${escape(label)}</span>`
    + `<span style="text-align:right;white-space:nowrap">${escape(value)}</span>`).join("");
  return `<div style="font-weight:600;margin-bottom:3px;white-space:normal;max-width:300px">${escape(heading)}</div><div class="tip" style="display:grid;grid-template-columns:auto auto;gap:1px 18px;line-height:1.5">${body}</div>`;
}

const ruler = document.createElement("canvas").getContext("2d");
const measured = new Map(); // by size, then text: names are tried at hundreds of places, and to set the ruler's font takes longer than to measure

export function text_width(text, size = 13) {
  if (!measured.has(size)) measured.set(size, new Map());
  const of_size = measured.get(size);
  if (!of_size.has(text)) {
    ruler.font = `${size}px ${font}`;
    of_size.set(text, ruler.measureText(text).width);
  }
  return of_size.get(text);
}

/// Text that is too wide, broken between words into lines of even length; a word is never cut.
export function even_lines(text, width, size = 12) {
  const wide = text_width(text, size);
  if (wide <= width) return text;
  const target = wide / Math.ceil(wide / width) + size / 2;
  const lines = [""];
  for (const piece of pieces(text)) {
    if (lines.at(-1) && text_width(lines.at(-1) + piece.trim(), size) > Math.min(width + 1, target)) lines.push("");
    lines[lines.length - 1] += piece;
  }
  return lines.map((line) => line.trim()).join("\n");
}

/// Room for the longest label, wrapped when it would take more than `most`.
export function label_room(names, most, size = 13) {
  const widest = Math.max(0, ...names.map((name) => text_width(name, size)));
  return Math.ceil(Math.min(widest, most)) + 2;
}
