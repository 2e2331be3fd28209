// Closed fleets of a scenario as closed networks.
#pragma once

#include <vector>

#include "analysis/theory/scenario_theory.hpp"
#include "analysis/theory/stage_profile.hpp"

namespace kouan::analysis::theory {

/// Answers for the rounds of all fleets, in the order of their classes, and for their stages, when
/// no class but fleets comes to these, they are always open and first come first served (or
/// shared): exact if service is exponential and alike at all visits, or the fleet is one vehicle
/// with its stages to itself; approximate else, as if it were exponential. Travel may take any time
/// (Reiser & Lavenberg 1980; Baskett, Chandy, Muntz & Palacios 1975). `stages[s]` of the fleets'
/// stages is overwritten.
std::vector<WayAnswer> fleet_rounds(const models::Scenario& scenario, const Traffic& traffic,
                                    const sim::Model& model,
                                    const std::vector<StageProfile>& profiles,
                                    std::vector<StageAnswer>& stages);

}  // namespace kouan::analysis::theory
