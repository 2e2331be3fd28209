// Where all are in a small system, and what counts there.
#pragma once

#include <cstdint>
#include <tuple>
#include <vector>

#include "sim/step.hpp"

namespace kouan::analysis::theory {

/// So many who wait one behind the other for the same.
struct WaitingRun {
  std::uint32_t step = 0;            ///< at which they ask
  std::uint32_t kept = sim::k_none;  ///< resource of the system whose server each keeps meanwhile
  int count = 0;

  bool operator<(const WaitingRun& o) const {
    return std::tie(step, kept, count) < std::tie(o.step, o.kept, o.count);
  }
};

using WaitingLine = std::vector<WaitingRun>;

struct SystemState {
  bool has_begun = false;            ///< else no fleet has set out yet
  std::vector<int> at_work;          ///< by place of work
  std::vector<int> in_use;           ///< by resource: servers taken, kept ones included
  std::vector<WaitingLine> queue;    ///< by line: each level of each resource
  std::vector<WaitingLine> outside;  ///< the same, of those before a full queue

  bool operator<(const SystemState& o) const {
    return std::tie(has_begun, at_work, in_use, queue, outside) <
           std::tie(o.has_begun, o.at_work, o.in_use, o.queue, o.outside);
  }
};

/// How often per second, in one state; or over all.
struct SystemRates {
  std::vector<double> begun;    ///< by resource: who ask for it and have it, at once or in the end
  std::vector<double> refused;  ///< by resource: who are turned away there
  // By source.
  std::vector<double> departed;
  std::vector<double> turned_away;       ///< who leave the system by that
  std::vector<double> turned_away_late;  ///< of these, who have been inside for some time
  std::vector<double> after_s;           ///< times the mean drive that is left then, [1]
};

}  // namespace kouan::analysis::theory
