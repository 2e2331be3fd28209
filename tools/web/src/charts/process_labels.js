// Where each name of the process graph stands that flows across the page, and how it is broken into lines.
import { bend_of, rim_of, turns } from "./edges.js";
import { even_lines, text_width } from "./engine.js";

export const label_line = 14;
export const label_size = 12;
const tag_room = 18;
const gap = 6; // between a mark and the name beside it, and between the names of neighbours
const edge_gap = 3;
const step = 2; // pixels between the points of an edge that are looked at

/// Pixels across for a name in a column of that many.
export function name_room(column) {
  return Math.max(48, column - 5);
}

/// `layout.row_height`: pixels of its rows. Names below the marks, on the other side where fewer edges run through them there.
/// `title(node)`; `tagged(node)`: pixels across for a word of its own above it, else 0; `radius(node)`: of its mark. `top` and `bottom` are the pixels that names need beyond the
/// rows, `shift` those by which a name stands beside the middle of its mark so as not to leave the picture; `run_through` counts those that an edge runs through all the same, `boxes` are theirs in pixels.
export function names_along(graph, layout, width, { most, title, tagged, radius, size = label_size }) {
  const column = width / layout.length;
  const labels = new Map();
  let [top, bottom] = [0, 0];
  for (const node of graph.nodes) {
    const { along, room, on_border } = layout.place.get(node.id);
    const text = even_lines(title(node), name_room(room * column), size);
    const beside = on_border ? widest(text, size) / 2 + gap : 0; // not across the border
    labels.set(node.id, { text, position: "bottom", shift: beside || shift_of(text, along * column, width, size) });
  }
  for (const [id, label] of labels) label.drop = drop_of(id, graph, layout, radius);
  const { run_through, boxes } = place_names(graph, layout, width, labels, { title, tagged, radius, size });
  for (const node of graph.nodes) {
    const { across } = layout.place.get(node.id);
    const { text, position, drop } = labels.get(node.id);
    const need = most / 2 + 6 + drop + text.split("\n").length * line_of(size) + (tagged(node) ? tag_room : 0);
    if (position === "top") top = Math.max(top, need - across * layout.row_height);
    else bottom = Math.max(bottom, need - (layout.total - across) * layout.row_height);
  }
  return { labels, top, bottom, run_through, boxes };
}

/// Pixels from the mark at `x` to the middle of its name, which is not to leave the picture.
function shift_of(text, x, width, size) {
  const half = widest(text, size) / 2 + 2 * edge_gap;
  return Math.max(0, half - x) - Math.max(0, x + half - width);
}

/// Pixels by which the name of a source keeps off its small mark, since it reaches over a larger one that comes next in the same row.
function drop_of(id, graph, layout, radius) {
  const own = graph.nodes.find((node) => node.id === id);
  if (own.kind !== "source") return 0;
  const is_beside = (node) => Math.abs(layout.place.get(node.id).across - layout.place.get(id).across) * layout.row_height < label_line;
  const next = graph.nodes.filter((node) => is_beside(node) && graph.edges.some((edge) => edge.from === id && edge.to === node.id));
  return Math.max(0, ...next.map((node) => radius(node) - radius(own)));
}

/// Height of a line of names of that size.
export function line_of(size) {
  return label_line + size - label_size;
}

function widest(text, size = label_size) {
  return Math.max(...text.split("\n").map((line) => text_width(line, size)));
}

const asides = [0, 6, -6, 12, -12, 18, -18, 24, -24, 30, -30, 36, -36]; // pixels by which a name may stand beside the middle of its mark, off an edge
const drops = [0, 8, 16]; // and farther from it
const broader = [1.3, 0.8, 0.55]; // of its room, over fewer or more lines
const over_border = 1000;
const least_crossed = 4; // pixels of an edge under a name that are seen

/// Where the border runs down the picture, in pixels: { at, top, bottom }.
function borders_of(layout, x, y) {
  if (layout.sides) return [{ at: x(layout.sides[1].from), top: -Infinity, bottom: Infinity }];
  return (layout.fields ?? []).filter((f) => layout.fields.some((g) => g.to === f.from && g.top === f.top && g.side !== f.side)).map((f) => ({ at: x(f.from), top: y(f.top), bottom: y(f.bottom) }));
}

