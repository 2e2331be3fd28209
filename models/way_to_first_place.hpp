// How long the vehicles of a class are under way before they first come to a place.
#pragma once

#include "models/scenario.hpp"

namespace kouan::models {

struct WayToFirstPlace {
  double time_s = 0;
  double at_once = 1;     ///< most who come there together, aboard of one
  bool is_direct = true;  ///< nothing on the way takes time or is waited for
};

/// The way from the source to the first stage, section or yard that the class comes to: its mean
/// time, by the slowest of those that may be taken. A batch takes along who waits for it. Waits
/// count that are there without any queue: for a departure by the clock, its longest; for a slot,
/// how long ahead it is taken; for documents, until they are processed. A loop is gone through
/// once, and a way that goes on elsewhere (`go-to`) counts up to there.
WayToFirstPlace way_to_first_place(const Scenario& scenario, const EntityClass& cls);

}  // namespace kouan::models
