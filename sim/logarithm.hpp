// Natural logarithm without a branch or a table: fit for several numbers at once, and the same bits
// on every machine (the C library picks another routine where the processor fuses multiplication
// and addition).
#pragma once

#include <cstdint>

// Vectors are passed between functions that must be inlined, whatever the calling convention: with
// wide registers on one side alone a call would go wrong (and std::bit_cast is a call in debug
// builds, so the compiler's own stands in for it).
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpsabi"

namespace kouan::sim {

/// ln x for normal numbers x > 0, within two units in the last place. x = 2^k m with m in
/// [sqrt(1/2), sqrt(2)), and ln m = 2 artanh s, s = (m - 1) / (m + 1), by its power series in s^2
/// <= 0.0295 up to s^19 (the rest is below 2^-55 of the sum). D and U are double and uint64_t, or
/// vectors of as many.
template <class D, class U>
inline __attribute__((always_inline)) D natural_log(D x) {
  constexpr std::uint64_t k_root_half = 0x3fe6a09e667f3bcdULL;  // bits of sqrt(1/2)
  constexpr double k_ln2_high = 0x1.62e42fee00000p-1;  // ln 2 in 33 bits: k times it is exact
  constexpr double k_ln2_low = 0x1.a39ef35793c76p-33;  // ... and the rest
  constexpr std::uint64_t k_shift_bits = 0x4338000000000000ULL;  // bits of 1.5 * 2^52
  constexpr double k_shift = 0x1.8p52;

  const U bits = __builtin_bit_cast(U, x);
  // Arithmetic shift of a number that may be negative: made positive by 2^62 before.
  const U exponent = ((bits - k_root_half + (std::uint64_t{1} << 62U)) >> 52U) - 1024U;
  const D k = __builtin_bit_cast(D, exponent + k_shift_bits) - k_shift;
  const D m = __builtin_bit_cast(D, bits - (exponent << 52U));
  const D s = (m - 1.0) / (m + 1.0);
  const D z = s * s;
  D series = z * (2.0 / 19) + 2.0 / 17;
  series = series * z + 2.0 / 15;
  series = series * z + 2.0 / 13;
  series = series * z + 2.0 / 11;
  series = series * z + 2.0 / 9;
  series = series * z + 2.0 / 7;
  series = series * z + 2.0 / 5;
  series = series * z + 2.0 / 3;
  return k * k_ln2_high + (2.0 * s + (s * z * series + k * k_ln2_low));
}

inline double natural_log(double x) { return natural_log<double, std::uint64_t>(x); }

}  // namespace kouan::sim

#pragma GCC diagnostic pop
