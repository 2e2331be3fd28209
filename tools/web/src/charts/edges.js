// Edges of the process graph as smooth paths on the chart's axes: with the flow, and the way back along the rim.
import { gap_of_more } from "./folding.js";
import { ink_soft } from "../core/theme.js";

const grey = "#a9b3bb";
export const head = 8; // length of the arrow's head, pixels
const widest_turn = 28; // pixels beyond the marks towards which a way that turns round bends

export const pen = {
  move: ([x, y]) => `M${x} ${y}`,
  to: ([x, y]) => `L${x} ${y}`,
  curve: (a, b, c) => `C${a.join(" ")} ${b.join(" ")} ${c.join(" ")}`,
  bend: (a, b) => `Q${a.join(" ")} ${b.join(" ")}`,
};

function arrow([along, across], [da, dc], width) {
  const side = 3.2 + width / 2;
  const base = [along - da * head, across - dc * head];
  return pen.move([along, across]) + pen.to([base[0] + dc * side, base[1] + da * side]) + pen.to([base[0] - dc * side, base[1] - da * side]) + "Z";
}

/// Pixels beyond the marks towards which a way bends that turns round over so many pixels.
export function bend_of(down, turn) {
  return turn ? Math.min(turn, down / 5) : Math.min(widest_turn, down / 8);
}

/// Through the points, level at each of them; `ways`: 1 where the flow goes along there, -1 where it comes back. In between it turns round, towards `turn` pixels beyond the marks where given.
function forward_path(points, ways, from_radius, to_radius, turn) {
  const list = points.map((p) => [...p]);
  const last = list.length - 1;
  list[0][0] += ways[0] * from_radius;
  list[last][0] -= ways[last] * (to_radius + 2);
  const tip = [...list[last]];
  list[last][0] -= ways[last] * (head - 1);
  let path = pen.move(list[0]);
  for (let i = 1; i <= last; ++i) {
    const [a, b] = [list[i - 1], list[i]];
    const half = (b[0] - a[0]) / 2;
    const down = Math.abs(b[1] - a[1]);
    const bend = bend_of(down, turn);
    const round = ways[i - 1] === 1 ? Math.max(a[0], b[0]) + bend : Math.min(a[0], b[0]) - bend;
    if (ways[i - 1] !== ways[i]) path += pen.curve([round, a[1]], [round, b[1]], b);
    else path += Math.abs(a[1] - b[1]) < 0.5 ? pen.to(b) : pen.curve([a[0] + half, a[1]], [b[0] - half, b[1]], b);
  }
  return { path, tip, towards: [ways[last], 0] };
}

/// Along the points with round corners.
export function rounded(points, most = 14) {
  const towards = (a, b, far) => {
    const whole = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
    return [0, 1].map((i) => a[i] + ((b[i] - a[i]) / whole) * Math.min(far, whole / 2));
  };
  const corners = points.slice(1, -1).map((p, i) => pen.to(towards(p, points[i], most)) + pen.bend(p, towards(p, points[i + 2], most)));
  return pen.move(points[0]) + corners.join("") + pen.to(points.at(-1));
}

/// Out of the node between its layer and the next one to the rim, back along it, and in before the other's layer, so that no mark of a layer lies on the way.
function back_path(from, to, { rim, after, before }, [out, into], from_radius, to_radius) {
  const end = [to[0] - into * (to_radius + 2), to[1]];
  const path = rounded([[from[0] + out * from_radius, from[1]], [after, from[1]], [after, rim], [before, rim], [before, to[1]], [end[0] - into * (head - 1), end[1]]]);
  return { path, tip: end, towards: [into, 0] };
}

/// Rows that the ways back take before the first one.
export function lead_of(layout) {
  if (layout.sides) return 0; // they run between the lines
  return layout.back.length ? 0.38 + layout.back.length * 0.09 : 0;
}

/// Rows before the first one at which way back `i` runs.
export function rim_of(layout, i) {
  return layout.sides ? layout.gap + (i - (layout.back.length - 1) / 2) * gap_of_more : -0.1 - 0.09 * i;
}

/// Where a way back leaves for the rim and where it comes from there, along the flow: between two layers.
export function turns(layout, { from, to }) {
  const [a, b] = [from, to].map((id) => layout.place.get(id));
  return { after: a.along + ((a.way ?? 1) * a.room) / 2, before: b.along - ((b.way ?? 1) * b.room) / 2 };
}

function way_back({ edge, rim, layout }, pixel) {
  const { after, before } = turns(layout, edge);
  return { rim: pixel(0, rim)[1], after: pixel(after, 0)[0], before: pixel(before, 0)[0] };
}

/// Width of a way by the share of those who go it.
function line_width({ share }, back) {
  return back ? 1.5 : 1 + 2.4 * Math.sqrt(Math.max(0, Math.min(1, share ?? 1)));
}

/// Ways as a series; `drawn(item, api)` gives the { path, tip, towards } of each of the list { edge, back }.
export function ways_series(list, drawn) {
  return {
    type: "custom", z: 3, clip: false, data: list.map((item) => ({ value: [0, 0], edge: item.edge })),
    renderItem: (params, api) => {
      const item = list[params.dataIndex];
      const width = line_width(item.edge, item.back);
      const { path, tip, towards } = drawn(item, api);
      return { type: "group", children: [
        { type: "path", shape: { pathData: path }, style: { fill: "none", stroke: grey, lineWidth: width, lineDash: item.back ? [5, 4] : null }, emphasis: { style: { stroke: ink_soft } } },
        { type: "path", shape: { pathData: arrow(tip, towards, width) }, style: { fill: item.back ? grey : "#8f9ba5" } },
      ] };
    },
  };
}

/// `radius(id)`: the room a node takes in pixels.
export function edge_series(layout, { radius }) {
  const list = [...layout.forward.map((f) => ({ ...f, back: false })), ...layout.back.map((edge, i) => ({ edge, path: [edge.from, edge.to], back: true, layout, rim: rim_of(layout, i) }))];
  return ways_series(list, (item, api) => {
    const pixel = (along, across) => api.coord([along, across]);
    const ways = item.path.map((id) => layout.place.get(id).way ?? 1);
    const points = item.path.map((id) => pixel(layout.place.get(id).along, layout.place.get(id).across));
    const [from, to] = [radius(item.edge.from), radius(item.edge.to)];
    return item.back ? back_path(points[0], points[1], way_back(item, pixel), ways, from, to) : forward_path(points, ways, from, to, layout.turn);
  });
}
