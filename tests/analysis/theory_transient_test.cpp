#include <doctest/doctest.h>

#include <cmath>
#include <stdexcept>

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
