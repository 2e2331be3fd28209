// The process graph on hidden axes: which of its layouts has room for the names, and the drawing of those that flow across the page.
import { edge_series, lead_of } from "./edges.js";
import { folded, lowered } from "./folding.js";
import { layered } from "./layering.js";
import { classes_of, parted, with_joined_sources } from "./parting.js";
import { simplified } from "./simplified.js";
import { strips } from "./strips.js";
import { pick, t } from "../core/language.js";
import { even_lines, text_width } from "./engine.js";
import { label_size, line_of, name_room, names_along } from "./process_labels.js";
import { list_layout, list_option } from "./process_list.js";
import { mark_series, mark_width, node_of, process_tooltip, radius_of, tag_width, tints, title_of } from "./process_marks.js";
import { ink, ink_faint, ink_soft } from "../core/theme.js";

const narrow_below = 720;
const least_step = 84; // pixels a layer: with less names would not stand side by side, so that the flow turns round, is parted, or runs down, as on a phone
const least_folded_step = 72; // pixels a layer where it turns round
const folded_size = 13; // of its names, which a slide is to show
const strip_step = 85; // pixels a layer of ways that are parted
const strip_mark = 42; // pixels, largest mark of theirs
const strip_turn = 14; // pixels at either edge in which long ways turn round
const strip_bend = 44; // pixels beyond the marks towards which they bend there, clear of names
const head_size = 13; // of the names of classes above a strip
const head_line = 17;
const strip_line = 104; // pixels, least height of their lines
const most_together = 3; // ways that are shown without being chosen from
const margin = 4; // pixels around the picture
const row_height = 104;
const lowerings = [0.3, 0.45]; // rows by which a way is led farther round the names above it
const side_name_room = 20; // pixels for the names of the first side, above those of its stages, and of the last, below

/// The graph of the scenario as it is drawn.
export function drawn_graph(scenario) {
  return simplified(scenario.graph, (node) => scenario.stage(node?.stage)?.kind === "section");
}

function side_ids(scenario) {
  return (scenario.sides ?? []).map((s) => s.id);
}

/// There and back from whichever side it begins on; null where it does not go so.
function turned_round(scenario) {
  const graph = drawn_graph(scenario);
  const ids = side_ids(scenario);
  return folded(graph, ids) ?? folded(graph, [...ids].reverse());
}

/// In strips of classes, with lines as high as the longest name asks for.
function in_strips(ways, scenario, width) {
  const graphs = ways.map(with_joined_sources);
  const named = new Map(graphs.map((graph, i) => [graph, classes_of(ways[i]).map((id) => pick(scenario.klass(id)?.title) || id).join(" · ")]));
  const columns = Math.floor((width - 2 * margin - 2 * strip_turn) / strip_step);
  const step = (width - 2 * margin - 2 * strip_turn) / columns;
  const broken = (node) => even_lines(title_of(node, scenario), name_room(step), label_size).split("\n").length;
  const name_end = (nodes) => strip_mark / 2 + 8 + line_of(label_size) * Math.max(...nodes.map(broken)); // pixels below the middle of a mark
  const high = Math.max(strip_line, name_end(graphs.flatMap((g) => g.nodes)) + strip_mark / 2 + 4);
  const heading = (graph, wide) => even_lines(named.get(graph), wide * step, head_size);
  const layout = strips(graphs, side_ids(scenario), columns, { above: 0.1, below: (graph) => Math.max(0, name_end(graph.nodes) / high - 0.5), head: (graph, wide) => (heading(graph, wide).split("\n").length * head_line + 8) / high });
  return { ...layout, row_height: high, step, turn: strip_bend, heads: layout.heads.map((x) => ({ ...x, text: heading(x.graph, x.columns) })), lead: strip_turn / step };
}

/// The ways of classes, each a graph of its own; where they cannot be parted, or there is but one, the whole graph.
function ways_of(scenario) {
  const graph = drawn_graph(scenario);
  const graphs = parted(graph) ?? [];
  return graphs.length > 1 ? { graph, graphs, apart: true } : { graph, graphs: [graph], apart: false };
}

/// Classes of each way, where there are so many ways that one asks for one of them; none elsewhere.
export function ways_to_choose(scenario) {
  const { graphs } = ways_of(scenario);
  return graphs.length > most_together ? graphs.map(classes_of) : [];
}

function has_repeated(graphs) {
  const places = graphs.flatMap((graph) => graph.nodes.map((n) => n.of).filter(Boolean));
  return new Set(places).size < places.length;
}

/// Whether a place stands on several ways, or twice on one, in whichever window.
export function is_repeated(scenario) {
  const { graphs, apart } = ways_of(scenario);
  return Boolean(apart) && has_repeated(graphs);
}

