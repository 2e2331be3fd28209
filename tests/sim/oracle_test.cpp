// Exact queueing theory: z = (estimate - exact) / standard error over independent replications at a
// fixed seed; every |z| <= 4.
#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "sim/run.hpp"
#include "tests/support/enough.hpp"
#include "tests/support/model_builder.hpp"

using namespace kouan::sim;
using kouan::test::enough;
using kouan::test::ModelBuilder;

namespace {

struct Expectation {
  std::string name;
  double exact;
  std::function<double(const RunResult&)> of;
};

void hold(const Model& model, const std::vector<Expectation>& expected) {
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
  for (std::size_t e = 0; e < expected.size(); ++e) {
    double mean = 0, variance = 0;
    for (const double x : samples[e])
      mean += x / replications;
    for (const double x : samples[e])
      variance += (x - mean) * (x - mean) / (replications - 1);
    const double z = (mean - expected[e].exact) / std::sqrt(variance / replications);
    INFO(expected[e].name << ": exact " << expected[e].exact << ", simulated " << mean << ", z "
                          << z);
    CHECK(std::abs(z) <= 4);
  }
}

double wait(const RunResult& r) { return r.resources[0].waiting.mean_s; }
double sojourn(const RunResult& r) { return r.classes[0].sojourn.mean_s; }

/// One station; unit of time: 100 s, so that rounding to microseconds and the sketch's grain are
/// invisible.
constexpr double k_unit = 100;

Model station(double rate, int servers, const Distribution& service, double units,
              std::int64_t places = -1) {
  const double length_s = units * enough(1.0, 0.25) * k_unit;
  ModelBuilder b(from_seconds(length_s), from_seconds(length_s / 10));
  const auto r = b.resource("gate", servers, places);
  b.cls("truck", {{0, rate / k_unit}}).visit(r, service).depart();
  return b.model();
}

/// Probability of waiting at `servers` servers under an offered load of `erlangs` (Erlang 1917).
double erlang_c(int servers, double erlangs) {
  double blocking = 1;  // Erlang's B by its recursion
  for (int n = 1; n <= servers; ++n)
    blocking = erlangs * blocking / (n + erlangs * blocking);
  return blocking / (1 - erlangs / servers * (1 - blocking));
}

}  // namespace

TEST_CASE("open queues agree with theory") {
  // M/M/1: the stay is exponential with mean 1 / (mu - lambda).
  hold(station(0.8, 1, exponential(k_unit), 60000),
       {{"M/M/1 Wq", 0.8 / (1 - 0.8) * k_unit, wait},
        {"M/M/1 W", 1 / (1 - 0.8) * k_unit, sojourn},
        {"M/M/1 median", std::log(2.0) / (1 - 0.8) * k_unit,
         [](const RunResult& r) { return r.classes[0].sojourn.p50_s; }},
        {"M/M/1 p95", std::log(20.0) / (1 - 0.8) * k_unit,
         [](const RunResult& r) { return r.classes[0].sojourn.p95_s; }}});
  // M/M/c: Erlang's C over the spare rate.
  hold(station(1.5, 2, exponential(k_unit), 40000),
       {{"M/M/2 Wq", erlang_c(2, 1.5) / (2 - 1.5) * k_unit, wait}});
  hold(station(40, 5, exponential(k_unit / 10), 2000),
       {{"M/M/5 Wq", erlang_c(5, 4) / (50 - 40) * k_unit, wait}});
  // M/G/1: lambda E[S^2] / (2 (1 - rho)) (Pollaczek and Khinchine).
  hold(station(0.9, 1, constant(k_unit), 60000),
       {{"M/D/1 Wq", 0.9 / (2 * (1 - 0.9)) * k_unit, wait}});
  const double second_moment = 0.9 * 2 * 2 + 0.1 * 30 * 30;
  hold(station(0.18, 1, empirical({2 * k_unit, 30 * k_unit}, {0.9, 0.1}), 400000),
       {{"release or inspection, Wq", 0.18 * second_moment / (2 * (1 - 0.18 * 4.8)) * k_unit,
         wait}});
}

// Periodic steady state of the chain's Kolmogorov equations, integrated numerically.
TEST_CASE("a gate open 12 h of 24 h, arrivals all day") {
  constexpr int days = enough(400, 100);
  ModelBuilder b(days * k_day, 10 * k_day);
  std::vector<CapacityChange> hours;
  for (int d = 0; d < days; ++d) {
    hours.push_back({d * k_day, 2});
    hours.push_back({d * k_day + 12 * k_hour, 0});
  }
  const auto gate = b.resource("gate", hours);
  b.cls("truck", {{0, 6.0 / 3600}}).visit(gate, exponential(3600.0 / 8)).depart();
  hold(b.model(), {{"Wq", 4.8028798 * 3600, wait}, {"W", 4.9278798 * 3600, sojourn}});
}

// Two stations: (buffer + 2) / (buffer + 3); three without buffers: 22/39 (Hunt 1956, "Sequential
// arrays of waiting lines", Operations Research 4). A station is blocked when it neither works nor
// starves, and the first never starves.
TEST_CASE("saturated lines with blocking after service") {
  constexpr double counted = enough(39000, 9000);
  const auto line = [](int stations, int buffer) {
    ModelBuilder b(from_seconds((1000 + counted) * k_unit), from_seconds(1000 * k_unit));
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
    return static_cast<double>(r.classes[0].cleared) / counted;
  };
  const auto blocked = [](const RunResult& r) {
    return r.resources[0].blocked_time_s / (counted * k_unit);
  };
  hold(line(2, 4),
       {{"two stations", 6.0 / 7, throughput}, {"two stations, blocked", 1.0 / 7, blocked}});
  hold(line(3, 0), {{"three stations", 22.0 / 39, throughput},
                    {"three stations, blocked", 17.0 / 39, blocked}});
}

// Kolmogorov equations of M(t)/M/4, integrated numerically over the twelve hours.
TEST_CASE("rush hour with rates by period, started empty") {
  ModelBuilder b(12 * k_hour);
  const auto gate = b.resource("gate", 4);
  b.cls("truck", {{0, 20.0 / 3600},
                  {2 * k_hour, 60.0 / 3600},
                  {5 * k_hour, 35.0 / 3600},
                  {7 * k_hour, 15.0 / 3600}})
      .visit(gate, exponential(300))
      .depart();
  hold(b.model(), {{"integral of the queue", 118.20748,
                    [](const RunResult& r) { return r.resources[0].queue_time_s / 3600; }},
                   {"arrivals", 365,
                    [](const RunResult& r) { return static_cast<double>(r.classes[0].arrived); }}});
}

// Exact mean value analysis (Reiser and Lavenberg 1980) with the two-server gate's marginal
// probabilities.
TEST_CASE("a closed fleet agrees with mean value analysis") {
  constexpr double hours = enough(1980, 480);
  const auto fleet = [](int n) {
    ModelBuilder b(from_seconds((20 + hours) * 3600), from_seconds(20 * 3600));
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
    return static_cast<double>(r.classes[0].cleared) / hours;
  };
  hold(fleet(5), {{"5 vehicles", 2.1891734, trips}});
  hold(fleet(20), {{"20 vehicles", 7.7195089, trips}});
  hold(fleet(40), {{"40 vehicles", 9.9252265, trips}});
}
