#include "analysis/theory/general_service.hpp"

#include "analysis/theory/require.hpp"

namespace kouan::analysis::theory {
namespace {

void require_stable(double lambda, double mean_service) {
  require(lambda >= 0 && mean_service > 0, "a rate must be >= 0 and a mean service time > 0");
  require(lambda * mean_service < 1, "a queue with utilisation 1 or more has no steady state");
}

}  // namespace

QueueFigures mg1(double lambda, const ServiceMoments& service) {
  require_stable(lambda, service.mean);
  return mg1(lambda, service.mean, service.scv());
}

QueueFigures mg1_processor_sharing(double lambda, double mean_service) {
  require_stable(lambda, mean_service);
  QueueFigures out;
  out.utilisation = lambda * mean_service;
  out.wait_share = out.utilisation;
  out.in_system = out.utilisation / (1 - out.utilisation);
  out.sojourn = mean_service / (1 - out.utilisation);
  out.wait = out.sojourn - mean_service;
  out.in_queue = lambda * out.wait;
  return out;
}

}  // namespace kouan::analysis::theory
