// Who stood where over a day: a band a yard, a row a track, a bar a stay.
import { t } from "../core/language.js";
import { clock, number } from "../core/format.js";
import { font, ink, ink_soft, line } from "../core/theme.js";
import { even_lines, hours_axis, hours_step, label_room, legend, legend_height, text_width, tip } from "./engine.js";

const many = 24; // more places than this are drawn as one field, not row by row
const field_height = 64;
const gap = 14;
const wide_from = 640;
const line_height = 16;

function places_taken(place) {
  return place.stays.reduce((sum, s) => sum + s.to_h - s.from_h, 0) / (24 * Math.max(1, place.tracks));
}

export function place_words(place) {
  return t(place.tracks === 1 ? "day.place.one" : "day.place", { n: place.tracks, taken: number(100 * places_taken(place), 0) });
}

/// Where each band lies, in pixels from the top of the plot. In a wide chart names stand beside the bands, else above.
function bands(places, name, width) {
  const wide = width >= wide_from;
  const room = wide ? label_room(places.flatMap((p) => [name(p), place_words(p)]), 236) : 0;
  const rows = places.reduce((sum, p) => sum + (p.tracks > many ? 0 : p.tracks), 0);
  const thick = rows > 40 ? 11 : 15;
  let top = 0;
  const list = places.map((place) => {
    const title = even_lines(name(place), wide ? room : width - 60, 13).split("\n");
    const text_height = (title.length + 1) * line_height;
    const high = place.tracks > many ? field_height : place.tracks * thick;
    const y = top + (wide ? 0 : text_height + 4);
    const used = wide ? Math.max(high, text_height) : text_height + 4 + high;
    const band = { place, title, text_top: top, y, high, row: high / place.tracks };
    top += used + gap;
    return band;
  });
  return { list, wide, left: wide ? room + 46 : 26, height: Math.max(20, top - gap) };
}

/// Whether the number of a stay fits into its bar so wide.
function number_fits(stay, { row }, wide) {
  return row >= 14 && text_width(String(stay.number), 10) + 6 < wide;
}

/// Pixels of a bar.
function bar_width(stay, pixels_per_hour) {
  return Math.max(1.5, (stay.to_h - stay.from_h) * pixels_per_hour - 0.5);
}

const right_margin = 14;

/// Whether any stay has its number inside.
export function gantt_has_numbers(places, name, width) {
  const { list, left } = bands(places, name, width);
  const pixels_per_hour = (width - left - right_margin) / 24;
  return list.some((band) => band.place.stays.some((stay) => number_fits(stay, band, bar_width(stay, pixels_per_hour))));
}

function class_names(kinds) {
  return kinds.map((k) => k.name);
}

export function gantt_height(places, kinds, name, width) {
  return legend_height(class_names(kinds), width) + 10 + bands(places, name, width).height + 50;
}

/// The empty bands, their names and the numbers of their tracks.
function frame_series({ list, wide, left }, step) {
  return {
    type: "custom", silent: true, clip: false, z: 2, tooltip: { show: false }, data: list.map((b) => [0, b.y]),
    renderItem: (params, api) => {
      const { place, title, text_top, y, high, row } = list[params.dataIndex];
      const [x, top] = api.coord([0, y]);
      const right = api.coord([24, y])[0];
      const text_y = api.coord([0, text_top])[1];
      const text = (words, at, style) => ({ type: "text", style: { text: words, x: at[0], y: at[1], fill: ink_soft, font: `400 12px ${font}`, verticalAlign: "top", ...style } });
      const numbers = row < 11 ? [] : Array.from({ length: place.tracks }, (_, i) => i).filter((i) => row >= 14 || i === 0 || i === place.tracks - 1);
      return { type: "group", children: [
        { type: "rect", shape: { x, y: top, width: right - x, height: high }, style: { fill: "#f3f4f5" } },
        ...Array.from({ length: row < 6 ? 0 : place.tracks - 1 }, (_, i) => ({ type: "rect", shape: { x, y: top + (i + 1) * row - 0.5, width: right - x, height: 1 }, style: { fill: "#ffffff" } })),
        ...Array.from({ length: 24 / step - 1 }, (_, i) => ({ type: "rect", shape: { x: x + ((right - x) * (i + 1) * step) / 24 - 0.5, y: top, width: 1, height: high }, style: { fill: line } })),
        ...title.map((words, i) => text(words, [wide ? 0 : x - left + 4, text_y + i * line_height], { fill: ink, font: `600 13px ${font}` })),
        text(place_words(place), [wide ? 0 : x - left + 4, text_y + title.length * line_height]),
        ...numbers.map((i) => text(String(i + 1), [x - 6, top + (i + 0.5) * row], { align: "right", verticalAlign: "middle", font: `400 11px ${font}` })),
      ] };
    },
  };
}

function bar_series(kind, { list }) {
  const data = list.flatMap((band) => band.place.stays.filter((s) => s.class === kind.id)
    .map((stay) => ({ value: [stay.from_h, band.y + (stay.track - 1) * band.row, stay.to_h], stay, band })));
  return {
    type: "custom", name: kind.name, itemStyle: { color: kind.colour }, z: 4, clip: false, data,
    renderItem: (params, api) => {
      const { stay, band } = data[params.dataIndex];
      const [x, y] = api.coord([api.value(0), api.value(1)]);
      const wide = bar_width(stay, (api.coord([24, 0])[0] - api.coord([0, 0])[0]) / 24);
      const inset = band.row >= 6 ? 1 : 0;
      const words = String(stay.number);
      const labelled = number_fits(stay, band, wide);
      return { type: "group", children: [
        { type: "rect", shape: { x, y: y + inset, width: wide, height: inset ? band.row - 2 : band.row + 0.3, r: band.row >= 6 ? 1.5 : 0 }, style: { fill: kind.colour } },
        ...(labelled ? [{ type: "text", style: { text: words, x: x + wide / 2, y: y + band.row / 2, fill: "#ffffff", align: "center", verticalAlign: "middle", font: `400 10px ${font}` } }] : []),
      ] };
    },
  };
}

/// `kinds` are the classes to tell apart: { id, name, colour }; `name(place)` gives a yard's name, `hours` names the axis of time.
export function gantt_option(places, kinds, name, hours, width) {
  const shape = bands(places, name, width);
  const top = legend_height(class_names(kinds), width) + 10;
  return {
    legend: legend({ data: class_names(kinds) }),
    grid: { left: shape.left, right: right_margin, top, height: shape.height },
    xAxis: { ...hours_axis(width, hours), splitLine: { show: false } },
    yAxis: { type: "value", inverse: true, min: 0, max: shape.height, show: false },
    tooltip: {
      trigger: "item",
      formatter: ({ data: { stay, band }, color, seriesName }) => tip(name(band.place), [
        [color, seriesName, t("day.number", { n: stay.number })],
        [null, t("day.track", { n: stay.track }), `${clock(stay.from_h)} – ${clock(stay.to_h)}`],
      ]),
    },
    series: [frame_series(shape, hours_step(width)), ...kinds.map((kind) => bar_series(kind, shape))],
  };
}

