// Validation files: observed cases to hold scenarios against. Read with the scenario language's own
// reader, so messages look alike.
#pragma once

#include <string>
#include <vector>

#include "analysis/check.hpp"
#include "analysis/validation.hpp"
#include "models/language/diagnostics.hpp"
#include "models/scenario.hpp"

namespace kouan::analysis {

struct ValidationFile {
  models::Text title;
  std::vector<ValidationCase> cases;
  std::vector<CheckWarning> warnings;  ///< of the scenarios, each once, as told before runs
  /// Messages of the file, then of the scenarios that it names; none if it can be used.
  std::vector<models::language::Diagnostics> wrong;
  std::vector<std::string> files;  ///< paths of all that was read
};

/// Reads the file and the scenarios of its cases, each once. Never throws on what files hold.
ValidationFile read_validation(const std::string& file);

/// Tables of all keys of a validation file, in Markdown, for the reference page.
std::string validation_reference();

/// JSON Schema (2020-12) of validation files.
std::string validation_schema();

/// Whether the file is one of these, not a scenario: a map with `cases`.
bool is_validation_file(const std::string& file);

}  // namespace kouan::analysis
