// Queueing formulas with one station: what a simulated stage must come out at when its arrivals are
// Poisson. Any unit of time will do, as long as rates and times share it.
#pragma once

namespace kouan::analysis::theory {

/// Steady state of a queue that loses nobody.
struct QueueFigures {
  double utilisation = 0;  ///< rho, busy servers / servers
  double wait_share = 0;   ///< P(an arrival waits)
  double in_queue = 0;     ///< Lq, mean number waiting
  double in_system = 0;    ///< L, mean number waiting or served
  double wait = 0;         ///< Wq, mean wait before service
  double sojourn = 0;      ///< W, mean wait and service
};

/// Steady state of a queue that turns arrivals away.
struct LossFigures {
  double blocked_share = 0;  ///< P(an arrival is turned away)
  double wait_share = 0;     ///< P(one who is accepted waits)
  double throughput = 0;     ///< accepted arrivals per time
  double in_queue = 0;       ///< Lq
  double in_system = 0;      ///< L
  double wait = 0;           ///< Wq of those accepted
  double sojourn = 0;        ///< W of those accepted
  double empty_share = 0;    ///< P(nobody is there)
};

/// Erlang's loss probability for offered load `a` (erlangs) on `servers`; whatever the distribution
/// of the service times (Erlang 1917; Sevastyanov 1957). Recursion B(c) = a B(c-1) / (c + a
/// B(c-1)).
double erlang_b(int servers, double a);

/// Probability of waiting in M/M/c (Erlang 1917): C = B / (1 - rho (1 - B)). 1 when a >= servers.
double erlang_c(int servers, double a);

/// M/M/c, first come first served (Gross & Harris, ch. 2). Throws std::domain_error unless lambda <
/// c mu.
QueueFigures mmc(double lambda, double mu, int servers);

/// M/G/1 by Pollaczek 1930 and Khinchine 1932: Wq = lambda E[S] E[S] (1 + scv) / (2 (1 - rho)).
/// `scv`: squared coefficient of variation of the service time. Throws std::domain_error unless rho
/// < 1.
QueueFigures mg1(double lambda, double mean_service, double scv);

/// M/M/c/K (Gross & Harris, ch. 2): `places` in all, those served included. Those accepted find n
/// there with p(n) / (1 - p(K)), n < K, and wait at all where n >= c; how long on average is
/// Little's law, Lq / (lambda (1 - p(K))). Stable for any load. Throws std::domain_error unless
/// rates are > 0 and 1 <= servers <= places.
LossFigures mmck(double lambda, double mu, int servers, int places);

}  // namespace kouan::analysis::theory
