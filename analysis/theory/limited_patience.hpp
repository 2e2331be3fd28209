// Queues with room for so many, that are left by those who wait too long.
#pragma once

#include "analysis/theory/birth_death.hpp"
#include "sim/distribution.hpp"

namespace kouan::analysis::theory {

struct LimitedAbandonmentFigures {
  double refused_share = 0;  ///< P(an arrival finds the queue full)
  /// As of M/M/c+G, `wait_share` of those taken in, `abandon_share` of all who come.
  AbandonmentFigures all;
};

/// M/M/c/(c + places)+G: who finds `places` waiting is turned away, who waits leaves when a
/// patience of any distribution ends. p(c + k) = p(c) (lambda^k / k!) times the integral of H(x)^k
/// c mu exp(-c mu x), H(x) that of P(patience > t) from 0 to x (Brandt & Brandt 1999,
/// M(n)/M(n)/s+GI with arrivals that end at c + places). Always stable. Throws std::domain_error
/// unless lambda and mu > 0, servers and places >= 1, and when it would take too long to be
/// integrated.
LimitedAbandonmentFigures mmck_patience(double lambda, double mu, int servers, int places,
                                        const sim::Distribution& patience);

}  // namespace kouan::analysis::theory
