// A small scenario as one Markov chain, where stage by stage there is no exact answer.
#pragma once

#include "analysis/theory/scenario_theory.hpp"
#include "models/scenario.hpp"
#include "sim/program.hpp"

namespace kouan::analysis::theory {

/// Answers what in `theory` is not exact by `system_chain`, if all of the scenario is of its kind
/// and nothing is overloaded; leaves it as it is elsewhere, but for saying where it is too large.
void answer_as_system(const models::Scenario& scenario, const sim::Model& model,
                      ScenarioTheory& theory);

}  // namespace kouan::analysis::theory
