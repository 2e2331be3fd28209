// Everything that a report says, whatever its form: JSON, CSV, text and page are written from this.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "analysis/check.hpp"
#include "analysis/compare.hpp"
#include "analysis/day_picture.hpp"
#include "analysis/experiment.hpp"
#include "models/read_scenario.hpp"
#include "models/scenario.hpp"

namespace kouan::analysis {

/// A test that the results themselves have to stand.
struct ResultCheck {
  std::string id;
  models::Text title;
  std::optional<bool> ok;  ///< empty: could not be judged
  models::Text detail;     ///< empty if there is nothing to say
  bool applies = true;     ///< false: there is nothing to compare with; the detail says why

  bool failed() const { return ok.has_value() && !*ok; }
};

struct VariantReport {
  const VariantOutcome* outcome = nullptr;
  CheckReport before;             ///< what can be said without running: loads, graph
  theory::CapacityBound bound;    ///< over the observed part of the saturated runs
  std::optional<DayPicture> day;  ///< of rail ports; none of what was interrupted
  std::vector<ResultCheck> checks;
};

/// Sentences in both languages. They stand in groups, one after the other: the first sentence of a
/// group is its head, the others come under it.
struct Answer {
  std::vector<std::string> en;
  std::vector<std::string> zh;
  std::vector<std::size_t> groups;  ///< how many sentences each group has
};

struct Report {
  std::string command;  ///< "run" or "compare"
  Language language = Language::en;
  bool is_language_asked = false;  ///< else the page may take that of the browser
  ExperimentOutcome outcome;
  std::vector<VariantReport> variants;  ///< the base first
  std::vector<Comparison> comparisons;  ///< each alternative with the base
  Answer answer;     ///< what fits a slide: headline, one sentence an alternative, clearance
  Answer certainty;  ///< how sure that is: chance, ranges, published figures, tests
  Answer details;    ///< what else has to be known to use it
  std::vector<models::Source> sources;  ///< those that values, notes and levers name

  const models::Scenario& base() const { return variants.front().outcome->variant->scenario; }
};

/// Puts a report together. The variants that `outcome` points to must outlive it.
Report make_report(std::string command, Language language, ExperimentOutcome outcome,
                   const std::vector<models::Source>& sources);

/// Whether no check of any variant failed.
bool all_ok(const Report& report);

/// Text of `text` in the language asked for.
using models::in;

}  // namespace kouan::analysis