/// { list } where it runs down, else { layout }: all in one where names have the room, there and back, in strips. `way`: the one that alone is drawn, or null.
function layout_of(scenario, width, way, paper) {
  const { graph, graphs: all, apart } = ways_of(scenario);
  const graphs = way === null ? all : [all[way]];
  const is_wide = width >= narrow_below || paper;
  if (is_wide && way === null) {
    const layout = { ...layered(graph, side_ids(scenario)), graph };
    if (width / layout.length >= least_step) return { layout };
    const turned = turned_round(scenario);
    if (turned && width / turned.length >= least_folded_step) return { layout: { ...turned, graph } };
  }
  if (is_wide && apart) return { layout: in_strips(graphs, scenario, width) };
  // In a list few ways that share places are one.
  const is_one = graphs.length <= most_together && way === null && has_repeated(graphs);
  return { list: list_layout(is_one ? [graph] : graphs, scenario, width, { small: paper }) };
}

function labelled(layout, scenario, width, most) {
  const names = names_along(layout.graph, layout, width, { most, title: (node) => title_of(node, scenario), tagged: (node) => tag_width(node, scenario), radius: (node) => mark_width(node, scenario, most) / 2, size: name_size(layout) });
  if (layout.fields) return { ...names, top: 0, bottom: 0 }; // they have room for names
  return { ...names, top: names.top + side_name_room, bottom: names.bottom + (layout.bands.length > 1 ? side_name_room : 0) };
}

function name_size(layout) {
  return layout.sides ? folded_size : label_size;
}

