// How many of one unit make another, and how many days a run has.
#pragma once

#include <cmath>
#include <cstdint>

#include "models/scenario.hpp"

namespace kouan::models {

inline constexpr double k_hour_s = 3600;
inline constexpr double k_day_s = 86400;
/// A day on the clock, in whole seconds.
inline constexpr std::int32_t k_clock_day_s = 86400;
/// Figures a year are of so many days, in a leap year too.
inline constexpr double k_year_days = 365;
inline constexpr double k_year_s = k_year_days * k_day_s;
inline constexpr double k_kg_per_t = 1000;

/// Days of the run; one that has begun counts.
inline std::int64_t days_of(const Scenario& scenario) {
  return static_cast<std::int64_t>(std::ceil(scenario.horizon_s / k_day_s));
}

/// Whole days of the run: of these alone there are figures a day.
inline std::int64_t whole_days_of(const Scenario& scenario) {
  return static_cast<std::int64_t>(std::floor(scenario.horizon_s / k_day_s));
}

}  // namespace kouan::models
