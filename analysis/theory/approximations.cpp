#include "analysis/theory/approximations.hpp"

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

}  // namespace

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
