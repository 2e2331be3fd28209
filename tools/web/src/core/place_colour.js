// How a place of the process is coloured: by how full it is, whoever fills it.
import { has, known } from "./format.js";
import { load_colour, load_ink } from "./theme.js";

/// How full a place is, from 0 on: its utilisation, or of a store, which has no servers, its offered load; null if unknown.
export function fullness(stage) {
  if (has(stage?.utilisation)) return stage.utilisation.mean;
  return stage?.kind === "store" && known(stage.offered_load) ? stage.offered_load : null;
}

/// Closed fleets alone come there, which have no offered load. Whether they fill it whatever comes or follow the demand, as cranes that
/// load what trains bring do, one result does not tell.
export function is_of_fleets(stage) {
  return stage?.offered_load === null && has(stage.utilisation);
}

/// { fill, ink } of the mark and of the figure in it.
export function place_colours(stage) {
  const use = fullness(stage) ?? 0;
  return { fill: load_colour(use), ink: load_ink(use) };
}
