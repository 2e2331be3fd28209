// One stage by itself: which formula holds for it if its arrivals are Poisson, and what it says.
#pragma once

#include "analysis/theory/scenario_theory.hpp"
#include "analysis/theory/stage_profile.hpp"

namespace kouan::analysis::theory {

/// The answer for Poisson arrivals of constant rate at a stage that is always open, exact then;
/// `standing` is none, with the reasons, where no formula is known or there is no steady state. An
/// obstacle in `profile.own` counts as one for all formulas. `classes`: names.
StageAnswer answer_for_poisson(const StageProfile& profile, const sim::ResourceDef& resource,
                               const std::vector<std::string>& classes);

/// M/M/c that opens and closes, once or more, at the same times of every day or week, all through a
/// run of two of them or more (docs of daily_gate); nothing unless that it opens and closes is all
/// that is out of the ordinary, its arrivals are Poisson and fewer come than it serves; none, with
/// `irregular_hours`, where it is closed or open for longer at the begin or end of the run too, and
/// with `too_large` where its days would take too long to follow.
std::optional<StageAnswer> answer_for_daily_gate(const StageProfile& profile,
                                                 const sim::ResourceDef& resource,
                                                 sim::Micros horizon);

/// What all wait on average, at least, in open time alone, since some come while it is closed and
/// find those who came before them: Poisson arrivals day and night, first come first served.
double least_wait_by_closing_s(const StageProfile& profile, const sim::ResourceDef& resource,
                               sim::Micros horizon);

/// Whether first come first served is the only rule: the condition of approximations.
bool is_ordinary(const StageProfile& profile, const sim::ResourceDef& resource);

}  // namespace kouan::analysis::theory
