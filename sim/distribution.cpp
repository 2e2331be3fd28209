#include "sim/distribution.hpp"

#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/quadrature/tanh_sinh.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

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
      return d.a < d.c ? triangular_quantile(d, u) : d.a;
    case DistributionKind::exponential:
      return -d.a * std::log(1.0 - u);
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

/// Probability of a value below or at x, before any cut.
double whole_cumulative(const Distribution& d, double x) {
  switch (d.kind) {
    case DistributionKind::constant:
      return x >= d.a ? 1.0 : 0.0;
    case DistributionKind::uniform:
      return std::clamp((x - d.a) / (d.b - d.a), 0.0, 1.0);
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
    case DistributionKind::empirical: {
      const auto it = std::upper_bound(d.values.begin(), d.values.end(), x);
      return it == d.values.begin()
                 ? 0.0
                 : d.cumulative[static_cast<std::size_t>(it - d.values.begin()) - 1];
    }
  }
  throw std::logic_error("unknown kind of distribution");
}

struct Moments {
  double mean;
  double variance;
};

Moments moments_of_values(const Distribution& d) {
  double mean = 0, square = 0, before = 0;
  for (std::size_t i = 0; i < d.values.size(); ++i) {
    const double weight = d.cumulative[i] - before;
    before = d.cumulative[i];
    mean += weight * d.values[i];
    square += weight * d.values[i] * d.values[i];
  }
  return {mean, std::max(0.0, square - mean * mean)};
}

Moments moments_by_quadrature(const Distribution& d) {
  boost::math::quadrature::tanh_sinh<double> integrator;
  const double mean =
      integrator.integrate([&](double u) { return d.quantile(u); }, 0.0, 1.0, 1e-10);
  const double variance = integrator.integrate(
      [&](double u) {
        const double off = d.quantile(u) - mean;
        return off * off;
      },
      0.0, 1.0, 1e-10);
  return {mean, variance};
}

Moments moments(const Distribution& d) {
  if (d.kind == DistributionKind::constant) return {d.a, 0.0};
  if (d.kind == DistributionKind::empirical) return moments_of_values(d);
  if (d.u_low > 0 || d.u_high < 1) return moments_by_quadrature(d);
  switch (d.kind) {
    case DistributionKind::uniform:
      return {(d.a + d.b) / 2, (d.b - d.a) * (d.b - d.a) / 12};
    case DistributionKind::triangular:
      return {(d.a + d.b + d.c) / 3,
              (d.a * d.a + d.b * d.b + d.c * d.c - d.a * d.b - d.a * d.c - d.b * d.c) / 18};
    case DistributionKind::exponential:
      return {d.a, d.a * d.a};
    case DistributionKind::erlang:
      return {d.b, d.b * d.b / d.a};
    case DistributionKind::gamma:
      return {d.a * d.b, d.a * d.b * d.b};
    case DistributionKind::weibull: {
      const double first = std::tgamma(1 + 1 / d.a);
      return {d.b * first, d.b * d.b * (std::tgamma(1 + 2 / d.a) - first * first)};
    }
    case DistributionKind::lognormal: {
      const double mean = std::exp(d.a + d.b * d.b / 2);
      return {mean, mean * mean * std::expm1(d.b * d.b)};
    }
    case DistributionKind::normal:
      return {d.a, d.b * d.b};
    case DistributionKind::constant:
    case DistributionKind::empirical:
      break;
  }
  throw std::logic_error("unknown kind of distribution");
}

}  // namespace

double Distribution::quantile(double u) const {
  if (u_low == 0 && u_high == 1) return whole_quantile(*this, u);
  return whole_quantile(*this, u_low + u * (u_high - u_low));
}

double Distribution::mean() const { return moments(*this).mean; }

double Distribution::variance() const { return moments(*this).variance; }

double Distribution::scv() const {
  const Moments m = moments(*this);
  return m.mean == 0 ? 0.0 : m.variance / (m.mean * m.mean);
}

double Distribution::lower_bound() const {
  if (u_low > 0) return whole_quantile(*this, u_low);
  switch (kind) {
    case DistributionKind::normal:
      return -std::numeric_limits<double>::infinity();
    case DistributionKind::constant:
    case DistributionKind::uniform:
    case DistributionKind::triangular:
      return a;
    case DistributionKind::empirical:
      return values.front();
    default:
      return 0;
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
  return make(DistributionKind::triangular, low, mode, high);
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
  const double below = std::isinf(low) ? 0.0 : whole_cumulative(d, low);
  const double upto = std::isinf(high) ? 1.0 : whole_cumulative(d, high);
  if (!(upto > below)) throw std::invalid_argument("the cut leaves no probability");
  if (d.kind == DistributionKind::constant) return d;
  d.u_low = below;
  d.u_high = upto;
  return d;
}

}  // namespace kouan::sim
