#include "analysis/theory/service_moments.hpp"

#include <cmath>

#include "analysis/theory/require.hpp"

namespace kouan::analysis::theory {

ServiceMoments constant_service(double value) {
  require(value >= 0, "a service time must not be negative");
  return {value, value * value, value * value * value};
}

ServiceMoments exponential_service(double mean) { return erlang_service(mean, 1); }

ServiceMoments erlang_service(double mean, int stages) {
  require(mean >= 0, "a mean service time must not be negative");
  require(stages >= 1, "an Erlang time must have a stage");
  const double k = stages;
  const double second = mean * mean * (k + 1) / k;
  return {mean, second, second * mean * (k + 2) / k};
}

ServiceMoments lognormal_service(double mean, double scv) {
  require(mean >= 0 && scv >= 0, "a mean or a squared coefficient of variation must be >= 0");
  const double second = mean * mean * (1 + scv);
  return {mean, second, second * mean * (1 + scv) * (1 + scv)};
}

ServiceMoments discrete_service(const std::vector<double>& probabilities,
                                const std::vector<double>& values) {
  require(probabilities.size() == values.size(), "each value must have one probability");
  ServiceMoments out;
  double total = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    require(probabilities[i] >= 0 && values[i] >= 0, "probabilities and times must be >= 0");
    const ServiceMoments one = constant_service(values[i]);
    out.mean += probabilities[i] * one.mean;
    out.second += probabilities[i] * one.second;
    out.third += probabilities[i] * one.third;
    total += probabilities[i];
  }
  require(std::abs(total - 1) < 1e-9, "probabilities must sum to 1");
  return out;
}

ServiceMoments sum(const ServiceMoments& a, const ServiceMoments& b) {
  return {a.mean + b.mean, a.second + 2 * a.mean * b.mean + b.second,
          a.third + 3 * a.second * b.mean + 3 * a.mean * b.second + b.third};
}

}  // namespace kouan::analysis::theory
