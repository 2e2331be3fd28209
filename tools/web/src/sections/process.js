// The process drawn as a graph, one scenario at a time.
import { h } from "../core/dom.js";
import { pick, t } from "../core/language.js";
import { bottleneck_name, is_bottleneck } from "../core/data.js";
import { is_of_fleets } from "../core/place_colour.js";
import { figure } from "../core/figure.js";
import { dotted_ring, load_ramp, ring, side_square } from "../core/picture_key.js";
import { drop_down, scenario_buttons } from "../core/controls.js";
import { estimate_text, has } from "../core/format.js";
import { back_edges } from "../charts/layering.js";
import { drawn_graph, is_repeated, process_height, process_option, ways_to_choose } from "../charts/process.js";
import { tints } from "../charts/process_marks.js";
import { ink_soft, load_gradient, seal } from "../core/theme.js";

const narrow_below = 720; // pixels

/// What the key says besides the scale of utilisation: { marks } of { colour, line, name } that outline places, { words } above and { border } below the { sides }, each { tint, name }.
function key_of(scenario) {
  const leaves = drawn_graph(scenario).nodes.some((n) => n.unnamed) ? [t("process.leaves")] : [];
  const apart = is_repeated(scenario);
  const again = !apart && back_edges(scenario.graph.nodes, scenario.graph.edges ?? []).size ? [t("process.back")] : [];
  const sides = apart ? (scenario.sides ?? []).map((side, i) => ({ tint: tints[i], name: pick(side.title) })) : [];
  const drawn = drawn_graph(scenario).nodes.map((n) => scenario.stage(n.stage ?? n.of ?? n.id)).filter(Boolean);
  const tight = drawn.some((g) => is_bottleneck(scenario, g.id)) ? [{ colour: seal, line: "solid", name: t("process.bottleneck") }] : [];
  const fleets = drawn.some((g) => is_of_fleets(g) && !is_bottleneck(scenario, g.id)) ? [{ colour: ink_soft, line: "dotted", name: t("process.fleet") }] : [];
  return { marks: [...tight, ...fleets], words: [...leaves, ...again, ...(apart ? [t("process.apart")] : [])], sides, border: apart ? [t("process.border.dashed")] : [] };
}

function key(scenario) {
  const { marks, words, sides, border } = key_of(scenario);
  const more = (text) => h("span", { class: "more" }, text);
  return h("p", { class: "key ramp" }, h("span", {}, t("stages.utilisation")), h("span", {}, "0 %"), h("i", { class: "ramp", style: `background:${load_gradient()}` }), h("span", {}, "100 %"),
    marks.map(({ colour, line, name }) => h("span", { class: "mark" }, h("i", { style: `border:3px ${line} ${colour}` }), name)), words.map(more),
    sides.map(({ tint, name }) => h("span", { class: "side" }, h("i", { style: `background:${tint}` }), name)), border.map(more));
}

function saved_key(scenario) {
  const { marks, words, sides, border } = key_of(scenario);
  const text_item = (text) => ({ text });
  return [{ before: `${t("stages.utilisation")}  0 %`, mark: load_ramp, text: "100 %" }, ...marks.map(({ colour, line, name }) => ({ mark: line === "dotted" ? dotted_ring(colour) : ring(colour), text: name })), ...words.map(text_item), ...sides.map(({ tint, name }) => ({ mark: side_square(tint), text: name })), ...border.map(text_item)];
}

/// A full stage beside a bottleneck that is less so wants a word; a room to wait has no use to be compared.
function busier(model, scenario) {
  const use = (id) => scenario.stage(id)?.utilisation?.mean ?? 0;
  const bottleneck = (scenario.stages ?? []).find((g) => is_bottleneck(scenario, g.id));
  if (!has(bottleneck?.utilisation)) return "";
  const named = [bottleneck.id, ...scenario.rivals.filter((r) => r.kind !== "queue").map((r) => r.id)];
  const list = (scenario.stages ?? []).filter((g) => !named.includes(g.id) && g.kind === "stage" && use(g.id) > use(scenario.bottleneck)).sort((a, b) => use(b.id) - use(a.id)).slice(0, 3);
  if (list.length === 0) return "";
  const names = list.map((g) => `${model.stage_name(g.id)} (${estimate_text({ mean: use(g.id) }, "ratio")})`).join(t("list.comma"));
  return t("process.busier", { bottleneck: `${bottleneck_name(model, scenario)} (${estimate_text({ mean: use(scenario.bottleneck) }, "ratio")})`, list: names });
}

export function process_section(model) {
  const drawn = model.scenarios.filter((s) => s.graph?.nodes?.length);
  if (drawn.length === 0) return [h("p", { class: "none" }, t("process.none"))];
  let chosen = drawn[0];
  // All ways of a railway below each other are long on a telephone.
  const first_way = () => (ways_to_choose(chosen).length && window.innerWidth < narrow_below ? 0 : null);
  let way = first_way();
  const under = h("div", {}, key(chosen));
  const said = h("p", { class: "sub" }, busier(model, chosen));
  const choice_of_ways = () => {
    const ways = ways_to_choose(chosen);
    const options = [{ value: "", text: t("process.all_ways") }, ...ways.map((classes, i) => ({ value: String(i), text: classes.map(model.class_name).join(t("list.comma")) }))];
    return ways.length ? [drop_down(t("select.show"), [{ options }], way === null ? "" : String(way), (value) => {
      way = value === "" ? null : Number(value);
      element.refresh();
    })] : [];
  };
  const choices = h("div", { class: "choices" }, choice_of_ways());
  const element = figure({
    id: "process", title: t("process.title"), sub: t("process.sub.flow", { sub: t("process.sub") }), height: (width) => process_height(chosen, width, way), option: (width) => process_option(model, chosen, width, way),
    describe: () => `${chosen.name}. ${(chosen.stages ?? []).filter((g) => has(g.utilisation)).map((g) => `${model.stage_name(g.id)} ${estimate_text({ mean: g.utilisation.mean }, "ratio")}`).join("; ")}`,
    saved: () => ({ place: [model.scenarios.length > 1 ? chosen.name : "", way === null ? "" : ways_to_choose(chosen)[way].map(model.class_name).join(t("list.comma"))].filter(Boolean).join(" · "), sub: t("process.sub"), key: saved_key(chosen), notes: [said.textContent] }),
    controls: [...scenario_buttons({ ...model, scenarios: drawn }, chosen.index, (index) => {
      chosen = model.scenarios[index];
      way = first_way();
      under.replaceChildren(key(chosen));
      said.textContent = busier(model, chosen);
      choices.replaceChildren(...choice_of_ways());
      element.refresh();
    }), ...(drawn.some((s) => ways_to_choose(s).length) ? [choices] : [])],
    below: under,
  });
  return [element, said];
}
