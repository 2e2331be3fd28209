// Small controls above a chart: a drop-down and a row of scenario buttons.
import { h } from "./dom.js";
import { t } from "./language.js";

/// groups: [{ label, options: [{ value, text }] }]
export function drop_down(label, groups, chosen, changed) {
  const option = ({ value, text }) => h("option", { value, selected: value === chosen }, text);
  const select = h("select", { onchange: (event) => changed(event.target.value) },
    groups.map((group) => (group.label ? h("optgroup", { label: group.label }, group.options.map(option)) : group.options.map(option))));
  return h("label", { class: "choice" }, h("span", {}, label), select);
}

/// One button a scenario, in its colour; nothing when there is only one.
export function scenario_buttons(model, chosen, changed) {
  if (model.scenarios.length < 2) return [];
  const buttons = model.scenarios.map((scenario) => h("button", {
    type: "button", class: "scenario-button", "aria-pressed": String(scenario.index === chosen), style: `--scenario:${scenario.colour}`,
    onclick: (event) => {
      buttons.forEach((b) => b.setAttribute("aria-pressed", String(b === event.currentTarget)));
      changed(scenario.index);
    },
  }, h("i", { class: "swatch" }), scenario.name));
  return [h("div", { class: "buttons", role: "group", "aria-label": t("select.scenario") }, buttons)];
}
