// Time is an integer: whole microseconds in 64 bits. Sums are exact, ties are exact, and a value
// passes through SimGrid's clock (double, seconds) and back unchanged for about seventy years.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace kouan::sim {

/// Instant or duration, in microseconds since the start of the run.
using Micros = std::int64_t;

/// Sum of many durations [µs]: queue integrals of long overloaded runs pass 2^63.
__extension__ using WideMicros = __int128;

inline constexpr Micros k_second = 1'000'000;
inline constexpr Micros k_minute = 60 * k_second;
inline constexpr Micros k_hour = 60 * k_minute;
inline constexpr Micros k_day = 24 * k_hour;
inline constexpr Micros k_never = std::numeric_limits<Micros>::max();
/// The longest duration, 73,000 years: beyond every horizon, and an instant may be added to it.
inline constexpr Micros k_longest = Micros{1} << 61U;

/// Nearest whole number of microseconds, no longer than `k_longest` either way.
inline Micros within_longest(double micros) {
  constexpr auto k_most = static_cast<double>(k_longest);
  return static_cast<Micros>(std::llrint(std::max(-k_most, std::min(k_most, micros))));
}

/// Nearest whole microsecond to `seconds` (ties to even), at most `k_longest`; the one place where
/// a sampled time is rounded. Adding 1.5 * 2^52 leaves the whole number in the low bits of the sum,
/// which spares the call of the library's llrint for all but absurd times.
inline Micros from_seconds(double seconds) {
  constexpr double k_shift = 0x1.8p52;
  constexpr double k_most = 0x1.0p51;
  const double micros = seconds * 1e6;
  if (!(std::abs(micros) < k_most)) return within_longest(micros);
  return std::bit_cast<std::int64_t>(micros + k_shift) - std::bit_cast<std::int64_t>(k_shift);
}

/// Seconds as a double; exact to the microsecond for |t| below about 2^51 µs (71 years).
inline double to_seconds(Micros t) { return static_cast<double>(t) / 1e6; }
inline double to_seconds(WideMicros t) { return static_cast<double>(t) / 1e6; }

}  // namespace kouan::sim
