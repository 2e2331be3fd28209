// What is said beside the answer of what clearance times rest on: which values move them, and what
// alternatives change at the ends of these.
#pragma once

#include "analysis/report/phrases.hpp"

namespace kouan::analysis {

/// "At an end of the range of “Gate: service time” more comes than can pass, …": queues that grow
/// have no mean that would not hang on the length of the run.
models::Text at_ends_without_end(const VariantOutcome& base);

/// How many values move clearance of the main class, and which, with both ends.
void say_clearance_ranges(const VariantOutcome& base, Sentences& out);
/// The same of the values that an alternative brings or changes; nothing where it has none.
void say_own_clearance_ranges(const VariantOutcome& alternative, Sentences& out);

/// What the alternative changes in the clearance times at the ends of the values that make most of
/// a difference to that. `title` is what it is told as.
void say_clearance_changes(const Comparison& comparison, const VariantOutcome& alternative,
                           const models::Text& title, Sentences& out);

}  // namespace kouan::analysis
