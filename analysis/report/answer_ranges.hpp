// What the answer says of the ranges in which values lie: what capacity rests on besides chance.
#pragma once

#include "analysis/experiment.hpp"
#include "analysis/report/phrases.hpp"

namespace kouan::analysis {

/// The range of what the bottleneck rests on, and which of all values with a range move capacity.
void say_ranges(const VariantOutcome& base, Sentences& out);

/// "; of 12 values with a range that “Rail port” brings or changes 3 move its capacity by 1 % or
/// more: “Trains: load per vehicle” (at 2.4 kt: …), …"; nothing where none of them does.
models::Text own_ranges(const VariantOutcome& alternative);

}  // namespace kouan::analysis
