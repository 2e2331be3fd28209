#include <doctest/doctest.h>

#include <cmath>
#include <stdexcept>

#include "analysis/theory/limited_queue.hpp"
#include "tests/analysis/exact.hpp"

using namespace kouan::analysis::theory;

TEST_CASE("a limited queue with exponential service of any kind is M/M/1/K") {
  for (const double lambda : {0.3, 0.9, 1.0, 4.0}) {
    for (const int places : {1, 4, 30}) {
      const LossFigures known = mmck(lambda, 1, 1, places + 1);
      const LossFigures q = mg1k(lambda, kouan::sim::exponential(1), places);
      CHECK(std::abs(q.blocked_share - known.blocked_share) < 1e-8);
      CHECK(q.wait == doctest::Approx(known.wait).epsilon(1e-6));
      CHECK(q.wait_share == doctest::Approx(known.wait_share).epsilon(1e-6));
      CHECK(q.in_system == doctest::Approx(known.in_system).epsilon(1e-6));
      CHECK(q.throughput == doctest::Approx(known.throughput).epsilon(1e-7));
    }
  }
}

TEST_CASE("one place and constant service, by hand") {
  // Of those who leave, exp(-rho) leave nobody behind.
  const double rho = 0.8, none = std::exp(-rho);
  const LossFigures q = mg1k(rho, kouan::sim::constant(1), 1);
  CHECK(q.blocked_share == doctest::Approx(1 - 1 / (none + rho)).epsilon(1e-8));
  CHECK(q.empty_share == doctest::Approx(none / (none + rho)).epsilon(1e-8));
  CHECK(q.wait_share == doctest::Approx(1 - none).epsilon(1e-8));
  CHECK(q.in_system ==
        doctest::Approx((1 - none) / (none + rho) + 2 * q.blocked_share).epsilon(1e-8));
  CHECK_THROWS_AS(mg1k(rho, kouan::sim::constant(1), 0), std::domain_error);
  CHECK_THROWS_AS(mg1k(rho, kouan::sim::constant(0), 1), std::domain_error);
}

TEST_CASE("with room for all it is Pollaczek and Khinchine's") {
  for (const auto& service :
       {kouan::sim::constant(1), kouan::sim::gamma(1, 0.7), kouan::sim::triangular(0.2, 0.8, 2),
        kouan::sim::empirical({0.5, 1.5, 3}, {4, 2, 1})}) {
    const double mean = service.mean(), lambda = 0.7 / mean;
    const double second = service.variance() + mean * mean;
    const LossFigures q = mg1k(lambda, service, 300);
    CHECK(q.wait == doctest::Approx(lambda * second / 2 / (1 - 0.7)).epsilon(1e-6));
    CHECK(q.blocked_share < 1e-9);
    CHECK(q.wait_share == doctest::Approx(0.7).epsilon(1e-6));
  }
}

TEST_CASE("a very long limited queue takes no longer than what comes in a service") {
  const auto constant = kouan::sim::constant(1);
  constexpr int k_places = 1'000'000;
  CHECK(mg1k(0.8, constant, k_places).in_system == exact(2.4));
  // As many as it serves come: nothing of the load may be lost, nor of the sum of so many.
  CHECK(mg1k(1, kouan::sim::exponential(1), k_places).in_system ==
        doctest::Approx((k_places + 1) / 2.0).epsilon(1e-8));
  CHECK(mg1k(1, constant, k_places).in_system ==
        doctest::Approx(k_places / 2.0 + 7 / 12.0).epsilon(1e-8));
  CHECK(mmck(20, 1, 1, k_places + 1).in_system == exact(k_places + 1 - 1 / 19.0));
  CHECK_THROWS_AS(mg1k(0.8, kouan::sim::lognormal(1, 1.5), k_places), std::domain_error);
}

TEST_CASE("where many come in a service the queue is full but for the time until the next comes") {
  for (const double rho : {40.0, 200.0, 800.0}) {
    const LossFigures q = mg1k(rho, kouan::sim::constant(1), 10);
    CHECK(q.in_system == doctest::Approx(11 - 1 / rho).epsilon(1e-13));
    CHECK(q.throughput == exact(1));
    CHECK(q.empty_share >= 0);
    CHECK(q.empty_share < 1e-9);
  }
}
