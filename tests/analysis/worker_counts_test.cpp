// Random ports give the same bytes whatever the number of workers: inside SimGrid, in processes of
// their own, and as one call of the engine. RC_PARAMS="seed=N max_success=M" tries others than
// those that ctest does.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <vector>

#include "analysis/replicate.hpp"
#include "sim/run.hpp"
#include "tests/support/random_port.hpp"
#include "tests/support/random_process.hpp"

using namespace kouan;

namespace {

constexpr int k_replications = 5;  // more than there are workers

std::vector<sim::RunResult> with_workers(const sim::Model& model, std::uint64_t seed, int workers) {
  std::vector<sim::RunResult> taken;
  const std::vector<analysis::Lane> lanes = {
      {{"port", "口岸"}, &model, [&](const sim::RunResult& run) { taken.push_back(run); }}};
  const std::vector<std::size_t> all = {0};
  analysis::ReplicateOptions options;
  options.seed = seed;
  options.pool.workers = workers;
  analysis::replicate(lanes, analysis::jobs_by_replication(all, 0, k_replications), options);
  return taken;
}

}  // namespace

TEST_CASE("random ports give the same with 1, 2 and 4 workers, and without any") {
  CHECK(rc::check("workers leave no trace", [] {
    const test::PortPlan port = *test::ports(test::any_discipline());
    const sim::Model model = test::model_of(port);
    std::vector<sim::RunResult> alone;
    for (std::uint32_t replication = 0; replication < k_replications; ++replication)
      alone.push_back(sim::run(model, {port.seed, replication}));
    for (const int workers : {1, 2, 4})
      RC_ASSERT(with_workers(model, port.seed, workers) == alone);
  }));
}

TEST_CASE("random process graphs give the same with workers as without") {
  CHECK(rc::check("workers leave no trace in nested steps", [] {
    const test::ProcessPlan plan = *test::process_plans();
    const sim::Model model = test::model_of(plan);
    std::vector<sim::RunResult> alone;
    for (std::uint32_t replication = 0; replication < k_replications; ++replication)
      alone.push_back(sim::run(model, {plan.seed, replication}));
    RC_ASSERT(with_workers(model, plan.seed, 2) == alone);
  }));
}
