#include "sim/draw_blocks.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "sim/logarithm.hpp"
#include "sim/normal_quantile.hpp"
#include "sim/wide.hpp"

// Vectors are passed between functions that are inlined, whatever the calling convention.
#pragma GCC diagnostic ignored "-Wpsabi"

namespace kouan::sim {
namespace {

constexpr std::size_t k_lanes = 8;
using Words = std::uint64_t __attribute__((vector_size(k_lanes * sizeof(std::uint64_t))));
using Reals = double __attribute__((vector_size(k_lanes * sizeof(double))));

/// `Draws::bits` of `serials` with one purpose: Threefry2x64, 13 rounds (Salmon et al. 2011).
inline __attribute__((always_inline)) Words random_bits(Words serials, std::uint64_t purpose,
                                                        const std::array<std::uint64_t, 3>& key) {
  constexpr unsigned k_rotations[8] = {16, 42, 12, 31, 16, 32, 24, 21};
  Words x = serials + key[0];
  Words y = Words{} + (purpose + key[1]);
#pragma GCC unroll 13
  for (unsigned round = 0; round < 13; ++round) {
    const unsigned by = k_rotations[round % 8];
    x += y;
    y = ((y << by) | (y >> (64U - by))) ^ x;
    if (round % 4 != 3) continue;
    const unsigned injection = round / 4 + 1;
    x += key[injection % 3];
    y += key[(injection + 1) % 3] + injection;
  }
  return x;
}

/// `Draws::to_uniform`.
inline __attribute__((always_inline)) Reals uniforms(Words bits) {
  constexpr std::uint64_t k_two_52 = 0x4330000000000000ULL;  // bits of 2^52
  const Reals whole = __builtin_bit_cast(Reals, (bits >> 12U) | k_two_52) - 0x1.0p52;
  return (whole + 0.5) * 0x1.0p-52;
}

struct Names {
  std::uint64_t first;  ///< serial number
  std::uint64_t purpose;
  std::array<std::uint64_t, 3> key;
};

KOUAN_WIDE void fill_uniform(const Names& names, double* values) {
  for (std::uint64_t i = 0; i < DrawBlocks::k_length; i += k_lanes) {
    const Words serials = Words{0, 1, 2, 3, 4, 5, 6, 7} + (names.first + i);
    const Reals u = uniforms(random_bits(serials, names.purpose, names.key));
    for (std::size_t lane = 0; lane < k_lanes; ++lane)
      values[i + lane] = u[lane];
  }
}

/// Exponential draws from uniform ones. A loop of its own: the steps of a logarithm wait for each
/// other, so that the processor should have several in hand at once.
KOUAN_WIDE void to_exponential(double mean, double* values) {
  for (std::uint64_t i = 0; i < DrawBlocks::k_length; i += k_lanes) {
    Reals u;
    for (std::size_t lane = 0; lane < k_lanes; ++lane)
      u[lane] = values[i + lane];
    const Reals x = -mean * natural_log<Reals, Words>(1.0 - u);
    for (std::size_t lane = 0; lane < k_lanes; ++lane)
      values[i + lane] = x[lane];
  }
}

/// `detail::polynomial` of several.
inline __attribute__((always_inline)) Reals polynomials(const detail::Octet& c, Reals x) {
  Reals sum = Reals{} + c.back();
#pragma GCC unroll 7
  for (std::size_t i = c.size() - 1; i-- > 0;)
    sum = sum * x + c[i];
  return sum;
}

/// `normal_quantile` of uniform draws, of all as if they were central: 85 % are.
KOUAN_WIDE void to_central_normal(const double* uniforms, double* values) {
  for (std::size_t i = 0; i < DrawBlocks::k_length; i += k_lanes) {
    Reals q;
    for (std::size_t lane = 0; lane < k_lanes; ++lane)
      q[lane] = uniforms[i + lane] - 0.5;
    const Reals r = 0.180625 - q * q;
    const Reals z =
        q * polynomials(detail::k_central_over, r) / polynomials(detail::k_central_under, r);
    for (std::size_t lane = 0; lane < k_lanes; ++lane)
      values[i + lane] = z[lane];
  }
}

/// Normal draws from uniform ones.
void to_normal(double* values) {
  std::array<double, DrawBlocks::k_length> uniforms;
  std::copy_n(values, uniforms.size(), uniforms.begin());
  to_central_normal(uniforms.data(), values);
  for (std::size_t i = 0; i < uniforms.size(); ++i) {
    if (std::abs(uniforms[i] - 0.5) > 0.425) values[i] = normal_quantile(uniforms[i]);
  }
}

/// `from_seconds` of each.
KOUAN_WIDE void to_durations(const double* values, Micros* durations) {
  constexpr double k_shift = 0x1.8p52;
  constexpr auto k_shift_bits = std::bit_cast<std::uint64_t>(k_shift);
  // Added to the bits of a magnitude, it sets the sign bit where that is not below 2^51.
  constexpr std::uint64_t k_to_sign =
      (std::uint64_t{1} << 63U) - std::bit_cast<std::uint64_t>(0x1.0p51);
  std::uint64_t beyond = 0;
  for (std::size_t i = 0; i < DrawBlocks::k_length; ++i) {
    const double micros = values[i] * 1e6;
    beyond |= std::bit_cast<std::uint64_t>(std::abs(micros)) + k_to_sign;
    durations[i] =
        static_cast<Micros>(std::bit_cast<std::uint64_t>(micros + k_shift) - k_shift_bits);
  }
  if ((beyond >> 63U) == 0) return;
  for (std::size_t i = 0; i < DrawBlocks::k_length; ++i)
    durations[i] = from_seconds(values[i]);
}

}  // namespace

/// False where blocks don't pay, because few of the entities come here.
bool DrawBlocks::make(const Draws& draws, std::uint64_t number) {
  constexpr std::uint64_t k_trial = 4;
  constexpr std::uint64_t k_worth = k_length / 4;
  if (made_ >= k_trial && used_ < made_ * k_worth) return false;
  ++made_;
  numbers_[number % 2] = number;
  const std::size_t first = number % 2 * k_length;
  fill(draws, number, values_.data() + first);
  to_durations(values_.data() + first, durations_.data() + first);
  return true;
}

void DrawBlocks::fill(const Draws& draws, std::uint64_t number, double* values) const {
  if (distribution_->kind == DistributionKind::constant) {
    std::fill_n(values, k_length, distribution_->a);
    return;
  }
  fill_uniform({number << k_bits, purpose_, draws.schedule()}, values);
  const Distribution& d = *distribution_;
  if (d.kind == DistributionKind::exponential && !d.is_cut()) return to_exponential(d.a, values);
  const bool is_lognormal = d.kind == DistributionKind::lognormal;
  if ((is_lognormal || d.kind == DistributionKind::normal) && !d.is_cut()) {
    to_normal(values);
    for (std::size_t i = 0; i < k_length; ++i) {
      const double x = d.a + d.b * values[i];
      values[i] = is_lognormal ? std::exp(x) : x;
    }
    return;
  }
  for (std::size_t i = 0; i < k_length; ++i)
    values[i] = d.quantile(values[i]);
}

}  // namespace kouan::sim
