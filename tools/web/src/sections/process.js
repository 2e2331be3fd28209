// The process drawn as a graph, one scenario at a time.
import { h } from "../core/dom.js";
import { t } from "../core/language.js";
import { bottleneck_name, is_bottleneck } from "../core/data.js";
import { figure } from "../core/figure.js";
import { scenario_buttons } from "../core/controls.js";
import { estimate_text, has } from "../core/format.js";
import { back_edges } from "../charts/layering.js";
import { drawn_graph, process_height, process_option } from "../charts/process.js";
import { load_gradient } from "../core/theme.js";

const most_in_narrow = 45; // marks
const least_width = 1000; // pixels; style/narrow.css knows in which windows that is too wide

function key(scenario) {
  const leaves = drawn_graph(scenario).nodes.some((n) => n.unnamed) ? t("process.leaves") : "";
  const again = back_edges(scenario.graph.nodes, scenario.graph.edges ?? []).size ? t("process.back") : "";
  return h("p", { class: "key ramp" }, h("span", {}, t("stages.utilisation")), h("span", {}, "0 %"), h("i", { class: "ramp", style: `background:${load_gradient()}` }), h("span", {}, "100 %"), leaves ? h("span", { class: "more" }, leaves) : null, again ? h("span", { class: "more" }, again) : null);
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
  const said = h("p", { class: "sub" }, busier(model, chosen));
  // A railway has more places than a telephone has room for beside each other.
  const crowded = drawn.some((s) => drawn_graph(s).nodes.length > most_in_narrow);
  const element = figure({
    id: "process", least: crowded ? least_width : 0, title: t("process.title"), sub: t("process.sub"), height: (width) => process_height(chosen, width), option: (width) => process_option(model, chosen, width),
    describe: () => `${chosen.name}. ${(chosen.stages ?? []).filter((g) => has(g.utilisation)).map((g) => `${model.stage_name(g.id)} ${estimate_text({ mean: g.utilisation.mean }, "ratio")}`).join("; ")}`,
    controls: scenario_buttons({ ...model, scenarios: drawn }, chosen.index, (index) => {
      chosen = model.scenarios[index];
      said.textContent = busier(model, chosen);
      element.refresh();
    }),
    below: key(chosen),
  });
  return [element, said];
}
