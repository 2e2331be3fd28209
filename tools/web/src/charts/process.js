// The process graph as an ECharts graph series on hidden axes: places come from layering.js.
import { edge_series, lead_of } from "./edges.js";
import { folded } from "./folding.js";
import { lanes_of } from "./lanes.js";
import { layered, spread, weighted } from "./layering.js";
import { simplified } from "./simplified.js";
import { is_bottleneck } from "../core/data.js";
import { pick, t } from "../core/language.js";
import { estimate_text, has, known, number } from "../core/format.js";
import { text_width, tip } from "./engine.js";
import { label_size, line_of, names_along, names_down, row_height } from "./process_labels.js";
import { ink, ink_faint, ink_soft, load_colour, load_ink, seal } from "../core/theme.js";

const narrow_below = 720;
const least_step = 84; // pixels a layer: with less names would not stand side by side, so that the flow turns round, or runs down, as on a phone
const least_folded_step = 72; // pixels a layer where it turns round
const folded_size = 13; // of its names, which a slide is to show
const step_down = { screen: 76, narrow: 90, paper: 62 }; // pixels a layer where the flow runs down: names are of more lines where it is narrow, on paper it must fit a page
const name_room = 180; // pixels across for a mark and its name
const least_name_room = 110; // on a phone
const rounds = 2; // of names and edges making room for each other
const margin = 4; // pixels around the picture
const side_name_room = 20; // pixels for the names of the first side, above those of its stages, and of the last, below
const tints = ["#f4f1ea", "#eef3f6", "#f3f0f5", "#eff5ef"]; // one a side

/// How full a place is, from 0 on: its utilisation, or of a store, which has no servers, its offered load; null if unknown.
function fullness(stage) {
  if (has(stage?.utilisation)) return stage.utilisation.mean;
  return stage?.kind === "store" && known(stage.offered_load) ? stage.offered_load : null;
}

const worked = (node) => ["stage", "yard", "store"].includes(node.kind);

function runs_down(layout, width) {
  return width < narrow_below || width / layout.length < least_step;
}

/// The graph of the scenario as it is drawn.
export function drawn_graph(scenario) {
  return simplified(scenario.graph, (node) => scenario.stage(node?.stage)?.kind === "section");
}

/// There and back from whichever side it begins on; null where it does not go so.
function turned_round(scenario) {
  const graph = drawn_graph(scenario);
  const ids = (scenario.sides ?? []).map((s) => s.id);
  return folded(graph, ids) ?? folded(graph, [...ids].reverse());
}

/// Where the flow runs down, names stand beside their marks: no more side by side than have room for them.
function layout_of(scenario, width) {
  const layout = layered(drawn_graph(scenario), (scenario.sides ?? []).map((s) => s.id));
  const narrow = runs_down(layout, width);
  if (!narrow) return { layout, narrow };
  const turned = width < narrow_below ? null : turned_round(scenario);
  if (turned && width / turned.length >= least_folded_step) return { layout: turned, narrow: false };
  const sides = width < narrow_below ? weighted(layout) : layout;
  const room = width < narrow_below ? least_name_room : name_room;
  return { layout: spread(sides, (share) => Math.max(1, Math.floor((share * width) / room))), narrow };
}

function on_paper() {
  return document.documentElement.classList.contains("printing");
}

function down_step(width) {
  return step_down[on_paper() ? "paper" : width < narrow_below ? "narrow" : "screen"];
}

/// Pixels across for the word at the bottleneck, 0 at others.
function tag_width(node, scenario) {
  return is_bottleneck(scenario, node.stage ?? node.id) ? text_width(t("process.bottleneck"), 11) + 12 : 0;
}

function size_of(stage, most) {
  const queue = stage?.queue?.mean?.mean ?? 0;
  return Math.min(most, 30 + 2.2 * Math.sqrt(Math.max(0, queue)));
}

function symbol_of(node) {
  return { yard: "roundRect", store: "rect", source: "triangle", sink: "circle", travel: "circle" }[node.kind] ?? "circle";
}

