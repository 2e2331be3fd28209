// The answer of two variants made by hand, held against observed cases.
#pragma once

#include <vector>

#include "analysis/report/report.hpp"
#include "tests/analysis/made_up_port.hpp"

namespace kouan::test {

/// The answer, and how sure it is after it.
inline analysis::Answer answer_with(const std::vector<analysis::ValidationCase>& cases) {
  const auto both = variants();
  analysis::ExperimentOptions o = options(2);
  o.capacity = false;
  const analysis::Report report = analysis::make_report(
      "compare", analysis::Language::en, analysis::run_experiment(both, cases, o), {});
  check_lengths(report);
  analysis::Answer all = report.answer;
  all.en.insert(all.en.end(), report.certainty.en.begin(), report.certainty.en.end());
  all.zh.insert(all.zh.end(), report.certainty.zh.begin(), report.certainty.zh.end());
  return all;
}

}  // namespace kouan::test
