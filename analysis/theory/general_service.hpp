// One server, Poisson arrivals, any service time: the variance of the wait, processor sharing, and
// the distributions when service is constant. The means are in analysis/theory/queues.hpp. Any unit
// of time will do, as long as rates and times share it.
#pragma once

#include <vector>

#include "analysis/theory/queues.hpp"
#include "analysis/theory/service_moments.hpp"

namespace kouan::analysis::theory {

/// M/G/1 first come first served (Pollaczek 1930; Khinchine 1932): Wq = lambda E[S^2] / (2 (1 -
/// rho)). Throws std::domain_error unless 0 <= lambda and lambda E[S] < 1.
QueueFigures mg1(double lambda, const ServiceMoments& service);

/// Variance of the wait in M/G/1 [time^2]: Wq^2 + lambda E[S^3] / (3 (1 - rho)) (Takacs 1962).
/// Errors as mg1.
double mg1_wait_variance(double lambda, const ServiceMoments& service);

/// M/G/1 with processor sharing, whatever the distribution of the service time (Kleinrock 1976, ch.
/// 4): L = rho / (1 - rho). Nobody waits: `wait` is what sharing adds to the mean service, in_queue
/// that times lambda, wait_share the probability of meeting others. Throws std::domain_error unless
/// rho < 1.
QueueFigures mg1_processor_sharing(double lambda, double mean_service);

/// Mean sojourn of a job that asks for `service` under processor sharing: service / (1 - rho).
double mg1_processor_sharing_sojourn(double lambda, double mean_service, double service);

/// P(n are in system) in M/D/1 for n = 0 .. `most`, by the recursion of the chain embedded at
/// departures, which Poisson arrivals see too (Kendall 1953). Throws std::domain_error unless rho <
/// 1 and most >= 0.
std::vector<double> md1_in_system(double lambda, double service, int most);

/// P(wait <= t) in M/D/1 (Crommelin 1932, in the form without alternating signs of Franx
/// 2001). 0 for negative t. Time grows with the square of t / service. Errors as md1_in_system.
double md1_wait_at_most(double lambda, double service, double t);

}  // namespace kouan::analysis::theory
