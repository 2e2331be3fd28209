#include "analysis/theory/batches.hpp"

#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/tools/roots.hpp>

#include <cmath>
#include <complex>
#include <cstdint>
#include <numbers>
#include <vector>

#include "analysis/theory/general_service.hpp"
#include "analysis/theory/require.hpp"

namespace kouan::analysis::theory {
namespace {

/// Moments of `count` independent services one after the other.
ServiceMoments repeated(const ServiceMoments& service, int count) {
  ServiceMoments total = constant_service(0);
  for (int i = 0; i < count; ++i)
    total = sum(total, service);
  return total;
}

double bulk_root(double lambda, double mu, int most) {
  // Divided by (1 - r): lambda = mu (r + r^2 + ... + r^most), which has one root below 1.
  const auto excess = [=](double r) {
    double power_sum = 0;
    for (int i = 0; i < most; ++i)
      power_sum = r * (1 + power_sum);
    return mu * power_sum - lambda;
  };
  std::uintmax_t steps = 200;
  const auto root = boost::math::tools::toms748_solve(
      excess, 0.0, 1.0, boost::math::tools::eps_tolerance<double>(52), steps);
  return (root.first + root.second) / 2;
}

}  // namespace

QueueFigures mxg1(double batch_rate, int size, const ServiceMoments& service) {
  require(size >= 1, "a batch must have a unit");
  QueueFigures q = mg1(batch_rate * size, service);
  q.wait += (size - 1) * service.mean / (2 * (1 - q.utilisation));
  q.sojourn = q.wait + service.mean;
  q.in_queue = batch_rate * size * q.wait;
  q.in_system = batch_rate * size * q.sojourn;
  // Of a batch all but its first unit wait for certain.
  q.wait_share = 1 - (1 - q.utilisation) / size;
  return q;
}

QueueFigures mxg1_batches(double batch_rate, int size, const ServiceMoments& service) {
  require(size >= 1, "a batch must have a unit");
  return mg1(batch_rate, repeated(service, size));
}

BulkFigures mm1_bulk_service(double lambda, double mu, int least, int most) {
  require(lambda > 0 && mu > 0, "rates must be > 0");
  require(1 <= least && least <= most, "a service must take at least one unit, and least <= most");
  require(lambda < most * mu, "a queue with utilisation 1 or more has no steady state");
  BulkFigures out;
  const double r = out.root = bulk_root(lambda, mu, most);
  const double busy = 1 / (1 - r);
  double idle = 0;
  double idle_queue = 0;
  double power = 1;
  for (int j = 0; j < least; ++j) {
    power *= r;
    const double p = mu / lambda * (1 - power) / (1 - r);
    idle += p;
    idle_queue += j * p;
  }
  out.idle_share = idle / (busy + idle);
  out.in_queue = (idle_queue + r * busy * busy) / (busy + idle);
  out.wait = out.in_queue / lambda;
  out.sojourn = out.wait + 1 / mu;
  return out;
}

ConsolidationFigures consolidation(double lambda, int full, double longest) {
  require(lambda > 0 && full >= 1 && longest >= 0,
          "the rate must be > 0, a full batch at least 1, the longest time >= 0");
  ConsolidationFigures out;
  double waited = 0;
  for (int j = 0; j + 1 < full; ++j) {
    const double open = boost::math::gamma_p(j + 1.0, lambda * longest) / lambda;
    out.open += open;
    waited += (j + 1) * open;
  }
  out.full_share = full == 1 ? 1 : boost::math::gamma_p(full - 1.0, lambda * longest);
  // Arrivals while open have mean lambda times the mean time open (Wald's identity).
  out.batch = 1 + lambda * out.open;
  out.wait = waited / out.batch;
  out.departures = 1 / (1 / lambda + out.open);
  return out;
}

TimetableFigures timetabled_departures(double lambda, double headway) {
  require(lambda >= 0 && headway > 0, "the rate must be >= 0, the headway > 0");
  return {headway / 2, lambda * headway, lambda * headway / 2, std::exp(-lambda * headway)};
}

TimetableFigures timetabled_departures(double lambda, double headway, int places) {
  TimetableFigures out = timetabled_departures(lambda, headway);
  const double a = out.load;
  require(places >= 1 && a < places, "the places must be more than the arrivals of a headway");
  double found = a / (2 * (places - a)) + a / 2 - (places - 1) / 2.0;
  // P(none is found) = (places - a) x product of z_k / (1 - z_k): the generating function at 0.
  double log_empty = std::log(places - a);
  for (int k = 1; k < places; ++k) {
    const std::complex<double> unit =
        std::polar(1.0, 2 * std::numbers::pi * k / static_cast<double>(places));
    std::complex<double> z = 0;
    std::complex<double> before = 1;
    while (std::abs(z - before) > 1e-15) {  // contracts: |derivative| <= a / places < 1
      before = z;
      z = unit * std::exp((z - 1.0) * (a / places));
    }
    found += (1.0 / (1.0 - z)).real();
    log_empty += std::log(std::abs(z / (1.0 - z)));
  }
  // Found units less the mean of those that have come since the last departure, half of them over
  // time.
  out.in_queue = found - a + a / 2;
  out.wait = lambda > 0 ? out.in_queue / lambda : headway / 2;
  out.empty_share = std::exp(log_empty);
  return out;
}

}  // namespace kouan::analysis::theory
