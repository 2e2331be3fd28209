#include "analysis/theory/renewal_arrivals.hpp"

#include <boost/math/tools/roots.hpp>

#include <cmath>
#include <cstdint>

#include "analysis/theory/require.hpp"

namespace kouan::analysis::theory {

Transform constant_transform(double value) {
  require(value >= 0, "a time must not be negative");
  return [=](double s) { return std::exp(-s * value); };
}

Transform erlang_transform(double mean, int stages) {
  require(mean >= 0 && stages >= 1, "a mean must be >= 0 and there must be a stage");
  return [=](double s) { return std::pow(1 + s * mean / stages, -stages); };
}

Transform uniform_transform(double low, double high) {
  require(low >= 0 && high > low, "a range of times must be 0 <= low < high");
  return [=](double s) {
    const double width = s * (high - low);
    return width > 0 ? std::exp(-s * low) * -std::expm1(-width) / width : 1;
  };
}

double gim1_root(double lambda, double mu, const Transform& interval) {
  require(lambda > 0 && mu > 0, "rates must be > 0");
  require(lambda < mu, "a queue with utilisation 1 or more has no steady state");
  // A(mu (1 - x)) - x is convex, positive at 0, zero at 1 with slope mu / lambda - 1 > 0: negative
  // just before 1. Go towards 1 until it is.
  const auto excess = [&](double x) { return interval(mu * (1 - x)) - x; };
  double high = 0.5;
  while (excess(high) >= 0 && high < 1)
    high = (1 + high) / 2;
  require(high < 1, "the queue is too close to saturation");
  std::uintmax_t steps = 200;
  const auto root = boost::math::tools::toms748_solve(
      excess, 0.0, high, boost::math::tools::eps_tolerance<double>(52), steps);
  return (root.first + root.second) / 2;
}

namespace {

/// (f(j) - f(x)) / (x - j) for f(y) = c (1 - A(mu y)) - y, which is 0 at x: where j is close to x,
/// by the derivative between them.
double divided(double c, double mu, const Transform& interval, double x, double j) {
  const auto f = [&](double y) { return c * (1 - interval(mu * y)) - y; };
  constexpr double k_close = 1e-4;
  if (std::abs(x - j) > k_close) return f(j) / (x - j);
  const double middle = (x + j) / 2;
  return -(f(middle + k_close) - f(middle - k_close)) / (2 * k_close);
}

}  // namespace

QueueFigures gimc(double lambda, double mu, int servers, const Transform& interval) {
  require(servers >= 1, "there must be a server");
  const double c = servers;
  const double sigma = gim1_root(lambda, c * mu, interval);
  double sum = 0;
  double choices = 1;  // binom(c, j) / C_j
  // So many servers that a double cannot tell how few wait: the sum is infinite, and nobody does.
  for (int j = 1; j <= servers && std::isfinite(sum); ++j) {
    const double phi = interval(j * mu);
    choices *= (c - j + 1) / j * (1 - phi) / phi;
    sum += choices * divided(c, mu, interval, c * (1 - sigma), j) / (1 - phi);
  }
  QueueFigures out;
  out.utilisation = lambda / (c * mu);
  require(!std::isnan(sum), "numbers too large to be computed with");
  out.wait_share = 1 / (1 + (1 - sigma) * sum);
  out.wait = out.wait_share / (c * mu * (1 - sigma));
  out.sojourn = out.wait + 1 / mu;
  out.in_queue = lambda * out.wait;
  out.in_system = lambda * out.sojourn;
  return out;
}

}  // namespace kouan::analysis::theory
