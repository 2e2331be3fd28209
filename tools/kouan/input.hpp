// What the commands read: scenarios with levers applied, validation cases, the bibliography.
#pragma once

#include <string>
#include <vector>

#include "analysis/experiment.hpp"
#include "analysis/validation_file.hpp"
#include "models/mode_split.hpp"
#include "models/read_scenario.hpp"
#include "tools/kouan/problems.hpp"

namespace kouan::cli {

/// What an experiment needs. What is wrong in any of it is told at once.
struct Input {
  std::vector<analysis::Variant> variants;
  std::vector<analysis::ValidationCase> cases;   ///< none if the scenario names no validation file
  std::vector<models::Source> sources;           ///< the bibliography, if there is one
  std::vector<analysis::CheckWarning> warnings;  ///< of the variants, each once
  std::vector<analysis::CheckWarning> warnings_of_cases;  ///< of the scenarios that cases name
  std::vector<models::Text> notes;  ///< what levers say that runs do not do, each once
  std::vector<std::string> files;   ///< paths of all that was read
};

/// Throws BadInput for a name that could not be written into a report.
void require_utf8(const std::string& argument);

/// The levers of an alternative as given with --with: one, or several joined by "+". Those that
/// are named, after a message where one is not.
std::vector<std::string> levers_of(const std::string& alternative, Problems& problems);

/// Adds to the warnings of a scenario with levers on it that these leave it as it is alone, which
/// likely is not meant.
void warn_of_no_change(const models::ReadResult& alone, const std::string& alternative,
                       const models::Scenario& with_levers,
                       std::vector<analysis::CheckWarning>& warnings);

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

/// All that is wrong in the scenario's validation file, if it names one, and in the scenarios that
/// this one names.
std::vector<models::language::Diagnostics> wrong_cases(const models::ReadResult& read);

}  // namespace kouan::cli
