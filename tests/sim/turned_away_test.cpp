// Those who do not join, or give up: by hand, and against birth-death chains.
#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "sim/run.hpp"
#include "tests/support/minutes.hpp"
#include "tests/support/model_builder.hpp"

using namespace kouan::sim;
using kouan::test::k_min;
using kouan::test::minutes;
using kouan::test::ModelBuilder;

namespace {

struct Rule {
  bool stays_when_full = true;
  std::uint32_t limit = k_none;
  double patience_min = 0;
};

/// Four vehicles reach a gate of one server (10 min) and `places` at 0, 1, 2, 3 min and go round
/// once; a vehicle of a fleet is not one at the source, which would wait for its first server.
RunResult four_come(const Rule& rule, std::int64_t places) {
  ModelBuilder b(99 * k_minute);
  const auto gate = b.resource("gate", 1, places);
  for (int i = 0; i < 4; ++i) {
    b.fleet("truck", 1).travel(constant(i * k_min)).seize(gate);
    const std::uint32_t asked = b.next_step() - 1;
    b.model().steps[asked].limit = rule.limit;
    b.model().steps[asked].stays_when_full = rule.stays_when_full;
    if (rule.patience_min > 0) {
      b.model().distributions.push_back(constant(rule.patience_min * k_min));
      b.model().steps[asked].b = static_cast<std::uint32_t>(b.model().distributions.size() - 1);
    }
    b.hold(gate, constant(10 * k_min)).finish(gate).travel(constant(1000 * k_min)).depart();
    b.model().steps[asked].c = b.next_step();
    b.travel(constant(1000 * k_min)).add(StepKind::turn_away);
  }
  const RunResult result = run(b.model(), {});
  CHECK(result.conserved);
  CHECK(result.little);
  return result;
}

double z_of(const std::vector<double>& sample, double exact) {
  double mean = 0;
  double variance = 0;
  const auto n = static_cast<double>(sample.size());
  for (const double x : sample)
    mean += x / n;
  for (const double x : sample)
    variance += (x - mean) * (x - mean) / (n - 1);
  return (mean - exact) / std::sqrt(variance / n);
}

}  // namespace

TEST_CASE("a full queue is waited for, or turns away") {
  const RunResult waits = four_come({}, 1);
  CHECK(waits.resources[0].refused == 0);
  CHECK(waits.resources[0].served == 4);
  const RunResult turns = four_come({false}, 1);
  CHECK(turns.resources[0].refused == 2);
  CHECK(turns.resources[0].served == 2);
  CHECK(turns.resources[0].waiting.count == 2);
}

TEST_CASE("balking counts those who wait, and nobody balks who is served at once") {
  CHECK(four_come({true, 2}, -1).resources[0].refused == 1);
  CHECK(four_come({true, 0}, -1).resources[0].refused == 3);
  CHECK(four_come({true, 0}, -1).resources[0].served == 1);
  // Before a full queue others wait too.
  CHECK(four_come({true, 2}, 1).resources[0].refused == 1);
}

TEST_CASE("patience runs from the arrival, in the queue and before it") {
  // They come at 1, 2, 3 and give up after 8 min: at 9, 10 and 11. At 10 the server gets free
  // first, and takes the one whose patience ends in that instant.
  const RunResult in_queue = four_come({true, k_none, 8}, -1);
  CHECK(in_queue.resources[0].gave_up == 2);
  CHECK(in_queue.resources[0].served == 2);
  CHECK(minutes(in_queue.resources[0].queue_time_s) == 8 + 8 + 8);
  const RunResult before_it = four_come({true, k_none, 8}, 0);
  CHECK(before_it.resources[0].gave_up == 2);
  CHECK(minutes(before_it.resources[0].queue_time_s) == 8 + 8 + 8);
}

// Balking at n waiting cuts the birth-death chain of M/M/2 at 2 + n: p_k = p_0 a^k / k! up to 2,
// then times (a / 2) each. Unit of time: 100 s.
TEST_CASE("balking agrees with the birth-death chain cut off") {
  constexpr double k_unit = 100;
  constexpr double a = 1.8;
  std::vector<double> p{1, a};
  for (int k = 2; k <= 2 + 3; ++k)
    p.push_back(p.back() * a / 2);
  double sum = 0;
  for (const double x : p)
    sum += x;
  ModelBuilder b(from_seconds(20000 * k_unit), from_seconds(1000 * k_unit));
  const auto gate = b.resource("gate", 2);
  b.cls("truck", {{0, a / k_unit}}).seize(gate);
  b.model().steps[0].limit = 3;
  b.model().steps[0].stays_when_full = true;
  b.hold(gate, exponential(k_unit)).finish(gate).depart();
  b.model().steps[0].c = b.next_step();
  b.add(StepKind::turn_away);
  std::vector<double> share;
  for (std::uint32_t i = 0; i < 20; ++i) {
    const RunResult r = run(b.model(), {5, i});
    REQUIRE(r.conserved);
    REQUIRE(r.little);
    const auto refused = static_cast<double>(r.resources[0].refused);
    share.push_back(refused / (refused + static_cast<double>(r.resources[0].waiting.count)));
    CHECK(r.classes[0].turned_away <= r.classes[0].turned_away_in_all);
  }
  CHECK(std::abs(z_of(share, p.back() / sum)) <= 4);
}
