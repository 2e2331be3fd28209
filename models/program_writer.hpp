// A process as written in the scenario becomes a program of flat steps.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "models/scenario.hpp"
#include "sim/program.hpp"

namespace kouan::models {

/// Appends the program of `cls` to `model` (whose resources and stores are those of the scenario,
/// in its order) and returns its first step. `replenish`: the class's source sends the next entity
/// whenever one has got its first server or place.
std::uint32_t write_program(const Scenario& scenario, const EntityClass& cls, bool replenish,
                            sim::Model& model);

/// Stages and yards at which room is reserved before work begins at the stage before them.
std::set<std::string> reserved_places(const Scenario& scenario);

/// Turns the numbers of priority in the steps into levels of urgency, from 0 on without gaps, at
/// each resource. Called once, when all programs are written.
void rank_priorities(sim::Model& model);

}  // namespace kouan::models
