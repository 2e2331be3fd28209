// Demand far above capacity, and how classes share their entries.
#pragma once

#include <vector>

#include "models/scenario.hpp"
#include "sim/program.hpp"

namespace kouan::models {

/// Turns every open source into one that keeps entities waiting at its entry, in the proportions of
/// the demand there; a class without demand stays away. A trace begins anew when all its rows have
/// come.
void saturate(const Scenario& scenario, const std::vector<char>& endless, sim::Model& model);

}  // namespace kouan::models
