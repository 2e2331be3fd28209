// The layout of the process graph, on graphs small enough to check by hand.
import assert from "node:assert/strict";
import { folded, lowered } from "../../tools/web/src/charts/folding.js";
import { back_edges, layered } from "../../tools/web/src/charts/layering.js";
import { listed } from "../../tools/web/src/charts/listing.js";
import { parted, with_joined_sources } from "../../tools/web/src/charts/parting.js";
import { strips } from "../../tools/web/src/charts/strips.js";
import { simplified } from "../../tools/web/src/charts/simplified.js";

const node = (id, side = "a", kind = "stage") => ({ id, side, kind });
const edge = (from, to) => ({ from, to, share: 1, classes: [] });
let passed = 0;
const test = (name, body) => {
  body();
  ++passed;
  console.log(`ok ${name}`);
};

test("a line gets one layer a node, all on one row", () => {
  const { place, back } = layered({ nodes: [node("s", null, "source"), node("x"), node("y"), node("z", null, "sink")], edges: [edge("s", "x"), edge("x", "y"), edge("y", "z")] }, ["a"]);
  const along = ["s", "x", "y", "z"].map((id) => place.get(id).along);
  assert.deepEqual(along, [...along].sort((p, q) => p - q));
  assert.equal(new Set(along).size, 4);
  assert.equal(new Set(["s", "x", "y", "z"].map((id) => place.get(id).across)).size, 1);
  assert.equal(back.length, 0);
});

test("branches stand on rows of their own and meet behind the longer one", () => {
  const { place } = layered({ nodes: [node("x"), node("p"), node("q"), node("r"), node("y")], edges: [edge("x", "p"), edge("x", "q"), edge("q", "r"), edge("p", "y"), edge("r", "y")] }, ["a"]);
  assert.equal(place.get("p").along, place.get("q").along);
  assert.notEqual(place.get("p").across, place.get("q").across);
  assert.ok(place.get("y").along > place.get("r").along);
});

test("an edge over several layers passes through points of its own", () => {
  const { forward } = layered({ nodes: [node("x"), node("y"), node("z")], edges: [edge("x", "y"), edge("y", "z"), edge("x", "z")] }, ["a"]);
  assert.deepEqual(forward.map((f) => f.path.length), [2, 2, 3]);
});

test("a fleet that comes round again closes with one back edge", () => {
  const nodes = [node("s", null, "source"), node("x"), node("y"), node("z")];
  const edges = [edge("z", "x"), edge("s", "x"), edge("x", "y"), edge("y", "z")];
  assert.deepEqual([...back_edges(nodes, edges)], [0]);
  const { place, back } = layered({ nodes, edges }, ["a"]);
  assert.equal(back.length, 1);
  assert.ok(place.get("s").along < place.get("x").along && place.get("y").along < place.get("z").along);
});

test("sides are bands in the order given, a road between them stands on the border", () => {
  const { bands, place } = layered({ nodes: [node("x", "mn"), node("road", null, "travel"), node("y", "cn")], edges: [edge("x", "road"), edge("road", "y")] }, ["mn", "cn"]);
  assert.deepEqual(bands.map((b) => b.id), ["mn", "cn"]);
  assert.ok(place.get("x").across < bands[1].from && place.get("y").across > bands[1].from);
  assert.equal(place.get("road").across, bands[1].from);
});

test("a drive that is written once a class is one drive, after which classes part by how many go where", () => {
  const drive = (id, title) => ({ ...node(id, "a", "travel"), title: { en: title, zh: title } });
  const of = (from, to, share, c) => ({ from, to, share, classes: [c] });
  const nodes = [node("check"), drive("d1", "To the ground"), drive("d2", "To the ground"), drive("d3", "Home"), drive("d4", "Home"), node("scan"), node("yard"), node("store")];
  const edges = [of("check", "d1", 0.9, "coal"), of("check", "d2", 0.1, "copper"), of("d1", "scan", 0.3, "coal"), of("d1", "yard", 0.7, "coal"), of("d2", "scan", 0.4, "copper"), of("d2", "store", 0.6, "copper"),
    of("yard", "d3", 1, "coal"), of("store", "d4", 1, "copper"), of("d3", "check", 1, "coal"), of("d4", "scan", 1, "copper")];
  const graph = simplified({ nodes, edges });
  assert.deepEqual(graph.nodes.filter((n) => n.kind === "travel").map((n) => n.id), ["d1", "d3", "d4"]);
  const out = new Map(graph.edges.filter((e) => e.from === "d1").map((e) => [e.to, e]));
  for (const [to, share] of [["scan", 0.31], ["yard", 0.63], ["store", 0.06]]) assert.ok(Math.abs(out.get(to).share - share) < 1e-12, `${to} ${out.get(to).share}`);
  assert.deepEqual(out.get("scan").classes, ["coal", "copper"]);
  assert.deepEqual(graph.edges.filter((e) => e.to === "d1").map((e) => e.share), [1]);
});

