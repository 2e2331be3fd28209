// A process in which servers are held over other stages, or kept where the queue ahead is full,
// exactly, by its Markov chain: what a small yard, line or rail station does that no formula gives.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "analysis/theory/stage_profile.hpp"
#include "sim/program.hpp"

namespace kouan::analysis::theory {

/// One resource in the long run.
struct ChainStage {
  std::size_t resource = 0;  ///< of the model
  double visits = 0;         ///< of one vehicle
  double in_queue = 0;  ///< mean number waiting, as results count them: before a full queue too,
                        ///< though they may keep a server where they come from
  double held = 0;      ///< mean servers held, kept ones included
  double kept = 0;      ///< of these, by those whose work is done or waits for room ahead
  int servers = 0;
};

struct ChainFigures {
  double capacity_per_s = 0;   ///< vehicles that go through when there are always some waiting
  bool is_overloaded = false;  ///< as many or more come: figures are those of capacity
  double per_s = 0;            ///< that go through
  std::optional<double> turned_away_share;  ///< of those who come, where the first queue is full
  double in_system = 0;                     ///< mean number inside; not known of an overloaded one
  std::vector<ChainStage> stages;
};

/// Nothing where the process is not of this kind, with the reasons in `why`: one open class of
/// constant Poisson arrivals, that goes one way without choices; exponential times; resources
/// always open, first come first served within levels of urgency, at each no two steps of the same
/// level; and not more than 20,000 states. Nobody is turned away but before the first queue.
std::optional<ChainFigures> process_chain(const sim::Model& model, Obstacles& why);

}  // namespace kouan::analysis::theory
