// Whose goods a class carries: those of its own flow, and those of who parts and gathers into it.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "models/scenario.hpp"

namespace kouan::models {

/// By class, ids of the classes to which it may hand its goods on: by a split, into a batch or
/// aboard who takes it at a meeting; where inner steps of a gathering clear, to all who come there.
std::vector<std::set<std::string>> takers_of_goods(const Scenario& scenario);

/// By class, the flows whose goods it may carry; "" stands for goods of no flow. What a class hands
/// on, by a split, into a batch or aboard who takes it at a meeting, is of the flows that are
/// behind the class; so is what is cleared over the inner steps of a gathering, where all is
/// counted for the class of the one who came first.
std::vector<std::set<std::string>> flows_behind(const Scenario& scenario);

}  // namespace kouan::models
