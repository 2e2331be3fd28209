// Birth-and-death chains: one number that goes up and down by one.
#pragma once

#include <vector>

namespace kouan::analysis::theory {

/// Long-run shares of 0 .. n: up[i] is the rate from i to i + 1, down[i] that from i + 1 to i, p(i)
/// up[i] = p(i + 1) down[i] (Gross & Harris, ch. 1.10). Safe with thousands of states. Throws
/// std::domain_error unless there are as many of each, up >= 0 and down > 0.
std::vector<double> birth_death(const std::vector<double>& up, const std::vector<double>& down);

/// A place where two kinds of units find each other one to one: a unit waits for one of the other
/// kind, at most so many of a kind wait, who comes when those places are taken is turned away.
struct PairingFigures {
  double pairs = 0;            ///< per time
  double first_refused = 0;    ///< P(a unit of the first kind is turned away)
  double second_refused = 0;   ///< P(one of the second kind is)
  double first_in_queue = 0;   ///< mean number of the first kind that wait
  double second_in_queue = 0;  ///< of the second
  double first_wait = 0;       ///< mean wait of those of the first kind taken in
  double second_wait = 0;      ///< of the second
};

/// Poisson arrivals of both kinds, paired at once: a double-ended queue (Kashyap 1966), the
/// difference of the numbers waiting being a birth-and-death chain. Rates > 0, places >= 0, else
/// std::domain_error.
PairingFigures pairing(double first_rate, double second_rate, int first_places, int second_places);

/// M/M/c+M, Erlang-A: who waits leaves after an exponential patience.
struct AbandonmentFigures {
  double wait_share = 0;     ///< P(an arrival doesn't find a free server)
  double abandon_share = 0;  ///< P(an arrival leaves without service)
  double in_queue = 0;       ///< Lq
  double in_system = 0;      ///< L
  double wait = 0;           ///< mean time in the queue, over all arrivals, served or not
  double throughput = 0;     ///< served per time
  double utilisation = 0;    ///< busy servers / servers
};

/// Erlang-A with rate of abandoning `theta` = 1 / mean patience, theta > 0 (Palm 1957; Garnett,
/// Mandelbaum & Reiman 2002). Stable for any load. Throws std::domain_error unless lambda >= 0, mu
/// and theta > 0 and servers >= 1, and when more than a million would have to be looked at.
AbandonmentFigures mmc_abandonment(double lambda, double mu, int servers, double theta);

}  // namespace kouan::analysis::theory
