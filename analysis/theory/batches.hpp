// Batches: trains of wagons worked one by one, shuttles that take many at once, consolidation and
// timetables. Any unit of time will do, as long as rates and times share it.
#pragma once

#include <vector>

#include "analysis/theory/queues.hpp"
#include "analysis/theory/service_moments.hpp"

namespace kouan::analysis::theory {

/// M^[X]/G/1: batches of exactly `size` units arrive at `batch_rate`, one server works them one by
/// one (Burke 1975; Gross & Harris, ch. 3.1): mean over units Wq = lambda E[S^2] / (2 (1 - rho)) +
/// (size - 1) E[S] / (2 (1 - rho)), lambda = batch_rate size. in_queue and in_system count units.
/// Throws std::domain_error unless batch_rate >= 0, size >= 1 and rho < 1.
QueueFigures mxg1(double batch_rate, int size, const ServiceMoments& service);

/// P(1 unit), P(2 units), … of a batch that is drawn.
using BatchSizes = std::vector<double>;

/// M^[X]/G/1, the size X of a batch drawn (Burke 1975): Wq = lambda E[S^2] / (2 (1 - rho)) +
/// (E[X^2] / E[X] - 1) E[S] / (2 (1 - rho)). Errors as mxg1; sizes must add up to 1.
QueueFigures mxg1(double batch_rate, const BatchSizes& sizes, const ServiceMoments& service);

/// M^[X]/M/c: its chain goes up by any number and down by one, so p(n + 1) min(n + 1, c) mu is what
/// comes up over n: the sum over k <= n of p(k) batch_rate P(X > n - k). Errors as mxg1, and when
/// more than a million would have to be looked at, or that takes too long: each asks for as many
/// additions as there are sizes if these are few, else as the largest size.
QueueFigures mxmc(double batch_rate, const BatchSizes& sizes, double mu, int servers);

/// One exponential server that takes several units at once.
struct BulkFigures {
  double in_queue = 0;    ///< Lq, units not yet in service
  double wait = 0;        ///< Wq
  double sojourn = 0;     ///< W
  double idle_share = 0;  ///< P(the server does nothing)
  double root = 0;        ///< ratio of P(q + 1 wait, server busy) to P(q wait, server busy), any q
};

/// M/M^[a,b]/1: service of rate mu starts when at least `least` units wait and takes at most `most`
/// of them; nobody joins a service under way (Bailey 1954; Neuts 1967; Chaudhry & Templeton 1983).
/// least = 1 starts with any number, least = most waits for full batches. With r the root in (0, 1)
/// of lambda + mu r^(most+1) = (lambda + mu) r, P(q wait, busy) = A r^q, and P(j wait, idle) = A
/// (mu / lambda) (1 - r^(j+1)) / (1 - r) for j < least. Throws std::domain_error unless rates are >
/// 0, 1 <= least <= most and lambda < most mu.
BulkFigures mm1_bulk_service(double lambda, double mu, int least, int most);

/// Consolidation: a batch opens with its first unit and leaves with its N-th or time T after the
/// first, whichever comes first.
struct ConsolidationFigures {
  double batch = 0;       ///< mean units in a batch
  double open = 0;        ///< mean time from first unit to departure
  double wait = 0;        ///< mean over units
  double departures = 0;  ///< batches per time
  double full_share = 0;  ///< P(a batch leaves because it is full)
};

/// Poisson arrivals of rate lambda > 0, N = `full` >= 1, T = `longest` >= 0, else
/// std::domain_error. Renewal-reward: with A Poisson of mean lambda T, batch = 1 + E[min(A, N -
/// 1)], full_share = P(A
/// >= N - 1), open = sum over j < N - 1 of P(Gamma(j + 1) <= lambda T) / lambda, and each term
/// times (j + 1) for the time waited by all (Ross 1996, ch. 3.6).
ConsolidationFigures consolidation(double lambda, int full, double longest);

/// Departures by timetable.
struct TimetableFigures {
  double wait = 0;         ///< mean over units
  double load = 0;         ///< mean units of a departure
  double in_queue = 0;     ///< mean units that wait, over time
  double empty_share = 0;  ///< P(a departure has nothing to take)
};

/// Departures every `headway` > 0 take all that is there; Poisson arrivals of rate lambda >= 0
/// (uniform order statistics of the Poisson process): wait = headway / 2.
TimetableFigures timetabled_departures(double lambda, double headway);

/// The same when a departure takes at most `places` >= 1 and the rest waits on: a queue in discrete
/// time with roots z_k = exp(2 pi i k / places) exp(a (z_k - 1) / places), a = lambda headway
/// (Bailey 1954; Janssen & van Leeuwaarden 2005). Found before a departure: a / (2 (places - a)) +
/// a / 2 - (places - 1) / 2 + sum of 1 / (1 - z_k) over k = 1 .. places - 1. Throws
/// std::domain_error unless a < places.
TimetableFigures timetabled_departures(double lambda, double headway, int places);

}  // namespace kouan::analysis::theory
