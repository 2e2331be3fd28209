// The process drawn as a graph, one scenario at a time.
import { h } from "../core/dom.js";
import { t } from "../core/language.js";
import { figure } from "../core/figure.js";
import { scenario_buttons } from "../core/controls.js";
import { estimate_text, has } from "../core/format.js";
import { back_edges } from "../charts/layering.js";
import { process_height, process_option } from "../charts/process.js";
import { load_gradient } from "../core/theme.js";

function key(scenario) {
  const again = back_edges(scenario.graph.nodes, scenario.graph.edges ?? []).size ? t("process.back") : "";
  return h("p", { class: "key ramp" }, h("span", {}, t("stages.utilisation")), h("span", {}, "0 %"), h("i", { class: "ramp", style: `background:${load_gradient()}` }), h("span", {}, "100 %"), h("span", { class: "more" }, again));
}

export function process_section(model) {
  const drawn = model.scenarios.filter((s) => s.graph?.nodes?.length);
  if (drawn.length === 0) return [h("p", { class: "none" }, t("process.none"))];
  let chosen = drawn[0];
  const element = figure({
    id: "process", title: t("process.title"), sub: t("process.sub"), height: (width) => process_height(chosen, width), option: (width) => process_option(model, chosen, width),
    describe: () => `${chosen.name}. ${(chosen.stages ?? []).filter((g) => has(g.utilisation)).map((g) => `${model.stage_name(g.id)} ${estimate_text({ mean: g.utilisation.mean }, "ratio")}`).join("; ")}`,
    controls: scenario_buttons({ ...model, scenarios: drawn }, chosen.index, (index) => {
      chosen = model.scenarios[index];
      element.refresh();
    }),
    below: key(chosen),
  });
  return [element];
}
