// What is said beside the answer of the ranges in which values lie: what capacity rests on besides
// chance.
#pragma once

#include "analysis/experiment.hpp"
#include "analysis/report/phrases.hpp"

namespace kouan::analysis {

/// The range of what the bottleneck rests on, and which of all values with a range move capacity.
void say_ranges(const VariantOutcome& base, Sentences& out);

/// "Of 12 values with a range that “Rail port” brings or changes, 3 move its capacity by 1 % or
/// more.", and which; nothing where none of them does and all could be run.
void say_own_ranges(const VariantOutcome& alternative, Sentences& out);

}  // namespace kouan::analysis
