// What the answer says of what single values may lead to: the lowest and the highest over all that
// were tried, each with the value that leads there.
#pragma once

#include "analysis/compare.hpp"
#include "analysis/extremes.hpp"
#include "analysis/report/carried_words.hpp"
#include "analysis/report/phrases.hpp"

namespace kouan::analysis {

/// "With one of 72 values at an end of its range, it is between 33.6 Mt (“Entry check: service
/// time” at 3 min) and 64.5 Mt (“Exit check: service time” at 2 min)." `subject`: what "it" is.
/// Empty where none was tried, or `words` tell another unit than it is in.
models::Text capacity_between(const VariantOutcome& of, const CarriedWords& words,
                              const models::Text& subject);

/// The same of mean clearance of the main class.
models::Text clearance_between(const VariantOutcome& of, ClearanceClock clock);

/// "With one of 29 values at an end of its range, the change is between about 25 h shorter (“…” at
/// 6) and 2.95 h longer (“…” at 16 h). There it is longer, not shorter.", of what the alternative
/// changes, as compared; may be null.
models::Text change_between(const VariantOutcome& alternative, ClearanceClock clock,
                            const ComparedMeasure* change, const models::Text& subject,
                            bool is_of_base);

}  // namespace kouan::analysis