/// Largest mark, in pixels.
function largest(layout, width) {
  return layout.fields ? strip_mark : Math.min(60, (width / layout.length) * 0.86);
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

/// The fields of strips, each with its side's name where that has room and was not said right above.
function fields_of(layout, model, tint) {
  const has_room = ({ side, from, to }) => text_width(model.side_name(side), 11) + 12 < (to - from) * layout.step;
  return {
    silent: true, z: 0, itemStyle: { borderWidth: 0 },
    data: layout.fields.map((field) => [field, field.from === 0 ? -layout.lead : field.from, field.to === layout.length ? field.to + layout.lead : field.to]).map(([{ side, top, bottom, ...field }, from, to]) => [
      { coord: [from, top], itemStyle: { color: tint(side) }, label: { show: side !== null && field.is_new && has_room({ side, from, to }), formatter: model.side_name(side) || "", position: "insideTopLeft", color: ink_faint, fontSize: 11, fontWeight: 600, distance: 5 } },
      { coord: [to, bottom] },
    ]),
  };
}

function areas_of(layout, model, tint) {
  if (layout.fields) return fields_of(layout, model, tint);
  if (layout.sides) return sides_of(layout, model);
  const title = (id) => model.side_name(id) || (id === "all" ? "" : id);
  return {
    silent: true, z: 0, itemStyle: { borderWidth: 0 },
    data: layout.bands.map((band, i) => [
      { coord: [-0.5, i === 0 ? -1 : band.from], itemStyle: { color: tints[i % tints.length] },
        label: { show: true, formatter: title(band.id), position: i === 0 ? "insideTopLeft" : "insideBottomLeft", color: ink_soft, fontSize: 13, fontWeight: 600, distance: 12 } },
      { coord: [layout.length + 0.5, i === layout.bands.length - 1 ? layout.total + 1 : band.to] },
    ]),
  };
}

const at_border = { long: () => text_width(t("process.border"), 12) + 12, high: 20 }; // pixels, the word on a border

/// The first of these places of that word { position, left, top, right, bottom } where no name stands.
function free_place(places, boxes) {
  const is_free = (p) => boxes.every((b) => b.right < p.left || b.left > p.right || b.bottom < p.top || b.top > p.bottom);
  return (places.find(is_free) ?? places[0]).position;
}

/// On a border that runs across the picture at `y` pixels, above or below it.
function place_across(y, boxes, width) {
  const { high } = at_border;
  const long = at_border.long();
  const places = [["Middle", (width - long) / 2], ["End", width - long]].flatMap(([at, left]) => [["Top", y - high], ["Bottom", y]].map(([side, top]) => ({ position: `inside${at}${side}`, left, top, right: left + long, bottom: top + high })));
  return free_place(places, boxes);
}

/// On one that runs down it at `x` pixels, from `first` to `last`, right or left of it.
function place_down(x, { first, last }, boxes) {
  const { high } = at_border;
  const long = at_border.long();
  const places = [["End", last - long], ["Start", first]].flatMap(([at, top]) => [["Top", x], ["Bottom", x - high]].map(([side, left]) => ({ position: `inside${at}${side}`, left, top, right: left + high, bottom: top + long })));
  return free_place(places, boxes);
}

/// The border, named once, where no name stands.
function border_of(layout, { boxes, top, bottom }, width) {
  const line = { silent: true, symbol: "none", z: 3, lineStyle: { color: ink_faint, type: [6, 5], width: 1.4 } }; // above the ways, which cross its name
  const label = (position, tint) => ({ show: true, formatter: t("process.border"), position, color: ink_faint, fontSize: 12, backgroundColor: tint, padding: [1, 3] });
  if (layout.fields) {
    const crossed = layout.fields.filter((f) => layout.fields.some((g) => g.to === f.from && g.top === f.top && g.side !== f.side));
    return { ...line, z: 1, label: { show: false }, data: crossed.map(({ from, top, bottom }) => [{ coord: [from, top] }, { coord: [from, bottom] }]) }; // the key below says what it is
  }
  if (layout.sides) {
    const [from, ends] = [layout.sides[1].from, { first: -top - lead_of(layout) * layout.row_height, last: layout.total * layout.row_height + bottom }];
    const position = place_down((from / layout.length) * width, ends, boxes);
    return { ...line, label: label(position, tints[position.endsWith("Top") ? 1 : 0]), data: [{ xAxis: from }] };
  }
  const ground = tints[Math.max(0, layout.bands.length - 1) % tints.length];
  return { ...line, data: layout.bands.slice(1).map((band) => ({ yAxis: band.from, label: label(place_across(band.from * layout.row_height, boxes, width), ground) })) };
}

/// The names of the classes above each strip.
function heads_of(layout) {
  if (!layout.heads) return [];
  return [{ type: "scatter", silent: true, symbolSize: 1, itemStyle: { color: "transparent" }, label: { show: true, position: [0, 2], align: "left", verticalAlign: "top", color: ink, fontSize: head_size, lineHeight: head_line, fontWeight: 600 },
    data: layout.heads.map(({ along, across, text }) => ({ value: [along === 0 ? -layout.lead : along, across], label: { formatter: text } })) }];
}

/// Colour of the ground at a place.
function ground_of(layout, ids) {
  const of_side = (side) => (side === null ? "#ffffff" : tints[Math.max(0, ids.indexOf(side)) % tints.length]);
  const nth = (i) => tints[Math.max(0, i) % tints.length];
  const at = ({ along, across }) => {
    if (layout.fields) return of_side(layout.fields.find((f) => along >= f.from && along < f.to && across >= f.top && across < f.bottom)?.side ?? null);
    return nth(layout.sides ? layout.sides.findIndex((s) => along < s.to) : layout.bands.findIndex((b) => across < b.to));
  };
  return { at, of_side };
}

/// { layout, most, labels, top, bottom }; a way that would run through names right above it, with nothing below, is led farther down where that keeps it clear of them.
function with_names(layout, scenario, width) {
  const most = largest(layout, width);
  const named = (drawn) => ({ layout: drawn, most, ...labelled(drawn, scenario, width, most) });
  let best = named({ row_height, ...layout });
  for (const rows of layout.sides ? lowerings : []) {
    if (best.run_through === 0) break;
    const lower = named({ row_height, ...lowered(layout, rows) });
    if (lower.run_through < best.run_through) best = lower;
  }
  return best;
}

const last_picture = new WeakMap(); // of each scenario: the height is asked for before what is drawn, and to find places for names takes longer than to draw them

/// { list } or { layout, most, labels, top, bottom, boxes }: the layout, the largest mark in pixels, where the names stand and the room they need.
function picture_of(scenario, width, way) {
  const paper = document.documentElement.classList.contains("printing");
  const asked = [width, way, paper].join();
  const last = last_picture.get(scenario);
  if (last?.asked === asked) return last.picture;
  const { list, layout } = layout_of(scenario, width, way, paper);
  const picture = list ? { list } : with_names(layout, scenario, width);
  last_picture.set(scenario, { asked, picture });
  return picture;
}

/// `way`: as in ways_to_choose, null for all.
export function process_height(scenario, width, way = null) {
  const { list, layout, top, bottom } = picture_of(scenario, width, way);
  return Math.round(list ? list.height : layout.total * layout.row_height + top + bottom + (layout.back.length ? 40 : 8));
}

export function process_option(model, scenario, width, way = null) {
  const { list, layout, most, labels, top, bottom, boxes } = picture_of(scenario, width, way);
  if (list) return list_option(list, model, scenario);
  const ground = ground_of(layout, side_ids(scenario));
  const nodes = layout.graph.nodes.map((n) => {
    const place = layout.place.get(n.id);
    const { text, position, shift, drop } = labels.get(n.id);
    return node_of(n, scenario, [place.along, place.across], { turned: -90 * (place.way ?? 1), name: text, position, shift, drop, most, halo: ground.at(place), name_pixels: name_size(layout) });
  });
  const lead = lead_of(layout);
  return {
    grid: { left: margin, right: margin, top: margin, bottom: margin },
    xAxis: { type: "value", show: false, min: -(layout.lead ?? 0.06), max: layout.length + (layout.lead ?? 0.06) },
    yAxis: { type: "value", show: false, min: -lead - top / layout.row_height, max: layout.total + bottom / layout.row_height, inverse: true },
    tooltip: process_tooltip(layout.graph, model),
    series: [
      { type: "scatter", data: [], silent: true, markArea: areas_of(layout, model, ground.of_side), markLine: border_of(layout, { boxes, top, bottom }, width) },
      ...heads_of(layout),
      edge_series(layout, { radius: radius_of(nodes) }),
      ...mark_series(nodes),
    ],
  };
}
