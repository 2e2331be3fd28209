// The answer in sentences, in both languages, made from the results: never a mean without its
// interval, never a difference that could be chance told as one, and nothing claimed that one
// replication can't show.
#pragma once

#include "analysis/report/report.hpp"

namespace kouan::analysis {

/// What fits a slide: capacity and bottleneck, one sentence an alternative, clearance on both
/// clocks, validation. Needs everything in the report but the answer, its certainty and details.
Answer answer(const Report& report);

/// How sure that is: what intervals cover, which ranges of values capacity and gains rest on,
/// published figures that the simulation differs from, and how much of the validation is a test.
Answer certainty(const Report& report);

/// What else has to be known to use it: throughput under the given demand, gains, overloads, misses
/// and how the intervals are to be read.
Answer details(const Report& report);

}  // namespace kouan::analysis
