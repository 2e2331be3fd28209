// Demand far above capacity: how many are kept waiting, and how classes share their entries.
#pragma once

#include <string>
#include <vector>

#include "models/scenario.hpp"
#include "sim/engine.hpp"
#include "sim/program.hpp"

namespace kouan::models {

/// No more are kept waiting where a clock lets go all who wait before their first server: saturated
/// runs hold sim::k_most_inside_saturated in all.
inline constexpr double k_most_clock_stock = 0.9 * sim::k_most_inside_saturated;

/// Gatherings from which a clock lets go more at a time than a saturated run can keep waiting
/// there: the capacity that it tells may be too low.
std::vector<std::string> gatherings_short_of_stock(const Scenario& scenario);

/// Turns every open source into one that keeps entities waiting at its entry, in the proportions of
/// the demand there; a class without demand stays away. A trace begins anew when all its rows have
/// come.
void saturate(const Scenario& scenario, const std::vector<char>& endless, sim::Model& model);

}  // namespace kouan::models
