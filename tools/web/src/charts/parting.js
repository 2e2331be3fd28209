// Parts the graph of a port where many kinds of trains and wagons go many ways into the ways of its classes: classes that pass mostly the same places are
// drawn together, and a place that a class passes again stands there again, so that nothing runs back. Pure: a graph in, graphs out.
import { back_edges } from "./layering.js";

const least_shared = 0.5; // of the places of the one that has fewer, for ways that are drawn together

const is_place = (node) => ["stage", "yard", "store"].includes(node.kind);
const key_of = (...parts) => parts.join("\u0001");

/// The edges in the order in which one goes along all of them, from the only node that one leaves once more than one comes to it, to one that nobody leaves; null where there is no such way. Of several
/// ways on, that which stands first in the list: edges are listed as processes are written.
function trail(edges) {
  const more = new Map();
  for (const { from, to } of edges) {
    more.set(from, (more.get(from) ?? 0) + 1);
    more.set(to, (more.get(to) ?? 0) - 1);
  }
  const [starts, ends] = [1, -1].map((n) => [...more].filter(([, x]) => x === n));
  if (starts.length !== 1 || ends.length !== 1 || [...more.values()].some((x) => Math.abs(x) > 1) || edges.some((e) => e.from === ends[0][0])) return null;
  const left = [...edges];
  const stack = [{ at: starts[0][0], by: null }];
  const found = [];
  while (stack.length) {
    const next = left.findIndex((e) => e.from === stack.at(-1).at);
    if (next >= 0) {
      const [edge] = left.splice(next, 1);
      stack.push({ at: edge.to, by: edge });
    } else found.push(stack.pop().by);
  }
  return left.length ? null : found.filter(Boolean).reverse();
}

/// The way of a class as a graph without cycles, nodes known by what they are and how often they were passed before; null where it has cycles and is no single way.
function way_of(edges, node) {
  const steps = trail(edges);
  const visits = new Map();
  const visit = (id, n) => ({ ...node.get(id), id: key_of(id, n), of: id });
  if (steps) {
    const nodes = [visit(steps[0].from, 0)];
    const made = steps.map((edge) => {
      visits.set(edge.to, (visits.get(edge.to) ?? -1) + 1);
      nodes.push(visit(edge.to, visits.get(edge.to)));
      return { ...edge, from: nodes.at(-2).id, to: nodes.at(-1).id };
    });
    return { nodes, edges: made };
  }
  const nodes = [...new Set(edges.flatMap((e) => [e.from, e.to]))].map((id) => visit(id, 0));
  if (back_edges(nodes, edges.map((e) => ({ from: key_of(e.from, 0), to: key_of(e.to, 0) }))).size) return null;
  return { nodes, edges: edges.map((e) => ({ ...e, from: key_of(e.from, 0), to: key_of(e.to, 0) })) };
}

function joined(a, b) {
  const nodes = new Map([...a.nodes, ...b.nodes].map((n) => [n.id, n]));
  const edges = new Map([...a.edges, ...b.edges].map((e) => [key_of(e.from, e.to), e]));
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}

function places(graph) {
  return new Set(graph.nodes.filter(is_place).map((n) => n.of));
}

function likeness(a, b) {
  const [x, y] = [places(a), places(b)];
  const shared = [...x].filter((id) => y.has(id)).length;
  return shared / Math.max(1, Math.min(x.size, y.size));
}

/// Shares of those who go on from there, in this part alone; unknown where others who are drawn elsewhere go the same way.
function with_own_shares(graph, classes) {
  const own = (edge) => (edge.classes ?? []).every((c) => classes.includes(c));
  return {
    nodes: graph.nodes,
    edges: graph.edges.map((edge) => {
      const beside = graph.edges.filter((e) => e.from === edge.from);
      const sum = beside.reduce((x, e) => x + (e.share ?? 1), 0);
      const share = beside.length === 1 ? 1 : beside.every(own) && sum > 0 ? (edge.share ?? 1) / sum : null;
      return { ...edge, share, classes: (edge.classes ?? []).filter((c) => classes.includes(c)) };
    }),
  };
}

/// Graphs of classes that go mostly the same way, in the order met; null where a class goes round in circles, or edges name no class. Ids differ over the graphs, `of` is the node's id
/// in the whole one.
export function parted(graph) {
  const node = new Map(graph.nodes.map((n) => [n.id, n]));
  const classes = [...new Set(graph.edges.flatMap((e) => e.classes ?? []))];
  if (classes.length === 0 || graph.edges.some((e) => !e.classes?.length)) return null;
  const parts = [];
  for (const name of classes) {
    const way = way_of(graph.edges.filter((e) => e.classes.includes(name)), node);
    if (!way) return null;
    const fits = parts.map((part) => ({ part, like: likeness(part.graph, way) })).filter(({ part, like }) => like >= least_shared && back_edges(joined(part.graph, way).nodes, joined(part.graph, way).edges).size === 0);
    const best = fits.reduce((a, b) => (!a || b.like > a.like ? b : a), null);
    if (best) Object.assign(best.part, { graph: joined(best.part.graph, way), classes: [...best.part.classes, name] });
    else parts.push({ graph: way, classes: [name] });
  }
  return parts.map(({ graph: part, classes: of }, i) => {
    const id = (x) => key_of(i, x);
    const own = with_own_shares(part, of);
    return { nodes: own.nodes.map((n) => ({ ...n, id: id(n.id) })), edges: own.edges.map((e) => ({ ...e, from: id(e.from), to: id(e.to) })) };
  });
}

/// The graph with what begins at the same place as one beginning, unnamed where nothing else begins: for drawings that name the classes above.
export function with_joined_sources(graph) {
  const to = (node) => graph.edges.filter((e) => e.from === node.id).map((e) => e.to).sort().join("\u0002");
  const sources = graph.nodes.filter((n) => n.kind === "source");
  const first = new Map();
  for (const node of sources) if (!first.has(to(node))) first.set(to(node), node);
  const left = new Set(first.values());
  const joint = new Set([...left].filter((n) => sources.filter((m) => to(m) === to(n)).length > 1));
  return {
    nodes: graph.nodes.filter((n) => n.kind !== "source" || left.has(n)).map((n) => (joint.has(n) || (n.kind === "source" && left.size === 1) ? { ...n, unnamed: true } : n)),
    edges: graph.edges.filter((e) => !sources.some((n) => n.id === e.from && !left.has(n))),
  };
}

/// Classes that go over it.
export function classes_of(graph) {
  return [...new Set(graph.edges.flatMap((e) => e.classes ?? []))];
}
