// One server, Poisson arrivals, any service time: by its moments, and with processor sharing. Any
// unit of time will do, as long as rates and times share it.
#pragma once

#include "analysis/theory/queues.hpp"
#include "analysis/theory/service_moments.hpp"

namespace kouan::analysis::theory {

/// M/G/1 first come first served (Pollaczek 1930; Khinchine 1932): Wq = lambda E[S^2] / (2 (1 -
/// rho)). Throws std::domain_error unless 0 <= lambda and lambda E[S] < 1.
QueueFigures mg1(double lambda, const ServiceMoments& service);

/// M/G/1 with processor sharing, whatever the distribution of the service time (Kleinrock 1976, ch.
/// 4): L = rho / (1 - rho). Nobody waits: `wait` is what sharing adds to the mean service, in_queue
/// that times lambda, wait_share the probability of meeting others. Throws std::domain_error unless
/// rho < 1.
QueueFigures mg1_processor_sharing(double lambda, double mean_service);

}  // namespace kouan::analysis::theory
