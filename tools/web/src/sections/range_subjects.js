// What is looked at with values at the ends of their ranges: capacity, the mean clearance of the main class on either clock, or what an alternative changes in that.
import { t } from "../core/language.js";
import { comparison_with, headline } from "../core/data.js";
import { duration_unit, has, known, time_unit } from "../core/format.js";

const ends = ["low", "high"];

const least_move = 0.01; // of capacity

/// How far a value moves it, from end to end where these lie on either side of what it is.
function reach(value) {
  const moves = ends.map((end) => value[end].relative?.mean ?? 0);
  return Math.max(0, ...moves) - Math.min(0, ...moves);
}

/// What the bottleneck rests on, at the ends that are run for every alternative, as other values; null where it moves nothing.
function of_bottleneck(range, now) {
  if (!range || !has(now)) return null;
  const end = (x) => ({ at: x.at, effect: "moves", ...x, relative: has(headline.figure(x)) ? { mean: headline.figure(x).mean / now.mean - 1 } : null });
  const value = { ...range, low: end(range.low), high: end(range.high) };
  return reach(value) >= least_move ? value : null;
}

/// What an alternative's capacity rests on of what it shares with the base: values that move the base furthest, and those on which bottlenecks rest.
export function shared_ranges(scenario) {
  const { ranges, shared_ranges: shared, range, own_range } = scenario.capacity ?? {};
  if (scenario.index === 0 || !shared) return null;
  const told = [...(ranges?.values ?? []), ...(ranges?.unsure ?? []), ...shared.values].map((v) => v.value);
  const tried = [range, own_range].filter((r) => r && !told.includes(r.value));
  const values = [...shared.values, ...tried.filter((r, i) => tried.findIndex((x) => x.value === r.value) === i).map((r) => of_bottleneck(r, headline.capacity(scenario)))].filter(Boolean);
  return { ...shared, tried: shared.tried + new Set(tried.map((r) => r.value)).size, values };
}

/// Its own values and those that it shares with the base, the widest apart first.
function all_ranges(scenario) {
  const [own, shared] = [scenario.capacity?.ranges ?? null, shared_ranges(scenario)];
  if (!shared) return own;
  const both = (key) => [...(own?.[key] ?? []), ...shared[key]];
  return { tried: (own?.tried ?? 0) + shared.tried, values: both("values").sort((a, b) => reach(b) - reach(a)), unsure: both("unsure"), untried: both("untried") };
}

export const capacity_at_ends = {
  id: "ranges", name: () => t("answer.capacity"),
  ranges: all_ranges,
  now: (scenario) => headline.capacity(scenario),
  figure: (end) => headline.figure(end),
  unit: () => headline.unit, unit_of: () => headline.unit, // of all figures together, and of one by itself
  words: (key) => t(`ranges.${key}`),
  sentence: (scenario, more) => {
    const shared = shared_ranges(scenario);
    const own = { ...more, tried: scenario.capacity?.ranges?.tried ?? 0, moving: scenario.capacity?.ranges?.values.length ?? 0 };
    return t(`ranges.sentence${scenario.index > 0 ? ".own" : ""}`, own) + (shared ? t("ranges.sentence.shared", { tried: shared.tried, moving: shared.values.length }) : "");
  },
};

/// Mean clearance by that clock of a class, as in its results.
function clearance_at_ends(key, name) {
  const found = (scenario) => scenario.clearance_ranges?.[key] ?? null;
  const now = (scenario) => scenario.klass(scenario.clearance_ranges?.class)?.[key]?.mean ?? null;
  return {
    id: "clearance-ranges", name: () => t(name), ranges: found, now,
    figure: (end) => end.mean_s ?? null, is_time: true, unit_of: (e) => duration_unit(e.mean),
    unit: (scenario) => time_unit([now(scenario), ...(found(scenario)?.values ?? []).flatMap((v) => ends.map((end) => v[end].mean_s))].filter(has).map((e) => e.mean)),
    words: (word) => t(`ranges.${word === "stays" ? "stays.clearance" : word}`),
    sentence: (scenario, more) => t(`ranges.sentence.clearance${scenario.index > 0 ? ".own" : ""}`, { ...more, clock: t(name).replace(/^./, (x) => x.toLowerCase()) }),
  };
}

export const clearance_clocks = {
  physical: clearance_at_ends("physical_clearance_s", "ranges.physical"),
  documents: clearance_at_ends("document_clearance_s", "ranges.documents"),
};

/// What an alternative changes in mean clearance by that clock, with values at the ends of their ranges; the base changes nothing.
export function change_at_ends(model, key, name) {
  const found = (scenario) => comparison_with(model, scenario.id)?.clearance_over_ranges?.[key] ?? null;
  const now = (scenario) => {
    const change = comparison_with(model, scenario.id)?.measures.find((m) => m.id === `${scenario.clearance_ranges?.class}.${key}.mean`)?.difference;
    return has(change) ? { ...change, mean: change.mean * 3600, half_width: known(change.half_width) ? change.half_width * 3600 : null } : null;
  };
  const figures = (scenario) => [now(scenario), ...(found(scenario) ?? []).flatMap((v) => ends.map((end) => v[end].difference))].filter(has);
  const unit = (scenario) => duration_unit(Math.max(0, ...figures(scenario).map((e) => Math.abs(e.mean))));
  return {
    id: "clearance-ranges", name: () => t(name), now, figure: (end) => end.difference ?? null,
    ranges: (scenario) => (found(scenario) ? { tried: found(scenario).length, values: found(scenario), unsure: [], untried: [] } : null),
    is_change: true, unit_of: (_, scenario) => unit(scenario), unit,
    words: () => t("ranges.no_change"),
    sentence: (scenario, more) => t("ranges.sentence.change", { ...more, clock: t(`${name}.of`) }),
  };
}

export const change_clocks = (model) => [change_at_ends(model, "physical_clearance_s", "ranges.change.physical"), change_at_ends(model, "document_clearance_s", "ranges.change.documents")];
