// Open networks of exponential stations with Poisson arrivals from outside.
#pragma once

#include <Eigen/Dense>

#include <vector>

#include "analysis/theory/queues.hpp"

namespace kouan::analysis::theory {

/// Stations 0 .. n - 1, each first come first served with exponential service. Any unit of time
/// will do.
struct JacksonNetwork {
  Eigen::VectorXd external;  ///< Poisson arrivals from outside per time, >= 0
  Eigen::VectorXd mu;        ///< service rate of one server, > 0
  std::vector<int> servers;  ///< >= 1
  Eigen::MatrixXd routing;   ///< (i, j): probability of going on at j after i; the rest leaves
};

struct JacksonFigures {
  Eigen::VectorXd rates;               ///< arrivals at each station per time, from anywhere
  std::vector<QueueFigures> stations;  ///< of one visit
  double in_system = 0;                ///< L, over all stations
  double sojourn = 0;  ///< W, mean from arrival in the network to leaving it; 0 without arrivals
};

/// Each station is an M/M/c of its own with the rate of the traffic equations; numbers at different
/// stations are independent (Jackson 1957, 1963). Throws std::domain_error when sizes differ,
/// probabilities are negative or sum to more than 1, a place has no way out or a station is not
/// stable.
JacksonFigures jackson(const JacksonNetwork& network);

}  // namespace kouan::analysis::theory
