// Small marks inside table cells: an interval about a line.
import { s } from "./dom.js";
import { ink, line } from "./theme.js";

const width = 150;
const height = 22;

/// Interval [low, high] with a dot at `mean`, on a scale from `from` to `to`, upright lines at `at`, a shaded `zone`.
export function interval_mark({ low, mean, high, from, to, at = [], zone = null, colour }) {
  const x = (v) => 4 + ((Math.min(to, Math.max(from, v)) - from) / (to - from || 1)) * (width - 8);
  const y = height / 2;
  const parts = [];
  if (zone) parts.push(s("rect", { x: x(zone[0]), y: 2, width: Math.max(1, x(zone[1]) - x(zone[0])), height: height - 4, fill: "#e6eeea" }));
  parts.push(s("line", { x1: 4, x2: width - 4, y1: y, y2: y, stroke: line }));
  at.forEach((v) => parts.push(s("line", { x1: x(v), x2: x(v), y1: 2, y2: height - 2, stroke: ink })));
  parts.push(s("line", { x1: x(low), x2: x(high), y1: y, y2: y, stroke: colour, "stroke-width": 3 }));
  parts.push(s("circle", { cx: x(mean), cy: y, r: 4.2, fill: colour }));
  return s("svg", { class: "spark", width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" }, parts);
}
