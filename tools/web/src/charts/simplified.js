// The process graph as it is drawn: what says the same twice is drawn once, who leaves does so where he is, and a track stands
// beyond the line over which its train comes. Pure.

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

/// Edges between the same nodes as one, in the order met; shares are of those who leave the same node.
function joined(edges) {
  const found = new Map();
  for (const edge of edges) {
    const key = key_of(edge.from, edge.to);
    const old = found.get(key);
    found.set(key, old ? { ...old, share: Math.min(1, (old.share ?? 1) + (edge.share ?? 1)), classes: [...new Set([...(old.classes ?? []), ...(edge.classes ?? [])])] } : edge);
  }
  return [...found.values()];
}

/// Drives of the same name from the same place that lead to the same place, or to several of which they share one, written once a class: one drive, after which classes part. `same` of
/// each such drive: the first of them.
function twins(graph) {
  const at = ends(graph);
  const first = [];
  const same = new Map();
  for (const node of graph.nodes.filter((n) => n.kind === "travel")) {
    const { from, to } = at.get(node.id);
    const key = key_of(JSON.stringify(node.title), node.side, [...from].sort());
    const [one] = [...to];
    // Of several places before it, it is not known how many of each class come from where.
    const found = first.find((x) => x.key === key && (from.size === 1 ? [...to].some((id) => x.to.has(id)) : to.size === 1 && x.to.size === 1 && x.to.has(one)));
    if (!found) first.push({ key, id: node.id, to: new Set(to) });
    else {
      same.set(node.id, found.id);
      to.forEach((id) => found.to.add(id));
    }
  }
  return same;
}

/// Twins as one drive; where each leads is weighed by how many go over it.
function without_twins(graph) {
  const same = twins(graph);
  const id = (x) => same.get(x) ?? x;
  const into = (node) => graph.edges.filter((e) => e.to === node).reduce((sum, e) => sum + (e.share ?? 1), 0);
  const together = new Map();
  for (const node of new Set([...same.keys(), ...same.values()])) together.set(id(node), (together.get(id(node)) ?? 0) + into(node));
  const weighed = (e) => (together.get(id(e.from)) > 0 ? { ...e, share: ((e.share ?? 1) * into(e.from)) / together.get(id(e.from)) } : e);
  return { nodes: graph.nodes.filter((n) => !same.has(n.id)), edges: joined(graph.edges.map((e) => ({ ...weighed(e), from: id(e.from), to: id(e.to) }))) };
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

/// A track kept free before a train may set out lies beyond the line, on the border, over which the train comes from the other side.
function with_tracks_beyond_lines(graph, is_line) {
  const node = new Map(graph.nodes.map((n) => [n.id, { ...n }]));
  let edges = graph.edges;
  for (const yard of graph.nodes.filter((n) => n.kind === "yard")) {
    const into = edges.filter((e) => e.to === yard.id);
    const out = edges.filter((e) => e.from === yard.id);
    const line = node.get(out[0]?.to);
    if (out.length !== 1 || !is_line(line) || line.side !== yard.side || into.length === 0 || into.some((e) => node.get(e.from).kind !== "source")) continue;
    const stays = (e) => e.from === line.id && node.get(e.to).kind !== "sink" && node.get(e.to).side === yard.side && e.classes.every((c) => out[0].classes.includes(c));
    const share = edges.filter(stays).reduce((sum, e) => sum + e.share, 0);
    if (share === 0) continue;
    line.on_border = true;
    for (const { from } of into) node.get(from).from_beyond = yard.side;
    edges = edges.map((e) => {
      if (e === out[0]) return { ...e, from: line.id, to: yard.id, share };
      if (into.includes(e)) return { ...e, to: line.id };
      return stays(e) ? { ...e, from: yard.id, share: e.share / share } : e;
    });
  }
  return { nodes: [...node.values()], edges };
}

/// `is_line(node)`: whether it is a running section of a railway.
export function simplified(graph, is_line = () => false) {
  const known = new Set(graph.nodes.map((n) => n.id));
  const whole = { nodes: graph.nodes, edges: (graph.edges ?? []).filter((e) => known.has(e.from) && known.has(e.to)) };
  return with_ends_of_their_own(with_tracks_beyond_lines(without_idle(without_twins(whole)), is_line));
}
