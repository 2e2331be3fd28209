// Whole ways of a class that are one known queueing system, though their steps are none of the
// ordinary ones: checks side by side, the shortest lane, a lane that alternates, departures by the
// clock.
#pragma once

#include "analysis/theory/scenario_theory.hpp"

namespace kouan::analysis::theory {

/// Fills in the answers of classes that have none yet and go such a way alone, and those of its
/// stages. `profiles` are those of the scenario's stages.
void answer_patterns(const models::Scenario& scenario, const sim::Model& model,
                     const std::vector<StageProfile>& profiles, ScenarioTheory& theory);

}  // namespace kouan::analysis::theory
