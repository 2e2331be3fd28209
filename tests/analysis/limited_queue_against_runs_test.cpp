// What `kouan check` says of limited queues against runs of the same scenario: of those taken in,
// how many have to wait, and how long all of them wait on average.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <vector>

#include "analysis/check.hpp"
#include "models/compile.hpp"
#include "sim/run.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::analysis;
using namespace kouan::test;

namespace {

double z_against(const std::vector<double>& values, double expected) {
  const auto n = static_cast<double>(values.size());
  double sum = 0, squares = 0;
  for (const double v : values)
    sum += v;
  for (const double v : values)
    squares += (v - sum / n) * (v - sum / n);
  return (sum / n - expected) / std::sqrt(squares / (n - 1) / n);
}

/// A gate of so many servers at which as many come as it can serve; five may wait.
void compare_gate(int servers, const sim::Distribution& service, const char* notation) {
  models::Scenario s = empty_port(12);
  s.warm_up_s = 2 * 86400;
  s.stages = {stage("gate", servers, service)};
  s.stages[0].queue_places = 5;
  s.stages[0].rules.turns_away = true;
  add_class(s, "truck", {visit("gate"), cleared()}, 1440.0 * servers);
  const theory::StageAnswer gate = check(s).theory.stages.at(0);
  REQUIRE(gate.standing == theory::Standing::exact);
  CHECK(gate.notation == notation);
  const models::Compiled compiled = models::compile(s);
  std::vector<double> waits, wait_s;
  for (std::uint32_t replication = 0; replication < 30; ++replication) {
    const sim::RunResult run = sim::run(compiled.model, {.seed = 11, .replication = replication});
    const sim::TallySummary& waiting = run.resources[0].waiting;
    waits.push_back(1 - static_cast<double>(waiting.zeros) / static_cast<double>(waiting.count));
    wait_s.push_back(waiting.mean_s);
  }
  constexpr double k_far = 3.5;
  CHECK(std::abs(z_against(waits, *gate.figures.wait_share)) < k_far);
  CHECK(std::abs(z_against(wait_s, *gate.figures.wait_s)) < k_far);
}

}  // namespace

TEST_CASE("of those whom a limited queue takes in as many wait as theory says") {
  compare_gate(2, sim::exponential(60), "M/M/2/7");
  compare_gate(1, sim::constant(60), "M/G/1/6");
}
