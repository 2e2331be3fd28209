#include "sim/cyclic_rate.hpp"

#include <boost/math/constants/constants.hpp>
#include <boost/math/tools/toms748_solve.hpp>

#include <cmath>

namespace kouan::sim {
namespace {

constexpr double k_two_pi = boost::math::constants::two_pi<double>();

/// Since the last peak [s], between minus and plus one period.
double phase_s(const CyclicRate& rate, Micros at) {
  return to_seconds((at - rate.peak) % rate.period);
}

/// What the sine adds to the cumulative rate `after_s` after the phase.
double swing(const CyclicRate& rate, double phase, double after_s) {
  const double period_s = to_seconds(rate.period);
  const double to_angle = k_two_pi / period_s;
  return rate.amplitude_per_s / to_angle *
         (std::sin(to_angle * (phase + after_s)) - std::sin(to_angle * phase));
}

}  // namespace

double expected(const CyclicRate& rate, Micros from, Micros to) {
  const Micros whole = (to - from) / rate.period * rate.period;
  return rate.base_per_s * to_seconds(to - from) +
         swing(rate, phase_s(rate, from), to_seconds(to - from - whole));
}

double time_until_expected(const CyclicRate& rate, Micros from, double needed) {
  const double period_s = to_seconds(rate.period);
  const double a_period = rate.base_per_s * period_s;
  const double whole = std::floor(needed / a_period);
  const double rest = needed - whole * a_period;
  const double phase = phase_s(rate, from);
  const auto missing = [&](double after_s) {
    return rate.base_per_s * after_s + swing(rate, phase, after_s) - rest;
  };
  double after_s = 0;
  if (missing(0) < 0) {
    std::uintmax_t iterations = 100;
    const auto bracket = boost::math::tools::toms748_solve(
        missing, 0.0, period_s, -rest, a_period - rest,
        boost::math::tools::eps_tolerance<double>(48), iterations);
    after_s = (bracket.first + bracket.second) / 2;
  }
  return whole * period_s + after_s;
}

}  // namespace kouan::sim
