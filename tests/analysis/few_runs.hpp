// Experiments of a few replications.
#pragma once

#include "analysis/experiment.hpp"
#include "sim/run.hpp"

namespace kouan::test {

/// With `ranges` every value is put at the ends of its range.
inline analysis::ExperimentOptions few_runs(int replications, bool ranges) {
  analysis::ExperimentOptions options;
  options.replications = replications;
  options.ranges = ranges;
  options.replicate.runner = [](const sim::Model& model, const sim::RunOptions& run) {
    return sim::run(model, run);
  };
  return options;
}

}  // namespace kouan::test
