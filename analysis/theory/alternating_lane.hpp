// Whether an alternating lane is a polled queue for each direction, served until it is empty.
#pragma once

#include <cstddef>
#include <vector>

#include "models/scenario.hpp"
#include "sim/distribution.hpp"
#include "sim/program.hpp"

namespace kouan::analysis::theory {

/// One who passes the section and nothing else, in which direction, for how long.
struct Passing {
  std::size_t entity_class = 0;
  std::size_t direction = 0;
  sim::Distribution run_s;
};

/// Whether the section has one at a time, and turns that end when nobody of theirs is left. Places
/// of a limited queue are shared by the directions: those of one may stand in the way of others.
bool is_exhaustive(const models::Stage& stage);

/// Whether those of one direction go in the order in which they come: an urgent one would go before
/// others. Turns decide between directions, whatever the priorities.
bool is_in_order(const sim::Model& model, std::size_t section, const std::vector<Passing>& all);

}  // namespace kouan::analysis::theory
