// Which classes a saturated run sends without end, and which nothing on their way limits.
#pragma once

#include <vector>

#include "models/scenario.hpp"

namespace kouan::models {

/// Which classes a saturated run sends without end: those that come by themselves, bring throughput
/// and are not unlimited. Others are no demand but what the port has to work with, such as permits
/// or empties: they come as given. All that come by themselves, where none brings any; none, where
/// nothing limits those that do: such a run says nothing of capacity.
std::vector<char> endless_classes(const Scenario& scenario);

/// Which of the classes that come by themselves and bring throughput nothing limits: whatever way
/// they take, they come to no server, place, stock (with a load) or appointment, to no section with
/// room for so many, a headway, slots or a number in a turn, to no gathering from which only so
/// many leave at a time, and to no meeting with those of whom so many come or wait. Under endless
/// demand any number of them would come at once; saturated runs send them as given.
std::vector<char> unlimited_classes(const Scenario& scenario);

/// Nothing limits any class that brings throughput: the port's capacity has no bound, and saturated
/// runs would not end.
bool is_unlimited(const Scenario& scenario);

}  // namespace kouan::models
