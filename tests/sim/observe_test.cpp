#include "sim/observe.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <vector>

#include "sim/draw.hpp"

using namespace kouan::sim;

TEST_CASE("the sketch's quantiles are within its stated relative error") {
  QuantileSketch sketch;
  std::vector<Micros> values;
  const Draws draws(1, 0);
  for (std::uint64_t i = 0; i < 50000; ++i) {
    // From seconds to weeks.
    const auto value = static_cast<Micros>(1e6 * std::exp(13 * draws.uniform(i, 1)));
    values.push_back(value);
    sketch.add(value);
  }
  std::sort(values.begin(), values.end());
  for (const double p : {0.01, 0.1, 0.5, 0.9, 0.95, 0.99}) {
    const double exact = to_seconds(values[static_cast<std::size_t>(p * 50000)]);
    CHECK(sketch.quantile_s(p) == doctest::Approx(exact).epsilon(0.008));
  }
}

TEST_CASE("times in text and clock keep every microsecond for decades") {
  for (const Micros years : {1, 10, 50, 70}) {
    const Micros base = years * 365 * k_day;
    for (Micros i = 0; i < 1000; ++i)
      REQUIRE(from_seconds(to_seconds(base + i)) == base + i);
  }
  Micros sum = 0;
  for (int i = 0; i < 1000; ++i)
    sum += from_seconds(0.1);
  CHECK(sum == 100 * k_second);
}

TEST_CASE("times beyond all that can be said end at the longest one") {
  for (const double seconds : {1e13, 1e300, std::numeric_limits<double>::infinity()}) {
    CHECK(from_seconds(seconds) == k_longest);
    CHECK(from_seconds(-seconds) == -k_longest);
  }
  CHECK(from_seconds(2251799814.5) == 2251799814500000);  // beyond 2^51, as every other
  CHECK(within_longest(1e12) == 1'000'000'000'000);
}

TEST_CASE("a quantile never lies beyond what was seen") {
  Tally zeros, same;
  for (int i = 0; i < 100; ++i) {
    zeros.add(0);
    same.add(480 * k_second);
  }
  for (const double p : {0.5, 0.9, 0.95}) {
    CHECK(zeros.quantile_s(p) == 0);
    CHECK(same.quantile_s(p) == 480);
  }
}

TEST_CASE("a tally says count, mean and extreme, and an empty one zero") {
  Tally tally;
  CHECK(tally.mean_s() == 0);
  CHECK(tally.quantile_s(0.5) == 0);
  tally.add(2 * k_second);
  tally.add(4 * k_second);
  CHECK(tally.count == 2);
  CHECK(tally.mean_s() == 3);
  CHECK(tally.maximum == 4 * k_second);
}
