#include "sim/distribution.hpp"

#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

#include "sim/logarithm.hpp"
#include "sim/normal_quantile.hpp"

namespace kouan::sim {
namespace {

// Promotion to long double would be slower by far and would tie results to x87 hardware.
using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
using Normal = boost::math::normal_distribution<double, Policy>;
using Gamma = boost::math::gamma_distribution<double, Policy>;

double triangular_quantile(const Distribution& d, double u) {
  const double split = (d.b - d.a) / (d.c - d.a);
  return u < split ? d.a + std::sqrt(u * (d.c - d.a) * (d.b - d.a))
                   : d.c - std::sqrt((1 - u) * (d.c - d.a) * (d.c - d.b));
}

double empirical_quantile(const Distribution& d, double u) {
  const auto it = std::upper_bound(d.cumulative.begin(), d.cumulative.end(), u);
  const auto i = std::min<std::ptrdiff_t>(it - d.cumulative.begin(),
                                          static_cast<std::ptrdiff_t>(d.values.size()) - 1);
  return d.values[static_cast<std::size_t>(i)];
}

/// Quantile before any cut.
double whole_quantile(const Distribution& d, double u) {
  switch (d.kind) {
    case DistributionKind::constant:
      return d.a;
    case DistributionKind::uniform:
      return d.a + u * (d.b - d.a);
    case DistributionKind::triangular:
      return triangular_quantile(d, u);
    case DistributionKind::exponential:
      return -d.a * natural_log(1.0 - u);
    case DistributionKind::erlang:
      return boost::math::quantile(Gamma(d.a, d.b / d.a), u);
    case DistributionKind::gamma:
      return boost::math::quantile(Gamma(d.a, d.b), u);
    case DistributionKind::weibull:
      return d.b * std::pow(-std::log(1.0 - u), 1.0 / d.a);
    case DistributionKind::lognormal:
      return std::exp(d.a + d.b * normal_quantile(u));
    case DistributionKind::normal:
      return d.a + d.b * normal_quantile(u);
    case DistributionKind::empirical:
      return empirical_quantile(d, u);
  }
  throw std::logic_error("unknown kind of distribution");
}

/// Probability of a value below or at x; for kinds without atoms.
double cumulative_at(const Distribution& d, double x) {
  switch (d.kind) {
    case DistributionKind::triangular:
      if (x <= d.a) return 0.0;
      if (x >= d.c) return 1.0;
      return x < d.b ? (x - d.a) * (x - d.a) / ((d.c - d.a) * (d.b - d.a))
                     : 1.0 - (d.c - x) * (d.c - x) / ((d.c - d.a) * (d.c - d.b));
    case DistributionKind::exponential:
      return x <= 0 ? 0.0 : -std::expm1(-x / d.a);
    case DistributionKind::erlang:
      return x <= 0 ? 0.0 : boost::math::cdf(Gamma(d.a, d.b / d.a), x);
    case DistributionKind::gamma:
      return x <= 0 ? 0.0 : boost::math::cdf(Gamma(d.a, d.b), x);
    case DistributionKind::weibull:
      return x <= 0 ? 0.0 : -std::expm1(-std::pow(x / d.b, d.a));
    case DistributionKind::lognormal:
      return x <= 0 ? 0.0 : boost::math::cdf(Normal(), (std::log(x) - d.a) / d.b);
    case DistributionKind::normal:
      return boost::math::cdf(Normal(), (x - d.a) / d.b);
    case DistributionKind::constant:
    case DistributionKind::uniform:
    case DistributionKind::empirical:
      break;
  }
  throw std::logic_error("cut to another distribution instead");
}

/// The values within [low, high] with their weights; none may be left.
Distribution cut_values(const Distribution& d, double low, double high) {
  std::vector<double> values, weights;
  double before = 0;
  for (std::size_t i = 0; i < d.values.size(); ++i) {
    const double weight = d.cumulative[i] - before;
    before = d.cumulative[i];
    if (d.values[i] < low || d.values[i] > high) continue;
    values.push_back(d.values[i]);
    weights.push_back(weight);
  }
  return values.empty() ? Distribution{} : empirical(std::move(values), std::move(weights));
}

}  // namespace

double Distribution::quantile(double u) const {
  if (!is_cut()) return whole_quantile(*this, u);
  // Rounding must not reach 1, where an unbounded quantile has no value.
  return whole_quantile(*this, std::min(u_low + u * (u_high - u_low), 1 - 0x1.0p-53));
}

double Distribution::lower_bound() const {
  switch (kind) {
    case DistributionKind::normal:
      return low;
    case DistributionKind::constant:
    case DistributionKind::uniform:
    case DistributionKind::triangular:
      return std::max(a, low);
    case DistributionKind::empirical:
      return values.front();
    default:
      return std::max(0.0, low);
  }
}

double Distribution::upper_bound() const {
  switch (kind) {
    case DistributionKind::constant:
      return a;
    case DistributionKind::uniform:
      return b;
    case DistributionKind::triangular:
      return std::min(c, high);
    case DistributionKind::empirical:
      return values.back();
    default:
      return high;
  }
}

namespace {
Distribution make(DistributionKind kind, double a, double b = 0, double c = 0) {
  Distribution d;
  d.kind = kind;
  d.a = a;
  d.b = b;
  d.c = c;
  return d;
}
}  // namespace

Distribution constant(double value) { return make(DistributionKind::constant, value); }

Distribution uniform(double low, double high) {
  return low == high ? constant(low) : make(DistributionKind::uniform, low, high);
}

Distribution triangular(double low, double mode, double high) {
  return low == high ? constant(low) : make(DistributionKind::triangular, low, mode, high);
}

Distribution exponential(double mean) { return make(DistributionKind::exponential, mean); }

Distribution erlang(int shape, double mean) { return make(DistributionKind::erlang, shape, mean); }

Distribution gamma(double mean, double cv) {
  if (cv == 0) return constant(mean);
  const double shape = 1 / (cv * cv);
  return make(DistributionKind::gamma, shape, mean / shape);
}

Distribution weibull(double shape, double scale) {
  return make(DistributionKind::weibull, shape, scale);
}

Distribution lognormal(double mean, double cv) {
  if (cv == 0) return constant(mean);
  const double sigma_squared = std::log1p(cv * cv);
  return make(DistributionKind::lognormal, std::log(mean) - sigma_squared / 2,
              std::sqrt(sigma_squared));
}

Distribution normal(double mean, double standard_deviation) {
  if (standard_deviation == 0) return constant(mean);
  return make(DistributionKind::normal, mean, standard_deviation);
}

Distribution empirical(std::vector<double> values, std::vector<double> weights) {
  if (values.empty() || values.size() != weights.size()) {
    throw std::invalid_argument("an empirical distribution needs as many weights as values");
  }
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t i, std::size_t j) { return values[i] < values[j]; });
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  if (!(total > 0)) throw std::invalid_argument("the weights must sum to more than zero");
  Distribution d = make(DistributionKind::empirical, 0);
  double sum = 0;
  for (const std::size_t i : order) {
    sum += weights[i];
    d.values.push_back(values[i]);
    d.cumulative.push_back(sum / total);
  }
  d.cumulative.back() = 1.0;
  return d;
}

Distribution cut(Distribution d, double low, double high) {
  const auto refuse = [] { throw std::invalid_argument("the cut leaves no probability"); };
  switch (d.kind) {
    case DistributionKind::constant:
      if (d.a < low || d.a > high) refuse();
      return d;
    case DistributionKind::uniform:
      if (std::max(d.a, low) >= std::min(d.b, high)) refuse();
      return uniform(std::max(d.a, low), std::min(d.b, high));
    case DistributionKind::empirical:
      d = cut_values(d, low, high);
      if (d.values.empty()) refuse();
      return d;
    default:
      break;
  }
  d.u_low = std::isinf(low) ? 0.0 : cumulative_at(d, low);
  d.u_high = std::isinf(high) ? 1.0 : cumulative_at(d, high);
  if (!(d.u_high > d.u_low)) refuse();
  d.low = low;
  d.high = high;
  return d;
}

}  // namespace kouan::sim
