// What the report says where nothing in the file limits what can pass.
#pragma once

#include "analysis/report/phrases.hpp"

namespace kouan::analysis {

/// "capacity is not limited by anything in the file"; empty where something does limit it.
models::Text not_limited(const VariantReport& variant);

/// Beside others that something limits: which classes saturated runs send as given. Nothing
/// where there are none, or no saturated runs.
void say_sent_as_given(const Report& report, const VariantReport& variant, Sentences& out);

}  // namespace kouan::analysis
