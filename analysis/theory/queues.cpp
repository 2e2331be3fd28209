#include "analysis/theory/queues.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "analysis/theory/birth_death.hpp"
#include "analysis/theory/require.hpp"

namespace kouan::analysis::theory {
namespace {

/// Wq to all the rest by Little's law (Little 1961).
QueueFigures from_wait(double lambda, double mean_service, double utilisation, double wait_share,
                       double wait) {
  const double sojourn = wait + mean_service;
  return {utilisation, wait_share, lambda * wait, lambda * sojourn, wait, sojourn};
}

void require_stable(double utilisation) {
  require(utilisation < 1, "a queue with utilisation 1 or more has no steady state");
}

}  // namespace

double erlang_b(int servers, double a) {
  double b = 1;
  for (int c = 1; c <= servers; ++c)
    b = a * b / (c + a * b);
  return b;
}

double erlang_c(int servers, double a) {
  if (a >= servers) return 1;
  const double b = erlang_b(servers, a);
  return b / (1 - a / servers * (1 - b));
}

QueueFigures mmc(double lambda, double mu, int servers) {
  const double utilisation = lambda / (servers * mu);
  require_stable(utilisation);
  const double wait_share = erlang_c(servers, lambda / mu);
  return from_wait(lambda, 1 / mu, utilisation, wait_share, wait_share / (servers * mu - lambda));
}

QueueFigures mg1(double lambda, double mean_service, double scv) {
  const double utilisation = lambda * mean_service;
  require_stable(utilisation);
  const double wait = utilisation * mean_service * (1 + scv) / (2 * (1 - utilisation));
  return from_wait(lambda, mean_service, utilisation, utilisation, wait);
}

LossFigures mmck(double lambda, double mu, int servers, int places) {
  require(servers >= 1 && places >= servers, "places must hold all servers");
  require(lambda > 0 && mu > 0, "rates must be > 0");
  std::vector<double> up;
  std::vector<double> down;
  for (int n = 1; n <= places; ++n) {
    up.push_back(lambda);
    down.push_back(std::min(n, servers) * mu);
  }
  const std::vector<double> p = birth_death(up, down);
  LossFigures out;
  for (int n = 0; n <= places; ++n) {
    const double share = p[static_cast<std::size_t>(n)];
    out.in_system += n * share;
    out.in_queue += std::max(0, n - servers) * share;
    if (n >= servers && n < places) out.wait_share += share;
  }
  out.empty_share = p.front();
  out.blocked_share = p.back();
  out.throughput = lambda * (1 - out.blocked_share);
  out.wait_share *= lambda / out.throughput;
  out.wait = out.in_queue / out.throughput;
  out.sojourn = out.in_system / out.throughput;
  return out;
}

}  // namespace kouan::analysis::theory
