// Marks of the process graph: how full a place is, how long its queue, what it is called, and what it says when it is pointed at.
import { is_bottleneck } from "../core/data.js";
import { estimate_text, number } from "../core/format.js";
import { pick, t } from "../core/language.js";
import { fullness, is_of_fleets, place_colours } from "../core/place_colour.js";
import { ink, ink_soft, seal } from "../core/theme.js";
import { text_width, tip } from "./engine.js";
import { line_of } from "./process_labels.js";

export const tints = ["#f4f1ea", "#eef3f6", "#f3f0f5", "#eff5ef"]; // one a side

export const is_worked = (node) => ["stage", "yard", "store"].includes(node.kind);

const stage_of = (node, scenario) => scenario.stage(node.stage ?? node.of ?? node.id);

function is_tight(node, scenario) {
  return is_bottleneck(scenario, node.stage ?? node.of ?? node.id);
}

/// Pixels across for the word at the bottleneck, 0 at others.
export function tag_width(node, scenario) {
  return is_tight(node, scenario) ? text_width(t("process.bottleneck"), 11) + 12 : 0;
}

export function title_of(node, scenario) {
  if (node.unnamed) return "";
  return pick(node.title) || pick(stage_of(node, scenario)?.title) || node.id;
}

function size_of(stage, most) {
  const queue = stage?.queue?.mean?.mean ?? 0;
  return Math.min(most, 30 + 2.2 * Math.sqrt(Math.max(0, queue)));
}

const symbols = { yard: "roundRect", store: "rect", source: "triangle" };

export function mark_width(node, scenario, most) {
  if (!is_worked(node)) return node.kind === "travel" ? 7 : 13;
  return size_of(stage_of(node, scenario), most) * (node.kind === "stage" ? 1 : 1.1);
}

const aligned = { left: "right", right: "left", top: "center", bottom: "center" };

function outline_of(stage, tight) {
  if (tight) return { borderColor: seal, borderWidth: 4 };
  return is_of_fleets(stage) ? { borderColor: ink_soft, borderWidth: 2.5, borderType: "dotted" } : { borderColor: "#ffffff", borderWidth: 1.5 };
}

/// Node of the series: the mark, the figure in it, the name at it. `turned`: of sources, so that they point where they lead.
export function node_of(node, scenario, at, { turned = -90, name, position, shift = 0, drop = 0, most, halo, name_pixels }) {
  const stage = stage_of(node, scenario);
  const tight = is_tight(node, scenario);
  const base = { id: node.id, name: title_of(node, scenario), value: at, node, stage };
  const label = (extra) => ({ show: name !== "", formatter: name, lineHeight: line_of(name_pixels), fontSize: name_pixels, color: ink, position, align: aligned[position], distance: 5 + drop, offset: [shift, 0], textBorderColor: halo, textBorderWidth: 3, backgroundColor: halo, padding: [1, 3], ...extra });
  if (!is_worked(node)) {
    return { ...base, symbol: symbols[node.kind] ?? "circle", symbolRotate: node.kind === "source" ? turned : 0, symbolSize: mark_width(node, scenario, most),
      itemStyle: { color: node.kind === "sink" ? "#ffffff" : ink_soft, borderColor: ink_soft, borderWidth: node.kind === "sink" ? 3 : 0 }, label: label({ color: ink_soft, fontSize: name_pixels - 0.5 }) };
  }
  const colours = place_colours(stage);
  const size = size_of(stage, most);
  return {
    ...base, ink: colours.ink, symbol: symbols[node.kind] ?? "circle", symbolSize: node.kind === "stage" ? size : [size * 1.1, size * 0.86],
    itemStyle: { color: colours.fill, ...outline_of(stage, tight) },
    label: label({ formatter: !tight ? name : position === "top" ? `${name}\n{tight|${t("process.bottleneck")}}` : `{tight|${t("process.bottleneck")}}\n${name}`, fontWeight: tight ? 600 : 400,
      rich: { tight: { color: "#ffffff", backgroundColor: seal, borderRadius: 2, padding: [2, 5, 1, 5], fontSize: 11, lineHeight: 18, fontWeight: 600, textBorderWidth: 0 } } }),
  };
}

/// The marks, and the share in each as points of a second series (the label of the first is the name).
export function mark_series(nodes) {
  const full = nodes.filter((n) => is_worked(n.node) && fullness(n.stage) !== null);
  return [
    { type: "graph", coordinateSystem: "cartesian2d", layout: "none", z: 4, data: nodes, links: [], emphasis: { disabled: true } },
    {
      type: "scatter", silent: true, z: 8, symbolSize: 1, itemStyle: { color: "transparent" },
      data: full.map((n) => ({ value: n.value, label: { color: n.ink, formatter: number(fullness(n.stage) * 100, 0) } })),
      label: { show: true, position: "inside", fontSize: 12.5, fontWeight: 600 },
    },
  ];
}

/// Half of a mark's height or width, in pixels, where ways end.
export function radius_of(nodes, across = 0) {
  const sizes = new Map(nodes.map((n) => [n.id, [n.symbolSize].flat()]));
  return (id, way = across) => (sizes.get(id)[way] ?? sizes.get(id)[0]) / 2 + 1;
}

function node_tip(node, stage, model) {
  if (!stage) return tip(pick(node.title) || node.id, [[null, model.side_name(node.side) || " ", " "]]);
  return tip(pick(stage.title) || stage.id, [
    [null, t("stages.servers"), number(stage.servers, 0)],
    [place_colours(stage).fill, ...(stage.kind === "store" ? [t("stages.load"), number(stage.offered_load, 2)] : [t("stages.utilisation"), estimate_text(stage.utilisation, "ratio")])],
    ...(is_of_fleets(stage) ? [[null, t("process.fleet.short"), " "]] : []),
    [null, t("stages.queue"), estimate_text(stage.queue?.mean, model.counted_at(stage.id))],
    [null, t("stages.queue_max"), estimate_text(stage.queue?.max, model.counted_at(stage.id))],
    [null, t("stages.waiting"), estimate_text(stage.waiting_s?.mean, "s>min")],
    [null, t("stages.served"), estimate_text(stage.served_per_day, `${model.counted_at(stage.id)}/d`)],
  ]);
}

function edge_tip(graph, edge, model) {
  const name = (id) => pick(graph.nodes.find((n) => n.id === id)?.title) || id;
  const share = edge.share === null ? [] : [[null, t("process.share"), `${number((edge.share ?? 1) * 100, 0)} %`]];
  return tip(`${name(edge.from)} → ${name(edge.to)}`, [...share, ...(edge.classes ?? []).map((c) => [null, model.class_name(c), ""])]);
}

export function process_tooltip(graph, model) {
  return {
    trigger: "item",
    formatter: ({ data }) => (data.edge ? edge_tip(graph, data.edge, model) : data.node ? node_tip(data.node, data.stage, model) : ""),
  };
}
