// What an alternative changes in the clearance times of the classes: which of it is told, and how.
#pragma once

#include <vector>

#include "analysis/report/phrases.hpp"

namespace kouan::analysis {

/// Of the mean time on the spot of one class.
struct ClearanceChange {
  const models::EntityClass* of = nullptr;  ///< of the base's scenario
  PairedDifference hours;
};

/// Changes that chance does not explain: of the main class whatever they come to, of any other
/// where they are large enough to be told. The main class comes first if its own is as large, else
/// last; the others by their share of what it was, largest first.
std::vector<ClearanceChange> clearance_changes(const Report& report, const Comparison& comparison);

/// "Physical clearance of Coal trucks is 21 ± 1 s shorter on average, of Buses 20 ± 1 min.", and of
/// any "Document clearance …", each with what single values may lead the change of the main class
/// to. `is_of_base`: told of the base over the alternative.
void say_clearance_changed(const Report& report, const Comparison& comparison, bool is_of_base,
                           Sentences& out);

}  // namespace kouan::analysis
