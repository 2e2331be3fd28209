// Lays a process graph out in layers from left to right, in one band per side of the border.
// Pure: nodes and edges in, places out; knows nothing of charts.

const point_size = 0.45; // room that a passing edge takes, in rows

/// Edges that close a cycle (fleets that come round again), found depth first from the sources.
export function back_edges(nodes, edges) {
  const out = new Map(nodes.map((n) => [n.id, []]));
  edges.forEach((edge, i) => out.get(edge.from)?.push(i));
  const entered = new Set(edges.map((edge) => edge.to));
  const state = new Map();
  const back = new Set();
  const visit = (id) => {
    state.set(id, "open");
    for (const i of out.get(id) ?? []) {
      const next = edges[i].to;
      if (state.get(next) === "open") back.add(i);
      else if (!state.has(next) && out.has(next)) visit(next);
    }
    state.set(id, "done");
  };
  const first = [...nodes].sort((a, b) => Number(b.kind === "source") - Number(a.kind === "source") || Number(entered.has(a.id)) - Number(entered.has(b.id)));
  for (const node of first) if (!state.has(node.id)) visit(node.id);
  return back;
}

/// Layer of each node by the longest path; sources stand right before what they feed.
export function layers_of(nodes, forward) {
  const layer = new Map(nodes.map((n) => [n.id, 0]));
  for (let round = 0; round < nodes.length; ++round) {
    let moved = false;
    for (const { from, to } of forward) {
      if (layer.get(to) < layer.get(from) + 1) {
        layer.set(to, layer.get(from) + 1);
        moved = true;
      }
    }
    if (!moved) break;
  }
  for (const node of nodes) {
    const targets = forward.filter((e) => e.from === node.id).map((e) => layer.get(e.to));
    const fed = forward.some((e) => e.to === node.id);
    if (!fed && targets.length) layer.set(node.id, Math.min(...targets) - 1);
  }
  return layer;
}

/// Side of a node, or of its nearest neighbour; null for what lies between two sides. Who comes from beyond a line on the border starts
/// on the other side of it.
export function sides_of(nodes, forward, side_ids) {
  const own = (n) => (n.from_beyond && side_ids.length === 2 ? side_ids.find((id) => id !== n.from_beyond) : n.side ?? null);
  const between = new Set(nodes.filter((n) => n.on_border && side_ids.length === 2).map((n) => n.id));
  const side = new Map(nodes.map((n) => [n.id, between.has(n.id) ? null : own(n)]));
  for (let round = 0; round < nodes.length; ++round) {
    for (const node of nodes) {
      if (side.get(node.id) !== null || between.has(node.id)) continue;
      const before = forward.filter((e) => e.to === node.id).map((e) => side.get(e.from)).find((x) => x !== null && x !== undefined);
      const after = forward.filter((e) => e.from === node.id).map((e) => side.get(e.to)).find((x) => x !== null && x !== undefined);
      if (node.kind === "travel" && before && after && before !== after) between.add(node.id);
      else if (before || after) side.set(node.id, before ?? after);
    }
  }
  return { side, between };
}

/// Cuts edges that jump over layers into steps with unseen points between.
export function with_points(forward, layer, side) {
  const points = [];
  const paths = forward.map((edge) => {
    const path = [edge.from];
    for (let l = layer.get(edge.from) + 1; l < layer.get(edge.to); ++l) {
      const id = `\u0000${points.length}`;
      points.push({ id, layer: l, size: point_size, side: side.get(edge.to) ?? side.get(edge.from) });
      path.push(id);
    }
    return [...path, edge.to];
  });
  return { points, paths };
}

function neighbours(paths) {
  const map = new Map();
  const add = (a, b) => map.set(a, [...(map.get(a) ?? []), b]);
  for (const path of paths) {
    for (let i = 1; i < path.length; ++i) {
      add(path[i - 1], path[i]);
      add(path[i], path[i - 1]);
    }
  }
  return map;
}

