// The Markov chain of a process against runs of the same scenario: waits and queues of `kouan
// check` have to be those of the results, also of vehicles that stand at a stage before.
#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "analysis/check.hpp"
#include "models/compile.hpp"
#include "sim/run.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::analysis;
using namespace kouan::test;

namespace {

constexpr int k_runs = 30;
constexpr double k_most_z = 3.5;
constexpr double k_chain_minute_s = 60;

/// Of one stage in each run.
struct StageSamples {
  std::vector<double> wait_s;
  std::vector<double> queue;
  std::vector<double> blocked;
};

std::vector<StageSamples> samples_of(const models::Scenario& scenario) {
  const models::Compiled compiled = models::compile(scenario);
  const double observed_s = sim::to_seconds(compiled.model.horizon - compiled.model.warm_up);
  std::vector<StageSamples> out(scenario.stages.size());
  for (std::uint32_t replication = 0; replication < k_runs; ++replication) {
    const sim::RunResult run = sim::run(compiled.model, {.seed = 7, .replication = replication});
    for (std::size_t s = 0; s < out.size(); ++s) {
      const sim::ResourceResult& r = run.resources[s];
      out[s].wait_s.push_back(r.waiting.mean_s);
      out[s].queue.push_back(r.queue_time_s / observed_s);
      out[s].blocked.push_back(r.blocked_time_s / r.open_time_s);
    }
  }
  return out;
}

double z_of(const std::vector<double>& values, double expected) {
  double mean = 0;
  for (const double v : values)
    mean += v / static_cast<double>(values.size());
  double squares = 0;
  for (const double v : values)
    squares += (v - mean) * (v - mean);
  const auto n = static_cast<double>(values.size());
  const double error = std::sqrt(squares / (n - 1) / n);
  return error > 0 ? (mean - expected) / error : (mean == expected ? 0 : INFINITY);
}

void compare(const models::Scenario& scenario) {
  const std::vector<StageSamples> runs = samples_of(scenario);
  const theory::ScenarioTheory found = check(scenario).theory;
  REQUIRE(found.stages.size() == runs.size());
  for (std::size_t s = 0; s < runs.size(); ++s) {
    const theory::StageAnswer& answer = found.stages[s];
    CAPTURE(answer.stage);
    REQUIRE(answer.model == theory::QueueModel::markov_chain);
    CHECK(std::abs(z_of(runs[s].wait_s, *answer.figures.wait_s)) < k_most_z);
    CHECK(std::abs(z_of(runs[s].queue, *answer.figures.in_queue)) < k_most_z);
    CHECK(std::abs(z_of(runs[s].blocked, *answer.figures.blocked)) < k_most_z);
  }
}

/// Two single servers in a row, one place before the second: every sixth vehicle is kept.
models::Scenario short_line() {
  models::Scenario s = empty_port(22);
  s.warm_up_s = 2 * 86400;
  s.stages = {stage("first", 1, sim::exponential(k_chain_minute_s)),
              stage("second", 1, sim::exponential(k_chain_minute_s))};
  s.stages[1].queue_places = 1;
  add_class(s, "truck", {visit("first"), cleared(), visit("second")}, 600);
  return s;
}

}  // namespace

TEST_CASE("who is kept at a server by a full queue ahead waits there, in theory as in results") {
  compare(short_line());
}

TEST_CASE(
    "who waits for room ahead before service waits at neither stage, in theory as in results") {
  models::Scenario s = short_line();
  s.stages[0].blocks_before = true;
  compare(s);
}

TEST_CASE("who waits before a full queue inside a yard waits there, in theory as in results") {
  models::Scenario s = short_line();
  s.stages.push_back(yard("yard", 3));
  s.processes[0].steps = {within("yard", {visit("first"), cleared(), visit("second")})};
  compare(s);
}
