// Lays a graph of many ways (parting.js) out in strips as wide as the page, one for each way: a long one turns round at the edges like a winding road, short ones stand
// beside each other. Which side of the border a place lies on is a field behind it. Pure: graphs in, places out; knows nothing of charts.
import { layers_of, rows_of, sides_of, with_points } from "./layering.js";

const between = 0.12; // rows free between two strips
const gap_beside = 0.3; // columns free between two short strips beside each other
const below_another = 0.16; // rows free above a line of a way after the first, for names of sides
const most_wide = 1.25; // columns for each layer of short strips, where there is room
const small = { source: 0.62, sink: 0.42 }; // rows that these take

const range = (from, to) => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

/// Items of one way with their layers and rows.
function in_layers({ nodes, edges }, side_ids) {
  const layer = layers_of(nodes, edges);
  const { side } = sides_of(nodes, edges, side_ids);
  for (const n of [...nodes].reverse()) side.set(n.id, side.get(n.id) ?? edges.filter((e) => e.from === n.id).map((e) => side.get(e.to)).find(Boolean) ?? null);
  const { points, paths } = with_points(edges, layer, side);
  const all = [...nodes.map((n) => ({ id: n.id, layer: layer.get(n.id), size: small[n.kind] ?? 1, side: side.get(n.id) ?? null })), ...points];
  const { row } = rows_of(all.map((item) => ({ ...item, side: "all" })), ["all"], paths);
  return { items: all.map((item) => ({ ...item, row: row.get(item.id) })), points, paths, edges, count: Math.max(...layer.values()) + 1 };
}

/// Neighbouring columns of the same side, from left to right: { side, from, to } in columns; null where places of both sides stand below each other.
function fields_of(items, columns) {
  const sides = columns.map(({ layer }) => new Set(items.filter((item) => item.layer === layer && item.side).map((item) => item.side)));
  const fields = [];
  columns.forEach(({ from, to }, i) => {
    const side = sides[i].size === 1 ? [...sides[i]][0] : sides[i].size === 0 ? fields.at(-1)?.side ?? null : null;
    if (fields.length && fields.at(-1).side === side) fields.at(-1).to = to;
    else fields.push({ side, from, to });
  });
  return fields;
}

/// The lines over which a way of so many layers goes: [first, last layer + 1], about as long as each other.
function lines_of(count, columns) {
  const lines = Math.ceil(count / columns);
  const per = Math.ceil(count / lines);
  return range(0, lines).map((i) => [i * per, Math.min(count, (i + 1) * per)]).filter(([a, b]) => a < b);
}

/// Ways in the order given, those of one line that have room beside each other on one shelf.
function shelves_of(ways, columns) {
  const shelves = [];
  for (const way of ways) {
    const short = way.count <= columns;
    const shelf = shelves.at(-1);
    if (short && shelf?.short && shelf.used + gap_beside + way.count <= columns) {
      shelf.ways.push(way);
      shelf.used += gap_beside + way.count;
    } else shelves.push({ short, ways: [way], used: way.count });
  }
  return shelves;
}

/// One line of a way: places of its items, and the fields behind them. `wide`: columns for each layer; `way`: 1 from left to right, −1 back.
function line_at({ items }, [first, last], { left, top, wide, way }) {
  const own = items.filter((item) => item.layer >= first && item.layer < last);
  const low = Math.min(...own.map((item) => item.row - item.size / 2));
  const high = Math.max(...own.map((item) => item.row + item.size / 2));
  const column = (layer) => (way === 1 ? layer - first : last - first - 1 - (layer - first)) * wide + left;
  const from_top = (item) => (way === 1 ? item.row - low : high - item.row);
  const place = own.map((item) => [item.id, { along: column(item.layer) + wide / 2, across: top + from_top(item), room: wide, way, above: from_top(item) }]);
  const columns = range(first, last).map((layer) => ({ layer, from: column(layer), to: column(layer) + wide })).sort((a, b) => a.from - b.from);
  return { place, high: high - low, columns, own };
}

/// All lines of a way below each other; one that turns is as wide as the page, and its last line begins where it was turned. `wide`: columns for each layer of one that does not.
function winding(way, columns, { left, top, wide }) {
  const lines = lines_of(way.count, columns);
  const layer = lines.length > 1 ? columns / (lines[0][1] - lines[0][0]) : wide;
  let down = top;
  return lines.map((line, i) => {
    const begin = i % 2 ? columns - (line[1] - line[0]) * layer : left;
    const start = down;
    const made = line_at(way, line, { left: begin, top: start + (i ? below_another : 0), wide: layer, way: i % 2 ? -1 : 1 });
    down = start + (i ? below_another : 0) + made.high;
    return { ...made, top: start, bottom: down, is_first: i === 0, is_last: i === lines.length - 1 };
  });
}

/// As `layered` of layering.js, without bands: `fields` { side, from, to, top, bottom, is_new: not below one of the same side } lie behind the places, `heads` { graph, along, across }
/// above each strip. `columns`: as many layers as have room beside each other; `above`, `below(graph)`: rows that a field reaches beyond its places, for names; `head(graph, columns)`:
/// rows for what stands above a strip so wide.
export function strips(graphs, side_ids, columns, { above, below, head }) {
  const ways = graphs.map((graph) => ({ ...in_layers(graph, side_ids), graph }));
  // Long ways first; short ones, those that go together by length, fill shelves.
  const order = [...ways.filter((w) => w.count > columns), ...ways.filter((w) => w.count <= columns).sort((a, b) => b.count - a.count)];
  const place = new Map();
  const fields = [];
  const heads = [];
  let top = 0;
  for (const shelf of shelves_of(order, columns)) {
    const wide = Math.min(most_wide, columns / shelf.used);
    const headed = top + Math.max(...shelf.ways.map((way) => head(way.graph, shelf.short ? way.count * wide : columns)));
    const made = [];
    let left = 0;
    for (const way of shelf.ways) {
      heads.push({ graph: way.graph, along: left, across: top, columns: shelf.short ? way.count * wide : columns });
      made.push(winding(way, columns, { left, top: headed + above, wide }));
      left += (way.count + gap_beside) * wide;
    }
    const bottom = Math.max(...made.flat().map((line) => line.bottom)) + Math.max(...shelf.ways.map((way) => below(way.graph)));
    for (const lines of made) {
      let before = [];
      for (const line of lines) {
        for (const [id, at] of line.place) place.set(id, at);
        const own = fields_of(line.own, line.columns).map((f) => ({ ...f, is_new: !before.some((b) => b.side === f.side && b.from < f.to && b.to > f.from), top: line.is_first ? headed : line.top, bottom: line.is_last ? bottom : line.bottom }));
        fields.push(...own);
        before = own;
      }
    }
    top = bottom + between;
  }
  return {
    place, fields, heads, length: columns, total: top - between, unseen: new Set(ways.flatMap((w) => w.points.map((p) => p.id))), bands: [], back: [],
    forward: ways.flatMap((w) => w.edges.map((e, i) => ({ edge: e, path: w.paths[i] }))),
    graph: { nodes: graphs.flatMap((g) => g.nodes), edges: graphs.flatMap((g) => g.edges) },
  };
}
