// Whether more come than leave all through a run, so that its waits hang on how long it is.
#pragma once

#include "analysis/samples.hpp"
#include "models/scenario.hpp"

namespace kouan::analysis {

/// Of those who come from outside, means over replications.
struct Crowd {
  double came = 0;
  double at_end = 0;

  /// Fewer than one in a hundred of those who come may be just on their way.
  bool is_more_than_passing() const { return at_end > 0.01 * came; }
};

Crowd crowd_of(const models::Scenario& scenario, const Samples& samples);

/// More are left at the end than may be on their way, and more wait from week to week. Of runs of
/// fewer than four weeks nothing is said.
bool queues_keep_growing(const models::Scenario& scenario, const Samples& samples);

}  // namespace kouan::analysis