test("a track kept free before its train sets out stands beyond the line, the line on the border, the train on the other side", () => {
  const nodes = [node("truck", null, "source"), node("gate", "mn"), node("yard", "cn", "yard"), node("train", null, "source"), node("tracks", "cn", "yard"), node("line", "cn"), node("check", "cn"), node("out", null, "sink")];
  const of = (from, to, share = 1, classes = ["train"]) => ({ from, to, share, classes });
  const edges = [of("truck", "gate", 1, ["truck"]), of("gate", "yard", 1, ["truck"]), of("yard", "out", 1, ["truck"]),
    of("train", "tracks"), of("tracks", "line"), of("line", "check", 0.5), of("check", "line"), of("line", "out", 0.5)];
  const graph = simplified({ nodes, edges }, (n) => n?.id === "line");
  assert.deepEqual(graph.edges.filter((e) => e.classes[0] === "train").map((e) => [e.from, e.to, e.share]),
    [["train", "line", 1], ["line", "tracks", 0.5], ["tracks", "check", 1], ["check", "line", 1], ["line", "out", 0.5]]);
  const { place, bands } = layered(graph, ["mn", "cn"]);
  assert.equal(place.get("line").across, bands[1].from);
  assert.ok(place.get("train").across < bands[1].from && place.get("tracks").across > bands[1].from);
  const along = ["train", "line", "tracks", "check"].map((id) => place.get(id).along);
  assert.deepEqual(along, [...along].sort((p, q) => p - q));
  // A yard that nobody drives into has no train to come over the line, and stays.
  const unused = simplified({ nodes, edges: edges.filter((e) => e.from !== "train") }, (n) => n?.id === "line");
  assert.deepEqual(unused.edges.filter((e) => e.from === "tracks").map((e) => e.to), ["line"]);
  assert.ok(unused.nodes.every((n) => !n.on_border));
  // A yard before a line over which the train leaves is where it is.
  const leaving = simplified({ nodes, edges: [of("train", "tracks"), of("tracks", "line"), of("line", "out")] }, (n) => n?.id === "line");
  assert.deepEqual(leaving.edges.map((e) => e.to), ["tracks", "line", "out"]);
});

test("graphs without sides, without edges, with loops and unknown ends are drawn all the same", () => {
  const { place, bands } = layered({ nodes: [node("x", null), node("y", null)], edges: [edge("x", "x"), edge("x", "nowhere"), edge("x", "y")] }, []);
  assert.equal(bands.length, 1);
  for (const { along, across } of place.values()) assert.ok(Number.isFinite(along) && Number.isFinite(across));
  assert.ok(layered({ nodes: [node("x")], edges: [] }, ["a"]).place.has("x"));
});

// A railway: trains in and out again over one line, of two kinds that part at their tracks; wagons of one of them that go another way; and a shunter that both use.
const rail_nodes = [node("in", null, "source"), node("ce", null, "source"), node("line", "b"), node("check"), node("ore-tracks", "a", "yard"), node("ce-tracks", "a", "yard"), node("depart", "a", "yard"), node("gone", null, "sink"),
  node("wagon", null, "source"), node("siding", "a", "yard"), node("shunter", "a", "yard"), node("off", null, "sink")];