function labelled(graph, layout, scenario, width, narrow, most) {
  const title = (node) => title_of(node, scenario);
  if (!narrow) {
    const names = names_along(graph, layout, width, { most, title, tagged: (node) => tag_width(node, scenario), radius: (node) => mark_width(node, scenario, most) / 2, size: name_size(layout) });
    return { ...names, top: names.top + side_name_room, bottom: names.bottom + (layout.bands.length > 1 ? side_name_room : 0) };
  }
  const lead = lead_of(layout);
  const scale = (width - 2 * margin) / (layout.total + lead);
  const x = (across) => margin + (across + lead) * scale;
  const y = (along) => along * down_step(width);
  const tagged = (node) => tag_width(node, scenario);
  const named = (of) => names_down(graph, of, width, { x, y, radius: (node) => mark_width(node, scenario, most) / 2, title, tagged });
  // Names first look for where fewest edges pass; then these get lanes clear of the names, and names look again.
  let [found, clear] = [named(layout), layout];
  for (let round = 0; round < rounds; ++round) {
    clear = in_lanes(layout, found.boxes, { x, y, across: (pixel) => (pixel - margin) / scale - lead });
    found = named(clear);
  }
  return { ...found, clear };
}

function name_size(layout) {
  return layout.sides ? folded_size : label_size;
}

function title_of(node, scenario) {
  if (node.unnamed) return "";
  return pick(node.title) || pick(scenario.stage(node.stage ?? node.id)?.title) || node.id;
}

/// The layout with every edge that passes layers straight between them. `x`, `y`: pixels; `across`: back from pixels.
function in_lanes(layout, boxes, { x, y, across }) {
  const at = (id) => layout.place.get(id);
  const band_of = (id) => layout.bands.find((b) => at(id).across < b.to) ?? layout.bands.at(-1);
  const passing = layout.forward.map(({ path }) => path).filter((path) => path.length > 2);
  const edges = passing.map((path, i) => {
    const inner = path.slice(1, -1);
    const band = band_of(inner[0]);
    const half = (y(at(inner[0]).along) - y(at(path[0]).along)) / 2;
    return { id: i, from_x: x(at(path[0]).across), to_x: x(at(path.at(-1)).across), from_y: y(at(inner[0]).along) - half, to_y: y(at(inner.at(-1)).along) + half,
      left: x(band.from) + 6, right: x(band.to) - 6 };
  });
  const place = new Map(layout.place);
  for (const [i, lane] of lanes_of(edges, boxes)) for (const id of passing[i].slice(1, -1)) place.set(id, { ...at(id), across: across(lane) });
  return { ...layout, place };
}

/// Largest mark, in pixels.
function largest(layout, width, narrow) {
  return narrow ? (on_paper() ? 36 : 50) : Math.min(60, (width / layout.length) * 0.86);
}

function mark_width(node, scenario, most) {
  if (!worked(node)) return node.kind === "travel" ? 7 : 13;
  return size_of(scenario.stage(node.stage ?? node.id), most) * (node.kind === "stage" ? 1 : 1.1);
}

const aligned = { left: "right", right: "left", top: "center", bottom: "center" };

