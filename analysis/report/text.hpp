// The report for a terminal, 100 columns wide, in English or Chinese.
#pragma once

#include <string>
#include <vector>

#include "analysis/report/report.hpp"

namespace kouan::analysis {

/// What was asked for besides the answer.
struct AskedFor {
  bool value = false;      ///< what one more of each is worth
  bool precision = false;  ///< whether the intervals are as narrow as was asked
};

/// Title, question and answer: what fits a screen; and what was asked for by itself.
std::string text_answer(const Report& report, const AskedFor& asked = {});

/// The same with all tables.
std::string text_report(const Report& report);

/// The table of observed and simulated values alone.
std::string validation_text(const std::vector<ValidationOutcome>& validation, Language language);

}  // namespace kouan::analysis
