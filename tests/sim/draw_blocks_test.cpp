#include "sim/draw_blocks.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "sim/logarithm.hpp"

using namespace kouan::sim;

TEST_CASE("blocks hold the values that single draws have, to the bit") {
  for (const Distribution& d : {exponential(60), lognormal(90, 0.5), normal(85, 6), uniform(1, 2),
                                cut(exponential(10), 2, 30), cut(normal(85, 6), 60, 115)}) {
    const Draws draws(7, 3);
    const std::uint64_t purpose = name_hash("service/gate#1");
    DrawBlocks blocks(d, purpose);
    for (std::uint64_t serial = 0; serial < 1000; ++serial)
      REQUIRE(blocks.value(draws, serial) == d.quantile(draws.uniform(serial, purpose)));
    // Stragglers from long ago and visitors from far ahead too.
    for (const std::uint64_t serial :
         {std::uint64_t{3}, std::uint64_t{1} << 40U, ~std::uint64_t{0}})
      CHECK(blocks.value(draws, serial) == d.quantile(draws.uniform(serial, purpose)));
  }
}

TEST_CASE("blocks hold the durations of single draws, however long") {
  for (const Distribution& d : {exponential(60), normal(85, 6), uniform(1e9, 3e9),
                                uniform(-9e9, -6e9), uniform(-1e30, 1e30)}) {
    const Draws draws(7, 3);
    const std::uint64_t purpose = name_hash("service/gate#1");
    DrawBlocks blocks(d, purpose);
    std::vector<std::uint64_t> serials(1000);
    std::iota(serials.begin(), serials.end(), 0U);
    std::vector<Micros> durations(serials.size());
    blocks.durations(draws, serials, durations.data());
    for (const std::uint64_t serial : serials)
      REQUIRE(durations[serial] == from_seconds(d.quantile(draws.uniform(serial, purpose))));
  }
}

TEST_CASE("where few of the entities come, single draws take over, with the same values") {
  const Distribution d = exponential(60);
  const Draws draws(1, 0);
  DrawBlocks blocks(d, 5);
  for (std::uint64_t serial = 0; serial < 100000; serial += 97)
    REQUIRE(blocks.value(draws, serial) == d.quantile(draws.uniform(serial, 5)));
}

TEST_CASE("the logarithm is right to two units in the last place") {
  const Draws draws(2, 0);
  for (std::uint64_t i = 0; i < 200000; ++i) {
    double x = draws.uniform(i, 1);
    if (i % 3 == 1) x = std::ldexp(x, -static_cast<int>(i % 50));
    if (i % 3 == 2) x = 1 - std::ldexp(x, -static_cast<int>(i % 50));
    const double exact = std::log(x);
    const double unit = std::abs(std::nextafter(exact, 0.0) - exact);
    REQUIRE(std::abs(natural_log(x) - exact) <= 2.5 * unit);
  }
  CHECK(natural_log(1.0) == 0);
  CHECK(natural_log(0x1.0p-53) == doctest::Approx(-53 * std::log(2.0)).epsilon(1e-15));
}
