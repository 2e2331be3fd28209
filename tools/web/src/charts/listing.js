// Lays a process graph out as a list, a place a row, its name to the right of all the ways: for narrow windows, where names beside marks would lie on the ways.
// The ways run down in lanes at the left. Pure: graphs in, places in pixels out; knows nothing of charts.
import { back_edges, sides_of } from "./layering.js";

const lane_width = 25; // pixels
const first_lane = 20; // pixels from the edge, half a mark
const beside_first = 24; // from there to the next lane, clear of marks
const least_lane_width = 15; // where there are many
const room_of_lanes = 150; // pixels, at most, before lanes are narrower
const head_height = 24; // of a field's own line, with the name of the side
const part_gap = 16;

/// Nodes so that each follows all that lead to it, what is fed from several sources right below the last of them, and short branches before what goes on.
function in_order(nodes, forward) {
  const out = new Map(nodes.map((n) => [n.id, []]));
  for (const e of forward) out.get(e.from).push(e.to);
  const entered = new Set(forward.map((e) => e.to));
  const depth = new Map();
  const deep = (id) => {
    if (!depth.has(id)) depth.set(id, 1 + Math.max(0, ...out.get(id).map(deep)));
    return depth.get(id);
  };
  const done = new Set();
  const list = [];
  const visit = (id) => {
    if (done.has(id)) return;
    done.add(id);
    for (const next of [...out.get(id)].sort((a, b) => deep(b) - deep(a))) visit(next);
    list.push(id);
  };
  for (const n of nodes.filter((x) => !entered.has(x.id)).reverse().sort((a, b) => deep(a.id) - deep(b.id))) visit(n.id);
  return { order: list.reverse().map((id) => nodes.find((n) => n.id === id)), deep };
}

/// Lanes: of each node, and of each edge { edge, lane }. The deepest way on keeps the lane of its node.
function in_lanes(order, forward, deep) {
  const taken = []; // edge in each lane, or none
  const lane = new Map();
  const ways = [];
  const free = () => {
    const i = taken.findIndex((x) => !x);
    return i < 0 ? taken.length : i;
  };
  for (const node of order) {
    const into = taken.flatMap((e, i) => (e?.to === node.id ? [i] : []));
    const own = into.length ? Math.min(...into) : free();
    lane.set(node.id, own);
    taken[own] = null;
    // A lane in which a way ends here is not taken by one that begins here, as if they were one.
    forward.filter((e) => e.from === node.id).sort((a, b) => deep(b.to) - deep(a.to)).forEach((edge, i) => {
      const at = i === 0 ? own : free();
      taken[at] = edge;
      ways.push({ edge, lane: at });
    });
    for (const i of into) if (taken[i]?.to === node.id) taken[i] = null;
  }
  return { lane, ways, count: taken.length };
}

/// Rim lanes of edges that close a cycle: those whose rows meet run beside each other.
function rims(back, row) {
  const taken = [];
  return back.map((edge) => {
    const [from, to] = [row.get(edge.to), row.get(edge.from)];
    let rim = 0;
    while (taken.some((t) => t.rim === rim && t.from <= to && t.to >= from)) ++rim;
    taken.push({ rim, from, to });
    return { edge, rim };
  });
}

/// One graph from `top` on: places, ways and fields.
function listed_one(graph, side_ids, top, height) {
  const known = new Set(graph.nodes.map((n) => n.id));
  const edges = graph.edges.filter((e) => known.has(e.from) && known.has(e.to) && e.from !== e.to);
  const closing = back_edges(graph.nodes, edges);
  const forward = edges.filter((_, i) => !closing.has(i));
  const { side } = sides_of(graph.nodes, forward, side_ids);
  const { order, deep } = in_order(graph.nodes, forward);
  const { lane, ways, count } = in_lanes(order, forward, deep);
  const back = rims(edges.filter((_, i) => closing.has(i)), new Map(order.map((n, i) => [n.id, i])));
  const rim_count = Math.max(0, ...back.map(({ rim }) => rim + 1));
  const wide = Math.max(least_lane_width, Math.min(lane_width, room_of_lanes / (count + rim_count / 2)));
  const first = first_lane + (rim_count * wide) / 2;
  const x = (l) => first + (l > 0 ? beside_first + (l - 1) * wide : 0);
  const place = new Map();
  const fields = [];
  let y = top;
  for (const node of order) {
    const own = side.get(node.id) ?? fields.at(-1)?.side ?? order.map((n) => side.get(n.id)).find(Boolean) ?? null;
    if (!fields.length || fields.at(-1).side !== own) {
      fields.push({ side: own, top: y, bottom: y, first: fields.length === 0 });
      y += head_height;
    }
    const high = height(node);
    place.set(node.id, { x: x(lane.get(node.id)), y: y + high / 2 });
    y += high;
    fields.at(-1).bottom = y;
  }
  return {
    place, fields, bottom: y, names: x(Math.max(0, count - 1)) + wide * 0.8,
    ways: [...ways.map(({ edge, lane: l }) => ({ edge, x: x(l), back: false })), ...back.map(({ edge, rim }) => ({ edge, x: (wide / 2) * (rim + 0.5), back: true }))],
  };
}

/// { place: Map id → { x, y }, `ways` { edge, x of its lane, back }, `fields` { side, top, bottom, first } of one side each, `names`: where they begin, height, graph }. `height(node, room)`:
/// pixels of its row.
export function listed(graphs, side_ids, height) {
  const whole = { place: new Map(), ways: [], fields: [], names: 0, graph: { nodes: graphs.flatMap((g) => g.nodes), edges: graphs.flatMap((g) => g.edges) } };
  // How high rows are hangs on the room for names, and that on the lanes alone.
  const names = Math.max(...graphs.map((g) => listed_one(g, side_ids, 0, () => 1).names));
  let top = 0;
  for (const graph of graphs) {
    const part = listed_one(graph, side_ids, top, (node) => height(node, names));
    for (const [id, at] of part.place) whole.place.set(id, at);
    whole.ways.push(...part.ways);
    whole.fields.push(...part.fields);
    top = part.bottom + part_gap;
  }
  return { ...whole, names, height: top - part_gap };
}
