// How capacity stands to the analytic bound in the demand's mix, in sentences of the details.
#pragma once

#include "analysis/report/phrases.hpp"

namespace kouan::analysis {

/// Of two bounds the one for the demand's own mix may be passed; a reader who finds it beside a
/// larger capacity must not think that the model broke it.
void say_bound_of_mix(const Report& report, const VariantReport& variant, Sentences& out);

}  // namespace kouan::analysis
