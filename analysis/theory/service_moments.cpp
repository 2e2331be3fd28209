#include "analysis/theory/service_moments.hpp"

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

ServiceMoments sum(const ServiceMoments& a, const ServiceMoments& b) {
  return {a.mean + b.mean, a.second + 2 * a.mean * b.mean + b.second,
          a.third + 3 * a.second * b.mean + 3 * a.mean * b.second + b.third};
}

}  // namespace kouan::analysis::theory
