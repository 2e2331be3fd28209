// One replication, from start to stop.
#pragma once

#include <cstdint>

#include "sim/program.hpp"
#include "sim/result.hpp"
#include "sim/trace.hpp"

namespace kouan::sim {

struct RunOptions {
  std::uint64_t seed = 1;
  std::uint32_t replication = 0;
  bool events_only = false;  ///< evaluate nothing by recursion; the results are the same
  Trace* trace = nullptr;    ///< records what happens; must outlive the run
};

/// Runs the model on its own calendar alone, without SimGrid. Bit-identical to `run_in_world`.
RunResult run(const Model& model, const RunOptions& options);

}  // namespace kouan::sim
