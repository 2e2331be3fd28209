// The result of `kouan compare` or `kouan run`, with what the page looks up again and again.
import { language, pick, t } from "./language.js";
import { counted_at, counted_by_port, counted_of_class } from "./counted.js";
import { scenario_colours } from "./theme.js";
import { has } from "./format.js";

/// A single run has its scenario's keys at the top level; the page sees one scenario in a list.
export function read_result() {
  const result = JSON.parse(document.getElementById("kouan-data").textContent);
  return result.scenarios ? result : { ...result, scenarios: [{ ...result, id: result.id ?? "base" }] };
}

function by_id(list) {
  return new Map((list ?? []).map((item) => [item.id, item]));
}

/// What cannot be told apart from the bottleneck, { id, kind }; results of before have no kinds.
function rivals_of(found) {
  return (found?.rivals ?? []).map((id, i) => ({ id, kind: found.rival_kinds?.[i] ?? null }));
}

/// One scenario and its names; titles follow the page's language.
function view(scenario, index, all) {
  const stages = by_id(scenario.stages);
  const classes = by_id(scenario.classes);
  return {
    ...scenario,
    index,
    colour: scenario_colours[(all.length === 1 ? 1 : index) % scenario_colours.length],
    stage: (id) => stages.get(id) ?? null,
    klass: (id) => classes.get(id) ?? null,
    saturated: scenario.capacity?.saturated ?? null,
    bottleneck: scenario.capacity?.bottleneck?.stage ?? null,
    bottleneck_kind: scenario.capacity?.bottleneck?.kind ?? null,
    rivals: rivals_of(scenario.capacity?.bottleneck),
    together: scenario.capacity?.bottleneck?.together ?? null,
    unfinished: Boolean(scenario.capacity) && !scenario.capacity.bottleneck,
    unjudged: scenario.capacity?.bottleneck?.judged === false,
    get full_name() {
      return pick(scenario.title) || scenario.id;
    },
    get name() {
      return all.length === 1 ? t("answer.this") : this.full_name;
    },
  };
}

/// Everything in the order met, once.
function union(scenarios, field) {
  const seen = new Map();
  for (const scenario of scenarios) for (const item of scenario[field] ?? []) if (!seen.has(item.id)) seen.set(item.id, item);
  return [...seen.values()];
}

export function make_model(result) {
  in_vehicles = result.counted_in === "vehicles";
  const scenarios = (result.scenarios ?? []).map(view);
  port_counted = counted_by_port(scenarios);
  const stages = union(scenarios, "stages");
  const classes = union(scenarios, "classes");
  const gatherings = union(scenarios, "gatherings");
  const title_of = (list, id) => pick(list.find((x) => x.id === id)?.title) || id || "";
  return {
    result,
    scenarios,
    rail: Boolean(scenarios[0]?.day), // a railway beside a road does not make the road's queues trains
    base: scenarios[0],
    alternatives: scenarios.slice(1),
    stages,
    classes,
    counted_at: (stage) => counted_at(scenarios, stage),
    counted_of_class: (id) => counted_of_class(scenarios, id),
    port_counted,
    stage_name: (id) => title_of([...stages, ...gatherings], id),
    class_name: (id) => title_of(classes, id),
    side_name: (id) => title_of(union(scenarios, "sides"), id),
    scenario: (id) => scenarios.find((x) => x.id === id) ?? null,
    get lang() {
      return language();
    },
  };
}

/// The headline quantity: tonnes, or vehicles where nobody brings a load; results of before are in tonnes.
let in_vehicles = false;
let port_counted = "vehicles";
const a_year = (x) => (in_vehicles ? x?.vehicles_per_year ?? x?.cleared_per_year : x?.tonnes_per_year) ?? null;
const bound_a_year = (b, name) => {
  const tonnes = b?.[`${name}_tonnes_per_year`] ?? null;
  const vehicles = b?.[`${name}_vehicles_per_day`] ?? null;
  return in_vehicles ? (vehicles === null ? null : vehicles * 365) : tonnes;
};
export const headline = {
  get unit() {
    return in_vehicles ? `${port_counted}/yr` : "t/yr";
  },
  get difference_unit() {
    return in_vehicles ? `${port_counted}/yr` : "Mt/yr";
  },
  word: (id) => (in_vehicles ? `${id}.vehicles` : id), // of what Chinese calls by what is counted
  carried: (s) => a_year(s.port),
  capacity: (s) => a_year(s.saturated),
  gain: a_year,
  figure: a_year, // of an end of a range, or of a class
  get carried_measure() {
    return in_vehicles ? "cleared_per_year" : "tonnes_per_year";
  },
  bound: (s) => bound_a_year(s.capacity?.bound, "sustained"),
  any_run: (s) => bound_a_year(s.capacity?.bound, "any_run"),
  // Without saturated runs nothing was cleared in any mix: none, not 0.
  cleared_mix: (s) => (has(headline.capacity(s)) ? bound_a_year(s.capacity?.bound, "cleared_mix") : null),
};

/// Mean of a sum of estimates of one run. They move together, so its interval can't be had from theirs.
export function sum_of_means(estimates) {
  return estimates.filter(has).reduce((x, e) => x + e.mean, 0);
}

/// Whether nothing in the file limits what the port can carry; results of before do not say.
export function is_unlimited(scenario) {
  return scenario.limited === false;
}

/// Whether no capacity was asked for, so that the page tells what was carried in its place.
export function is_without_capacity(scenarios) {
  return scenarios.every((s) => !s.capacity && !is_unlimited(s));
}

/// What a scenario carried in its run.
export function carried(scenario) {
  const estimate = headline.carried(scenario);
  return has(estimate) ? estimate : null;
}

/// What can be said of a difference: "unknown" after one replication, "nothing" if it is none in any, "no" by chance, "yes".
export function verdict(measure) {
  if (measure.real === null) return "unknown";
  if (measure.real) return "yes";
  return measure.difference?.mean === 0 && measure.difference.half_width === 0 ? "nothing" : "no";
}

/// The bottleneck and what cannot be told apart from it, or the two places that bind together.
export function bottleneck_name(model, scenario) {
  if (scenario.together) return scenario.together.map(model.stage_name).join(" + ");
  return [{ id: scenario.bottleneck, kind: scenario.bottleneck_kind }, ...scenario.rivals].map(({ id, kind }) => place_name(model, id, kind)).join(" / ");
}

/// A stage and the room to wait at it are two places of one id.
export function place_name(model, id, kind) {
  return kind === "queue" ? t("place.queue", { stage: model.stage_name(id) }) : model.stage_name(id);
}

/// Whether the bottleneck is that stage (yard, section, store) itself, and not the room to wait at it.
export function is_bottleneck(scenario, id) {
  return scenario.bottleneck === id && scenario.bottleneck_kind !== "queue";
}

/// The class whose clearance time stands for the port, as the answer has it; results of before do not name it: the one that carries most.
export function main_class(model) {
  const classes = model.base?.classes ?? [];
  const named = classes.find((c) => c.id === model.result.main_class);
  const size = (c) => headline.figure(c)?.mean ?? 0;
  return named ?? [...classes].sort((a, b) => size(b) - size(a))[0] ?? null;
}

export function comparison_with(model, id) {
  return (model.result.comparisons ?? []).find((c) => c.with === id) ?? null;
}
