// How a place of the process is coloured: by how full it is, grey where that says nothing.
import { has, known } from "./format.js";
import { fleet_colour, ink, load_colour, load_ink } from "./theme.js";

/// How full a place is, from 0 on: its utilisation, or of a store, which has no servers, its offered load; null if unknown.
export function fullness(stage) {
  if (has(stage?.utilisation)) return stage.utilisation.mean;
  return stage?.kind === "store" && known(stage.offered_load) ? stage.offered_load : null;
}

/// Closed fleets alone come there, which have no offered load: they fill the tightest place of their round whatever the demand.
export function is_of_fleets(stage) {
  return stage?.kind === "stage" && stage.offered_load === null && has(stage.utilisation);
}

/// { fill, ink } of the mark and of the figure in it; a bottleneck is coloured by how full it is.
export function place_colours(stage, is_bottleneck) {
  if (is_of_fleets(stage) && !is_bottleneck) return { fill: fleet_colour, ink };
  const use = fullness(stage) ?? 0;
  return { fill: load_colour(use), ink: load_ink(use) };
}
