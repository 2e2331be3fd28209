// How one experiment runs its lanes, whatever they are for: progress, what goes wrong and whether
// it was interrupted go to its outcome.
#pragma once

#include <span>
#include <vector>

#include "analysis/experiment.hpp"

namespace kouan::analysis {

/// How messages call a variant: what it was asked for by.
models::Text name_of(const Variant& variant);

class ExperimentJobs {
 public:
  /// Both must outlive it.
  ExperimentJobs(const ExperimentOptions& options, ExperimentOutcome& outcome)
      : options_(options), outcome_(outcome) {}

  void run(Phase phase, std::span<const Lane> lanes, const std::vector<Job>& jobs);
  /// Replications `from` up to `to`, exclusive, of every lane.
  void run_all(Phase phase, std::span<const Lane> lanes, int from, int to);
  /// The lane, which also says so in the outcome if it is given up.
  Lane telling(Lane lane);

  const ExperimentOptions& options() const { return options_; }

 private:
  const ExperimentOptions& options_;
  ExperimentOutcome& outcome_;
};

}  // namespace kouan::analysis
