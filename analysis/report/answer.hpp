// The answer in sentences, in both languages, made from the results: never a mean without its
// interval, never a difference that could be chance told as one, and nothing claimed that one
// replication can't show.
#pragma once

#include "analysis/report/report.hpp"

namespace kouan::analysis {

/// What fits a slide: capacity and bottleneck, one sentence an alternative, clearance on both
/// clocks, validation, how sure it is. Needs everything in the report but the answer and its
/// details.
Answer answer(const Report& report);

/// What else has to be known to use it: throughput under the given demand, gains, overloads, misses
/// and how the intervals are to be read.
Answer details(const Report& report);

}  // namespace kouan::analysis
