// Passages of a section over a day: time to the right, the way upwards, a line a passage; in kilometres where the section says how long it is.
import { t, has_word } from "../core/language.js";
import { clock, number, unit } from "../core/format.js";
import { font, ink_soft, line } from "../core/theme.js";
import { even_lines, hours_axis, label_room, legend, legend_height, text_width, tip } from "./engine.js";

const least_plot = 190;
const most_plot = 320;
const label_line = 17;
const numbers_room = 18; // above and below the plot

/// The directions of a section in their order: the first goes up, the second down.
export function directions(section) {
  return [...new Set(section.stays.map((s) => s.direction))].sort();
}

export function direction_name(id) {
  return has_word(`direction.${id}`) ? t(`direction.${id}`) : id ?? "";
}

/// Hours that a passage takes as a rule, to place those that midnight cuts.
function usual_hours(section) {
  const whole = section.stays.filter((s) => s.from_h > 0 && s.to_h < 24).map((s) => s.to_h - s.from_h).sort((a, b) => a - b);
  return whole[Math.floor(whole.length / 2)] ?? 0;
}

/// Share of the way behind it at the beginning and at the end of what the day shows.
function way_of(stay, usual) {
  const share = usual > 0 ? Math.min(1, (stay.to_h - stay.from_h) / usual) : 1;
  if (stay.from_h === 0) return [1 - share, 1];
  return stay.to_h === 24 ? [0, share] : [0, 1];
}

/// Kilometres at which the way is marked between its ends: round ones, at most five, none too near the far end.
function marks_km(length_km) {
  const step = [0.5, 1, 2, 5, 10, 20, 50, 100, 200].find((x) => length_km / x <= 5) ?? 500;
  const marks = [];
  for (let km = step; km < length_km - 0.6 * step; km += step) marks.push(km);
  return marks;
}

/// What stands at the ends of the way, the lower and the upper: station, kilometre, direction, a line each or more.
function end_words(section, stations, width) {
  const ways = directions(section);
  const ends = [ways[1] === undefined ? "" : `↓ ${direction_name(ways[1])}`, ways[0] ? `↑ ${direction_name(ways[0])}` : ""];
  const most = width < 520 ? 84 : 150;
  const length_km = section.length_km ?? 0;
  const km = length_km ? [`0 ${unit("km").name}`, `${number(length_km, Number.isInteger(length_km) ? 0 : 1)} ${unit("km").name}`] : ["", ""];
  return ends.map((end, i) => [stations ? even_lines(stations[i], most, 12) : "", km[i], end].filter(Boolean).join("\n"));
}

/// Pixels from an end of the way within which its words leave no room for another mark.
function room_of_end(words) {
  return (words.split("\n").length * label_line + label_line) / 2;
}

/// Height of the plot: so that the round kilometres next to the ends can be named beside the words there.
function plot_height(length_km, words) {
  const marks = length_km ? marks_km(length_km) : [];
  if (marks.length === 0) return least_plot;
  const needed = [room_of_end(words[0]) / (marks[0] / length_km), room_of_end(words[1]) / (1 - marks.at(-1) / length_km)];
  return Math.ceil(Math.min(most_plot, Math.max(least_plot, ...needed.map((x) => x + 1))));
}

/// The axis of the way: stations at its ends with their kilometre, round kilometres between.
function way_axis(length_km, words, plot) {
  const line_of = { axisLine: { show: true, lineStyle: { color: "#b4bcc3" } }, axisTick: { show: false }, splitLine: { lineStyle: { color: line } } };
  const look = { color: ink_soft, fontSize: 12, lineHeight: label_line };
  if (!length_km) return { type: "value", min: 0, max: 1, interval: 0.25, ...line_of, axisLabel: { ...look, formatter: (v) => (v === 0 ? words[0] : v === 1 ? words[1] : "") } };
  const all = [0, ...marks_km(length_km).map((km) => km / length_km), 1];
  const [low, high] = words.map((w) => room_of_end(w) / plot);
  const named = all.filter((v) => v === 0 || v === 1 || (v > low && v < 1 - high));
  return {
    type: "value", min: 0, max: 1, ...line_of, axisTick: { show: true, customValues: all }, splitLine: { show: false },
    axisLabel: { ...look, customValues: named, formatter: (v) => (v === 0 ? words[0] : v === 1 ? words[1] : number(v * length_km, length_km < 3 ? 1 : 0)) },
  };
}

