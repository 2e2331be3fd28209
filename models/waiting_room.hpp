// More room to wait at a stage, as runs with "more" there have it.
#pragma once

#include <cstdint>
#include <string>

#include "models/scenario.hpp"

namespace kouan::models {

/// Whether the queue of the stage has an end that could be further away. Where it has no room at
/// all, by construction, there is none of which there could be more.
inline bool could_have_longer_queue(const Stage& stage) {
  return stage.queue_places.has_value() && *stage.queue_places > 0;
}

/// The scenario with so many more waiting places in the queue of that stage, which has an end.
inline Scenario with_waiting_places(Scenario scenario, const std::string& stage,
                                    std::int64_t more) {
  for (Stage& one : scenario.stages)
    if (one.id == stage) one.queue_places.value() += more;
  return scenario;
}

}  // namespace kouan::models
