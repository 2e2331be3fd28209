// What Markov chains do in time, by uniformisation. Any unit of time will do, as long as rates and
// times share it.
#pragma once

#include <Eigen/Dense>

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

}  // namespace kouan::analysis::theory
