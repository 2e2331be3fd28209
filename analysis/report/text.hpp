// The report for a terminal, 100 columns wide, in English or Chinese.
#pragma once

#include <string>
#include <vector>

#include "analysis/report/report.hpp"

namespace kouan::analysis {

/// Title, question and answer: what fits a screen.
std::string text_answer(const Report& report);

/// The same with all tables.
std::string text_report(const Report& report);

/// The table of observed and simulated values alone.
std::string validation_text(const std::vector<ValidationOutcome>& validation, Language language);

}  // namespace kouan::analysis
