// The process as a list that runs down (listing.js), drawn on hidden axes of pixels.
import { t } from "../core/language.js";
import { ink_faint, ink_soft } from "../core/theme.js";
import { head, pen, rounded, ways_series } from "./edges.js";
import { even_lines } from "./engine.js";
import { listed } from "./listing.js";
import { line_of } from "./process_labels.js";
import { is_worked, mark_series, mark_width, node_of, process_tooltip, radius_of, tag_width, tints, title_of } from "./process_marks.js";

const most = 34; // pixels of a mark, which must fit its row and its lane
const name_size = 13;
const rows = { worked: 44, source: 30, travel: 24, unnamed: 20 }; // pixels
const on_paper = 0.8; // of that
const turn = 9; // pixels, of the corners of ways
const tag_height = 18;
const right = 8; // pixels free beside names

function name_in(node, scenario, room) {
  return even_lines(title_of(node, scenario), room, name_size);
}

function row_height(node, scenario, room, small) {
  const lines = name_in(node, scenario, room).split("\n").length;
  const least = rows[node.unnamed ? "unnamed" : is_worked(node) ? "worked" : node.kind === "travel" ? "travel" : "source"] * (small ? on_paper : 1);
  return Math.max(least, mark_width(node, scenario, most) + 6, lines * line_of(name_size) + 8 + (tag_width(node, scenario) ? tag_height : 0));
}

export function list_layout(graphs, scenario, width, { small = false } = {}) {
  const sides = (scenario.sides ?? []).map((s) => s.id);
  return { ...listed(graphs, sides, (node, names) => row_height(node, scenario, width - names - right, small)), width };
}

/// Down in its lane; sideways out of a mark of another lane, and into one.
function way_path({ edge, x, back }, place, radius) {
  const [a, b] = [edge.from, edge.to].map((id) => place.get(id));
  const side = (id, at) => (Math.abs(x - at.x) < 1 ? null : Math.sign(x - at.x) * radius(id, 0));
  const [out, into] = [side(edge.from, a), side(edge.to, b)];
  const down = back ? -1 : 1;
  const first = out === null ? [[a.x, a.y + down * radius(edge.from, 1)]] : [[a.x + out, a.y], [x, a.y]];
  const gap = into === null ? radius(edge.to, 1) + 2 : Math.abs(into) + 2;
  const tip = into === null ? [b.x, b.y - down * gap] : [b.x + Math.sign(into) * gap, b.y];
  const towards = into === null ? [0, down] : [-Math.sign(into), 0];
  const last = [tip[0] - towards[0] * (head - 1), tip[1] - towards[1] * (head - 1)];
  const points = [...first, ...(into === null ? [] : [[x, b.y]]), last];
  return { path: points.length === 2 ? pen.move(points[0]) + pen.to(points[1]) : rounded(points, turn), tip, towards };
}

/// Each side of the border as a field, its name in a line of its own; the border where the other begins.
function fields_of(layout, model, tint) {
  const names = layout.names - 4;
  const marks = layout.fields.map(({ side, top, bottom }) => [{ coord: [0, top], itemStyle: { color: tint(side) } }, { coord: [layout.width, bottom] }]);
  const heads = layout.fields.map(({ side, top }) => ({ value: [names, top + 12], label: { formatter: model.side_name(side) || "" } }));
  const borders = layout.fields.filter(({ first }) => !first).map(({ top }, i) => [{ coord: [0, top], label: { show: i === 0 } }, { coord: [layout.width, top] }]);
  return {
    type: "scatter", silent: true, symbolSize: 1, z: 3, itemStyle: { color: "transparent" }, data: heads,
    label: { show: true, position: "right", distance: 0, color: ink_soft, fontSize: 12, fontWeight: 600 },
    markArea: { silent: true, z: 0, data: marks },
    markLine: { silent: true, symbol: "none", z: 1, lineStyle: { color: ink_faint, type: [6, 5], width: 1.4 }, label: { formatter: t("process.border"), position: "insideEndBottom", color: ink_faint, fontSize: 12 }, data: borders },
  };
}

export function list_option(layout, model, scenario) {
  const sides = (scenario.sides ?? []).map((s) => s.id);
  const tint = (side) => tints[Math.max(0, sides.indexOf(side)) % tints.length];
  const field = (y) => layout.fields.find((f) => y < f.bottom) ?? layout.fields.at(-1);
  const nodes = layout.graph.nodes.map((n) => {
    const { x, y } = layout.place.get(n.id);
    const half = mark_width(n, scenario, most) / 2;
    return node_of(n, scenario, [x, y], { turned: 180, name: name_in(n, scenario, layout.width - layout.names - right), position: "right", drop: layout.names - x - half - 8, most, halo: tint(field(y).side), name_pixels: name_size });
  });
  const radius = radius_of(nodes);
  const axis = { type: "value", show: false, min: 0 };
  return {
    grid: { left: 0, right: 0, top: 0, bottom: 0 },
    xAxis: { ...axis, max: layout.width },
    yAxis: { ...axis, max: layout.height, inverse: true },
    tooltip: process_tooltip(layout.graph, model),
    series: [
      fields_of(layout, model, tint),
      ways_series(layout.ways, (way, api) => way_path({ ...way, x: api.coord([way.x, 0])[0] }, new Map([way.edge.from, way.edge.to].map((id) => {
        const { x, y } = layout.place.get(id);
        const at = api.coord([x, y]);
        return [id, { x: at[0], y: at[1] }];
      })), radius)),
      ...mark_series(nodes),
    ],
  };
}
