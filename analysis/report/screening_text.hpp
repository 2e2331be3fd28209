// Values put at the ends of their ranges, as lines and a table of the terminal report.
#pragma once

#include <string>

#include "analysis/range_screening.hpp"
#include "analysis/report/phrases.hpp"
#include "analysis/report/units.hpp"

namespace kouan::analysis {

/// Of which figure the table is.
struct ScreenedFigure {
  models::Text head;  ///< with a place for how many were tried, and one for how many move it
  ShownUnit unit;
  std::string stays;  ///< by how much what stays has moved it at most
};

std::string screening_text(const RangeScreening& found, const ScreenedFigure& figure,
                           Language language, std::size_t columns);

}  // namespace kouan::analysis
