// An approximation of queues with general arrivals and service, from rates and squared coefficients
// of variation alone; what quotes a value must say so. Any unit of time will do, as long as rates
// and times share it.
#pragma once

#include "analysis/theory/queues.hpp"

namespace kouan::analysis::theory {

/// One station: intervals between arrivals of mean 1 / lambda, service of mean `mean_service`.
struct Station {
  double lambda = 0;
  double arrival_scv = 1;  ///< squared coefficient of variation of the intervals
  double mean_service = 0;
  double service_scv = 1;
  int servers = 1;
};

/// Approximation of GI/G/c (Allen 1990, ch. 5; Whitt 1993): M/M/c's wait times (ca^2 +
/// cs^2) / 2; exact for M/M/c and M/G/1. wait_share is M/M/c's. Throws std::domain_error unless
/// lambda and the squared coefficients are >= 0, the mean service time > 0, servers >= 1 and rho <
/// 1.
QueueFigures allen_cunneen(const Station& station);

}  // namespace kouan::analysis::theory
