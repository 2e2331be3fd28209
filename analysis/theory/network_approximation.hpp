// APPROXIMATION of open networks with general arrivals and service: the queueing network analyser
// (Whitt 1983). What quotes it must call it an approximation. Any unit of time will do.
#pragma once

#include <Eigen/Dense>

#include <vector>

#include "analysis/theory/approximations.hpp"
#include "analysis/theory/queues.hpp"

namespace kouan::analysis::theory {

/// Stations 0 .. n - 1, each first come first served. Without feedback from a station to itself,
/// which would have to be taken out first (Whitt 1983, ch. III).
struct GeneralNetwork {
  Eigen::VectorXd external;      ///< arrivals from outside per time, >= 0
  Eigen::VectorXd external_scv;  ///< of the intervals between them, >= 0
  Eigen::VectorXd mean_service;  ///< > 0
  Eigen::VectorXd service_scv;   ///< >= 0
  std::vector<int> servers;      ///< >= 1
  Eigen::MatrixXd routing;       ///< (i, j): probability of going on at j after i; the rest leaves.
                                 ///< Parts may go on at several, so that a row sums to more than 1
};

struct GeneralNetworkFigures {
  Eigen::VectorXd rates;               ///< arrivals at each station per time: exact
  Eigen::VectorXd arrival_scv;         ///< of the intervals at each station
  std::vector<QueueFigures> stations;  ///< of one visit
  double in_system = 0;                ///< L, over all stations
  double sojourn = 0;                  ///< W, mean from arrival to leaving; 0 without arrivals
};

/// Squared coefficients of variation of the arrivals at each station, from superposition, splitting
/// and departure: the linear traffic variability equations (Whitt 1983, ch. IV): c_j = 1 + w_j
/// (p_0j (c_0j - 1) + sum_i p_ij q_ij (rho_i^2 x_i + (1 - rho_i^2) c_i - 1)), with p_ij the share
/// of j's arrivals that come from i, q_ij routing, x_i = 1 + (max(c_si, 0.2) - 1) / sqrt(m_i), w_j
/// = 1 / (1 + 4 (1 - rho_j)^2 (v_j - 1)), v_j = 1 / sum_i p_ij^2, 0 being outside. Exact for
/// Jackson networks, where they are all 1.
Eigen::VectorXd arrival_variability(const GeneralNetwork& network, const Eigen::VectorXd& rates);

/// Each station as GI/G/m by Allen and Cunneen with its arrival_variability, for one server with
/// arrivals less variable than Poisson corrected by Kraemer & Langenbach-Belz's factor exp(-2 (1 -
/// rho) (1 - ca)^2 / (3 rho (ca + cs))) as in Whitt 1983. Exact for Jackson networks and M/G/1.
/// Throws std::domain_error when sizes differ, values are out of range, a station goes back to
/// itself, parts come back as more than went, a place has no way out or a station is not stable.
GeneralNetworkFigures approximate_network(const GeneralNetwork& network);

}  // namespace kouan::analysis::theory
