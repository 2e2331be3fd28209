// Demand far above capacity: which classes come without end, and how they share their entries.
#pragma once

#include <string>
#include <vector>

#include "models/scenario.hpp"
#include "sim/program.hpp"

namespace kouan::models {

/// Which classes a saturated run sends without end: those that come by themselves, bring throughput
/// and are not unlimited. Others are no demand but what the port has to work with, such as permits
/// or empties: they come as given. All that come by themselves, where none brings any; none, where
/// nothing limits those that do: such a run says nothing of capacity.
std::vector<char> endless_classes(const Scenario& scenario);

/// Which of the classes that come by themselves and bring throughput nothing limits: whatever way
/// they take, they come to no server, place, stock or appointment, to no section with room for so
/// many, a headway, slots or a number in a turn, to no gathering from which only so many leave at a
/// time, and to no meeting with those of whom so many come or wait. Under endless demand any number
/// of them would come at once; saturated runs send them as given.
std::vector<char> unlimited_classes(const Scenario& scenario);

/// Nothing limits any class that brings throughput: the port's capacity has no bound, and saturated
/// runs would not end.
bool is_unlimited(const Scenario& scenario);

/// Gatherings from which a clock lets go more at a time than a saturated run can keep waiting
/// there: the capacity that it tells may be too low.
std::vector<std::string> gatherings_short_of_stock(const Scenario& scenario);

/// Turns every open source into one that keeps entities waiting at its entry, in the proportions of
/// the demand there; a class without demand stays away. A trace begins anew when all its rows have
/// come.
void saturate(const Scenario& scenario, const std::vector<char>& endless, sim::Model& model);

}  // namespace kouan::models
