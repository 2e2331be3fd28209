#include "analysis/replicate.hpp"

#include <fmt/format.h>

#include "analysis/run_bytes.hpp"
#include "sim/world/world.hpp"

namespace kouan::analysis {

namespace {

std::string name_of(std::span<const Lane> lanes, const Job& job) {
  return fmt::format("replication {} of {}", job.replication + 1, lanes[job.lane].label);
}

/// Why a run ended without results; nothing when it reached its horizon.
std::string_view cause_of(sim::StopReason stop) {
  switch (stop) {
    case sim::StopReason::horizon:
      return {};
    case sim::StopReason::too_many_inside:
      return "more vehicles came in than a run can hold; arrivals pass what leaves by far";
    case sim::StopReason::too_many_events:
      return "more events than a run can number; shorten its horizon";
    case sim::StopReason::no_time_passes:
      return "vehicles came without end at one instant, because what they do takes no time; give "
             "their first stage a service time";
  }
  return "it stopped for a reason unknown";
}

/// Every run passes here, so every run is checked.
void hand_over(std::span<const Lane> lanes, const Job& job, std::string_view bytes,
               const ReplicateOptions& options) {
  const sim::RunResult result = from_bytes(bytes);
  if (const std::string_view cause = cause_of(result.stop); !cause.empty())
    throw RunawayError(fmt::format("{}: {}", name_of(lanes, job), cause));
  const Lane& lane = lanes[job.lane];
  if (options.broken && !(result.conserved && result.little))
    options.broken({lane.scenario, lane.label, job.replication, result.conserved, result.little});
  lane.take(result);
}

}  // namespace

std::vector<Job> jobs_by_replication(std::span<const std::size_t> lanes, int from, int to) {
  std::vector<Job> jobs;
  for (int r = from; r < to; ++r)
    for (const std::size_t lane : lanes)
      jobs.push_back({lane, static_cast<std::uint32_t>(r)});
  return jobs;
}

bool replicate(std::span<const Lane> lanes, std::span<const Job> jobs,
               const ReplicateOptions& options) {
  const Runner runner = options.runner ? options.runner : Runner(sim::run_in_world);
  const auto work = [&](std::size_t i) {
    return to_bytes(runner(*lanes[jobs[i].lane].model, {options.seed, jobs[i].replication}));
  };
  const auto deliver = [&](std::size_t i, std::string_view bytes) {
    hand_over(lanes, jobs[i], bytes, options);
  };
  try {
    return run_pool(jobs.size(), work, deliver, options.pool).interrupted;
  } catch (const WorkerError& e) {
    throw ReplicationError(fmt::format("{}: {}", name_of(lanes, jobs[e.job()]), e.what()));
  }
}

}  // namespace kouan::analysis
