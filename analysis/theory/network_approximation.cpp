#include "analysis/theory/network_approximation.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/theory/require.hpp"
#include "analysis/theory/traffic_equations.hpp"

namespace kouan::analysis::theory {
namespace {

void require_sound(const GeneralNetwork& network) {
  const Eigen::Index n = network.external.size();
  require(n > 0, "a network must have a station");
  require(network.external_scv.size() == n && network.mean_service.size() == n &&
              network.service_scv.size() == n &&
              static_cast<Eigen::Index>(network.servers.size()) == n,
          "each station must have all its values");
  require(network.routing.rows() == n && network.routing.cols() == n,
          "routing must be square, a row per station");
  require(network.routing.minCoeff() >= 0, "a probability must not be negative");
  require(network.routing.diagonal().maxCoeff() <= 0, "a station must not go back to itself");
  require(network.external.minCoeff() >= 0 && network.external_scv.minCoeff() >= 0 &&
              network.service_scv.minCoeff() >= 0 && network.mean_service.minCoeff() > 0,
          "rates and squared coefficients must be >= 0, mean service times > 0");
  require(*std::min_element(network.servers.begin(), network.servers.end()) >= 1,
          "there must be a server");
}

double utilisation(const GeneralNetwork& network, const Eigen::VectorXd& rates, Eigen::Index i) {
  const double rho =
      rates(i) * network.mean_service(i) / network.servers[static_cast<std::size_t>(i)];
  require(rho < 1, "a queue with utilisation 1 or more has no steady state");
  return rho;
}

/// Share of what a station adds to the variability of what passes it that is its service's.
double service_share(const GeneralNetwork& network, Eigen::Index i) {
  const double servers = network.servers[static_cast<std::size_t>(i)];
  return 1 + (std::max(network.service_scv(i), 0.2) - 1) / std::sqrt(servers);
}

double light_traffic_factor(const Station& s) {
  if (s.servers > 1 || s.arrival_scv >= 1 || s.lambda <= 0) return 1;
  const double rho = s.lambda * s.mean_service;
  const double scvs = s.arrival_scv + s.service_scv;
  if (scvs <= 0) return 1;  // nothing varies: nobody waits anyway
  return std::exp(-2 * (1 - rho) * std::pow(1 - s.arrival_scv, 2) / (3 * rho * scvs));
}

}  // namespace

Eigen::VectorXd arrival_variability(const GeneralNetwork& network, const Eigen::VectorXd& rates) {
  require_sound(network);
  const Eigen::Index n = rates.size();
  require(n == network.external.size(), "each station must have a rate");
  Eigen::MatrixXd a = Eigen::MatrixXd::Identity(n, n);
  Eigen::VectorXd b = Eigen::VectorXd::Ones(n);
  for (Eigen::Index j = 0; j < n; ++j) {
    const double rho_j = utilisation(network, rates, j);
    if (rates(j) <= 0) continue;
    const double from_outside = network.external(j) / rates(j);
    double squares = from_outside * from_outside;
    double constant = from_outside * (network.external_scv(j) - 1);
    Eigen::VectorXd of_others = Eigen::VectorXd::Zero(n);
    for (Eigen::Index i = 0; i < n; ++i) {
      const double q = network.routing(i, j);
      const double share = rates(i) * q / rates(j);
      const double rho_i = utilisation(network, rates, i);
      squares += share * share;
      constant += share * (q * rho_i * rho_i * service_share(network, i) - q);
      of_others(i) = share * q * (1 - rho_i * rho_i);
    }
    const double streams = 1 / squares;
    const double weight = 1 / (1 + 4 * (1 - rho_j) * (1 - rho_j) * (streams - 1));
    b(j) += weight * constant;
    a.row(j) -= weight * of_others.transpose();
  }
  return a.fullPivLu().solve(b);
}

GeneralNetworkFigures approximate_network(const GeneralNetwork& network) {
  require_sound(network);
  GeneralNetworkFigures out;
  out.rates = visit_ratios(network.routing, network.external);
  require(out.rates.minCoeff() >= 0, "parts must not come back as more than went");
  out.arrival_scv = arrival_variability(network, out.rates);
  for (Eigen::Index i = 0; i < out.rates.size(); ++i) {
    const Station station{out.rates(i), out.arrival_scv(i), network.mean_service(i),
                          network.service_scv(i), network.servers[static_cast<std::size_t>(i)]};
    QueueFigures q = allen_cunneen(station);
    q.wait *= light_traffic_factor(station);
    q.sojourn = q.wait + station.mean_service;
    q.in_queue = station.lambda * q.wait;
    q.in_system = station.lambda * q.sojourn;
    out.stations.push_back(q);
    out.in_system += q.in_system;
  }
  const double arrivals = network.external.sum();
  if (arrivals > 0) out.sojourn = out.in_system / arrivals;
  return out;
}

}  // namespace kouan::analysis::theory
