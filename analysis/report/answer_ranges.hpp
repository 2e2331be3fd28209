// What the answer says of the ranges in which values lie: what capacity rests on besides chance.
#pragma once

#include "analysis/experiment.hpp"
#include "analysis/report/phrases.hpp"

namespace kouan::analysis {

/// The range of what the bottleneck rests on, and which of all values with a range move capacity.
void say_ranges(const VariantOutcome& base, Sentences& out);

/// "; of its 12 values with a range “Trains: load per vehicle” moves capacity most (at 2.4 kt to
/// …)" of an alternative; nothing where none of its own does.
models::Text own_ranges(const VariantOutcome& alternative);

}  // namespace kouan::analysis
