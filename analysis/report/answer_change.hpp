// What an alternative changes, in clauses of the answer.
#pragma once

#include "analysis/report/carried_words.hpp"
#include "analysis/report/phrases.hpp"

namespace kouan::analysis {

/// "capacity rises by 2.3 ± 0.4 Mt, to 40.2 ± 0.3 Mt a year", as far as that can be said. `pair`
/// is in million tonnes or in vehicles; of its figures no more than so many digits.
models::Text changed(const PairedDifference& pair, const models::Text& what,
                     const CarriedWords& words);

/// ", but that of Buses rises by 12 ± 1 vehicles, to 24 ± 1 a year": of the classes without a load
/// whose own capacity changes, at a port that is told in tonnes.
models::Text unloaded_changed(const Report& report, const Comparison& comparison, bool is_of_base);

}  // namespace kouan::analysis
