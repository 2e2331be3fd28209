// What is said beside the answer of what clearance times rest on: between what they lie over the
// ranges of values, and between what changes of them do.
#pragma once

#include <string>

#include "analysis/report/answer_ranges.hpp"
#include "analysis/report/phrases.hpp"

namespace kouan::analysis {

/// " (…)", "（…）"; nothing of nothing.
models::Text in_brackets(const models::Text& text);

/// "54.0 min to 10.5 h over the range of “Coal trucks: time to release”, assumed": of the value
/// that moves the mean furthest, queues that grow left out. Of the value at `named` it is "the same
/// range". Empty where none moves it.
OverRange clearance_over_range(const VariantOutcome& base, ClearanceClock clock,
                               const std::string& named);

/// "; at an end of the range of “Gate: service time” more come than can pass, …": queues that grow
/// have no mean that would not hang on the length of the run.
models::Text at_ends_without_end(const VariantOutcome& base);

/// "2.10 min to 62.0 min shorter over the range of “…”", of the change of an alternative, as
/// compared, which may be null: where it is another at an end by more than intervals and by 5 %.
OverRange change_over_range(const VariantOutcome& alternative, ClearanceClock clock,
                            const ComparedMeasure* change, bool is_of_base,
                            const std::string& named);

/// How many values move clearance of the main class, and which, with both ends.
void say_clearance_ranges(const VariantOutcome& base, Sentences& out);
/// The same of the values that an alternative brings or changes; nothing where it has none.
void say_own_clearance_ranges(const VariantOutcome& alternative, Sentences& out);

/// What the alternative changes in the clearance times at the ends of the values that make most of
/// a difference to that. `title` is what it is told as.
void say_clearance_changes(const Comparison& comparison, const VariantOutcome& alternative,
                           const models::Text& title, Sentences& out);

}  // namespace kouan::analysis
