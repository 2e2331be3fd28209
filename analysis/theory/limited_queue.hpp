// A single server with room for so many, service of any distribution.
#pragma once

#include "analysis/theory/queues.hpp"
#include "sim/distribution.hpp"

namespace kouan::analysis::theory {

/// M/G/1/(1 + places): who finds `places` waiting is turned away. By the chain of those left behind
/// at departures, pi(n), n up to `places`: of all that come in a service as many stay as there is
/// room for (Keilson 1966; Gross & Harris, ch. 5.1). Then p(n) = pi(n) / (pi(0) + rho), the rest is
/// full. Throws std::domain_error unless lambda and the mean service are > 0 and places >= 1, and
/// when it would take too long to be integrated.
LossFigures mg1k(double lambda, const sim::Distribution& service, int places);

}  // namespace kouan::analysis::theory