/// Node of the series: the mark, the figure in it, the name at it.
function node_of(node, scenario, at, { narrow, name, position, shift, drop, most, halo, name_pixels }) {
  const stage = scenario.stage(node.stage ?? node.id);
  const full = title_of(node, scenario);
  const tight = is_bottleneck(scenario, node.stage ?? node.id);
  const base = { id: node.id, name: full, value: at, node, stage };
  const label = (extra) => ({ show: name !== "", formatter: name, lineHeight: line_of(name_pixels), fontSize: name_pixels, color: ink, position, align: aligned[position], distance: 5 + drop, offset: [shift, 0], textBorderColor: halo, textBorderWidth: 3, backgroundColor: halo, padding: [1, 3], ...extra });
  if (!worked(node)) {
    return { ...base, symbol: symbol_of(node), symbolRotate: node.kind === "source" ? (narrow ? 180 : -90) : 0, symbolSize: mark_width(node, scenario, most),
      itemStyle: { color: node.kind === "sink" ? "#ffffff" : ink_soft, borderColor: ink_soft, borderWidth: node.kind === "sink" ? 3 : 0 }, label: label({ color: ink_soft, fontSize: name_pixels - 0.5 }) };
  }
  const use = fullness(stage) ?? 0;
  const size = size_of(stage, most);
  return {
    ...base, symbol: symbol_of(node), symbolSize: node.kind === "stage" ? size : [size * 1.1, size * 0.86],
    itemStyle: { color: load_colour(use), borderColor: tight ? ink : "#ffffff", borderWidth: tight ? 3 : 1.5 },
    label: label({ formatter: !tight ? name : position === "top" ? `${name}\n{tight|${t("process.bottleneck")}}` : `{tight|${t("process.bottleneck")}}\n${name}`, fontWeight: tight ? 600 : 400,
      rich: { tight: { color: "#ffffff", backgroundColor: seal, borderRadius: 2, padding: [2, 5, 1, 5], fontSize: 11, lineHeight: 18, fontWeight: 600, textBorderWidth: 0 } } }),
  };
}

/// The share in the circle, as points of a second series (the first one's label is the name).
function inside(nodes) {
  return {
    type: "scatter", silent: true, z: 8, symbolSize: 1, itemStyle: { color: "transparent" },
    data: nodes.filter((n) => worked(n.node) && fullness(n.stage) !== null).map((n) => ({ value: n.value, label: { color: load_ink(fullness(n.stage)), formatter: number(fullness(n.stage) * 100, 0) } })),
    label: { show: true, position: "inside", fontSize: 12.5, fontWeight: 600 },
  };
}

function node_tip(node, stage, model) {
  if (!stage) return tip(pick(node.title) || node.id, [[null, model.side_name(node.side) || " ", " "]]);
  return tip(pick(stage.title) || stage.id, [
    [null, t("stages.servers"), number(stage.servers, 0)],
    stage.kind === "store" ? [load_colour(fullness(stage) ?? 0), t("stages.load"), number(stage.offered_load, 2)] : [load_colour(fullness(stage) ?? 0), t("stages.utilisation"), estimate_text(stage.utilisation, "ratio")],
    [null, t("stages.queue"), estimate_text(stage.queue?.mean, model.counted_at(stage.id))],
    [null, t("stages.queue_max"), estimate_text(stage.queue?.max, model.counted_at(stage.id))],
    [null, t("stages.waiting"), estimate_text(stage.waiting_s?.mean, "s>min")],
    [null, t("stages.served"), estimate_text(stage.served_per_day, `${model.counted_at(stage.id)}/d`)],
  ]);
}

/// The sides of the border from left to right, where the flow turns round.
function sides_of(layout, model) {
  return {
    silent: true, z: 0, itemStyle: { borderWidth: 0 },
    data: layout.sides.map((side, i) => [
      { coord: [i === 0 ? -1 : side.from, -100], itemStyle: { color: tints[i] }, label: { show: true, formatter: model.side_name(side.id) || side.id, position: i === 0 ? "insideTopLeft" : "insideTopRight", color: ink_soft, fontSize: 13, fontWeight: 600, distance: 12 } },
      { coord: [i === 1 ? layout.length + 1 : side.to, layout.total + 100] },
    ]),
  };
}

function bands_of(layout, model, narrow, at, last) {
  if (layout.sides) return sides_of(layout, model);
  const title = (id) => model.side_name(id) || (id === "all" ? "" : id);
  return {
    silent: true, z: 0, itemStyle: { borderWidth: 0 },
    data: layout.bands.map((band, i) => [
      { coord: at(-0.5, i === 0 ? -1 : band.from), itemStyle: { color: tints[i % tints.length] },
        label: { show: true, formatter: title(band.id), position: narrow ? "insideTop" : i === 0 ? "insideTopLeft" : "insideBottomLeft", color: ink_soft, fontSize: narrow ? 12 : 13, fontWeight: 600, distance: narrow ? 8 : 12, width: narrow ? 150 : undefined, overflow: "break" } },
      { coord: at(layout.length + 0.5, i === layout.bands.length - 1 ? last + 1 : band.to) },
    ]),
  };
}