/// Moves names to the other side of their marks where fewer edges run through them and they cover nothing; those that an edge still runs through a little aside, or over more or fewer
/// lines. The number of those that one runs through even then, and the boxes of all.
function place_names(graph, layout, width, labels, { title, tagged, radius, size }) {
  const column = width / layout.length;
  const x = (along) => along * column;
  const y = (across) => across * layout.row_height;
  // Edges are laid out as if the flow ran down: what is across there is down here.
  const edges = edge_points(layout, y, x);
  const box = (node, { text, shift, drop, position }) => {
    const { along, across } = layout.place.get(node.id);
    const reach = radius(node) + gap + drop;
    const half = widest(text, size) / 2 + 2 * edge_gap;
    const middle = x(along) + shift;
    const high = text.split("\n").length * line_of(size) + (tagged(node) ? tag_room : 0);
    const from = position === "top" ? y(across) - reach - high : y(across) + reach;
    return { of: node, left: middle - half, right: middle + half, top: from, bottom: from + high };
  };
  const own_height = (node, label) => {
    const { top, bottom } = box(node, label);
    return bottom - top + radius(node) + gap + label.drop;
  };
  const mark = (node) => {
    const { along, across } = layout.place.get(node.id);
    const r = radius(node);
    return { of: node, left: x(along) - r, right: x(along) + r, top: y(across) - r, bottom: y(across) + r };
  };
  const marks = graph.nodes.map(mark);
  const borders = borders_of(layout, x, y);
  const standing = new Map(graph.nodes.map((node) => [node.id, box(node, labels.get(node.id))]));
  const stand = (node, label) => {
    labels.set(node.id, label);
    standing.set(node.id, box(node, label));
  };
  const bad = (node, label) => {
    const own = box(node, label);
    const others = [...marks, ...standing.values()].filter((other) => other.of !== node);
    const lying = { left: own.top, right: own.bottom, top: own.left, bottom: own.right };
    const on_border = borders.some((b) => own.left + 2 * edge_gap < b.at && own.right - 2 * edge_gap > b.at && own.top < b.bottom && own.bottom > b.top);
    return crossed(lying, edges) / 3 + others.reduce((area, other) => area + overlap(own, other), 0) + (on_border ? over_border : 0);
  };
  const fits = (node, label) => {
    const { above } = layout.place.get(node.id); // rows as far as what is drawn above, where that is near
    return label.position === "bottom" || above === undefined || own_height(node, label) <= above * layout.row_height;
  };
  const turned = (label) => ({ ...label, position: label.position === "top" ? "bottom" : "top" });
  for (const node of graph.nodes) {
    const label = labels.get(node.id);
    const other = turned(label);
    if (fits(node, other) && bad(node, other) < bad(node, label) - 1) stand(node, other);
  }
  for (const node of graph.nodes) {
    const label = labels.get(node.id);
    if (!label.text || bad(node, label) < 1) continue;
    const inside = (own) => own.left >= 0 && own.right <= width;
    const others = ways_to_stand(node, label, { title: title(node), room: layout.place.get(node.id).room * column, size }).filter(({ label: x }) => fits(node, x) && inside(box(node, x)));
    const best = others.map((way) => ({ ...way, cost: bad(node, way.label) + way.cost })).reduce((a, b) => (b.cost < a.cost ? b : a), { label, cost: bad(node, label) });
    stand(node, best.label);
  }
  const named = graph.nodes.filter((node) => labels.get(node.id).text).map((node) => standing.get(node.id));
  return { run_through: named.filter((own) => crossed(letters_of(own), edges) > least_crossed).length, boxes: named };
}

/// The letters of a name without the room around them, lying as the edges do.
function letters_of({ left, right, top, bottom }) {
  return { left: top + 1, right: bottom - 1, top: left + 2 * edge_gap, bottom: right - 2 * edge_gap };
}

/// Other ways in which a name may stand: { label, cost } each, what looks worse at a higher cost.
function ways_to_stand(node, label, { title, room, size }) {
  const texts = [{ text: label.text, cost: 0 }, ...broader.map((x) => ({ text: even_lines(title, name_room(room) * x, size), cost: 1 }))];
  return texts.flatMap(({ text, cost }) => ["bottom", "top"].flatMap((position) => drops.flatMap((drop) => asides.map((aside) => ({ label: { ...label, text, position, drop: label.drop + drop, shift: label.shift + aside }, cost: cost + drop / 4 + Math.abs(aside) / 12 })))));
}

/// Points of all edges in pixels, `step` apart or nearer, sorted downwards; drawn as in edges.js.
function edge_points(layout, x, y) {
  const points = [];
  const curve = (a, b, far) => {
    const pieces = Math.ceil(Math.hypot(b.x - a.x, b.y - a.y) / step) + 4;
    for (let i = 0; i <= pieces; ++i) {
      const k = i / pieces;
      const late = k * k * (3 - 2 * k); // across: level at both ends
      points.push({ x: a.x + (b.x - a.x) * (far ? k : late), y: far ? a.y + (b.y - a.y) * k : (1 - k) ** 3 * a.y + 3 * k * (1 - k) * ((a.y + b.y) / 2) + k ** 3 * b.y });
    }
  };
  const at = (id) => ({ x: x(layout.place.get(id).across), y: y(layout.place.get(id).along) });
  const way = (id) => layout.place.get(id).way ?? 1;
  const round = (a, b, from) => {
    const beyond = bend_of(Math.abs(b.x - a.x), layout.turn);
    const far = way(from) === 1 ? Math.max(a.y, b.y) + beyond : Math.min(a.y, b.y) - beyond;
    const pieces = Math.ceil((Math.abs(b.x - a.x) + 2 * beyond) / step) + 4;
    for (let i = 0; i <= pieces; ++i) {
      const k = i / pieces;
      points.push({ x: a.x + (b.x - a.x) * k * k * (3 - 2 * k), y: (1 - k) ** 3 * a.y + 3 * k * (1 - k) * far + k ** 3 * b.y });
    }
  };
  for (const { path } of layout.forward) path.slice(1).forEach((id, i) => (way(path[i]) === way(id) ? curve(at(path[i]), at(id), false) : round(at(path[i]), at(id), path[i])));
  for (const [i, edge] of layout.back.entries()) {
    const rim = layout.sides ? x(rim_of(layout, i)) : 0;
    const { after, before } = turns(layout, edge);
    for (const [end, turn] of [[at(edge.from), y(after)], [at(edge.to), y(before)]]) {
      const corner = { x: end.x, y: turn };
      curve(end, corner, true);
      curve(corner, { x: rim, y: turn }, true);
    }
  }
  return points.sort((a, b) => a.y - b.y);
}

/// Pixels of edges under a name.
function crossed(label, edges) {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle].y < label.top) low = middle + 1;
    else high = middle;
  }
  let count = 0;
  for (let i = low; i < edges.length && edges[i].y <= label.bottom; ++i) count += edges[i].x > label.left - 1 && edges[i].x < label.right + 1;
  return count * step;
}

function overlap(a, b) {
  const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) + 3; // letters are higher than their lines
  return wide > 0 && high > 0 ? wide * high : 0;
}
