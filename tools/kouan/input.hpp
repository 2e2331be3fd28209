// What the commands read: scenarios with levers applied, validation cases, the bibliography.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "analysis/experiment.hpp"
#include "analysis/validation.hpp"
#include "models/read_scenario.hpp"

namespace kouan::cli {

/// Input that cannot be used; the message is ready to be shown.
class BadInput : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The scenario of `file` with levers applied.
models::Scenario read_one(const std::string& file, const std::vector<std::string>& levers);

/// The scenario of `file`, and one variant more for each of `with`, a lever or several joined by
/// "+". Throws BadInput with all messages of the first scenario that cannot be read.
std::vector<analysis::Variant> read_variants(const std::string& file,
                                             const std::vector<std::string>& with);

/// Observed cases of the scenario; none if it names no validation file.
std::vector<analysis::ValidationCase> read_cases(const models::Scenario& scenario);

/// The sources.yaml that belongs to the scenario; empty if there is none.
std::vector<models::Source> read_bibliography(const std::string& scenario_file);

}  // namespace kouan::cli
