#include "sim/draw.hpp"

#include <Random123/philox.h>
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstdint>

using namespace kouan::sim;

namespace {

using Words32 = std::array<std::uint32_t, 4>;
using Words64 = std::array<std::uint64_t, 2>;

Words32 philox(const Words32& counter, const std::array<std::uint32_t, 2>& key) {
  const auto out =
      philox4x32_R(10, {{counter[0], counter[1], counter[2], counter[3]}}, {{key[0], key[1]}});
  return {out.v[0], out.v[1], out.v[2], out.v[3]};
}

Words64 threefry(const Words64& counter, const Words64& key) {
  const auto out = threefry2x64_R(13, {{counter[0], counter[1]}}, {{key[0], key[1]}});
  return {out.v[0], out.v[1]};
}

}  // namespace

// tests/kat_vectors of Random123 (Salmon, Moraes, Dror & Shaw 2011), its lines "philox4x32 10"
// (oracle S10) and "threefry2x64 13": all bits zero, all bits one, the first digits of pi.
TEST_CASE("the generator library gives the published known answers") {
  const std::uint32_t ones32 = ~0U;
  CHECK(philox({0, 0, 0, 0}, {0, 0}) == Words32{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  CHECK(philox({ones32, ones32, ones32, ones32}, {ones32, ones32}) ==
        Words32{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
        Words32{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});

  const std::uint64_t ones64 = ~0ULL;
  CHECK(threefry({0, 0}, {0, 0}) == Words64{0xf167b032c3b480bd, 0xe91f9fee4b7a6fb5});
  CHECK(threefry({ones64, ones64}, {ones64, ones64}) ==
        Words64{0xccdec5c917a874b1, 0x4df53abca26ceb01});
  CHECK(threefry({0x243f6a8885a308d3, 0x13198a2e03707344},
                 {0xa4093822299f31d0, 0x082efa98ec4e6c89}) ==
        Words64{0xc3aac71561042993, 0x3fe7ae8801aff316});
}

TEST_CASE("a draw is the first word of Threefry2x64-13 of its name") {
  CHECK(Draws(0, 0).bits(0, 0) == 0xf167b032c3b480bd);  // the known answer to zeros
  CHECK(Draws(7, 3).bits(5, 11) == threefry({5, 11}, {7, 3})[0]);
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
