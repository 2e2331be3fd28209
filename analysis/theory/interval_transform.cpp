#include "analysis/theory/interval_transform.hpp"

#include <boost/math/quadrature/tanh_sinh.hpp>

#include <algorithm>
#include <cmath>

#include "analysis/theory/require.hpp"

namespace kouan::analysis::theory {
namespace {

using sim::DistributionKind;

Transform gamma_transform(double shape, double scale) {
  return [=](double s) { return std::exp(-shape * std::log1p(s * scale)); };
}

Transform transform_of_values(const sim::Distribution& d) {
  return [d](double s) {
    double sum = 0;
    double before = 0;
    for (std::size_t i = 0; i < d.values.size(); ++i) {
      sum += (d.cumulative[i] - before) * std::exp(-s * d.values[i]);
      before = d.cumulative[i];
    }
    return sum;
  };
}

/// Where in (0, 1) the quantile has a bend, which an integral must not go over; else 0.
double bend_of(const sim::Distribution& d) {
  if (d.kind != DistributionKind::triangular) return 0;
  const double whole = (d.b - d.a) / (d.c - d.a);
  return std::clamp((whole - d.u_low) / (d.u_high - d.u_low), 0.0, 1.0);
}

Transform transform_by_quantiles(const sim::Distribution& d) {
  // Where rounding leaves the tolerance out of reach, halving the steps further makes nothing
  // better.
  constexpr std::size_t k_most_halvings = 9;
  const boost::math::quadrature::tanh_sinh<double> quadrature(k_most_halvings);
  return [d, bend = bend_of(d), quadrature](double s) {
    const auto at = [&](double u) {
      return std::exp(-s * d.quantile(std::clamp(u, 1e-300, 1 - 0x1.0p-53)));
    };
    constexpr double k_tolerance = 1e-12;
    auto integrator = quadrature;  // shares with it what is computed once
    const auto between = [&](double from, double to) {
      return from < to ? integrator.integrate(at, from, to, k_tolerance) : 0.0;
    };
    return between(0, bend) + between(bend, 1);
  };
}

}  // namespace

Transform interval_transform(const sim::Distribution& d) {
  require(d.attribute < 0 && d.lower_bound() >= 0, "a time must be drawn and not be negative");
  if (d.kind == DistributionKind::empirical) return transform_of_values(d);
  if (d.is_cut()) return transform_by_quantiles(d);
  switch (d.kind) {
    case DistributionKind::constant:
      return constant_transform(d.a);
    case DistributionKind::uniform:
      return uniform_transform(d.a, d.b);
    case DistributionKind::exponential:
      return erlang_transform(d.a, 1);
    case DistributionKind::erlang:
      return erlang_transform(d.b, static_cast<int>(d.a));
    case DistributionKind::gamma:
      return gamma_transform(d.a, d.b);
    default:
      return transform_by_quantiles(d);
  }
}

}  // namespace kouan::analysis::theory
