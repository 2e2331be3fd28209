// What entities carry: what a scenario says of their attributes before any run.
#pragma once

#include <optional>

#include "models/scenario.hpp"
#include "sim/distribution.hpp"

namespace kouan::models {

/// How the attribute is spread over the entities of the class: the column of its trace, or what its
/// process assigns. Where that is assigned at several steps, the least of their means; what is
/// added on top is left out; nothing where it is never set.
std::optional<sim::Distribution> attribute_of(const Scenario& scenario, const EntityClass& cls,
                                              int attribute);

/// Whether some step of the class's process adds to it.
bool is_added_to(const Scenario& scenario, const EntityClass& cls, int attribute);

/// The distribution itself, or that of the attribute of which it takes its values; 0 where that is
/// never set.
sim::Distribution as_drawn(const Scenario& scenario, const EntityClass& cls,
                           const sim::Distribution& distribution);

}  // namespace kouan::models
