// Exact queueing theory: z = (estimate - exact) / standard error over independent replications at a
// fixed seed; every |z| <= 4, and all z together look standard normal.
#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "sim/run.hpp"
#include "tests/support/model_builder.hpp"

using namespace kouan::sim;
using kouan::test::ModelBuilder;

namespace {

struct Expectation {
  std::string name;
  double exact;
  std::function<double(const RunResult&)> of;
};

std::vector<double> z_scores(const Model& model, const std::vector<Expectation>& expected) {
  constexpr int replications = 25;
  std::vector<std::vector<double>> samples(expected.size());
  for (std::uint32_t i = 0; i < replications; ++i) {
    const RunResult result = run(model, {11, i});
    REQUIRE(result.conserved);
    REQUIRE(result.little);
    for (std::size_t e = 0; e < expected.size(); ++e) {
      samples[e].push_back(expected[e].of(result));
    }
  }
  std::vector<double> z;
  for (std::size_t e = 0; e < expected.size(); ++e) {
    double mean = 0, variance = 0;
    for (const double x : samples[e])
      mean += x / replications;
    for (const double x : samples[e])
      variance += (x - mean) * (x - mean) / (replications - 1);
    z.push_back((mean - expected[e].exact) / std::sqrt(variance / replications));
    INFO(expected[e].name << ": exact " << expected[e].exact << ", simulated " << mean << ", z "
                          << z.back());
    CHECK(std::abs(z.back()) <= 4);
  }
  return z;
}

double wait(const RunResult& r) { return r.resources[0].waiting.mean_s; }
double sojourn(const RunResult& r) { return r.classes[0].sojourn.mean_s; }

/// One station; unit of time: 100 s, so that rounding to microseconds and the sketch's grain are
/// invisible.
constexpr double k_unit = 100;

Model station(double rate, int servers, const Distribution& service, double units,
              std::int64_t places = -1) {
  ModelBuilder b(from_seconds(units * k_unit), from_seconds(units * k_unit / 10));
  const auto r = b.resource("gate", servers, places);
  b.cls("truck", {{0, rate / k_unit}}).visit(r, service).depart();
  return b.model();
}

}  // namespace

TEST_CASE("open queues agree with theory") {
  std::vector<double> all;
  const auto check = [&](const Model& model, const std::vector<Expectation>& expected) {
    for (const double z : z_scores(model, expected))
      all.push_back(z);
  };
  // Q01 M/M/1
  check(station(0.8, 1, exponential(k_unit), 60000),
        {{"Q01 Wq", 4.0 * k_unit, wait},
         {"Q01 W", 5.0 * k_unit, sojourn},
         {"Q01 median", 3.4657359 * k_unit,
          [](const RunResult& r) { return r.classes[0].sojourn.p50_s; }},
         {"Q01 p95", 14.978661 * k_unit,
          [](const RunResult& r) { return r.classes[0].sojourn.p95_s; }}});
  // Q03 M/M/2
  check(station(1.5, 2, exponential(k_unit), 40000), {{"Q03 Wq", 1.2857143 * k_unit, wait}});
  // Q04 M/M/5: rates per hour; unit 100 s here stands for an hour.
  check(station(40, 5, exponential(k_unit / 10), 2000), {{"Q04 Wq", 0.055411255 * k_unit, wait}});
  // Q07 M/D/1
  check(station(0.9, 1, constant(k_unit), 60000), {{"Q07 Wq", 4.5 * k_unit, wait}});
  // Q11 M/G/1, two-point service: release or physical inspection
  check(station(0.18, 1, empirical({2 * k_unit, 30 * k_unit}, {0.9, 0.1}), 400000),
        {{"Q11 Wq", 61.941176 * k_unit, wait}});
  CHECK(all.size() == 8);
}

TEST_CASE("oracle Q23: a gate open 12 h of 24 h, arrivals all day") {
  constexpr int days = 400;
  ModelBuilder b(days * k_day, 10 * k_day);
  std::vector<CapacityChange> hours;
  for (int d = 0; d < days; ++d) {
    hours.push_back({d * k_day, 2});
    hours.push_back({d * k_day + 12 * k_hour, 0});
  }
  const auto gate = b.resource("gate", hours);
  b.cls("truck", {{0, 6.0 / 3600}}).visit(gate, exponential(3600.0 / 8)).depart();
  z_scores(b.model(), {{"Q23 Wq", 4.8028798 * 3600, wait}, {"Q23 W", 4.9278798 * 3600, sojourn}});
}

TEST_CASE("oracles Q33 and Q34: saturated lines with blocking after service") {
  const auto line = [](int stations, int buffer) {
    ModelBuilder b(from_seconds(40000 * k_unit), from_seconds(1000 * k_unit));
    std::vector<std::uint32_t> stage;
    for (int i = 0; i < stations; ++i) {
      stage.push_back(b.resource("station" + std::to_string(i), 1, i == 0 ? -1 : buffer));
    }
    b.at_start("part", 3);
    b.seize(stage[0]).add(StepKind::replenish).hold(stage[0], exponential(k_unit)).finish(stage[0]);
    for (std::size_t i = 1; i < stage.size(); ++i)
      b.visit(stage[i], exponential(k_unit));
    b.add(StepKind::clear).depart();
    return b.model();
  };
  const auto throughput = [](const RunResult& r) {
    return static_cast<double>(r.classes[0].cleared) / 39000;
  };
  const auto blocked = [](const RunResult& r) {
    return r.resources[0].blocked_time_s / (39000 * k_unit);
  };
  z_scores(line(2, 4),
           {{"Q33 throughput", 0.8571428571, throughput}, {"Q33 blocked", 0.1428571429, blocked}});
  z_scores(line(3, 0),
           {{"Q34 throughput", 0.5641025641, throughput}, {"Q34 blocked", 0.4358974359, blocked}});
}

TEST_CASE("oracle Q50: rush hour with rates by period, started empty") {
  ModelBuilder b(12 * k_hour);
  const auto gate = b.resource("gate", 4);
  b.cls("truck", {{0, 20.0 / 3600},
                  {2 * k_hour, 60.0 / 3600},
                  {5 * k_hour, 35.0 / 3600},
                  {7 * k_hour, 15.0 / 3600}})
      .visit(gate, exponential(300))
      .depart();
  z_scores(b.model(), {{"Q50 integral of the queue", 118.20748,
                        [](const RunResult& r) { return r.resources[0].queue_time_s / 3600; }},
                       {"Q50 arrivals", 365, [](const RunResult& r) {
                          return static_cast<double>(r.classes[0].arrived);
                        }}});
}

TEST_CASE("oracle Q42: a closed fleet agrees with mean value analysis") {
  const auto fleet = [](int n) {
    ModelBuilder b(from_seconds(2000 * 3600), from_seconds(20 * 3600));
    const auto loader = b.resource("loader", 1);
    const auto gate = b.resource("gate", 2);
    const auto unloader = b.resource("unloader", 1);
    b.fleet("agv", n)
        .visit(loader, exponential(360))
        .travel(constant(3600))
        .visit(gate, exponential(240))
        .visit(unloader, exponential(300))
        .add(StepKind::clear)
        .travel(exponential(3600))
        .depart();
    return b.model();
  };
  const auto trips = [](const RunResult& r) {
    return static_cast<double>(r.classes[0].cleared) / 1980;
  };
  z_scores(fleet(5), {{"Q42 N=5", 2.1891734, trips}});
  z_scores(fleet(20), {{"Q42 N=20", 7.7195089, trips}});
  z_scores(fleet(40), {{"Q42 N=40", 9.9252265, trips}});
}
