#include <doctest/doctest.h>

#include <cmath>
#include <stdexcept>

#include "analysis/theory/queues.hpp"
#include "analysis/theory/transient.hpp"
#include "tests/analysis/exact.hpp"

using namespace kouan::analysis::theory;

TEST_CASE("two states go to their shares exponentially") {
  RateMatrix rates(2, 2);
  rates.insert(0, 1) = 0.3;
  rates.insert(1, 0) = 0.7;
  const Evolution e = evolve(rates, Eigen::Vector2d(1, 0), 2);
  CHECK(e.at_end(1) == exact(0.3 * (1 - std::exp(-2))));
  CHECK(e.time(1) == exact(0.3 * (2 - (1 - std::exp(-2)))));
  CHECK(e.time.sum() == exact(2));
  CHECK(evolve(rates, Eigen::Vector2d(1, 0), 0).at_end(0) == 1);
  CHECK_THROWS_AS(evolve(rates, Eigen::Vector3d(1, 0, 0), 1), std::domain_error);
  CHECK_THROWS_AS(evolve(rates, Eigen::Vector2d(1, 0), -1), std::domain_error);
}

TEST_CASE("many steps lose no digits") {
  RateMatrix rates(2, 2);
  rates.insert(0, 1) = 3e4;
  rates.insert(1, 0) = 1;
  const Evolution e = evolve(rates, Eigen::Vector2d(0, 1), 1);
  CHECK(e.at_end.sum() == exact(1));
  CHECK(e.time(0) == exact((1 - (1 - std::exp(-30001)) / 30001) / 30001));
}

TEST_CASE("M/M/1 in time comes out as in Abate & Whitt 1987 (Q48)") {
  const std::vector<RatePhase> phases = {{1, 0.8}, {4, 0.8}, {5, 0.8}, {40, 0.8}, {50, 0.8}};
  const TransientFigures empty = transient_mmc(phases, 1, 1, 0);
  CHECK(empty.in_system[0] == exact(0.5515518582734872));
  CHECK(empty.in_system[1] == exact(1.469460827785539));
  CHECK(empty.in_system[2] == exact(2.030281563578978));
  CHECK(empty.in_system[3] == exact(3.40503897799822));
  CHECK(empty.in_system[4] == exact(3.791872692584237));
  const TransientFigures ten = transient_mmc(phases, 1, 1, 10);
  CHECK(ten.in_system[0] == exact(9.800000005590991));
  CHECK(ten.in_system[1] == exact(9.002203155502015));
  CHECK(ten.in_system[2] == exact(8.069911479344315));
  CHECK(ten.in_system[3] == exact(4.988920263978589));
  CHECK(ten.in_system[4] == exact(4.281110707849738));
}

TEST_CASE("a rush hour comes out by Kolmogorov's equations (Q50)") {
  const TransientFigures q = transient_mmc({{2, 20}, {3, 60}, {2, 35}, {5, 15}}, 12, 4, 0);
  CHECK(q.in_system[0] == exact(1.739863432554953));
  CHECK(q.in_system[1] == exact(41.76077352429719));
  CHECK(q.in_system[2] == exact(19.28988080969098));
  CHECK(q.in_system[3] == exact(1.2691903008794092));
  CHECK(q.arrivals == exact(365.0));
}

TEST_CASE("a rush hour's queue in vehicle hours balances (Q50)") {
  const TransientFigures q = transient_mmc({{2, 20}, {3, 60}, {2, 35}, {5, 15}}, 12, 4, 0);
  // Who came and isn't there any more was served: arrivals - m(12) = mu x mean busy server hours.
  CHECK(q.system_time - q.queue_time == exact((365 - q.in_system[3]) / 12));
  // The same integral by Simpson's rule over the mean numbers at times 0.005 h apart.
  double simpson = 0;
  double start = 0;
  std::vector<RatePhase> fine;
  for (const auto& [duration, lambda] : {RatePhase{2, 20}, {3, 60}, {2, 35}, {5, 15}})
    fine.insert(fine.end(), static_cast<std::size_t>(std::lround(duration * 200)), {0.005, lambda});
  const TransientFigures f = transient_mmc(fine, 12, 4, 0);
  for (std::size_t i = 0; i < fine.size(); i += 2) {
    simpson += 0.01 / 6 * (start + 4 * f.in_system[i] + f.in_system[i + 1]);
    start = f.in_system[i + 1];
  }
  CHECK(simpson == doctest::Approx(q.system_time).epsilon(1e-8));
  // The oracle's own quadrature is good to five digits: its two integrals differ by 30.310721 busy
  // server hours, where the balance above wants 30.310901.
  CHECK(q.system_time == doctest::Approx(148.51819631782163).epsilon(3e-5));
  CHECK(q.queue_time == doctest::Approx(118.20747507562508).epsilon(3e-5));
  CHECK(q.queue_time / q.duration == doctest::Approx(9.850622922968757).epsilon(3e-5));
}

TEST_CASE("with servers in plenty numbers obey m' = lambda - mu m; after long they are steady") {
  const TransientFigures q = transient_mmc({{1.5, 3}, {2, 0}}, 0.5, 1000, 7);
  const double m = 6 + (7 - 6) * std::exp(-0.75);
  CHECK(q.in_system[0] == exact(m));
  CHECK(q.in_system[1] == exact(m * std::exp(-1)));
  CHECK(transient_mmc({{400, 1.2}}, 1, 2, 0).in_queue[0] == exact(mmc(1.2, 1, 2).in_queue));
}

TEST_CASE("queues in time with impossible values are refused") {
  CHECK_THROWS_AS(transient_mmc({{1, -1}}, 1, 1, 0), std::domain_error);
  CHECK_THROWS_AS(transient_mmc({{1, 1}}, 0, 1, 0), std::domain_error);
  CHECK_THROWS_AS(transient_mmc({{1, 1}}, 1, 1, -1), std::domain_error);
}
