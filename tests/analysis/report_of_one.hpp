// The report of one scenario from real runs of it.
#pragma once

#include <vector>

#include "analysis/experiment.hpp"
#include "analysis/report/report.hpp"
#include "sim/run.hpp"
#include "tests/analysis/sentences.hpp"

namespace kouan::test {

/// Of two replications in this process.
inline analysis::Report report_of_one(const models::Scenario& scenario, bool capacity) {
  static std::vector<analysis::Variant> one;  // outlives the report
  one = {{"base", {"Port", "口岸"}, scenario, {}}};
  analysis::ExperimentOptions options;
  options.replications = 2;
  options.capacity = capacity;
  options.replicate.runner = [](const sim::Model& model, const sim::RunOptions& run) {
    return sim::run(model, run);
  };
  return analysis::make_report("run", analysis::Language::en,
                               analysis::run_experiment(one, {}, options), {});
}

}  // namespace kouan::test
