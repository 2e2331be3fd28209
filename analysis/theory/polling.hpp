// One server that goes round several queues: an alternating lane with two directions, a locomotive
// with several yards. Any unit of time will do, as long as rates and times share it.
#pragma once

#include <vector>

#include "analysis/theory/service_moments.hpp"

namespace kouan::analysis::theory {

/// A queue, in the order in which the server goes round.
struct PolledQueue {
  double lambda = 0;          ///< Poisson arrivals per time
  ServiceMoments service;     ///< of one customer
  ServiceMoments changeover;  ///< from this queue to the next one
};

struct PollingFigures {
  double cycle = 0;              ///< mean time of one round
  std::vector<double> wait;      ///< Wq of each queue
  std::vector<double> in_queue;  ///< Lq of each queue
  double weighted_wait = 0;      ///< sum of rho_i Wq_i
};

/// Exhaustive service: the server stays until the queue is empty, then changes over, also when all
/// are empty. Exact for any number of queues: Wq_i = lambda_i E[S_i^2] / (2 (1 - rho_i)) + E[I_i^2]
/// / (2 E[I_i]), I_i the time between visits (Fuhrmann & Cooper 1985), its variance from the
/// covariances of successive visits and changeovers (Ferguson & Aminetzah 1985). Throws
/// std::domain_error unless rates are >= 0, mean service times > 0, the mean changeovers of a round
/// sum to more than 0 and the load is below 1 (and not so close that the covariances don't settle).
PollingFigures exhaustive_polling(const std::vector<PolledQueue>& queues);

}  // namespace kouan::analysis::theory
