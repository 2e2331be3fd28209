// All stages of a scenario in figures.
import { h } from "../core/dom.js";
import { pick, t } from "../core/language.js";
import { is_bottleneck } from "../core/data.js";
import { has, is_below, known, unit } from "../core/format.js";
import { saved_as } from "../core/csv.js";
import { estimate_cell, few_decimals, fold, head, is_telephone, number_cell, table, text_cell } from "../core/table.js";
import { load_colour } from "../core/theme.js";

function figure_cell(estimate, unit_id) {
  return estimate_cell(estimate, unit_id, { coarse: true });
}

function use_cell(estimate) {
  const cell = figure_cell(estimate, "ratio");
  if (has(estimate)) cell.style.setProperty("--load", load_colour(estimate.mean));
  cell.classList.add("load");
  return cell;
}

/// Where waiting inside keeps the places too, the load is at least this; where an earlier place may turn vehicles away,
/// or conditions decide who comes, about this.
function load_cell(g) {
  const cell = number_cell(g.offered_load, "", g.offered_load === 0 ? 0 : few_decimals);
  const is_least = g.load_leaves_out?.length > 0, is_about = g.load_counts_turned_away === true || g.load_is_assumed === true;
  const is_small = g.offered_load > 0 && is_below({ mean: g.offered_load }, "", few_decimals);
  if (is_small) cell.textContent = is_least || is_about ? "0" : `< ${10 ** -few_decimals}`;
  if (!known(g.offered_load) || !(is_least || is_about)) return saved_as(cell, saved_load(g, ""));
  cell.prepend(is_about ? "~ " : "≥ ");
  cell.title = [is_least && t("stages.load_least"), is_about && t("stages.load_about")].filter(Boolean).join("; ");
  return saved_as(cell, saved_load(g, is_about ? t("csv.about") : t("csv.at_least")));
}

function saved_load(g, words) {
  return [{ value: g.offered_load }, { name: t("csv.of", { what: t("stages.load"), name: t("csv.words") }), text: words }];
}

function stage_table(model, scenario) {
  // Where not all are vehicles, each row says what it counts.
  const counted = scenario.stages.map((g) => model.counted_at(g.id));
  const same = counted.every((x) => x === "vehicles");
  const [each, per_day] = same ? ["vehicles", "vehicles/d"] : ["", "per_day"];
  const with_km = scenario.stages.some((g) => g.queue_km);
  const heads = [
    head(t("stages.stage")), head(t("stages.side")), head(t("stages.servers"), ""), head(t("stages.load"), ""), head(t("stages.utilisation"), "ratio"), head(t("stages.blocked"), "ratio"),
    head(t("stages.starved"), "ratio"), head(t("stages.closed"), "ratio"), ...(same ? [] : [head(t("stages.counted"))]), head(t("stages.served"), per_day), head(t("stages.waiting"), "s>min"), head(t("stages.waiting95"), "s>min"),
    head(t("stages.queue"), each), head(t("stages.queue_max"), each), ...(with_km ? [head(t("stages.km"), "km")] : []),
  ];
  const rows = scenario.stages.map((g, i) => [
    saved_as(h("th", { scope: "row" }, pick(g.title) || g.id, is_bottleneck(scenario, g.id) ? h("span", { class: "pill bad" }, t("process.bottleneck")) : null),
      [{ text: pick(g.title) || g.id }, { name: t("csv.id"), text: g.id }, { name: t("nav.bottleneck"), text: is_bottleneck(scenario, g.id) ? t("process.bottleneck") : "" }]),
    text_cell(model.side_name(g.side), { class: "side" }), number_cell(g.servers, "", 0), load_cell(g), use_cell(g.utilisation),
    ...["blocked", "starved", "closed"].map((f) => figure_cell(g[f], "ratio")), ...(same ? [] : [text_cell(unit(counted[i]).name, { class: "soft counted" })]), figure_cell(g.served_per_day, per_day),
    figure_cell(g.waiting_s?.mean, "s>min"), figure_cell(g.waiting_s?.p95, "s>min"), figure_cell(g.queue?.mean, each), figure_cell(g.queue?.max, each),
    ...(with_km ? [figure_cell(g.queue_km?.max, "km")] : []),
  ]);
  return table({ id: `stages-${scenario.id}`, of: scenario, className: "figures dense", heads, rows });
}

export function stages_section(model) {
  const shown = model.scenarios.filter((s) => s.stages?.length);
  return [h("p", { class: "sub" }, t("stages.sub")), shown.map((s, i) => {
    const title = h("span", { style: `--scenario:${s.colour}` }, h("i", { class: "swatch" }), s.name, t("list.count", { n: s.stages.length }));
    return fold(title, stage_table(model, s), i === 0 && !is_telephone());
  })];
}
