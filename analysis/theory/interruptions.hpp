// One server that is now and then not there: breakdowns and vacations, Poisson arrivals. Any unit
// of time will do, as long as rates and times share it.
#pragma once

#include "analysis/theory/queues.hpp"
#include "analysis/theory/service_moments.hpp"

namespace kouan::analysis::theory {

/// When the time to the next failure runs.
enum class FailureClock {
  always,     ///< whenever the server is up, idle or not: calendar time
  when_busy,  ///< only while it serves: operating time
};

/// Failures come after exponential times of rate `rate` >= 0 on their clock and take `repair` time.
struct Breakdowns {
  double rate = 0;
  ServiceMoments repair;
  FailureClock clock = FailureClock::always;
};

/// Time from the start of a service to its end, repairs that interrupt it included (Gaver 1962):
/// E[C] = E[S] (1 + f E[R]), E[C^2] = E[S^2] (1 + f E[R])^2 + E[S] f E[R^2]. The third moment is
/// left 0.
ServiceMoments completion_time(const ServiceMoments& service, const Breakdowns& breakdowns);

/// M/G/1 whose server breaks down; work in hand is resumed after the repair (White & Christie 1958;
/// Avi-Itzhak & Naor 1963, models A and B). W = lambda E[C^2] / (2 (1 - lambda E[C])) + E[C], plus,
/// when the clock runs always, f E[R^2] / (2 (1 + f E[R])), the delay of those that arrive during a
/// repair that began in an empty system (Fuhrmann & Cooper 1985). `utilisation` is lambda E[C], the
/// share of time with work under way or interrupted; `wait` ends when service starts; wait_share is
/// P(an arrival is not served at once). Throws std::domain_error unless rates are >= 0, the mean
/// service time > 0 and lambda E[C] < 1.
QueueFigures mg1_breakdowns(double lambda, const ServiceMoments& service,
                            const Breakdowns& breakdowns);

/// Share of time that the server is up: 1 / (1 + f E[R]) on calendar time, on operating time 1 -
/// lambda E[S] f E[R].
double availability(double lambda, const ServiceMoments& service, const Breakdowns& breakdowns);

/// M/G/1 with multiple vacations: whenever the queue is empty the server leaves for a time
/// `vacation`, and again until it finds somebody (Fuhrmann & Cooper 1985; Doshi 1986): Wq = lambda
/// E[S^2] / (2 (1 - rho)) + E[V^2] / (2 E[V]). Everybody waits. Throws std::domain_error unless rho
/// < 1 and E[V] > 0.
QueueFigures mg1_vacations(double lambda, const ServiceMoments& service,
                           const ServiceMoments& vacation);

}  // namespace kouan::analysis::theory
