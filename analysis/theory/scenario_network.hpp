// The stages of a scenario as a network of queues, for the approximations.
#pragma once

#include <vector>

#include "analysis/theory/scenario_theory.hpp"
#include "analysis/theory/stage_profile.hpp"

namespace kouan::analysis::theory {

/// APPROXIMATE answers by Whitt's queueing network analyser, one a stage; nothing where a stage is
/// not ordinary (`ordinary[s]` false), and at none where more than a thousand are. Hours are taken
/// as if open hours followed one another: a stage's clock stands still while it is closed. Arrivals
/// from outside come at their mean rate over the run with the variability of their source; those
/// from stages that are not ordinary count as Poisson, so do those that come straight from the
/// stage itself, and all of a class of more than a thousand steps.
std::vector<std::optional<StageAnswer>> approximate_stages(
    const models::Scenario& scenario, const models::ProcessGraph& graph, const Traffic& traffic,
    const sim::Model& model, const std::vector<StageProfile>& profiles,
    const std::vector<char>& ordinary);

}  // namespace kouan::analysis::theory
