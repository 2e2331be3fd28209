// Arrivals as a source brings them: their long-run rate and variability, and the stages that answer
// to arrivals other than Poisson.
#pragma once

#include <optional>

#include "analysis/theory/scenario_theory.hpp"
#include "analysis/theory/stage_profile.hpp"

namespace kouan::analysis::theory {

/// Vehicles of class `c` per second in the long run: where arrivals are alike all through the run
/// their rate, those there at the start left out; else the mean over the run. 0 of fleets.
double long_run_rate_per_s(const sim::Model& model, std::size_t c);

/// Whether it may well be that no more come before the run ends: arrivals without a limit would
/// have to be six standard deviations below their mean to stay within it.
bool arrivals_end(const sim::ClassDef& source, const sim::Model& model);

/// The intervals between arrivals, where they are drawn from one distribution; constant too of
/// planned arrivals all as late that are always as far apart, from the begin of the run or from
/// within its warm-up to its end.
std::optional<sim::Distribution> intervals_of(const sim::ClassDef& source, const sim::Model& model);

/// Squared coefficient of variation for approximations: of the intervals I and the number X that
/// come at once, E[X] scv(I) + Var[X] / E[X], the limit of Var / E of the number that comes in a
/// long time (Whitt 1983, ch. III; Gross & Harris, ch. 3). 1 of Poisson arrivals, and where it is
/// not known.
double arrival_scv(const sim::ClassDef& source, const sim::Model& model);

/// Whether more than one may come at a time.
bool comes_in_batches(const sim::ClassDef& source);

/// GI/M/c, M^[X]/G/1 (a single server) and M^[X]/M/c: first come first served, always open, whose
/// only visitors are a class, or parts of it on one of ways side by side, that comes straight from
/// its source, at intervals drawn from one distribution (of any kind; exponential service), or
/// Poisson by so many at once, always as many or of a size drawn from any distribution. Nothing
/// where that is not so, or more comes than can be served. `graph` tells the way.
std::optional<StageAnswer> answer_for_source(const models::ProcessGraph& graph,
                                             const Traffic& traffic, const sim::Model& model,
                                             const std::string& stage, const StageProfile& profile,
                                             const sim::ResourceDef& resource);

}  // namespace kouan::analysis::theory
