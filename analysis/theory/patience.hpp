// Queues that are left by those who wait too long, with patience of any distribution.
#pragma once

#include "analysis/theory/birth_death.hpp"
#include "sim/distribution.hpp"

namespace kouan::analysis::theory {

/// M/M/c+G: patience of any distribution, work in hand is not given up. The wait that an arrival
/// would have to bear has on x > 0 the density v(x) = lambda p(c-1) exp(lambda H(x) - c mu x), H(x)
/// the integral of P(patience > t) from 0 to x (Baccelli & Hebuterne 1981; Zeltyn & Mandelbaum
/// 2005); p(j) for j < c as of M/M/c. Stable unless patience may have no end. Throws
/// std::domain_error unless lambda and mu > 0, servers >= 1, and when the queue would be too long
/// to be integrated.
AbandonmentFigures mmc_patience(double lambda, double mu, int servers,
                                const sim::Distribution& patience);

}  // namespace kouan::analysis::theory