export function process_height(scenario, width) {
  const { layout, narrow } = layout_of(scenario, width);
  if (narrow) return Math.round(layout.length * down_step(width) + 70);
  const { top, bottom } = labelled(drawn_graph(scenario), layout, scenario, width, false, largest(layout, width, false));
  return Math.round(layout.total * row_height + top + bottom + (layout.back.length ? 40 : 8));
}

export function process_option(model, scenario, width) {
  const graph = drawn_graph(scenario);
  const { layout, narrow } = layout_of(scenario, width);
  const at = (along, across) => (narrow ? [across, along] : [along, across]);
  const most = largest(layout, width, narrow);
  const { labels, top, bottom, clear = layout } = labelled(graph, layout, scenario, width, narrow, most);
  const tint = ({ along, across }) => tints[Math.max(0, layout.sides ? layout.sides.findIndex((s) => along < s.to) : layout.bands.findIndex((b) => across < b.to)) % tints.length];
  const nodes = graph.nodes.map((n) => {
    const { along, across } = layout.place.get(n.id);
    const { text, position, shift = 0, drop = 0 } = labels.get(n.id);
    return node_of(n, scenario, at(along, across), { narrow, name: text, position, shift, drop, most, halo: tint({ along, across }), name_pixels: name_size(layout) });
  });
  const radius = new Map(nodes.map((n) => [n.id, (Array.isArray(n.symbolSize) ? n.symbolSize[narrow ? 1 : 0] : n.symbolSize) / 2 + 1]));
  const lead = lead_of(layout);
  const across = { type: "value", show: false, min: -lead - top / row_height, max: layout.total + bottom / row_height, inverse: !narrow };
  const along = { type: "value", show: false, min: narrow ? -0.45 : -0.06, max: layout.length + 0.06, inverse: narrow };
  const borders = layout.sides ? [{ xAxis: layout.sides[1].from }] : layout.bands.slice(1).map((band) => (narrow ? { xAxis: band.from } : { yAxis: band.from }));
  const is_upright = narrow || Boolean(layout.sides);
  const line = { silent: true, symbol: "none", z: 3, lineStyle: { color: ink_faint, type: [6, 5], width: 1.4 }, data: borders,  // above the ways, which cross its name
    label: { show: true, formatter: t("process.border"), position: is_upright ? "insideEndTop" : "insideMiddleTop", color: ink_faint, fontSize: 12, backgroundColor: tint({ along: layout.length - 0.01, across: layout.bands.at(-1)?.from }), padding: [1, 3] } };
  return {
    grid: { left: margin, right: margin, top: margin, bottom: margin },
    xAxis: narrow ? across : along,
    yAxis: narrow ? along : across,
    tooltip: {
      trigger: "item",
      formatter: ({ data }) => {
        if (data.edge) return edge_tip(graph, data.edge, model);
        return data.node ? node_tip(data.node, data.stage, model) : "";
      },
    },
    series: [
      { type: "scatter", data: [], silent: true, markArea: bands_of(layout, model, narrow, at, layout.total), markLine: line },
      edge_series(clear, { narrow, at, radius: (id) => radius.get(id) ?? 0 }),
      { type: "graph", coordinateSystem: "cartesian2d", layout: "none", z: 4, data: nodes, links: [], emphasis: { disabled: true } },
      inside(nodes),
    ],
  };
}

function edge_tip(graph, edge, model) {
  return tip(`${name_of(graph, edge.from)} → ${name_of(graph, edge.to)}`, [[null, t("process.share"), `${number((edge.share ?? 1) * 100, 0)} %`], ...(edge.classes ?? []).map((c) => [null, model.class_name(c), ""])]);
}

function name_of(graph, id) {
  const node = graph.nodes.find((n) => n.id === id);
  return node ? pick(node.title) || id : id;
}

