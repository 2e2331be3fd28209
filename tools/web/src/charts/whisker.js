// Marks that ECharts has no series for: interval whiskers and upright ticks on horizontal bars.
import { ink } from "../core/theme.js";

/// Whiskers for rows of [row, low, high]; `offset` moves them across the row, in pixels.
export function whiskers(rows, { offset = 0, colour = ink, cap = 4, width = 1.4, axes = {} } = {}) {
  return {
    type: "custom", silent: true, z: 6, data: rows, encode: { x: [1, 2], y: 0 }, ...axes,
    renderItem: (_, api) => {
      const [x1, y0] = api.coord([api.value(1), api.value(0)]);
      const [x2] = api.coord([api.value(2), api.value(0)]);
      const y = y0 + offset;
      const stroke = (a, b, c, d) => ({ type: "line", shape: { x1: a, y1: b, x2: c, y2: d }, style: { stroke: colour, lineWidth: width } });
      return { type: "group", children: [stroke(x1, y, x2, y), stroke(x1, y - cap, x1, y + cap), stroke(x2, y - cap, x2, y + cap)] };
    },
  };
}

/// An upright tick for rows of [row, value], from `top` to `bottom` pixels about the row's middle.
export function ticks(rows, { name, top, bottom, colour = ink, axes = {}, hollow = false }) {
  const half = hollow ? 2 : 1.25;
  const style = hollow ? { fill: "#ffffff", stroke: colour, lineWidth: 1.4 } : { fill: colour };
  return {
    type: "custom", name, z: 7, data: rows, encode: { x: 1, y: 0 }, itemStyle: { color: colour }, ...axes,
    renderItem: (_, api) => {
      const [x, y] = api.coord([api.value(1), api.value(0)]);
      return { type: "rect", shape: { x: x - half, y: y + top, width: 2 * half, height: bottom - top }, style };
    },
  };
}

/// Dots for rows of [row, value], each with its own colour.
export function dots(rows, { name, size = 9, axes = {}, z = 5 } = {}) {
  return { type: "scatter", name, z, itemStyle: { opacity: 1 }, symbolSize: size, data: rows, ...axes };
}
