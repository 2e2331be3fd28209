// Sentences of how sure an answer is that do not depend on what was asked.
#pragma once

#include <cstdint>

#include "analysis/check.hpp"
#include "analysis/report/phrases.hpp"

namespace kouan::analysis {

/// "Figures are means over 10 replications with 95 % intervals (seed 1)."
void say_intervals(int replications, std::uint64_t seed, Sentences& out);

/// How many of a scenario's values are assumed, and that intervals do not cover what is wrong in
/// them. `whose`: "of the base "; `besides`: ", nor in what alternatives bring"; both may be empty.
void say_assumed(const CheckReport& before, const models::Text& whose, const models::Text& besides,
                 Sentences& out);

}  // namespace kouan::analysis
