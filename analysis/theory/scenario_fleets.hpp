// Closed fleets of a scenario as closed networks.
#pragma once

#include <vector>

#include "analysis/theory/scenario_theory.hpp"
#include "analysis/theory/stage_profile.hpp"

namespace kouan::analysis::theory {

/// Answers for the stages and the round of fleet `c`, when no other class comes to its stages, they
/// are always open and first come first served (or shared): exact if service is exponential and
/// alike at all visits, or the fleet is one vehicle; approximate else, as if it were exponential.
/// Travel may take any time (Reiser & Lavenberg 1980; Baskett, Chandy, Muntz & Palacios 1975).
/// `stages[s]` of the fleet's stages is overwritten.
WayAnswer fleet_round(const models::Scenario& scenario, const Traffic& traffic,
                      const sim::Model& model, const std::vector<StageProfile>& profiles,
                      std::size_t c, std::vector<StageAnswer>& stages);

}  // namespace kouan::analysis::theory
