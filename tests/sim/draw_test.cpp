#include "sim/draw.hpp"

#include <Random123/philox.h>
#include <doctest/doctest.h>

#include <cmath>
#include <set>

using namespace kouan::sim;

TEST_CASE("the generator library gives the published known answers") {
  // Philox4x32-10 and Threefry2x64-13, Salmon et al. 2011, kat_vectors of Random123.
  const philox4x32_ctr_t zeros{{0, 0, 0, 0}};
  const philox4x32_key_t no_key{{0, 0}};
  const philox4x32_ctr_t digits{{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}};
  const philox4x32_key_t digits_key{{0xa4093822, 0x299f31d0}};
  const auto zero = philox4x32_R(10, zeros, no_key);
  const auto pi = philox4x32_R(10, digits, digits_key);
  CHECK(zero.v[0] == 0x6627e8d5U);
  CHECK(zero.v[3] == 0x9b00dbd8U);
  CHECK(pi.v[0] == 0xd16cfe09U);
  CHECK(pi.v[1] == 0x94fdccebU);
  CHECK(pi.v[2] == 0x5001e420U);
  CHECK(pi.v[3] == 0x24126ea1U);
  const threefry2x64_ctr_t nought{{0, 0}};
  const threefry2x64_key_t nothing{{0, 0}};
  const auto threefry = threefry2x64_R(13, nought, nothing);
  CHECK(threefry.v[0] == 0xf167b032c3b480bdULL);
  CHECK(threefry.v[1] == 0xe91f9fee4b7a6fb5ULL);
}

TEST_CASE("a draw depends on its name alone") {
  const Draws a(7, 3);
  const std::uint64_t purpose = name_hash("service/gate");
  CHECK(a.bits(5, purpose) == Draws(7, 3).bits(5, purpose));
  CHECK(a.bits(5, purpose) != a.bits(6, purpose));
  CHECK(a.bits(5, purpose) != a.bits(5, name_hash("service/scan")));
  CHECK(a.bits(5, purpose) != Draws(7, 4).bits(5, purpose));
  CHECK(a.bits(5, purpose) != Draws(8, 3).bits(5, purpose));
}

TEST_CASE("uniforms are uniform and uncorrelated along both counters") {
  const Draws draws(1, 0);
  const int n = 100000;
  double sum = 0, squares = 0, serial = 0, across = 0, before = 0.5;
  for (int i = 0; i < n; ++i) {
    const double u = draws.uniform(static_cast<std::uint64_t>(i), 11) - 0.5;
    const double v = draws.uniform(static_cast<std::uint64_t>(i), 12) - 0.5;
    sum += u;
    squares += u * u;
    serial += u * before;
    across += u * v;
    before = u;
  }
  // Standard errors: mean sqrt(1/12n), square sqrt(1/180n), products 1/(12 sqrt n); four of each.
  CHECK(std::abs(sum / n) < 4 * std::sqrt(1.0 / 12 / n));
  CHECK(std::abs(squares / n - 1.0 / 12) < 4 * std::sqrt(1.0 / 180 / n));
  CHECK(std::abs(serial / n) < 4 / (12 * std::sqrt(n)));
  CHECK(std::abs(across / n) < 4 / (12 * std::sqrt(n)));
}

TEST_CASE("neither end of the unit interval is drawn") {
  CHECK(Draws::to_uniform(0) > 0.0);
  CHECK(Draws::to_uniform(~0ULL) < 1.0);
}
