// The process graph as it is drawn: what says the same twice is drawn once, and who leaves does so where he is. Pure.

const most_into_one = 3; // ways that may end in one mark; more would run through the whole picture

const key_of = (...parts) => parts.join("\u0001");

function ends(graph) {
  const map = new Map(graph.nodes.map((n) => [n.id, { from: new Set(), to: new Set() }]));
  for (const { from, to } of graph.edges) {
    map.get(from)?.to.add(to);
    map.get(to)?.from.add(from);
  }
  return map;
}

/// Edges between the same nodes as one, in the order met.
function joined(edges) {
  const found = new Map();
  for (const edge of edges) {
    const key = key_of(edge.from, edge.to);
    const old = found.get(key);
    found.set(key, old ? { ...old, share: Math.min(1, (old.share ?? 1) + (edge.share ?? 1)), classes: [...new Set([...(old.classes ?? []), ...(edge.classes ?? [])])] } : edge);
  }
  return [...found.values()];
}

/// Drives of the same name between the same places, one a class, as one.
function without_twins(graph) {
  const at = ends(graph);
  const first = new Map();
  const same = new Map();
  for (const node of graph.nodes.filter((n) => n.kind === "travel")) {
    const { from, to } = at.get(node.id);
    const key = key_of(JSON.stringify(node.title), node.side, [...from].sort(), "to", [...to].sort());
    if (first.has(key)) same.set(node.id, first.get(key));
    else first.set(key, node.id);
  }
  const id = (x) => same.get(x) ?? x;
  return { nodes: graph.nodes.filter((n) => !same.has(n.id)), edges: joined(graph.edges.map((e) => ({ ...e, from: id(e.from), to: id(e.to) }))) };
}

/// Who comes only to leave again (permits) passes no place.
function without_idle(graph) {
  const kind = new Map(graph.nodes.map((n) => [n.id, n.kind]));
  const at = ends(graph);
  const idle = new Set(graph.nodes.filter((n) => n.kind === "source" && [...at.get(n.id).to].every((x) => kind.get(x) === "sink")).map((n) => n.id));
  if (idle.size === graph.nodes.length) return graph;
  return { nodes: graph.nodes.filter((n) => !idle.has(n.id)), edges: graph.edges.filter((e) => !idle.has(e.from)) };
}

/// An end of many ways, all over the picture, is drawn at the end of each, without a name.
function with_ends_of_their_own(graph) {
  const at = ends(graph);
  const many = new Set(graph.nodes.filter((n) => n.kind === "sink" && at.get(n.id).from.size > most_into_one).map((n) => n.id));
  const own = (edge) => key_of(edge.to, edge.from);
  const side = new Map(graph.nodes.map((n) => [n.id, n.side ?? null]));
  const sink = new Map(graph.nodes.map((n) => [n.id, n]));
  return {
    nodes: [...graph.nodes.filter((n) => !many.has(n.id)), ...graph.edges.filter((e) => many.has(e.to)).map((e) => ({ ...sink.get(e.to), id: own(e), side: side.get(e.from), unnamed: true }))],
    edges: graph.edges.map((e) => (many.has(e.to) ? { ...e, to: own(e) } : e)),
  };
}

export function simplified(graph) {
  const known = new Set(graph.nodes.map((n) => n.id));
  const whole = { nodes: graph.nodes, edges: (graph.edges ?? []).filter((e) => known.has(e.from) && known.has(e.to)) };
  return with_ends_of_their_own(without_idle(without_twins(whole)));
}
