// Moments of distributions, cut ones included, from the partial moments E[X^k; X <= x].
#include <boost/math/distributions/normal.hpp>
#include <boost/math/quadrature/tanh_sinh.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "sim/distribution.hpp"

namespace kouan::sim {
namespace {

using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
using Normal = boost::math::normal_distribution<double, Policy>;

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

/// For kinds on a bounded interval.
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

/// Truncated normal (Johnson, Kotz and Balakrishnan 1994, "Continuous univariate distributions",
/// vol. 1, section 13.10.1).
Moments moments_of_cut_normal(const Distribution& d) {
  const double alpha = (d.low - d.a) / d.b, beta = (d.high - d.a) / d.b;
  const double z = d.u_high - d.u_low;
  const double at_alpha = std::isinf(alpha) ? 0 : boost::math::pdf(Normal(), alpha);
  const double at_beta = std::isinf(beta) ? 0 : boost::math::pdf(Normal(), beta);
  const double off = (at_alpha - at_beta) / z;
  const double edges =
      ((std::isinf(alpha) ? 0 : alpha * at_alpha) - (std::isinf(beta) ? 0 : beta * at_beta)) / z;
  return {d.a + d.b * off, d.b * d.b * (1 + edges - off * off)};
}

/// E[X^k] of a gamma distribution is scale^k times this; and E[X^k; X <= x] that times
/// P(shape + k, x / scale), with P the regularised incomplete gamma function.
double gamma_ratio(double shape, int k) { return k == 1 ? shape : shape * (shape + 1); }

double partial_gamma(double shape, double x) {
  if (x <= 0) return 0;
  return std::isinf(x) ? 1 : boost::math::gamma_p(shape, x, Policy());
}

/// E[X^k; X <= x] for the kinds on [0, infinity).
double partial_moment(const Distribution& d, int k, double x) {
  switch (d.kind) {
    case DistributionKind::exponential:
      return std::pow(d.a, k) * gamma_ratio(1, k) * partial_gamma(1 + k, x / d.a);
    case DistributionKind::erlang:
      return std::pow(d.b / d.a, k) * gamma_ratio(d.a, k) * partial_gamma(d.a + k, x * d.a / d.b);
    case DistributionKind::gamma:
      return std::pow(d.b, k) * gamma_ratio(d.a, k) * partial_gamma(d.a + k, x / d.b);
    case DistributionKind::weibull:
      return std::pow(d.b, k) * std::tgamma(1 + k / d.a) *
             partial_gamma(1 + k / d.a, x <= 0 ? 0 : std::pow(x / d.b, d.a));
    case DistributionKind::lognormal: {
      const double whole = std::exp(k * d.a + k * k * d.b * d.b / 2);
      if (x <= 0) return 0;
      if (std::isinf(x)) return whole;
      return whole * boost::math::cdf(Normal(), (std::log(x) - d.a - k * d.b * d.b) / d.b);
    }
    default:
      throw std::logic_error("this kind has no partial moment");
  }
}

Moments moments(const Distribution& d) {
  switch (d.kind) {
    case DistributionKind::constant:
      return {d.a, 0.0};
    case DistributionKind::empirical:
      return moments_of_values(d);
    case DistributionKind::uniform:
      return {(d.a + d.b) / 2, (d.b - d.a) * (d.b - d.a) / 12};
    case DistributionKind::triangular:
      if (d.u_low > 0 || d.u_high < 1) return moments_by_quadrature(d);
      return {(d.a + d.b + d.c) / 3,
              (d.a * d.a + d.b * d.b + d.c * d.c - d.a * d.b - d.a * d.c - d.b * d.c) / 18};
    case DistributionKind::normal:
      return moments_of_cut_normal(d);
    default:
      break;
  }
  const double z = d.u_high - d.u_low;
  const double mean = (partial_moment(d, 1, d.high) - partial_moment(d, 1, d.low)) / z;
  const double square = (partial_moment(d, 2, d.high) - partial_moment(d, 2, d.low)) / z;
  return {mean, std::max(0.0, square - mean * mean)};
}

}  // namespace

double Distribution::mean() const { return moments(*this).mean; }

double Distribution::variance() const { return moments(*this).variance; }

double Distribution::scv() const {
  const Moments m = moments(*this);
  return m.mean == 0 ? 0.0 : m.variance / (m.mean * m.mean);
}

}  // namespace kouan::sim
