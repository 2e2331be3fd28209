#include "analysis/theory/jackson.hpp"

#include "analysis/theory/require.hpp"
#include "analysis/theory/traffic_equations.hpp"

namespace kouan::analysis::theory {
namespace {

void require_routing(const Eigen::MatrixXd& routing, Eigen::Index n) {
  require(routing.rows() == n && routing.cols() == n, "routing must be square, a row per station");
  if (n == 0) return;
  require(routing.minCoeff() >= 0, "a probability must not be negative");
  require(routing.rowwise().sum().maxCoeff() <= 1 + 1e-12, "a row of routing sums to more than 1");
}

}  // namespace

JacksonFigures jackson(const JacksonNetwork& network) {
  const Eigen::Index n = network.external.size();
  require(network.mu.size() == n && static_cast<Eigen::Index>(network.servers.size()) == n,
          "each station must have a rate and a number of servers");
  require_routing(network.routing, n);
  require(n == 0 || network.external.minCoeff() >= 0, "arrivals must not be negative");
  JacksonFigures out;
  out.rates = visit_ratios(network.routing, network.external);
  for (Eigen::Index i = 0; i < n; ++i) {
    const int servers = network.servers[static_cast<std::size_t>(i)];
    require(network.mu(i) > 0 && servers >= 1, "service rates must be > 0, servers >= 1");
    out.stations.push_back(mmc(out.rates(i), network.mu(i), servers));
    out.in_system += out.stations.back().in_system;
  }
  const double arrivals = network.external.sum();
  if (arrivals > 0) out.sojourn = out.in_system / arrivals;
  return out;
}

}  // namespace kouan::analysis::theory
