// Several servers, Poisson arrivals, a service that always takes as long (M/D/c). Any unit of time
// will do, as long as rates and times share it.
#pragma once

#include "analysis/theory/queues.hpp"

namespace kouan::analysis::theory {

/// M/D/c first come first served (Crommelin 1932). Who is served now is gone one service later, and
/// none who comes meanwhile is: with A Poisson of mean a = lambda `service`, those inside go over
/// from X to (X - c)+ + A, so that those who wait, V, go over to (V + A - c)+. By Spitzer's
/// identity (1956) for the steps S = A - c, with S_k the sum of k of them,
///   Lq = sum over k of E[S_k+] / k,   P(nobody waits) = exp(-sum over k of P(S_k >= 0) / k).
/// Both as integrals over the circle |z| = c / a, where the generating function G(z) = exp(a (z -
/// 1)) / z^c of a step is least along the real line, and below 1:
///   Lq = -1/(2 pi i) integral of ln(1 - G(z)) / (z - 1)^2,
///   ln P(nobody waits) = 1/(2 pi i) integral of ln(1 - G(z)) / (z - 1).
/// Relative errors are below 1e-10 up to a utilisation of 1 - 1e-5, and beyond about 1e-16 over
/// what is left to 1. Throws std::domain_error unless lambda and `service` are > 0, servers >= 1
/// and a < servers.
QueueFigures mdc(double lambda, double service, int servers);

}  // namespace kouan::analysis::theory
