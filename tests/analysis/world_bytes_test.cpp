// A whole port inside SimGrid and without it: every byte of the results is the same.
#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

#include "analysis/replicate.hpp"
#include "analysis/run_bytes.hpp"
#include "models/compile.hpp"
#include "models/read_scenario.hpp"
#include "sim/run.hpp"

namespace an = kouan::analysis;
namespace models = kouan::models;
namespace sim = kouan::sim;

namespace {

std::string bytes_in_world(const sim::Model& model, const sim::RunOptions& options) {
  std::string bytes;
  const std::array lanes = {an::Lane{
      {"port", "口岸"}, &model, [&](const sim::RunResult& run) { bytes = an::to_bytes(run); }}};
  const std::array jobs = {an::Job{0, options.replication}};
  an::ReplicateOptions replicate;  // no runner: inside SimGrid, in a worker of its own
  replicate.seed = options.seed;
  an::replicate(lanes, jobs, replicate);
  return bytes;
}

}  // namespace

// Stores, documents, yards, a fleet, misreads and, saturated, sources that stay full. Sixty days
// are enough for all of them.
TEST_CASE("Ganqimaodu gives the same bytes inside SimGrid as without it") {
  models::ReadResult read = models::read_scenario("scenarios/ports/ganqimaodu/2023.yaml");
  INFO(read.diagnostics.text());
  REQUIRE(read.scenario);
  read.scenario->horizon_s = 60 * 86400;
  for (const auto mode : {models::DemandMode::as_given, models::DemandMode::saturated}) {
    const sim::Model model = models::compile(*read.scenario, {mode, {}}).model;
    const sim::RunOptions options{1, 0};
    const std::string without = an::to_bytes(sim::run(model, options));
    CHECK(without.size() > 1000);
    CHECK(bytes_in_world(model, options) == without);
    CHECK(bytes_in_world(model, {1, 1}) != without);
  }
}
