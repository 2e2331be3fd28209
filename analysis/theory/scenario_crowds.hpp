// Whole ways without a server: travel alone, and meetings of two kinds.
#pragma once

#include <cstddef>

#include "analysis/theory/scenario_theory.hpp"
#include "models/scenario.hpp"
#include "sim/program.hpp"

namespace kouan::analysis::theory {

/// Class `c` if its process is travel alone and its rate follows a sine: nobody waits, so that as
/// many are inside as in M(t)/M/inf (Eick, Massey & Whitt 1993). Leaves `way` as it is elsewhere.
void answer_travel(const models::Scenario& scenario, const sim::Model& model, std::size_t c,
                   WayAnswer& way);

/// Class `c` if all it does is to meet one of another class that does the same, both coming as
/// Poisson of constant rate and each with so many places to wait: a double-ended queue (Kashyap
/// 1966). Leaves `way` as it is elsewhere.
void answer_pairing(const models::Scenario& scenario, const sim::Model& model, std::size_t c,
                    WayAnswer& way);

}  // namespace kouan::analysis::theory
