// Lays a process graph out in two lines, as text that turns round: there along the first, back along the second, with the sides of the border beside each
// other. So a port through which vehicles go and from which they come home is as wide as a page and not as long as one.
// Pure: nodes and edges in, places out; knows nothing of charts.
import { back_edges, rows_of, sides_of, weight_of, with_points } from "./layering.js";

const gap_of_first = 0.3; // rows between the lines for an edge that closes a cycle
export const gap_of_more = 0.12; // and for each more
const room_of_way = 0.3; // rows below the middle of one that is the lowest
const most_phases = 3; // on the first side, on the other, and back on the first

/// Nodes before those that they lead to.
function in_order(nodes, edges) {
  const left = new Map(nodes.map((n) => [n.id, edges.filter((e) => e.to === n.id).length]));
  const ready = nodes.filter((n) => left.get(n.id) === 0);
  const order = [];
  while (ready.length) {
    const node = ready.shift();
    order.push(node);
    for (const edge of edges.filter((e) => e.from === node.id)) {
      left.set(edge.to, left.get(edge.to) - 1);
      if (left.get(edge.to) === 0) ready.push(nodes.find((n) => n.id === edge.to));
    }
  }
  return order;
}

/// How often whoever comes to a node has crossed the border by then, at most: even on the first side, odd on the other.
function phases_of(order, edges, side) {
  const phase = new Map();
  for (const node of order) {
    const before = edges.filter((e) => e.to === node.id).map((e) => phase.get(e.from));
    const least = Math.max(0, ...before);
    phase.set(node.id, least % 2 === side.get(node.id) ? least : least + 1);
  }
  return phase;
}

/// Layers by the longest path; none of a phase before all of the one before. Sources stand right before what they feed.
function layers_of(order, edges, phase) {
  const layer = new Map();
  const counts = [];
  let start = 0;
  for (let p = 0; p < most_phases; ++p) {
    const own = order.filter((n) => phase.get(n.id) === p);
    for (const node of own) layer.set(node.id, Math.max(start, ...edges.filter((e) => e.to === node.id).map((e) => layer.get(e.from) + 1)));
    for (const node of own) {
      const next = edges.filter((e) => e.from === node.id && phase.get(e.to) === p).map((e) => layer.get(e.to));
      if (!edges.some((e) => e.to === node.id) && next.length) layer.set(node.id, Math.max(start, Math.min(...next) - 1));
    }
    const end = Math.max(start, ...own.map((n) => layer.get(n.id) + 1));
    counts.push(end - start);
    start = end;
  }
  return { layer, counts };
}

/// Where the line turns: after how many layers of the other side, so that both lines are about as long and few ways go round beside each other.
function turn_of(from, count, edges, layer) {
  const half = Math.ceil(count / 2);
  const passing = (at) => edges.filter((e) => layer.get(e.from) < from + at && layer.get(e.to) >= from + at).length;
  return [half, half - 1, half + 1].filter((at) => at > 0 && at < count).sort((a, b) => passing(a) - passing(b) || Math.abs(a - half) - Math.abs(b - half))[0] ?? count;
}

/// Middle and room of each of the layers, next to each other from `from` to `to`, which may lie before it.
function spread_over(layers, weight, from, to) {
  const whole = layers.reduce((sum, l) => sum + weight[l], 0);
  let passed = 0;
  return new Map(layers.map((l) => {
    const middle = from + ((passed + weight[l] / 2) / whole) * (to - from);
    passed += weight[l];
    return [l, { along: middle, room: (weight[l] / whole) * Math.abs(to - from) }];
  }));
}

/// The rows of one long line, turned round with it: the second line lies below the first, its rows the other way round, so that what turns last turns inside. `room`: rows left
/// free between them.
function turned_rows(items, row, room) {
  const ends = (way) => items.filter((item) => item.way === way).reduce(([low, high], { id, size }) => [Math.min(low, row.get(id) - size / 2), Math.max(high, row.get(id) + size / 2)], [Infinity, -Infinity]);
  const [first, second] = [ends(1), ends(-1)];
  const below = first[1] - first[0];
  const start = below + room;
  return { row: new Map(items.map(({ id, way }) => [id, way === 1 ? row.get(id) - first[0] : start + second[1] - row.get(id)])), gap: below + room / 2, total: start + second[1] - second[0] };
}

