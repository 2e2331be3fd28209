// What queues do in time: Markov chains by uniformisation, and queues with arrival rates that
// change, computed with it. Any unit of time will do, as long as rates and times share it.
#pragma once

#include <Eigen/Dense>

#include <vector>

#include "analysis/theory/markov_chain.hpp"

namespace kouan::analysis::theory {

/// Where a chain is after some time, and where it has been.
struct Evolution {
  Eigen::VectorXd at_end;  ///< P(state) at the end
  Eigen::VectorXd time;    ///< mean time spent in each state; sums to the duration
};

/// Solves Kolmogorov's forward equations p' = p Q over `duration` >= 0 from the distribution
/// `start`, by uniformisation (Jensen 1953; Grassmann 1977): sums of positive terms, cut below
/// 1e-16. Time grows with duration x the largest rate of leaving a state x the number of rates.
/// Throws std::domain_error when sizes differ, a rate or the duration is negative.
Evolution evolve(const RateMatrix& rates, const Eigen::VectorXd& start, double duration);

/// A stretch of constant arrival rate.
struct RatePhase {
  double duration = 0;
  double lambda = 0;
};

struct TransientFigures {
  std::vector<double> in_system;  ///< mean number at the end of each phase
  std::vector<double> in_queue;   ///< mean number waiting at the end of each phase
  double system_time = 0;         ///< integral of the mean number in system over all phases
  double queue_time = 0;          ///< integral of the mean number waiting
  double duration = 0;            ///< of all phases
  double arrivals = 0;            ///< mean number over all phases
};

/// M(t)/M/c with a piecewise constant arrival rate, from `start` >= 0 in system (Kolmogorov's
/// equations). The number in system is cut where the chance to be is below 1e-13. Stable or not.
/// Throws std::domain_error unless durations and rates are >= 0, mu > 0 and servers >= 1, and when
/// more than 65,536 in system would have to be looked at.
TransientFigures transient_mmc(const std::vector<RatePhase>& phases, double mu, int servers,
                               int start);

}  // namespace kouan::analysis::theory
