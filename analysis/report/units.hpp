// Units as people read them, in either language: the same words and factors as on the report's
// page.
#pragma once

#include <string>
#include <string_view>

#include "analysis/estimate.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/report.hpp"

namespace kouan::analysis {

struct ShownUnit {
  std::string name;
  double factor = 1;  ///< from the unit asked for to the one shown
};

/// "Mt/yr" stays so in English and is 100 万吨/年 in Chinese; an unknown unit is shown as it is.
ShownUnit shown_unit(std::string_view unit, Language language);

/// A unit of mass in which a sentence tells a figure, and its size in t.
struct MassUnit {
  const char* name;
  double t;
};
/// Of Mt, kt and t (万吨 and 吨) the largest of which the figure is a tenth or more: "4.21 kt", not
/// "0.0042 Mt". Of nothing the first.
MassUnit mass_unit(double tonnes, Language language);
/// By which the unit of an estimate [t] is chosen: what cannot be told from 0 is as large as its
/// interval.
double size_of_figure(const Estimate& t);

/// "trains/d" for "vehicles/d" where vehicles are trains; other units stay.
std::string counting_unit_of(std::string_view unit, bool counts_trains);

/// What the figures of the case are told in.
std::string unit_of_case(const ValidationCase& of);

/// "48 ± 2 s" or "48 ± 2 秒": a time in the unit that suits its mean.
std::string duration(const Estimate& seconds, Language language);
/// "48.0 s", "about 25 h": without its interval, which says how it is cut.
models::Text rough_duration(const Estimate& seconds);
/// "+12.3 ± 0.4 min".
std::string signed_duration(const Estimate& seconds, Language language);

}  // namespace kouan::analysis