const range = (from, to) => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

/// As `layered` of layering.js, with `sides` from left to right instead of bands, of each place its `way`: 1 along, −1 back, and the `gap` between the lines,
/// along which edges that close a cycle run. Null where the graph is not one of going there and back: on one side alone, or with more crossings of the border.
export function folded(graph, side_ids) {
  const nodes = graph.nodes;
  const known = new Set(nodes.map((n) => n.id));
  const whole = graph.edges.filter((e) => known.has(e.from) && known.has(e.to) && e.from !== e.to);
  if (side_ids.length !== 2) return null;
  const closing = back_edges(nodes, whole);
  const edges = whole.filter((_, i) => !closing.has(i));
  const { side } = sides_of(nodes, edges, side_ids);
  const order = in_order(nodes, edges);
  // What lies between two sides stands on that to which it leads.
  for (const node of [...order].reverse()) if (side.get(node.id) === null) side.set(node.id, edges.filter((e) => e.from === node.id).map((e) => side.get(e.to)).find((x) => x) ?? side_ids[0]);
  const number = new Map([...side].map(([id, x]) => [id, side_ids.indexOf(x)]));
  const phase = phases_of(order, edges, number);
  if (order.length < nodes.length || Math.max(...phase.values()) >= most_phases) return null;
  const { layer, counts } = layers_of(order, edges, phase);
  if (counts[0] === 0 || counts[1] < 2) return null;
  const turn = counts[0] + turn_of(counts[0], counts[1], edges, layer);
  const last = counts[0] + counts[1];
  const all = last + counts[2];
  const weight = range(0, all).map((l) => weight_of(nodes.filter((n) => layer.get(n.id) === l)));
  const wide = (from, to) => range(from, to).reduce((sum, l) => sum + weight[l], 0);
  const border = Math.max(wide(0, counts[0]), wide(last, all));
  const length = border + Math.max(wide(counts[0], turn), wide(turn, last));
  const by_layer = new Map([
    ...spread_over(range(0, counts[0]), weight, 0, border), ...spread_over(range(counts[0], turn), weight, border, length),
    ...spread_over(range(turn, last), weight, length, border), ...spread_over(range(last, all), weight, border, 0),
  ]);
  const { points, paths } = with_points(edges, layer, side);
  const items = [...nodes.map((n) => ({ id: n.id, layer: layer.get(n.id), size: 1 })), ...points].map((item) => ({ ...item, side: "all", way: item.layer < turn ? 1 : -1 }));
  const { row, gap, total } = turned_rows(items, rows_of(items, ["all"], paths).row, closing.size ? gap_of_first + closing.size * gap_of_more : 0);
  const on_border = new Set(nodes.filter((n) => n.on_border && [counts[0] - 1, counts[0], last - 1, last].includes(layer.get(n.id))).map((n) => n.id));
  const column = ({ id, layer: l }) => (on_border.has(id) ? { ...by_layer.get(l), along: border, on_border: true } : by_layer.get(l));
  return {
    place: new Map(items.map((item) => [item.id, { ...column(item), across: row.get(item.id), way: item.way }])),
    length, total, unseen: new Set(points.map((p) => p.id)),
    sides: [{ id: side_ids[0], from: 0, to: border }, { id: side_ids[1], from: border, to: length }],
    gap, bands: [], back: whole.filter((_, i) => closing.has(i)), forward: edges.map((edge, i) => ({ edge, path: paths[i] })),
  };
}

/// The same with the lowest ways of the second line so many rows lower where they pass right below a node.
export function lowered(layout, rows) {
  const place = new Map(layout.place);
  for (const id of layout.unseen) {
    const own = place.get(id);
    const others = [...layout.place].filter(([other, at]) => other !== id && at.way === own.way && at.along === own.along);
    const above = others.reduce((a, b) => (b[1].across < own.across && b[1].across > (a?.[1].across ?? -Infinity) ? b : a), null);
    const is_lowest = others.every(([, at]) => at.across < own.across);
    if (own.way === -1 && is_lowest && above && !layout.unseen.has(above[0])) place.set(id, { ...own, across: own.across + rows });
  }
  return { ...layout, place, total: Math.max(layout.total, ...[...place.values()].map((at) => at.across + room_of_way)) };
}
