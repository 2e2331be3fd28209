// A process as written in the scenario becomes a program of flat steps.
#pragma once

#include <cstdint>

#include "models/scenario.hpp"
#include "sim/program.hpp"

namespace kouan::models {

/// Appends the program of `cls` to `model` (whose resources and stores are those of the scenario,
/// in its order) and returns its first step. `replenish`: the class's source sends the next entity
/// whenever one has got its first server or place.
std::uint32_t write_program(const Scenario& scenario, const EntityClass& cls, bool replenish,
                            sim::Model& model);

}  // namespace kouan::models
