// Which ways, or ends of ways, need no events: nothing on them depends on what happens elsewhere,
// and nobody elsewhere on them.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/program.hpp"

namespace kouan::sim {

/// From `first_step` on the way of the class needs no events. Who comes there comes by itself, if
/// it is the whole way, or is brought by events.
struct RecursiveWay {
  std::uint32_t class_index = 0;
  std::uint32_t first_step = 0;
  bool is_whole = false;

  bool operator==(const RecursiveWay&) const = default;
};

/// At most one a class, in their order.
std::vector<RecursiveWay> recursive_ways(const Model& model);

/// Whether the whole way of class `c` can be evaluated by recursion, its coming included.
bool qualifies_for_recursion(const Model& model, std::uint32_t c);

/// The first step from which the way of class `c` can be, however it comes there; k_none if there
/// is none. It may be the first of all.
std::uint32_t end_without_events(const Model& model, std::uint32_t c);

/// The program as events go through it: where an end begins they leave it to the recursion of that
/// number among `ways`.
std::vector<Step> steps_of_events(const Model& model, const std::vector<RecursiveWay>& ways);

}  // namespace kouan::sim
