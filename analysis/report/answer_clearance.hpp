// What the answer says of clearance times, and for which demand they hold.
#pragma once

#include "analysis/report/phrases.hpp"

namespace kouan::analysis {

/// Clearance of the base's class that carries most, on both clocks; nothing where none is cleared.
void say_clearance(const Report& report, Sentences& out);

}  // namespace kouan::analysis
