// The report as CSV, tidy and long: one estimate a row. Columns: scenario, kind, id, measure, unit,
// mean, half_width, n. Unknown numbers are empty.
#pragma once

#include <string>

#include "analysis/report/report.hpp"

namespace kouan::analysis {

/// UTF-8, comma, quotes where needed (RFC 4180), line ends LF.
std::string csv_text(const Report& report);

/// One field, in quotes if it holds a comma, a quote or a line end.
std::string csv_field(const std::string& text);

}  // namespace kouan::analysis
