// The report for a terminal, as wide as that, in English or Chinese.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "analysis/report/report.hpp"
#include "analysis/report/table.hpp"

namespace kouan::analysis {

/// What was asked for besides the answer.
struct AskedFor {
  bool value = false;      ///< what one more of each is worth
  bool precision = false;  ///< whether the intervals are as narrow as was asked
};

/// Title, question and answer: what fits a screen; and what was asked for by itself.
std::string text_answer(const Report& report, const AskedFor& asked = {},
                        std::size_t columns = k_text_columns);

/// The same with all tables.
std::string text_report(const Report& report, std::size_t columns = k_text_columns);

/// The table of observed and simulated values alone.
std::string validation_text(const std::vector<ValidationOutcome>& validation, Language language,
                            std::size_t columns = k_text_columns);

}  // namespace kouan::analysis
