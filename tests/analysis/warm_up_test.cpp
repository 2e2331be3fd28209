#include "analysis/warm_up.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

namespace an = kouan::analysis;
using doctest::Approx;

// Oracle S02 (White 1997; White, Cobb & Spratt 2000), computed independently.
TEST_CASE("MSER-5 of a series that decays from above") {
  std::vector<double> series;
  for (int i = 0; i < 500; ++i)
    series.push_back(5 + 20 * std::pow(0.95, i) + (i * 7919 % 101) / 101.0);
  const an::Truncation t = an::mser(series);
  CHECK(t.batches == 20);
  CHECK(t.observations == 100);
  CHECK(t.mean == Approx(5.500128450005137).epsilon(1e-12));
  CHECK(t.statistic == Approx(4.2215729738774915e-05).epsilon(1e-9));
  CHECK(t.settled);
}

// By hand, batches of one: 9, 9, then 1 and 3 in turn. Cut at 2: mean 2, squares 8, 8/64 = 0.125.
// Cut at 1: mean 25/9, squares 8 + 49 x 8/9 = 51.56, /81 = 0.64. Cut at 3: 7 left, squares 48/7,
// /49 = 0.14.
TEST_CASE("the least statistic by hand") {
  const std::vector<double> series = {9, 9, 1, 3, 1, 3, 1, 3, 1, 3};
  const an::Truncation t = an::mser(series, 1);
  CHECK(t.batches == 2);
  CHECK(t.mean == Approx(2));
  CHECK(t.statistic == Approx(0.125));
  CHECK(t.settled);
}

TEST_CASE("of equal statistics the first counts, and a constant series keeps all") {
  const an::Truncation t = an::mser(std::vector<double>(50, 7.0));
  CHECK(t.batches == 0);
  CHECK(t.mean == 7);
  CHECK(t.statistic == 0);
  CHECK(t.settled);
}

TEST_CASE("a series that still grows has not settled") {
  std::vector<double> series;
  for (int i = 0; i < 200; ++i)
    series.push_back(i);
  const an::Truncation t = an::mser(series);
  CHECK(t.batches == 20);  // half
  CHECK_FALSE(t.settled);
}

// A wave of one day round a fixed mean: in batches of a day there is nothing to cut.
TEST_CASE("in batches of whole cycles a wave is no warm-up") {
  std::vector<double> series;
  for (int hour = 0; hour < 24 * 20; ++hour)
    series.push_back(10 + 5 * std::sin(2 * M_PI * hour / 24));
  const an::Truncation t = an::mser(series, 24);
  CHECK(t.mean == Approx(10));
  CHECK(t.statistic < 1e-20);
}

TEST_CASE("what follows the last whole batch is left out") {
  std::vector<double> series(50, 1.0);
  for (int i = 0; i < 4; ++i)
    series.push_back(1000);
  CHECK(an::mser(series).mean == 1);
}

// 10 exp(-i / 50) under AR(1) noise of coefficient 0.5. In the mean the rule takes one batch more
// as long as its transient is below the standard deviation of a batch mean: sqrt((4/3) / 25 (5 + 2
// (4/2
// + 3/4 + 2/8 + 1/16))) = 0.770, which is at i = 50 ln(10 / 0.770) = 128.
TEST_CASE("the cut follows the length of the transient") {
  std::mt19937_64 bits(3);
  std::normal_distribution<double> normal(0, 1);
  int near = 0;
  double sum = 0;
  for (int s = 0; s < 200; ++s) {
    std::vector<double> series;
    double noise = 0;
    for (int i = 0; i < 2000; ++i) {
      noise = 0.5 * noise + normal(bits);
      series.push_back(10 * std::exp(-i / 50.0) + noise);
    }
    const an::Truncation t = an::mser(series);
    CHECK(t.settled);
    sum += static_cast<double>(t.observations) / 200;
    near += t.observations >= 64 && t.observations <= 256 ? 1 : 0;
  }
  CHECK(near > 180);
  CHECK(sum == Approx(128).epsilon(0.1));
}

TEST_CASE("too short a series, no batch or no number is refused") {
  const std::vector<double> series(49, 1.0);
  CHECK_THROWS_AS(an::mser(series), std::invalid_argument);
  CHECK_THROWS_AS(an::mser(series, 0), std::invalid_argument);
  std::vector<double> holes(50, 1.0);
  holes[7] = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(an::mser(holes), std::invalid_argument);
}
