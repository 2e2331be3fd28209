#include "analysis/theory/priorities.hpp"

#include "analysis/theory/queues.hpp"
#include "analysis/theory/require.hpp"

namespace kouan::analysis::theory {
namespace {

void require_stable(const std::vector<PriorityClass>& classes) {
  double load = 0;
  for (const PriorityClass& c : classes) {
    require(c.lambda >= 0 && c.service.mean > 0, "rates must be >= 0, mean service times > 0");
    load += c.lambda * c.service.mean;
  }
  require(load < 1, "a queue with utilisation 1 or more has no steady state");
}

/// Mean of the work left in a service that a class-blind arrival finds under way.
double residual_work(const PriorityClass& c) { return c.lambda * c.service.second / 2; }

/// By Little's law from the wait (Little 1961).
PriorityFigures from_wait(double lambda, double mean_service, double wait) {
  return {wait, wait + mean_service, lambda * wait, lambda * (wait + mean_service)};
}

}  // namespace

std::vector<PriorityFigures> mg1_nonpreemptive(const std::vector<PriorityClass>& classes) {
  require_stable(classes);
  double work = 0;
  for (const PriorityClass& c : classes)
    work += residual_work(c);
  std::vector<PriorityFigures> out;
  double above = 0;
  for (const PriorityClass& c : classes) {
    const double sigma = above + c.lambda * c.service.mean;
    out.push_back(from_wait(c.lambda, c.service.mean, work / ((1 - above) * (1 - sigma))));
    above = sigma;
  }
  return out;
}

std::vector<PriorityFigures> mg1_preemptive_resume(const std::vector<PriorityClass>& classes) {
  require_stable(classes);
  double work = 0;
  double above = 0;
  std::vector<PriorityFigures> out;
  for (const PriorityClass& c : classes) {
    const double sigma = above + c.lambda * c.service.mean;
    work += residual_work(c);
    const double sojourn = c.service.mean / (1 - above) + work / ((1 - above) * (1 - sigma));
    out.push_back(from_wait(c.lambda, c.service.mean, sojourn - c.service.mean));
    above = sigma;
  }
  return out;
}

std::vector<PriorityFigures> mmc_nonpreemptive(const std::vector<double>& lambdas, double mu,
                                               int servers) {
  require(mu > 0 && servers >= 1, "the service rate must be > 0 and there must be a server");
  std::vector<PriorityClass> classes;
  double lambda = 0;
  for (const double l : lambdas) {
    classes.push_back({l, exponential_service(1 / (servers * mu))});
    lambda += l;
  }
  require_stable(classes);
  const double work = erlang_c(servers, lambda / mu) / (servers * mu);
  std::vector<PriorityFigures> out;
  double above = 0;
  for (const double l : lambdas) {
    const double sigma = above + l / (servers * mu);
    out.push_back(from_wait(l, 1 / mu, work / ((1 - above) * (1 - sigma))));
    above = sigma;
  }
  return out;
}

std::vector<PriorityFigures> mmc_preemptive(const std::vector<double>& lambdas, double mu,
                                            int servers) {
  require(mu > 0 && servers >= 1, "the service rate must be > 0 and there must be a server");
  std::vector<PriorityFigures> out;
  double lambda = 0;
  double in_system = 0;
  for (const double l : lambdas) {
    require(l > 0, "rates must be > 0");
    lambda += l;
    const double together = mmc(lambda, mu, servers).in_system;
    out.push_back(from_wait(l, 1 / mu, (together - in_system) / l - 1 / mu));
    in_system = together;
  }
  return out;
}

}  // namespace kouan::analysis::theory
