// What the commands read: scenarios with levers applied, validation cases, the bibliography.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "analysis/experiment.hpp"
#include "analysis/validation_file.hpp"
#include "models/mode_split.hpp"
#include "models/read_scenario.hpp"

namespace kouan::cli {

/// Input that cannot be used; the message is ready to be shown.
class BadInput : public std::runtime_error {
 public:
  explicit BadInput(models::Text text) : runtime_error(text.en), text_(std::move(text)) {}
  const models::Text& text() const { return text_; }

 private:
  models::Text text_;
};

/// What an experiment needs. What is wrong in any of it is told at once.
struct Input {
  std::vector<analysis::Variant> variants;
  std::vector<analysis::ValidationCase> cases;   ///< none if the scenario names no validation file
  std::vector<models::Source> sources;           ///< the bibliography, if there is one
  std::vector<analysis::CheckWarning> warnings;  ///< of the variants, each once
  std::vector<analysis::CheckWarning> warnings_of_cases;  ///< of the scenarios that cases name
  std::vector<models::Text> notes;  ///< what levers say that runs do not do, each once
};

/// Throws BadInput for a name that could not be written into a report.
void require_utf8(const std::string& argument);

/// The levers of an alternative as given with --with: one, or several joined by "+".
std::vector<std::string> levers_of(const std::string& alternative);

/// An alternative that is the scenario as it stands is likely not meant.
analysis::CheckWarning warning_of_no_change(const std::string& with);

/// Whether the levers leave the scenario of the file as it is; false of none.
bool changes_nothing(const std::string& file, const std::vector<std::string>& levers,
                     const models::Scenario& with_levers);

/// The scenario of `file` with the alternative's levers applied (empty: none) as the only variant.
Input read_run(const std::string& file, const std::string& alternative);

/// The scenario of `file`, and one variant more for each of `with`.
Input read_comparison(const std::string& file, const std::vector<std::string>& with);

/// A road port, and the same with levers of which one puts a railway beside the road.
struct ShiftInput {
  models::Scenario road_alone;
  models::Scenario with_rail;
  models::ModeSplit split;
  models::Text lever;                           ///< titles of the levers
  std::vector<analysis::ValidationCase> cases;  ///< as of Input
  std::vector<analysis::CheckWarning> warnings;
  std::vector<models::Text> notes;  ///< as of Input
};
/// Throws BadInput too where not exactly one of the levers says how goods part.
ShiftInput read_shift(const std::string& file, const std::string& with);

/// Throws BadInput with all that is wrong in the scenario's validation file, if it names one, and
/// in the scenarios that this one names.
void require_sound_cases(const models::Scenario& scenario);

}  // namespace kouan::cli
