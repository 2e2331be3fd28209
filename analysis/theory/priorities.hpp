// Queues with priority classes, the first class served first, first come first served within one.
// Any unit of time will do, as long as rates and times share it.
#pragma once

#include <vector>

#include "analysis/theory/service_moments.hpp"

namespace kouan::analysis::theory {

/// Poisson arrivals of one class and their service.
struct PriorityClass {
  double lambda = 0;
  ServiceMoments service;
};

/// What one class meets.
struct PriorityFigures {
  double wait = 0;      ///< mean time not in service: before it starts, and while it is interrupted
  double sojourn = 0;   ///< mean time from arrival to departure
  double in_queue = 0;  ///< mean number waiting or interrupted
  double in_system = 0;  ///< mean number waiting or served
};

/// M/G/1, non-preemptive (Cobham 1954): Wq_k = sum of lambda_i E[S_i^2] / 2 over all classes / ((1
/// - sigma_(k-1)) (1 - sigma_k)), sigma_k the load of classes 1 to k. Throws std::domain_error
/// unless rates are >= 0, mean service times > 0 and the load of all classes is below 1.
std::vector<PriorityFigures> mg1_nonpreemptive(const std::vector<PriorityClass>& classes);

/// M/G/1, preemptive-resume (White & Christie 1958; Kleinrock 1976, ch. 3): T_k = E[S_k] / (1 -
/// sigma_(k-1)) + sum of lambda_i E[S_i^2] / 2 over classes 1 to k / ((1 - sigma_(k-1)) (1 -
/// sigma_k)). Errors as mg1_nonpreemptive.
std::vector<PriorityFigures> mg1_preemptive_resume(const std::vector<PriorityClass>& classes);

/// M/M/c, non-preemptive, all classes of the same service rate mu (Cobham 1954; Kella & Yechiali
/// 1985): Wq_k = C / (c mu) / ((1 - sigma_(k-1)) (1 - sigma_k)), C by Erlang. Throws
/// std::domain_error unless rates are >= 0, mu > 0, servers >= 1 and the load of all classes is
/// below 1.
std::vector<PriorityFigures> mmc_nonpreemptive(const std::vector<double>& lambdas, double mu,
                                               int servers);

/// M/M/c, preemptive-resume, all classes of the same service rate: the first k classes together see
/// an M/M/c of their own, so L_k is a difference (Kleinrock 1976, ch. 3; exponential work that is
/// broken off is like new). Errors as mmc_nonpreemptive.
std::vector<PriorityFigures> mmc_preemptive(const std::vector<double>& lambdas, double mu,
                                            int servers);

}  // namespace kouan::analysis::theory