const of = (list, ...classes) => list.map(([from, to]) => ({ from, to, share: 1, classes }));
const rail = () => ({ nodes: rail_nodes, edges: [...of([["in", "line"]], "ore"), ...of([["line", "check"]], "ore", "ce"), ...of([["check", "ore-tracks"], ["ore-tracks", "depart"]], "ore"), ...of([["depart", "line"], ["line", "gone"]], "ore", "ce"),
  ...of([["ce", "line"], ["check", "ce-tracks"], ["ce-tracks", "depart"]], "ce"), ...of([["wagon", "shunter"], ["shunter", "siding"], ["siding", "shunter"], ["shunter", "off"]], "wagon")] });
const names = (graph) => graph.nodes.map((n) => n.of).sort();

test("ways of classes that pass mostly the same places are drawn together, others apart, a place as often as they pass it", () => {
  const [trains, wagons, ...more] = parted(rail());
  assert.equal(more.length, 0);
  assert.deepEqual(names(trains), ["ce", "ce-tracks", "check", "depart", "gone", "in", "line", "line", "ore-tracks"]);
  assert.deepEqual(names(wagons), ["off", "shunter", "shunter", "siding", "wagon"]);
  for (const graph of [trains, wagons]) assert.equal(back_edges(graph.nodes, graph.edges).size, 0);
  assert.equal(new Set([...trains.nodes, ...wagons.nodes].map((n) => n.id)).size, 14);
  // In the order in which it goes: first to the check, and home over the same line.
  const id = (of_node, n) => trains.nodes.filter((x) => x.of === of_node)[n]?.id;
  assert.ok(trains.edges.some((e) => e.from === id("line", 0) && e.to === id("check", 0)) && trains.edges.some((e) => e.from === id("line", 1) && e.to === id("gone", 0)));
});

test("what goes round for ever is not parted, nor what names no class", () => {
  assert.equal(parted({ nodes: [node("s", null, "source"), node("x"), node("y")], edges: of([["s", "x"], ["x", "y"], ["y", "x"]], "c") }), null);
  assert.equal(parted({ nodes: [node("x"), node("y")], edges: [edge("x", "y")] }), null);
});

test("classes that begin at one place begin as one, unnamed where no other does", () => {
  const { nodes, edges } = with_joined_sources(parted(rail())[0]);
  assert.deepEqual(nodes.filter((n) => n.kind === "source").map((n) => [n.of, n.unnamed]), [["in", true]]);
  assert.equal(edges.length, 9 - 1);
  const apart = with_joined_sources({ nodes: [node("s", null, "source"), node("t", null, "source"), node("x"), node("y")], edges: of([["s", "x"], ["t", "y"], ["x", "y"]], "c") });
  assert.deepEqual(apart.nodes.map((n) => Boolean(n.unnamed)), [false, false, false, false]);
});

const options = { above: 0.1, below: () => 0.2, head: () => 0.15 };

test("a long way winds through its strip, from left to right and back below, and its fields show the sides", () => {
  const ids = Array.from({ length: 9 }, (_, i) => `n${i}`);
  const graph = { nodes: ids.map((id, i) => node(id, i < 2 || i > 7 ? "b" : "a")), edges: ids.slice(1).map((id, i) => edge(ids[i], id)) };
  const { place, fields, total, length } = strips([graph], ["b", "a"], 5, options);
  assert.equal(length, 5);
  const at = ids.map((id) => place.get(id));
  assert.deepEqual(at.map((p) => p.way), [1, 1, 1, 1, 1, -1, -1, -1, -1]);
  assert.deepEqual(at.map((p) => p.along), [0.5, 1.5, 2.5, 3.5, 4.5, 4.5, 3.5, 2.5, 1.5]);
  assert.ok(at[5].across > at[4].across + 0.9 && at.every((p) => p.across < total));
  const behind = (p) => fields.find((f) => p.along > f.from && p.along < f.to && p.across > f.top && p.across < f.bottom)?.side;
  assert.deepEqual(at.map(behind), graph.nodes.map((n) => n.side));
});

test("short ways stand beside each other, and no two strips meet", () => {
  const short = (id) => ({ nodes: [node(`${id}1`), node(`${id}2`)], edges: [edge(`${id}1`, `${id}2`)] });
  const { place, fields, heads } = strips([short("p"), short("q"), short("r")], ["a"], 5, options);
  assert.equal(place.get("p1").across, place.get("q1").across);
  assert.ok(place.get("q1").along > place.get("p2").along && place.get("r1").across > place.get("p1").across);
  assert.equal(heads.length, 3);
  for (const a of fields) for (const b of fields) if (a !== b) assert.ok(a.to <= b.from || b.to <= a.from || a.bottom <= b.top || b.bottom <= a.top);
});

