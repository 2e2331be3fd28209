// What is said beside the answer of the ranges in which values lie: what capacity rests on besides
// chance.
#pragma once

#include <string>

#include "analysis/experiment.hpp"
#include "analysis/report/carried_words.hpp"
#include "analysis/report/phrases.hpp"

namespace kouan::analysis {

/// The range of what the bottleneck rests on, and which of all values with a range move capacity.
void say_ranges(const VariantOutcome& base, Sentences& out);

/// Whether an alternative that makes no difference to capacity has a value that does at an end of
/// its range; the answer then says so: "with “Manual gate” and its “Gate: service time” at 10 min,
/// an end of its range, capacity is 26.07 ± 0.02 Mt a year". `capacity` as compared; may be null.
bool is_far_end_told(const ComparedMeasure* capacity, const VariantOutcome& alternative);
models::Text at_far_end(const VariantOutcome& alternative, const CarriedWords& words);

/// "Of 12 values with a range that “Rail port” brings or changes, 3 move its capacity by 1 % or
/// more.", and which, without the first where the answer tells that; nothing where it has none.
void say_own_ranges(const VariantOutcome& alternative, bool is_first_told, Sentences& out);

}  // namespace kouan::analysis
