#include "analysis/theory/approximations.hpp"

#include <algorithm>

#include "analysis/theory/require.hpp"

namespace kouan::analysis::theory {
namespace {

double utilisation(const Station& s) {
  require(s.lambda >= 0 && s.mean_service > 0, "a rate must be >= 0, a mean service time > 0");
  require(s.arrival_scv >= 0 && s.service_scv >= 0, "a squared coefficient must be >= 0");
  require(s.servers >= 1, "there must be a server");
  const double rho = s.lambda * s.mean_service / s.servers;
  require(rho < 1, "a queue with utilisation 1 or more has no steady state");
  return rho;
}

double utilisation_of_one(const Station& s) {
  require(s.servers == 1, "the bound holds for one server");
  require(s.lambda > 0, "a rate must be > 0");
  return utilisation(s);
}

double service_variance(const Station& s) {
  return s.service_scv * s.mean_service * s.mean_service;
}

}  // namespace

double kingman_upper_bound(const Station& s) {
  const double rho = utilisation_of_one(s);
  const double interval_variance = s.arrival_scv / (s.lambda * s.lambda);
  return s.lambda * (interval_variance + service_variance(s)) / (2 * (1 - rho));
}

double marchal_lower_bound(const Station& s) {
  const double rho = utilisation_of_one(s);
  const double bound =
      (s.lambda * s.lambda * service_variance(s) + rho * (rho - 2)) / (2 * s.lambda * (1 - rho));
  return std::max(0.0, bound);
}

double kingman_approximation(const Station& s) {
  const double rho = utilisation_of_one(s);
  return rho / (1 - rho) * (s.arrival_scv + s.service_scv) / 2 * s.mean_service;
}

QueueFigures allen_cunneen(const Station& s) {
  utilisation(s);
  QueueFigures q = mmc(s.lambda, 1 / s.mean_service, s.servers);
  q.wait *= (s.arrival_scv + s.service_scv) / 2;
  q.sojourn = q.wait + s.mean_service;
  q.in_queue = s.lambda * q.wait;
  q.in_system = s.lambda * q.sojourn;
  return q;
}

}  // namespace kouan::analysis::theory
