// Capacity, what more at each place brings and what it rests on, as the terminal report shows them.
#pragma once

#include <string>

#include "analysis/report/report.hpp"

namespace kouan::analysis {

/// Nothing of what was run without capacity.
std::string capacity_text(const VariantReport& variant, Language language, std::size_t columns);

}  // namespace kouan::analysis
