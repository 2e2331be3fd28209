// What the answer says of the place that limits what can pass, as runs with more of it show.
#pragma once

#include "analysis/report/report.hpp"

namespace kouan::analysis {

/// "the bottleneck moves to the scanner"; nothing without capacity runs, nor where no single place
/// is it.
models::Text bottleneck_told(const Report& report, const VariantReport& variant);

/// "no single place is the bottleneck: …", where that is so.
models::Text bottleneck_alone(const VariantReport& variant);

/// "with “Manual gate” the bottleneck moves to the gate".
models::Text bottleneck_without(const Report& report, const VariantReport& variant);

/// Why taking it away changes no capacity: the most loaded of the places that it changes is not
/// full even then.
models::Text never_bound(const Report& report, const VariantReport& variant);

}  // namespace kouan::analysis
