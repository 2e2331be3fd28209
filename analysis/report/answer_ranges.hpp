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

/// Between what capacity lies over a range, and the path of the value whose range that is.
struct OverRange {
  models::Text text;
  std::string path;  ///< empty with the text
};

/// " (37.1 to 64.2 over the range of “Exit check: service time”)": between what capacity lies over
/// the range of what its bottleneck rests on; empty where that is not known, or all but one, or
/// `words` tell another unit than the alternative has. Of the value at `named` it is "the same
/// range".
OverRange over_range(const VariantOutcome& of, const CarriedWords& words, const std::string& named);

/// Whether an alternative that makes no difference to capacity has a value that does at an end of
/// its range; the answer then says so: "with “Manual gate” and its “Gate: service time” at 10 min,
/// an end of its range, capacity is 26.07 ± 0.02 Mt a year". `capacity` as compared; may be null.
bool is_far_end_told(const ComparedMeasure* capacity, const VariantOutcome& alternative);
models::Text at_far_end(const VariantOutcome& alternative, const CarriedWords& words);

/// "Of 12 values with a range that “Rail port” brings or changes, 3 move its capacity by 1 % or
/// more.", and which, without the first where the answer tells that; nothing where it has none.
void say_own_ranges(const VariantOutcome& alternative, bool is_first_told, Sentences& out);

}  // namespace kouan::analysis
