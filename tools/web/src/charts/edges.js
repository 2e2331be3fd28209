// Edges of the process graph as smooth paths on the chart's axes: with the flow, and the way back along the rim.
import { ink_soft } from "../core/theme.js";

const grey = "#a9b3bb";
const head = 8; // length of the arrow's head, pixels

/// Draws in (along, across) pixels whichever way the flow runs.
function pen(narrow) {
  const xy = ([along, across]) => (narrow ? `${across} ${along}` : `${along} ${across}`);
  return {
    move: (p) => `M${xy(p)}`,
    to: (p) => `L${xy(p)}`,
    curve: (a, b, c) => `C${xy(a)} ${xy(b)} ${xy(c)}`,
    bend: (a, b) => `Q${xy(a)} ${xy(b)}`,
  };
}

function arrow(draw, [along, across], [da, dc], width) {
  const side = 3.2 + width / 2;
  const base = [along - da * head, across - dc * head];
  return draw.move([along, across]) + draw.to([base[0] + dc * side, base[1] + da * side]) + draw.to([base[0] - dc * side, base[1] - da * side]) + "Z";
}

/// Through the points, level at each of them.
function forward_path(draw, points, from_radius, to_radius) {
  const list = points.map((p) => [...p]);
  const last = list.length - 1;
  list[0][0] += from_radius;
  list[last][0] -= to_radius + 2;
  const tip = [...list[last]];
  list[last][0] -= head - 1;
  let path = draw.move(list[0]);
  for (let i = 1; i <= last; ++i) {
    const [a, b] = [list[i - 1], list[i]];
    const half = (b[0] - a[0]) / 2;
    path += Math.abs(a[1] - b[1]) < 0.5 ? draw.to(b) : draw.curve([a[0] + half, a[1]], [b[0] - half, b[1]], b);
  }
  return { path, tip, towards: [1, 0] };
}

/// Out of the node to the rim, back along it, and in.
function back_path(draw, from, to, rim, from_radius, to_radius) {
  const round = 14;
  const [start, end] = [[from[0], from[1] - from_radius], [to[0], to[1] - to_radius - 2]];
  const back = Math.sign(end[0] - start[0]) * round;
  const path = draw.move(start) + draw.to([start[0], rim + round]) + draw.bend([start[0], rim], [start[0] + back, rim]) + draw.to([end[0] - back, rim])
    + draw.bend([end[0], rim], [end[0], rim + round]) + draw.to([end[0], end[1] - head + 1]);
  return { path, tip: end, towards: [0, 1] };
}

/// `at(along, across)` gives axis values, `radius(id)` the room a node takes in pixels.
export function edge_series(layout, { narrow, at, radius }) {
  const draw = pen(narrow);
  const list = [...layout.forward.map((f) => ({ ...f, back: false })), ...layout.back.map((edge, i) => ({ edge, path: [edge.from, edge.to], back: true, rim: -0.1 - 0.09 * i }))];
  return {
    type: "custom", z: 3, clip: false, data: list.map((item) => ({ value: [0, 0], edge: item.edge })),
    renderItem: (params, api) => {
      const item = list[params.dataIndex];
      const pixel = (along, across) => {
        const [x, y] = api.coord(at(along, across));
        return narrow ? [y, x] : [x, y];
      };
      const points = item.path.map((id) => pixel(layout.place.get(id).along, layout.place.get(id).across));
      const [from, to] = [radius(item.edge.from), radius(item.edge.to)];
      const width = item.back ? 1.5 : 1 + 2.4 * Math.sqrt(Math.max(0, Math.min(1, item.edge.share ?? 1)));
      const { path, tip, towards } = item.back ? back_path(draw, points[0], points[1], pixel(0, item.rim)[1], from, to) : forward_path(draw, points, from, to);
      return { type: "group", children: [
        { type: "path", shape: { pathData: path }, style: { fill: "none", stroke: grey, lineWidth: width, lineDash: item.back ? [5, 4] : null }, emphasis: { style: { stroke: ink_soft } } },
        { type: "path", shape: { pathData: arrow(draw, tip, towards, width) }, style: { fill: item.back ? grey : "#8f9ba5" } },
      ] };
    },
  };
}