test("in a list each place has a row of its own below what leads to it, and names begin beyond all ways", () => {
  const nodes = [node("s", null, "source"), node("x"), node("p"), node("q"), node("y", "b"), node("end", null, "sink")];
  const { place, ways, names: from, fields, height } = listed([{ nodes, edges: [["s", "x"], ["x", "p"], ["p", "q"], ["q", "y"], ["x", "y"], ["y", "end"], ["y", "x"]].map(([a, b]) => edge(a, b)) }], ["a", "b"], () => 40);
  const rows = nodes.map(({ id }) => place.get(id).y);
  assert.equal(new Set(rows).size, nodes.length);
  for (const { edge: e, back } of ways) assert.equal(place.get(e.from).y < place.get(e.to).y, !back, `${e.from} ${e.to}`);
  assert.deepEqual(ways.filter((w) => w.back).map((w) => [w.edge.from, w.edge.to]), [["y", "x"]]);
  assert.ok(Math.max(...ways.map((w) => w.x), ...[...place.values()].map((p) => p.x)) < from);
  // The way past p and q runs in a lane of its own.
  const past = ways.find(({ edge: e }) => e.from === "x" && e.to === "y");
  assert.ok(["p", "q"].every((id) => Math.abs(place.get(id).x - past.x) > 10));
  assert.deepEqual(fields.map((f) => f.side), ["a", "b"]);
  assert.ok(height > Math.max(...rows));
});

test("drives of the same name between the same places are one, and shares add up", () => {
  const drive = (id, en) => ({ ...node(id, "a", "travel"), title: { en } });
  const part = (from, to, share, c) => ({ from, to, share, classes: [c] });
  const { nodes, edges } = simplified({ nodes: [node("x"), drive("p", "Shunting"), drive("q", "Shunting"), drive("r", "Setting out"), node("y")],
    edges: [part("x", "p", 0.25, "c"), part("x", "q", 0.5, "d"), part("x", "r", 0.25, "c"), part("p", "y", 1, "c"), part("q", "y", 1, "d"), part("r", "y", 1, "c")] });
  assert.deepEqual(nodes.map((n) => n.id), ["x", "p", "r", "y"]);
  assert.equal(edges.find((e) => e.from === "x" && e.to === "p").share, 0.75);
  assert.deepEqual(edges.find((e) => e.from === "p").classes, ["c", "d"]);
});

test("an end of many ways stands at each of them, on its side; one of few stays as it is; who passes no place is left out", () => {
  const ways = ["p", "q", "r", "s"].map((id, i) => node(id, i < 2 ? "a" : "b"));
  const sink = node("out", null, "sink");
  const permit = node("permit", null, "source");
  const many = simplified({ nodes: [...ways, sink, permit], edges: [...ways.map((w) => edge(w.id, "out")), edge("permit", "out")] });
  const ends = many.nodes.filter((n) => n.kind === "sink");
  assert.deepEqual(ends.map((n) => n.side), ["a", "a", "b", "b"]);
  assert.ok(ends.every((n) => n.unnamed) && !many.nodes.some((n) => n.id === "permit"));
  assert.equal(new Set(many.edges.map((e) => e.to)).size, 4);
  const few = { nodes: [...ways.slice(0, 3), sink], edges: ways.slice(0, 3).map((w) => edge(w.id, "out")) };
  assert.deepEqual(simplified(few), few);
});

// There over the border, through a chain of six, and home again.
const chain = ["p", "q", "r", "u", "v", "w"];
const round_trip = (more_nodes = [], more_edges = []) => ({
  nodes: [node("s", null, "source"), node("exit"), ...chain.map((id) => node(id, "b")), node("home"), node("end", null, "sink"), ...more_nodes],
  edges: [["s", "exit"], ["exit", "p"], ...chain.slice(1).map((id, i) => [chain[i], id]), ["w", "home"], ["home", "end"]].map(([a, b]) => edge(a, b)).concat(more_edges),
});

