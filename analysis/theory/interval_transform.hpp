// Laplace-Stieltjes transforms of the times that scenarios draw.
#pragma once

#include "analysis/theory/renewal_arrivals.hpp"
#include "sim/distribution.hpp"

namespace kouan::analysis::theory {

/// E[exp(-s X)] of what is drawn from `d`: in closed form where there is one, else the integral of
/// exp(-s quantile(u)) over the probability u, to 1e-13. Throws std::domain_error unless nothing
/// below 0 is drawn, and where it is no draw, but told by the vehicle.
Transform interval_transform(const sim::Distribution& d);

}  // namespace kouan::analysis::theory
