// Tables of one variant for a terminal: classes, both clocks, stages, and where the time goes.
#pragma once

#include <cstddef>
#include <string>

#include "analysis/report/report.hpp"

namespace kouan::analysis {

/// What each class has cleared.
std::string class_table(const VariantOutcome& outcome, Language language, std::size_t columns);

/// Mean and quantiles of each class on both clocks.
std::string clearance_table(const VariantOutcome& outcome, Language language, std::size_t columns);

std::string stage_table(const VariantOutcome& outcome, Language language, std::size_t columns);

/// Hours per vehicle of each class, by state.
std::string state_table(const VariantOutcome& outcome, Language language, std::size_t columns);

/// The same hours in the rows of CAREC's corridor monitoring.
std::string activity_table(const VariantOutcome& outcome, Language language, std::size_t columns);

/// Occupation of sections by timetable compression (UIC 406): of the day that is drawn, of all
/// days, and by hours; empty where no section has one.
std::string occupation_table(const VariantReport& variant, Language language, std::size_t columns);

}  // namespace kouan::analysis
