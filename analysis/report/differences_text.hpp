// The table of differences of an alternative, as the terminal report shows it.
#pragma once

#include <string>

#include "analysis/report/report.hpp"

namespace kouan::analysis {

/// What concerns the whole port, and what else differs for sure; the rest is in JSON and CSV.
std::string differences_text(const Report& report, const Comparison& comparison,
                             std::size_t columns);

}  // namespace kouan::analysis
