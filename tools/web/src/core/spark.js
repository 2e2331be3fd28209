// Small marks inside table cells: an interval about a line.
import { s } from "./dom.js";
import { number } from "./format.js";
import { ink, ink_soft, line } from "./theme.js";

const width = 150;
const height = 22;

/// Interval [low, high] with a dot at `mean`, on a scale from `from` to `to`, upright lines at `at`.
export function interval_mark({ low, mean, high, from, to, at = [], colour }) {
  const x = (v) => 4 + ((Math.min(to, Math.max(from, v)) - from) / (to - from || 1)) * (width - 8);
  const y = height / 2;
  const parts = [];
  parts.push(s("line", { x1: 4, x2: width - 4, y1: y, y2: y, stroke: line }));
  at.forEach((v) => parts.push(s("line", { x1: x(v), x2: x(v), y1: 2, y2: height - 2, stroke: ink })));
  parts.push(s("line", { x1: x(low), x2: x(high), y1: y, y2: y, stroke: colour, "stroke-width": 3 }));
  parts.push(s("circle", { cx: x(mean), cy: y, r: 4.2, fill: colour }));
  return s("svg", { class: "spark", width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" }, parts);
}

const least_factor = 1.05; // a scale reaches at least so far either way
const beyond = 0.15; // of the reach: room beyond what is farthest
const farthest = 1000; // what is 0, or as good as, stands at the end of the scale

/// How far a scale about 1 has to reach, as a factor, to hold these ratios.
function reach_of(ratios) {
  const off = ratios.filter((x) => typeof x === "number" && x > 1 / farthest && x < farthest).map((x) => Math.abs(Math.log(x)));
  return Math.exp((1 + beyond) * Math.max(Math.log(least_factor), ...off));
}

/// An interval [low, high] about `mean` of a ratio, a line at 1, the `band` of those allowed (null: open), on a logarithmic scale whose ends are written below.
export function factor_mark({ low, mean, high, band, colour }) {
  const reach = reach_of([low, mean, high, ...band, ...(mean > 0 ? [] : [1 / 3])]);
  const clip = (v) => Math.min(reach, Math.max(1 / reach, v));
  const x = (v) => 4 + (0.5 + Math.log(clip(v)) / Math.log(reach) / 2) * (width - 8);
  const [y, tall] = [10, 20];
  const [from, to] = [band[0] === null || band[0] <= 0 ? 0 : x(band[0]), band[1] === null ? width : x(band[1])];
  const known_band = band[0] !== null || band[1] !== null;
  const word = (at, anchor, text) => s("text", { x: at, y: tall + 11, "text-anchor": anchor, "font-size": 10.5, fill: ink_soft }, document.createTextNode(text));
  const out = mean < 1 / reach || mean <= 0;
  return s("svg", { class: "spark", width, height: tall + 14, viewBox: `0 0 ${width} ${tall + 14}`, "aria-hidden": "true" }, [
    ...(known_band ? [s("rect", { class: "band", x: from, y: 1, width: Math.max(2, to - from), height: tall - 2, fill: "#d3e2da" })] : []),
    s("line", { x1: 4, x2: width - 4, y1: y, y2: y, stroke: line }),
    s("line", { class: "observed", x1: x(1), x2: x(1), y1: 1, y2: tall - 1, stroke: ink }),
    s("line", { x1: x(low), x2: x(high), y1: y, y2: y, stroke: colour, "stroke-width": 3 }),
    out ? s("path", { class: "simulated", d: `M1,${y}l8,-4.5v9z`, fill: colour }) : s("circle", { class: "simulated", cx: x(mean), cy: y, r: 4.2, fill: colour }),
    word(4, "start", `×${number(1 / reach, 2)}`), word(x(1), "middle", "×1"), word(width - 4, "end", `×${number(reach, reach > 10 ? 0 : 2)}`),
  ]);
}
