#include "analysis/theory/general_service.hpp"

#include <boost/math/distributions/poisson.hpp>

#include <cmath>
#include <numeric>

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

double mg1_wait_variance(double lambda, const ServiceMoments& service) {
  const QueueFigures q = mg1(lambda, service);
  return q.wait * q.wait + lambda * service.third / (3 * (1 - q.utilisation));
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

double mg1_processor_sharing_sojourn(double lambda, double mean_service, double service) {
  require_stable(lambda, mean_service);
  require(service >= 0, "a service time must not be negative");
  return service / (1 - lambda * mean_service);
}

std::vector<double> md1_in_system(double lambda, double service, int most) {
  require_stable(lambda, service);
  require(most >= 0, "the largest number in system must be >= 0");
  const double rho = lambda * service;
  // more[k]: P(more than k arrivals in a service). Cuts between k and k + 1 balance:
  // p(k+1) a(0) = p(0) more[k] + sum over j of p(j) more[k + 1 - j]: only positive terms.
  std::vector<double> more;
  std::vector<double> p{1 - rho};
  const double none = std::exp(-rho);
  for (int k = 0; k < most; ++k) {
    more.push_back(rho > 0 ? boost::math::gamma_p(k + 1.0, rho) : 0);
    double up = p[0] * more.back();
    for (std::size_t j = 1; j < p.size(); ++j)
      up += p[j] * more[p.size() - j];
    p.push_back(up / none);
  }
  return p;
}

double md1_wait_at_most(double lambda, double service, double t) {
  require_stable(lambda, service);
  if (!(t >= 0)) return 0;
  const int k = static_cast<int>(std::floor(t / service)) + 1;
  std::vector<double> at_most = md1_in_system(lambda, service, k);
  std::partial_sum(at_most.begin(), at_most.end(), at_most.begin());
  // The k-th customer ahead must have come before; those that come in the rest of the last service
  // period, of which there are j, were behind.
  const double rest = lambda * (k * service - t);
  double sum = 0;
  for (int j = 0; j < k; ++j) {
    const double poisson =
        rest > 0 ? boost::math::pdf(boost::math::poisson(rest), j) : static_cast<double>(j == 0);
    sum += poisson * at_most[static_cast<std::size_t>(k - j)];
  }
  return sum;
}

}  // namespace kouan::analysis::theory
