// Where entities come from: plans by hand, exact answers of theory for the rest.
#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <vector>

#include "sim/cyclic_rate.hpp"
#include "sim/run.hpp"
#include "tests/support/enough.hpp"
#include "tests/support/minutes.hpp"
#include "tests/support/model_builder.hpp"

using namespace kouan::sim;
using kouan::test::enough;
using kouan::test::k_min;
using kouan::test::ModelBuilder;

namespace {

struct ExactMean {
  double exact;
  std::function<double(const RunResult&)> of;
};

/// Holds means over replications against exact values, by z.
void hold_means(const Model& model, int replications, const std::vector<ExactMean>& expected) {
  std::vector<double> sum(expected.size());
  std::vector<double> squares(expected.size());
  for (int i = 0; i < replications; ++i) {
    const RunResult result = run(model, {17, static_cast<std::uint32_t>(i)});
    REQUIRE(result.stop == StopReason::horizon);
    REQUIRE(result.conserved);
    REQUIRE(result.little);
    for (std::size_t e = 0; e < expected.size(); ++e) {
      const double x = expected[e].of(result);
      sum[e] += x;
      squares[e] += x * x;
    }
  }
  const double n = replications;
  for (std::size_t e = 0; e < expected.size(); ++e) {
    const double variance = (squares[e] - sum[e] * sum[e] / n) / (n - 1);
    const double z = (sum[e] / n - expected[e].exact) / std::sqrt(variance / n);
    INFO("exact " << expected[e].exact << ", simulated " << sum[e] / n);
    CHECK(std::abs(z) <= 4);
  }
}

/// One station with one class whose source is still to be said.
ModelBuilder station(Micros horizon, Micros warm_up, const Distribution& service) {
  ModelBuilder b(horizon, warm_up);
  const auto r = b.resource("gate", 1);
  b.cls("truck", {}).visit(r, service).depart();
  return b;
}

double wait_at_first(const RunResult& r) { return r.resources[0].waiting.mean_s; }

}  // namespace

TEST_CASE("ten trucks at equal intervals, the first at the start") {
  ModelBuilder b = station(60 * k_minute, 0, constant(6 * k_min));
  ClassDef& c = b.model().classes[0];
  c.source = SourceKind::renewal;
  c.interarrival_s = constant(4 * k_min);
  c.first_at_start = true;
  c.limit = 10;
  const RunResult result = run(b.model(), {});
  CHECK(result.classes[0].arrived == 10);
  CHECK(result.classes[0].departed == 10);
  CHECK(result.resources[0].queue_time_s == 90 * k_min);
  CHECK(result.resources[0].waiting.mean_s == 9 * k_min);
  CHECK(result.resources[0].busy_time_s == 60 * k_min);
  CHECK(result.little);

  c.first_at_start = false;  // from minute 4 on: the last has not been served at minute 60
  const RunResult later = run(b.model(), {});
  CHECK(later.classes[0].arrived == 10);
  CHECK(later.classes[0].departed == 9);
}

TEST_CASE("a plan with lateness keeps the numbers of its arrivals") {
  ModelBuilder b = station(10 * k_hour, 0, constant(0));
  ClassDef& c = b.model().classes[0];
  c.source = SourceKind::listed;
  c.plan = {k_hour, 2 * k_hour, 3 * k_hour};
  c.batch = constant(2);
  const RunResult punctual = run(b.model(), {});
  CHECK(punctual.classes[0].arrived == 6);
  CHECK(punctual.hourly_inside[0] == 0);
  c.limit = 5;
  CHECK(run(b.model(), {}).classes[0].arrived == 5);
  c.limit = -1;
  c.lateness_s = uniform(0, 10 * 3600);
  // Which come within ten hours is decided by each one's own draw.
  const Draws draws(1, 0);
  const std::uint64_t purpose = name_hash("arrival", name_hash("truck"));
  int expected = 0;
  for (std::uint64_t k = 0; k < 3; ++k) {
    const double late_s = c.lateness_s.quantile(draws.uniform(2 * k, purpose));
    if (c.plan[k] + from_seconds(late_s) <= 10 * k_hour) expected += 2;
  }
  CHECK(run(b.model(), {1, 0}).classes[0].arrived == expected);
}

TEST_CASE("who comes before the run is neither in it nor in the limit") {
  ModelBuilder b = station(10 * k_hour, 0, constant(0));
  ClassDef& c = b.model().classes[0];
  c.source = SourceKind::listed;
  c.plan = {-10 * k_minute, k_hour, 2 * k_hour, 3 * k_hour, 4 * k_hour};
  c.limit = 3;
  CHECK(run(b.model(), {}).classes[0].arrived == 3);
  c.batch = constant(2);
  const RunResult two_at_once = run(b.model(), {});
  CHECK(two_at_once.classes[0].arrived == 3);
  CHECK(two_at_once.stop == StopReason::horizon);
}

