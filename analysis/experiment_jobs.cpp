#include "analysis/experiment_jobs.hpp"

#include <numeric>
#include <utility>

namespace kouan::analysis {

models::Text name_of(const Variant& variant) {
  return {variant.id, variant.id == "base" ? "基准" : variant.id};
}

void ExperimentJobs::run(Phase phase, std::span<const Lane> lanes, const std::vector<Job>& jobs) {
  ReplicateOptions replicate_options = options_.replicate;
  if (options_.progress)
    replicate_options.pool.progress = [&](const Progress& p) { options_.progress(phase, p); };
  replicate_options.retried = [this](const RetriedRun& run) {
    outcome_.retried.push_back(run);
    if (options_.replicate.retried) options_.replicate.retried(run);
  };
  replicate_options.broken = [this](const BrokenRun& run) { outcome_.broken.push_back(run); };
  const Replicated replicated = replicate(lanes, jobs, replicate_options);
  const bool is_lost = !replicated.lost.en.empty();
  if (is_lost) outcome_.lost = replicated.lost;
  if (replicated.interrupted || is_lost) outcome_.interrupted = true;
}

void ExperimentJobs::run_all(Phase phase, std::span<const Lane> lanes, int from, int to) {
  std::vector<std::size_t> all(lanes.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  run(phase, lanes, jobs_by_replication(all, from, to));
}

Lane ExperimentJobs::telling(Lane lane) {
  lane.give_up = [this, drop = std::move(lane.give_up)](const models::Text& why) {
    outcome_.given_up.push_back(why);
    drop(why);
  };
  return lane;
}

}  // namespace kouan::analysis
