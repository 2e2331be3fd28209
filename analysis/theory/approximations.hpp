// Bounds and approximations for queues with general arrivals and service, from rates and squared
// coefficients of variation alone. Nothing here is exact unless it says so; what quotes a value
// must say what kind it is. Any unit of time will do, as long as rates and times share it.
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

/// Upper bound on the wait in GI/G/1 (Kingman 1962): lambda (sigma_a^2 + sigma_s^2) / (2 (1 -
/// rho)). Throws std::domain_error unless lambda > 0, the rest >= 0, servers = 1 and rho < 1.
double kingman_upper_bound(const Station& station);

/// Lower bound on the wait in GI/G/1 (Marchal 1978): (lambda^2 sigma_s^2 + rho (rho - 2)) / (2
/// lambda (1 - rho)), at least 0. Errors as kingman_upper_bound.
double marchal_lower_bound(const Station& station);

/// Approximation of GI/G/1's wait in heavy traffic (Kingman 1961): rho / (1 - rho) (ca^2 + cs^2) /
/// 2 E[S]; exact for Poisson arrivals. Errors as kingman_upper_bound.
double kingman_approximation(const Station& station);

/// Approximation of GI/G/c (Allen 1990, ch. 5; Whitt 1993): M/M/c's wait times (ca^2 +
/// cs^2) / 2; exact for M/M/c and M/G/1. wait_share is M/M/c's. Throws std::domain_error unless
/// lambda and the squared coefficients are >= 0, the mean service time > 0, servers >= 1 and rho <
/// 1.
QueueFigures allen_cunneen(const Station& station);

}  // namespace kouan::analysis::theory