TEST_CASE("some are there at the start and all come to the limit") {
  ModelBuilder b = station(3 * k_hour, 0, constant(10 * k_min));
  ClassDef& c = b.model().classes[0];
  c.rates = {{0, 1.0}};
  c.at_start = 4;
  c.limit = 7;
  const RunResult result = run(b.model(), {});
  CHECK(result.classes[0].arrived == 7);
  CHECK(result.classes[0].departed == 7);
  c.limit = 4;
  CHECK(run(b.model(), {}).classes[0].arrived == 4);
}

TEST_CASE("a rate along a sine is inverted exactly") {
  const CyclicRate rate{40.0 / 3600, 30.0 / 3600, k_day, 6 * k_hour};
  CHECK(expected(rate, 0, k_day) == doctest::Approx(960));
  // From trough to peak: 40*12 + 30*24/(2 pi) * 0; a quarter adds the swing.
  CHECK(expected(rate, 6 * k_hour, 12 * k_hour) ==
        doctest::Approx(240 + 720 / (2 * 3.14159265358979)));
  for (const double needed : {0.0, 1e-9, 0.5, 100.0, 959.999, 960.0, 12345.6}) {
    CAPTURE(needed);
    for (const Micros from : {Micros{0}, 7 * k_hour, 100 * k_day + k_minute}) {
      const double after_s = time_until_expected(rate, from, needed);
      CHECK(expected(rate, from, from + from_seconds(after_s)) ==
            doctest::Approx(needed).epsilon(1e-8));
    }
  }
  const CyclicRate stops_at_trough{1.0, 1.0, k_hour, 0};
  CHECK(expected(stops_at_trough, 0, from_seconds(time_until_expected(stops_at_trough, 0, 1800))) ==
        doctest::Approx(1800).epsilon(1e-8));
}

TEST_CASE("M(t)/M/inf: the mean number present follows the sine") {
  ModelBuilder b(9 * k_hour);
  b.cls("truck", {}).travel(exponential(7200)).depart();
  ClassDef& c = b.model().classes[0];
  c.source = SourceKind::cyclic;
  c.cycle = {40.0 / 3600, 30.0 / 3600, k_day, 6 * k_hour};
  // From empty, at 1, 3 and 9 h (Eick, Massey & Whitt 1993).
  hold_means(b.model(), 400,
             {{34.80399361368517, [](const RunResult& r) { return r.hourly_inside[0]; }},
              {83.5141922938358, [](const RunResult& r) { return r.hourly_inside[2]; }},
              {130.1174658734458, [](const RunResult& r) { return r.hourly_inside[8]; }}});
}

TEST_CASE("D/M/1 and E3/E4/1 waits") {
  ModelBuilder b = station(enough(1460, 400) * k_day, 100 * k_day, exponential(0.85 * 3600));
  ClassDef& c = b.model().classes[0];
  c.source = SourceKind::renewal;
  c.interarrival_s = constant(3600);
  hold_means(b.model(), 25, {{2.140924968675686 * 3600, wait_at_first}});

  ModelBuilder e = station(enough(1000, 400) * k_day, 100 * k_day, erlang(4, 3600));
  e.model().classes[0].source = SourceKind::renewal;
  e.model().classes[0].interarrival_s = erlang(3, 3600 / 0.9);
  hold_means(e.model(), 25, {{2.4650967616764707 * 3600, wait_at_first}});
}

TEST_CASE("trains of fifty wagons: mean wait over wagons") {
  ModelBuilder b = station(enough(500, 100) * k_day, 10 * k_day, exponential(120));
  ClassDef& c = b.model().classes[0];
  c.rates = {{0, 0.4 / 3600}};
  c.batch = constant(50);
  hold_means(b.model(), 25, {{2.5166666666666666 * 3600, wait_at_first}});
}

TEST_CASE("batches of random size: the mean wait holds E of X squared") {
  // M^[X]/M/1, X = 1 or 5 alike: rho = 0.6, Wq = (rho + (E[X^2]/E[X] - 1)/2) / (mu (1 - rho)).
  ModelBuilder b = station(enough(500, 60) * k_day, 10 * k_day, exponential(60));
  ClassDef& c = b.model().classes[0];
  c.rates = {{0, 0.2 / 60}};
  c.batch = empirical({1, 5}, {1, 1});
  hold_means(b.model(), 25, {{(0.6 + (13.0 / 3 - 1) / 2) / 0.4 * 60, wait_at_first}});
}