/// Rows within each layer and band, ordered by the mean row of the neighbours.
export function rows_of(items, bands, paths) {
  const near = neighbours(paths);
  const row = new Map(items.map((item) => [item.id, 0]));
  const cells = new Map();
  for (const item of items) {
    if (item.side === null) continue;
    const key = `${item.layer}|${item.side}`;
    cells.set(key, [...(cells.get(key) ?? []), item]);
  }
  const tall = (list) => list.reduce((x, item) => x + item.size, 0);
  const height = new Map(bands.map((b) => [b, 1]));
  for (const [key, list] of cells) {
    const band = key.split("|")[1];
    height.set(band, Math.max(height.get(band) ?? 1, tall(list)));
  }
  const start = new Map();
  let total = 0;
  for (const band of bands) {
    start.set(band, total);
    total += height.get(band);
  }
  const place = (list, band) => list.reduce((top, item) => {
    row.set(item.id, top + item.size / 2);
    return top + item.size;
  }, start.get(band) + (height.get(band) - tall(list)) / 2);
  for (const [key, list] of cells) place(list, key.split("|")[1]);
  const borders = bands.slice(1).map((b) => start.get(b));
  for (const item of items) if (item.side === null) row.set(item.id, borders[0] ?? 0);
  for (let round = 0; round < 6; ++round) {
    for (const [key, list] of cells) {
      const wish = (item) => {
        const rows = (near.get(item.id) ?? []).map((id) => row.get(id));
        return rows.length ? rows.reduce((a, b) => a + b, 0) / rows.length : row.get(item.id);
      };
      list.sort((a, b) => wish(a) - wish(b));
      place(list, key.split("|")[1]);
    }
  }
  // What lies between two sides stands on the border nearest to its neighbours.
  const loose = new Map();
  for (const item of items.filter((i) => i.side === null)) {
    const rows = (near.get(item.id) ?? []).map((id) => row.get(id));
    const middle = rows.reduce((a, b) => a + b, 0) / Math.max(1, rows.length);
    row.set(item.id, borders.length ? borders.reduce((a, b) => (Math.abs(b - middle) < Math.abs(a - middle) ? b : a)) : middle);
    loose.set(item.layer, [...(loose.get(item.layer) ?? []), item]);
  }
  for (const list of loose.values()) list.forEach((item, i) => row.set(item.id, row.get(item.id) + (i - (list.length - 1) / 2) * 0.5));
  return { row, start, height, total };
}

/// Room along the flow of a layer of these nodes: without stages less.
export function weight_of(nodes) {
  return nodes.some((n) => ["stage", "yard", "store"].includes(n.kind)) ? 1 : 0.7;
}

function columns(nodes, layer) {
  const count = Math.max(...nodes.map((n) => layer.get(n.id))) + 1;
  const weight = Array.from({ length: count }, (_, l) => weight_of(nodes.filter((n) => layer.get(n.id) === l)));
  const middle = [];
  weight.reduce((x, w, l) => {
    middle[l] = x + w / 2;
    return x + w;
  }, 0);
  return { middle, weight, length: weight.reduce((a, b) => a + b, 0) };
}

/// Places: Map id → { along, across, room along }; paths of the forward edges; bands; the edges that go back; and the ids of `unseen` points.
export function layered(graph, side_ids) {
  const nodes = graph.nodes;
  const known = new Set(nodes.map((n) => n.id));
  const edges = graph.edges.filter((e) => known.has(e.from) && known.has(e.to) && e.from !== e.to);
  const back = back_edges(nodes, edges);
  const forward = edges.filter((_, i) => !back.has(i));
  const layer = layers_of(nodes, forward);
  const { side, between } = sides_of(nodes, forward, side_ids);
  const used = side_ids.filter((id) => [...side.values()].includes(id));
  const bands = used.length ? used : ["all"];
  const side_of = (id, kind) => (used.length === 0 ? "all" : side.get(id) ?? (kind === "travel" || between.has(id) ? null : bands[0]));
  const { points, paths } = with_points(forward, layer, side);
  const items = [...nodes.map((n) => ({ id: n.id, layer: layer.get(n.id), size: 1, side: side_of(n.id, n.kind) })), ...points.map((p) => ({ ...p, side: used.length === 0 ? "all" : p.side ?? bands[0] }))];
  const { row, start, height, total } = rows_of(items, bands, paths);
  const { middle, weight, length } = columns(nodes, layer);
  const place = new Map(items.map((item) => [item.id, { along: middle[item.layer], across: row.get(item.id), room: weight[item.layer] }]));
  return {
    place, length, total, unseen: new Set(points.map((p) => p.id)),
    bands: bands.map((id) => ({ id, from: start.get(id), to: start.get(id) + height.get(id) })),
    forward: forward.map((edge, i) => ({ edge, path: paths[i] })),
    back: edges.filter((_, i) => back.has(i)),
  };
}
