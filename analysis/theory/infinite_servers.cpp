#include "analysis/theory/infinite_servers.hpp"

#include <cmath>
#include <numbers>

#include "analysis/theory/require.hpp"

namespace kouan::analysis::theory {
namespace {

double pulsation(const SinusoidalRate& rate, double mean_stay) {
  require(rate.period > 0 && mean_stay > 0, "a period and a mean stay must be > 0");
  require(rate.amplitude >= 0 && rate.amplitude <= rate.base,
          "an amplitude must be between 0 and the base");
  return 2 * std::numbers::pi / rate.period;
}

}  // namespace

double present_periodic(const SinusoidalRate& rate, double mean_stay, double t) {
  const double w = pulsation(rate, mean_stay);
  const double mu = 1 / mean_stay;
  return rate.base * mean_stay +
         rate.amplitude * (mu * std::sin(w * t) - w * std::cos(w * t)) / (mu * mu + w * w);
}

Peak present_peak(const SinusoidalRate& rate, double mean_stay) {
  const double w = pulsation(rate, mean_stay);
  const double time = (std::numbers::pi / 2 + std::atan(w * mean_stay)) / w;
  return {time, present_periodic(rate, mean_stay, time)};
}

}  // namespace kouan::analysis::theory
