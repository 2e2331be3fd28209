#include <doctest/doctest.h>

#include <cmath>
#include <stdexcept>

#include "analysis/theory/limited_queue.hpp"

using namespace kouan::analysis::theory;

TEST_CASE("a limited queue with exponential service of any kind is M/M/1/K") {
  for (const double lambda : {0.3, 0.9, 1.0, 4.0}) {
    for (const int places : {1, 4, 30}) {
      const LossFigures known = mmck(lambda, 1, 1, places + 1);
      const LossFigures q = mg1k(lambda, kouan::sim::exponential(1), places);
      CHECK(std::abs(q.blocked_share - known.blocked_share) < 1e-8);
      CHECK(q.wait == doctest::Approx(known.wait).epsilon(1e-6));
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
  }
}
