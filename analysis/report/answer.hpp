// The answer in sentences, in both languages, made from the results: never a mean without its
// interval, never a difference that could be chance told as one.
#pragma once

#include "analysis/report/report.hpp"

namespace kouan::analysis {

/// Needs everything in the report but the answer itself.
Answer answer(const Report& report);

}  // namespace kouan::analysis
