// What is looked at with values at the ends of their ranges: capacity, or the mean clearance of the main class on either clock.
import { t } from "../core/language.js";
import { headline } from "../core/data.js";
import { duration_unit, has, time_unit } from "../core/format.js";

const ends = ["low", "high"];

export const capacity_at_ends = {
  id: "ranges", name: () => t("answer.capacity"),
  ranges: (scenario) => scenario.capacity?.ranges ?? null,
  now: (scenario) => headline.capacity(scenario),
  figure: (end) => headline.figure(end),
  unit: () => headline.unit, unit_of: () => headline.unit, // of all figures together, and of one by itself
  words: (key) => t(`ranges.${key}`),
  sentence: (scenario, more) => t(`ranges.sentence${scenario.index > 0 ? ".own" : ""}`, more),
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
