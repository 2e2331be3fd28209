// The run inside SimGrid: SimGrid owns the world's clock, our calendar is one more resource model
// of it.
#pragma once

#include "sim/run.hpp"

namespace kouan::sim {

/// Runs the model inside SimGrid. SimGrid's engine is one per process and its clock can't be reset,
/// so this may be called once per process: fork first. Throws std::logic_error when called again.
RunResult run_in_world(const Model& model, const RunOptions& options);

}  // namespace kouan::sim