test("there and back runs along and back again below, each side of the border on its own side", () => {
  const { place, sides, length } = folded(round_trip(), ["a", "b"]);
  const along = (id) => place.get(id).along;
  const [left, right] = sides;
  assert.deepEqual([left.id, right.id, right.to], ["a", "b", length]);
  for (const id of ["s", "exit", "home", "end"]) assert.ok(along(id) < left.to, id);
  for (const id of chain) assert.ok(along(id) > right.from, id);
  const there = ["s", "exit", "p", "q", "r"];
  const back = ["u", "v", "w", "home", "end"];
  assert.deepEqual(there.map(along), there.map(along).sort((x, y) => x - y));
  assert.deepEqual(back.map(along), back.map(along).sort((x, y) => y - x));
  assert.ok(there.every((id) => place.get(id).way === 1) && back.every((id) => place.get(id).way === -1));
  assert.ok(Math.max(...there.map((id) => place.get(id).across)) < Math.min(...back.map((id) => place.get(id).across)));
  assert.ok(Math.abs(length - (1.7 + 3)) < 1e-9, "two layers on this side, one of them without a stage, and three of six on the other");
});

test("what turns round beside another way turns inside it", () => {
  const { place, forward } = folded(round_trip([node("z", "b")], [edge("exit", "z"), edge("z", "home")]), ["a", "b"]);
  const path = forward.find(({ edge: e }) => e.from === "z").path;
  const turning = path.findIndex((id, i) => i > 0 && place.get(path[i - 1]).way !== place.get(id).way);
  const [before, after] = [path[turning - 1], path[turning]].map((id) => place.get(id).across);
  assert.equal(before > place.get("r").across, after < place.get("u").across);
});

test("an edge that closes a cycle runs between the lines", () => {
  const { place, back, gap } = folded(round_trip([], [edge("r", "exit")]), ["a", "b"]);
  assert.deepEqual(back.map(({ from, to }) => [from, to]), [["r", "exit"]]);
  assert.ok(gap > Math.max(...["s", "exit", "p", "q", "r"].map((id) => place.get(id).across)));
  assert.ok(gap < Math.min(...["u", "v", "w", "home", "end"].map((id) => place.get(id).across)));
});

test("it begins on the left, from whichever side it comes", () => {
  assert.equal(folded(round_trip(), ["b", "a"]), null);
  const { nodes, edges } = round_trip();
  const other = { nodes: nodes.map((n) => ({ ...n, side: { a: "b", b: "a" }[n.side] ?? n.side })), edges };
  assert.deepEqual(folded(other, ["b", "a"]).sides.map((s) => s.id), ["b", "a"]);
});

test("ways right below a node of the second line are led lower, all else stays", () => {
  const layout = folded(round_trip([], [edge("r", "w"), edge("u", "home"), edge("u", "w")]), ["a", "b"]);
  const lower = lowered(layout, 0.5);
  const moved = [...layout.place].filter(([id, { across }]) => lower.place.get(id).across !== across);
  assert.ok(moved.length > 0);
  for (const [id, { along, across, way }] of moved) {
    assert.ok(layout.unseen.has(id) && way === -1 && Math.abs(lower.place.get(id).across - across - 0.5) < 1e-9, id);
    const column = [...layout.place].filter(([other, at]) => other !== id && at.along === along && at.way === -1);
    assert.ok(column.every(([, at]) => at.across < across), `${id} is the lowest of its column`);
  }
  assert.ok(lower.total > Math.max(...[...lower.place.values()].map((at) => at.across)));
  const above = folded(round_trip([], [edge("u", "home"), edge("v", "home")]), ["a", "b"]); // its ways run above the nodes
  assert.ok(above.unseen.size > 0);
  assert.deepEqual(lowered(above, 0.5), above);
});

test("what crosses the border more often, or never, is not folded", () => {
  assert.equal(folded(round_trip([node("again", "b")], [edge("home", "again")]), ["a", "b"]), null);
  assert.equal(folded({ nodes: [node("x"), node("y")], edges: [edge("x", "y")] }, ["a"]), null);
  assert.equal(folded({ nodes: [node("x", "b"), node("y", "b")], edges: [edge("x", "y")] }, ["a", "b"]), null);
});

console.log(`${passed} passed, 0 failed`);