/// Lines at the round kilometres, since an axis draws its own at even steps only.
function km_lines(length_km) {
  return {
    type: "line", data: [], silent: true,
    markLine: { silent: true, symbol: "none", z: 1, label: { show: false }, lineStyle: { color: line, type: "solid", width: 1 }, data: [0, ...marks_km(length_km).map((km) => km / length_km), 1].map((yAxis) => ({ yAxis })) },
  };
}

export function train_graph_height(section, stations, kinds, width) {
  const plot = plot_height(section.length_km ?? 0, end_words(section, stations, width));
  return legend_height(kinds.map((k) => k.name), width) + 10 + plot + 2 * numbers_room + 50;
}

/// Passages with both ends on the axes; numbers stand where a train comes out, as far as there is room.
function lines_of(section, pixels_per_hour) {
  const ways = directions(section);
  const usual = usual_hours(section);
  const free_from = [-Infinity, -Infinity];
  return [...section.stays].sort((a, b) => a.to_h - b.to_h).map((stay) => {
    const down = ways.indexOf(stay.direction) % 2;
    const [y0, y1] = way_of(stay, usual).map((y) => (down ? 1 - y : y));
    const half = text_width(String(stay.number), 11) / 2;
    const at = stay.to_h * pixels_per_hour;
    const labelled = stay.to_h < 24 && at - half > free_from[down] && at + half < 24 * pixels_per_hour;
    if (labelled) free_from[down] = Math.max(at, half + 2) + half + 5;
    return { stay, down, labelled, half, y0, y1 };
  });
}

function passage_series(kind, all) {
  const data = all.filter((x) => x.stay.class === kind.id).map((x) => ({ value: [x.stay.from_h, x.y0, x.stay.to_h, x.y1], ...x }));
  return {
    type: "custom", name: kind.name, itemStyle: { color: kind.colour }, z: 4, clip: false, data,
    renderItem: (params, api) => {
      const { stay, down, labelled, half } = data[params.dataIndex];
      const beside_axis = api.coord([0, 0])[0] + half + 2; // a number does not lie on what stands at the axis
      const [x1, y1] = api.coord([api.value(0), api.value(1)]);
      const [x2, y2] = api.coord([api.value(2), api.value(3)]);
      const stroke = { stroke: kind.colour, fill: "none", lineCap: "round" };
      return { type: "group", children: [
        { type: "line", shape: { x1, y1, x2, y2 }, style: { ...stroke, lineWidth: 2.2 } },
        { type: "line", shape: { x1, y1, x2, y2 }, style: { ...stroke, lineWidth: 12, opacity: 0 } }, // easier to point at
        ...(labelled ? [{ type: "text", style: { text: String(stay.number), x: Math.max(x2, beside_axis), y: y2 + (down ? 4 : -4), fill: kind.colour, align: "center", verticalAlign: down ? "top" : "bottom", font: `400 11px ${font}` } }] : []),
      ] };
    },
  };
}

/// `kinds` are the classes to tell apart: { id, name, colour }; `hours` names the axis of time; `stations` those at the lower and the upper end, or null.
export function train_graph_option(section, stations, kinds, name, hours, width) {
  const length_km = section.length_km ?? 0;
  const words = end_words(section, stations, width);
  const plot = plot_height(length_km, words);
  const left = label_room(words.flatMap((x) => x.split("\n")), 160, 12) + 12;
  const top = legend_height(kinds.map((k) => k.name), width) + 10 + numbers_room;
  const all = lines_of(section, (width - left - 14) / 24);
  return {
    legend: legend({ data: kinds.map((k) => k.name) }),
    grid: { left, right: 14, top, height: plot },
    xAxis: { ...hours_axis(width, hours), offset: numbers_room },
    yAxis: way_axis(length_km, words, plot),
    tooltip: {
      trigger: "item",
      formatter: ({ data: { stay }, color, seriesName }) => tip(name, [
        [color, seriesName, t("day.number", { n: stay.number })],
        [null, direction_name(stay.direction), `${clock(stay.from_h)} – ${clock(stay.to_h)}`],
        [null, t("day.run"), `${number(60 * (stay.to_h - stay.from_h), 0)} ${t("day.minutes")}`],
      ]),
    },
    series: [...(length_km ? [km_lines(length_km)] : []), ...kinds.map((kind) => passage_series(kind, all))],
  };
}
