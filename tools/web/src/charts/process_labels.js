// Where each name of the process graph stands, and how it is broken into lines.
import { rim_of, turns } from "./edges.js";
import { even_lines, text_width } from "./engine.js";

export const row_height = 104;
export const label_line = 14;
export const label_size = 12;
const tag_room = 18;
const gap = 6; // between a mark and the name beside it, and between the names of neighbours
const edge_gap = 3;
const most_compared = 5; // marks in a layer for which all ways of placing names are compared
const title_bottom = -2; // where the names of the sides end, above the first layer
const step = 2; // pixels between the points of an edge that are looked at
const facing = 3; // badness of names of neighbours that face each other and read as one
const most_around = 60; // pixels either side for a name above or below its mark

/// Names below the marks, on the other side where fewer edges run through them there.
/// `title(node)`; `tagged(node)`: pixels across for a word of its own above it, else 0; `radius(node)`: of its mark. `top` and `bottom` are the pixels that names
/// need beyond the rows, `shift` those by which a name stands beside the middle of its mark so as not to leave the picture.
export function names_along(graph, layout, width, { most, title, tagged, radius, size = label_size }) {
  const column = width / layout.length;
  const labels = new Map();
  let [top, bottom] = [0, 0];
  for (const node of graph.nodes) {
    const { along, room, on_border } = layout.place.get(node.id);
    const text = even_lines(title(node), Math.max(48, room * column - 5), size);
    const beside = on_border ? widest(text, size) / 2 + gap : 0; // not across the border
    labels.set(node.id, { text, position: "bottom", shift: beside || shift_of(text, along * column, width, size) });
  }
  for (const [id, label] of labels) label.drop = drop_of(id, graph, layout, radius);
  turn_names(graph, layout, column, labels, { tagged, radius, size });
  for (const node of graph.nodes) {
    const { across } = layout.place.get(node.id);
    const { text, position } = labels.get(node.id);
    const need = most / 2 + 6 + text.split("\n").length * line_of(size) + (tagged(node) ? tag_room : 0);
    if (position === "top") top = Math.max(top, need - across * row_height);
    else bottom = Math.max(bottom, need - (layout.total - across) * row_height);
  }
  return { labels, top, bottom };
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
  const is_beside = (node) => Math.abs(layout.place.get(node.id).across - layout.place.get(id).across) * row_height < label_line;
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

/// Moves names to the other side of their marks where fewer edges run through them, and where they cover nothing.
function turn_names(graph, layout, column, labels, { tagged, radius, size }) {
  const x = (along) => along * column;
  const y = (across) => across * row_height;
  // Edges are laid out as if the flow ran down: what is across there is down here.
  const edges = edge_points(layout, y, x);
  const box = (node, position) => {
    const { along, across } = layout.place.get(node.id);
    const { text, shift, drop } = labels.get(node.id);
    const reach = radius(node) + gap + drop;
    const half = widest(text, size) / 2 + 2 * edge_gap;
    const middle = x(along) + shift;
    const high = text.split("\n").length * line_of(size) + (tagged(node) ? tag_room : 0);
    const from = position === "top" ? y(across) - reach - high : y(across) + reach;
    return { of: node, left: middle - half, right: middle + half, top: from, bottom: from + high };
  };
  const mark = (node) => {
    const { along, across } = layout.place.get(node.id);
    const r = radius(node);
    return { of: node, left: x(along) - r, right: x(along) + r, top: y(across) - r, bottom: y(across) + r };
  };
  const marks = graph.nodes.map(mark);
  const bad = (node, position) => {
    const own = box(node, position);
    const others = [...marks, ...graph.nodes.map((other) => box(other, labels.get(other.id).position))].filter((other) => other.of !== node);
    const lying = { left: own.top, right: own.bottom, top: own.left, bottom: own.right };
    return crossed(lying, edges) / 3 + others.reduce((area, other) => area + overlap(own, other), 0);
  };
  for (const node of graph.nodes) {
    const label = labels.get(node.id);
    const other = label.position === "top" ? "bottom" : "top";
    if (bad(node, other) < bad(node, label.position) - 1) labels.set(node.id, { ...label, position: other });
  }
}

/// Pixels for the name of mark `i` of a layer when names stand at `sides`: as far as the neighbours, and on its side of the border.
function room_of(marks, sides, i) {
  const { x, radius, band } = marks[i];
  const [before, after] = [marks[i - 1], marks[i + 1]];
  const shared = (other, side) => (other === side ? 2 : 1);
  const [to_left, to_right] = [x - radius - gap - edge_gap - band.left, band.right - x - radius - gap - edge_gap];
  if (sides[i] === "left") return Math.min(to_left, before ? (x - radius - before.x - before.radius - 2 * gap) / shared(sides[i - 1], "right") : to_left);
  if (sides[i] === "right") return Math.min(to_right, after ? (after.x - after.radius - x - radius - 2 * gap) / shared(sides[i + 1], "left") : to_right);
  // Above or below: as far as the neighbours' names at the same height, or the edge.
  const half = (other, side, edge) => Math.min(edge, other && side === sides[i] ? Math.abs(other.x - x) / 2 : edge) - edge_gap;
  return 2 * Math.min(half(before, sides[i - 1], x - band.left), half(after, sides[i + 1], band.right - x), most_around);
}

/// The title broken into lines for that room, and the widest of them; asked again and again for the same room.
function broken(mark, room) {
  const key = Math.round(Math.max(24, room));
  if (!mark.broken.has(key)) {
    const text = even_lines(mark.title, key);
    mark.broken.set(key, { text, lines: text.split("\n"), wide: Math.max(mark.tagged, widest(text)) });
  }
  return mark.broken.get(key);
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
  for (const { path } of layout.forward) path.slice(1).forEach((id, i) => curve(at(path[i]), at(id), false));
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

/// Pixels of edges under a name; those of its own mark that begin or end beside it do not count.
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

/// The name of a mark in that room, and the pixels that it covers; asked again and again for the same.
function placed(mark, side, room, edges) {
  const key = `${side} ${Math.round(Math.max(24, room))}`;
  if (!mark.placed.has(key)) {
    const label = at_side(mark, side, room);
    mark.placed.set(key, { ...label, crossed: crossed(label, edges) });
  }
  return mark.placed.get(key);
}

function at_side(mark, side, room) {
  const { text, lines, wide } = broken(mark, room);
  const high = lines.length * label_line + (mark.tagged ? tag_room : 0);
  const beside = side === "left" || side === "right";
  const left = side === "left" ? mark.x - mark.radius - gap - wide : side === "right" ? mark.x + mark.radius + gap : mark.x - wide / 2;
  const top = beside ? mark.y - high / 2 : side === "top" ? mark.y - mark.radius - gap - high : mark.y + mark.radius + gap;
  return { of: mark, text, lines: lines.length, left, right: left + wide, top, bottom: top + high };
}

function overlap(a, b) {
  const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) + 3; // letters are higher than their lines
  return wide > 0 && high > 0 ? wide * high : 0;
}

/// How bad a name is: its lines, the edges that run through it, what it covers, how far it leaves the picture or its side; names beside their marks are clear of the flow.
function badness(label, side, taken, width) {
  const covered = taken.reduce((area, box) => (box.of === label.of ? area : area + overlap(label, box)), 0);
  const outside = Math.max(0, edge_gap - label.left) + Math.max(0, label.right + edge_gap - width);
  const { band } = label.of;
  const across = Math.max(0, band.left - label.left) + Math.max(0, label.right - band.right);
  // Nothing comes into a source, so that its name may stand above it.
  const by_side = { right: 0, left: 0.5, bottom: 3, top: label.of.node.kind === "source" ? 1 : 4 }[side];
  return label.lines ** 1.7 + label.crossed / 2 + covered + 10 * outside + 4 * across + by_side;
}

/// The best names of one layer: all ways of placing them are compared, unless there are very many.
function best_names(marks, width, taken, edges) {
  const ways = marks.length > most_compared ? [marks.map(() => "bottom")]
    : marks.reduce((list) => list.flatMap((way) => ["right", "left", "bottom", "top"].map((side) => [...way, side])), [[]]);
  let best = null;
  for (const sides of ways) {
    const labels = marks.map((mark, i) => placed(mark, sides[i], room_of(marks, sides, i), edges));
    const bad = labels.reduce((sum, label, i) => sum + badness(label, sides[i], [...taken, ...labels.slice(0, i)], width) + (sides[i] === "left" && sides[i - 1] === "right" ? facing : 0), 0);
    if (!best || bad < best.bad) best = { bad, labels, sides };
  }
  return best;
}

/// Names where the flow runs down: beside the marks or above or below, wherever they cover no mark, no other name and no edge. `x(across)`,
/// `y(along)`: pixels, 0 where the first layer begins; `radius(node)`: of its mark.
/// They stay on their mark's side of the border.
export function names_down(graph, layout, width, { x, y, radius, title, tagged }) {
  const last = layout.bands.length - 1;
  const first = layout.back.length ? x(rim_of(layout, layout.back.length - 1, true)) + edge_gap : edge_gap;
  const bands = layout.bands.map(({ from, to }, i) => ({ left: i === 0 ? first : x(from), right: i === last ? width - edge_gap : x(to) }));
  const whole = { left: edge_gap, right: width - edge_gap };
  // None on the border.
  const band_of = (middle) => bands.find(({ left, right }) => left < middle && middle < right) ?? whole;
  const layers = new Map();
  const taken = [{ left: 0, right: width, top: -Infinity, bottom: title_bottom }]; // names of the sides, marks
  for (const node of graph.nodes) {
    const { along, across } = layout.place.get(node.id);
    const mark = { node, x: x(across), y: y(along), radius: radius(node), band: band_of(x(across)), title: title(node), tagged: tagged(node), broken: new Map(), placed: new Map() };
    layers.set(along, [...(layers.get(along) ?? []), mark]);
    taken.push({ of: mark, left: mark.x - mark.radius, right: mark.x + mark.radius, top: mark.y - mark.radius, bottom: mark.y + mark.radius });
  }
  const edges = edge_points(layout, x, y);
  // A layer is placed before those below it; later rounds know them too.
  const chosen = new Map();
  const order = [...layers.keys()].sort((a, b) => a - b);
  for (const along of [...order, ...order, ...order]) {
    const others = [...chosen].filter(([other]) => other !== along).flatMap(([, best]) => best.labels);
    chosen.set(along, best_names(layers.get(along).sort((a, b) => a.x - b.x), width, [...taken, ...others], edges));
  }
  const labels = new Map();
  for (const { labels: list, sides } of chosen.values()) list.forEach((label, i) => labels.set(label.of.node.id, { text: label.text, position: sides[i] }));
  const names = [...chosen.values()].flatMap((best) => best.labels).filter((label) => label.text);
  return { labels, top: 0, bottom: 0, boxes: [...taken.slice(1).map((mark) => ({ ...mark, is_mark: true })), ...names] };
}
