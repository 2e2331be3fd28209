// A second track on a section of one, as runs with "one more" there have it.
#pragma once

#include <string>

#include "models/scenario.hpp"

namespace kouan::models {

/// The scenario with a second track there, so that nobody waits for another direction; as it is,
/// where the stage could not be double.
inline Scenario with_second_track(Scenario scenario, const std::string& stage) {
  for (Stage& one : scenario.stages) {
    if (one.id != stage || !could_be_double(one)) continue;
    one.section->exclusive = false;
    one.section->turns.reset();
  }
  return scenario;
}

}  // namespace kouan::models
