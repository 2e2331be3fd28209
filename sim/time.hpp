// Time is an integer: whole microseconds in 64 bits. Sums are exact, ties are exact, and a value
// passes through SimGrid's clock (double, seconds) and back unchanged for about seventy years.
#pragma once

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

/// Nearest whole microsecond to `seconds`; the one place where a sampled time is rounded.
inline Micros from_seconds(double seconds) {
  return static_cast<Micros>(std::llrint(seconds * 1e6));
}

/// Seconds as a double; exact to the microsecond for |t| below about 2^51 µs (71 years).
inline double to_seconds(Micros t) { return static_cast<double>(t) / 1e6; }
inline double to_seconds(WideMicros t) { return static_cast<double>(t) / 1e6; }

}  // namespace kouan::sim
