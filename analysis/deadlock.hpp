// A deadlock in words: who holds what and waits for whom; and who stands for ever without one.
#pragma once

#include <string>
#include <vector>

#include "models/scenario.hpp"
#include "sim/program.hpp"
#include "sim/result.hpp"

namespace kouan::analysis {

/// A vehicle by its class and its number in it, from 1 as in a trace. Of those split from another
/// the trace's numbers are drawn, of twelve digits: they are told by their whole.
struct VehicleName {
  std::string vehicle_class;
  std::uint64_t number = 0;        ///< of one that was split: among the parts of its whole
  std::string whole_class;         ///< empty: it was not split from another
  std::uint64_t whole_number = 0;  ///< 0 where the other was split in turn
};

/// One of the ring.
struct DeadlockLink {
  VehicleName who;
  std::vector<std::string> holds;
  std::string waits_for;  ///< resource or gathering; empty where it waits for a part of itself
  sim::KnotCause cause = sim::KnotCause::is_held;
};

/// The ring, each waiting for the next one and the last one for the first.
struct Deadlock {
  double at_s = 0;  ///< since the start of the run
  std::vector<DeadlockLink> ring;
};

/// Names are those of the model that was run.
Deadlock deadlock_of(const sim::RunResult& result, const sim::Model& model);

/// "deadlock after 12 min: east 1 holds yard-a and waits for yard-b, which west 1 holds; …".
models::Text text_of(const Deadlock& deadlock);

/// "at Assembly 12 of Wagon wait for 38 more, and nobody comes any more".
models::Text standing_in_words(const models::Scenario& scenario, const sim::Standing& standing);

}  // namespace kouan::analysis
