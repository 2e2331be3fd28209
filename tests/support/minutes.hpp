// Schedules computed by hand are in minutes, models in seconds.
#pragma once

namespace kouan::test {

inline constexpr double k_min = 60.0;  ///< [s]
inline double minutes(double seconds) { return seconds / k_min; }

}  // namespace kouan::test
