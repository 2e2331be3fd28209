// What the answer says of whether the bottleneck is named under assumptions.
#pragma once

#include "analysis/experiment.hpp"
#include "analysis/report/phrases.hpp"

namespace kouan::analysis {

/// "The bottleneck is elsewhere with “Exit check: service time” at 3 min, where one more lane at
/// the gate adds less than a tenth of as much.", or that no end of a range has it elsewhere; empty
/// where that was not tried.
models::Text bottleneck_over_ranges(const VariantOutcome& base);

void say_bottleneck_over_ranges(const VariantOutcome& base, Sentences& out);

}  // namespace kouan::analysis
