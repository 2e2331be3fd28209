#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "analysis/theory/limited_patience.hpp"
#include "analysis/theory/patience.hpp"
#include "analysis/theory/queues.hpp"
#include "tests/analysis/exact.hpp"

using namespace kouan::analysis::theory;

TEST_CASE("exponential patience before so many places is a birth-and-death chain") {
  for (const double lambda : {0.3, 3.0, 5.0, 40.0}) {
    for (const int places : {1, 4, 60}) {
      std::vector<double> up, down;
      for (int n = 1; n <= 3 + places; ++n) {
        up.push_back(lambda);
        down.push_back(std::min(n, 3) * 1.0 + std::max(0, n - 3) * 0.7);
      }
      const std::vector<double> p = birth_death(up, down);
      double in_queue = 0, busy = 0;
      for (int n = 0; n <= 3 + places; ++n) {
        in_queue += std::max(0, n - 3) * p[static_cast<std::size_t>(n)];
        busy += std::min(n, 3) * p[static_cast<std::size_t>(n)];
      }
      const LimitedAbandonmentFigures q =
          mmck_patience(lambda, 1, 3, places, kouan::sim::exponential(1 / 0.7));
      const auto near = [](double x) { return doctest::Approx(x).epsilon(1e-7); };
      CHECK(std::abs(q.refused_share - p.back()) < 1e-9);
      CHECK(q.all.in_queue == near(in_queue));
      CHECK(q.all.throughput == near(busy));
      CHECK(q.all.in_system == near(in_queue + busy));
      CHECK(std::abs(q.all.abandon_share - 0.7 * in_queue / lambda) < 1e-8);
    }
  }
}

TEST_CASE("patience without end is M/M/c/K, places without end leave patience alone") {
  const LossFigures limited = mmck(4, 1, 3, 8);
  const LimitedAbandonmentFigures patient = mmck_patience(4, 1, 3, 5, kouan::sim::constant(1e6));
  CHECK(patient.refused_share == doctest::Approx(limited.blocked_share).epsilon(1e-8));
  CHECK(patient.all.in_queue == doctest::Approx(limited.in_queue).epsilon(1e-8));
  CHECK(patient.all.abandon_share < 1e-8);
  for (const auto& patience : {kouan::sim::constant(2), kouan::sim::lognormal(2, 0.8),
                               kouan::sim::empirical({0.5, 4}, {1, 2})}) {
    const AbandonmentFigures open = mmc_patience(4, 1, 3, patience);
    const LimitedAbandonmentFigures wide = mmck_patience(4, 1, 3, 400, patience);
    CHECK(wide.refused_share < 1e-12);
    CHECK(wide.all.abandon_share == doctest::Approx(open.abandon_share).epsilon(1e-7));
    CHECK(wide.all.in_queue == doctest::Approx(open.in_queue).epsilon(1e-7));
    CHECK(wide.all.wait_share == doctest::Approx(open.wait_share).epsilon(1e-7));
  }
}

TEST_CASE("one server, one place, constant patience: by hand") {
  // Who waits at all is served if the rest of the work in hand is less than the patience t. With
  // p(0) = 1, p(1) = lambda and p(2) = lambda^2 times the integral of min(x, t) exp(-x).
  const double lambda = 1.3, t = 0.8;
  const double p2 = lambda * lambda * -std::expm1(-t);
  const LimitedAbandonmentFigures q = mmck_patience(lambda, 1, 1, 1, kouan::sim::constant(t));
  const double all = 1 + lambda + p2;
  CHECK(q.refused_share == doctest::Approx(p2 / all).epsilon(1e-8));
  CHECK(q.all.throughput == doctest::Approx((lambda + p2) / all).epsilon(1e-8));
  // Those who give up found one at work.
  CHECK(q.all.abandon_share == doctest::Approx(lambda / all * std::exp(-t)).epsilon(1e-8));
  CHECK_THROWS_AS(mmck_patience(1, 1, 1, 0, kouan::sim::constant(1)), std::domain_error);
  CHECK_THROWS_AS(mmck_patience(0, 1, 1, 1, kouan::sim::constant(1)), std::domain_error);
}

TEST_CASE("a long queue of the patient is as many as there are places") {
  const LimitedAbandonmentFigures q =
      mmck_patience(30, 1, 3, 2000, kouan::sim::uniform(3600, 5040));
  CHECK(q.all.throughput == doctest::Approx(3));
  CHECK(q.refused_share == doctest::Approx(0.9).epsilon(1e-6));
  CHECK(q.all.in_queue == doctest::Approx(2000 - 1 / 9.0).epsilon(1e-6));
}

TEST_CASE("what takes long is refused by the terms that it takes") {
  const auto patience = kouan::sim::uniform(3600, 5040);
  for (const int places : {20'000, 100'000, 1'000'000})
    CHECK_THROWS_AS(mmck_patience(30, 1, 3, places, patience), std::domain_error);
  CHECK(mmck_patience(3, 1, 3, 1'000'000, patience).refused_share == 0);  // few are ever there
}
