// Values as they stand in a scenario or a validation file, told in the reader's language. English
// keeps the file's own words.
#pragma once

#include <string>

#include "models/scenario.hpp"

namespace kouan::analysis {

/// "2 min" is 2 分钟, and "lognormal(mean 2 min, cv 0.5)" 对数正态分布（均值 2 分钟，变异系数
/// 0.5）; what is neither a quantity nor a distribution stays as it is.
models::Text written_quantity(const std::string& text);
/// Likewise "2 min .. 4 min": 2 分钟至 4 分钟.
models::Text written_range(const std::string& text);

/// A validation case's tolerance: "at least", "factor 3", "±5 %", "2 km .. 6 km".
std::string tolerance_text(const std::string& tolerance, models::Language language);

}  // namespace kouan::analysis
