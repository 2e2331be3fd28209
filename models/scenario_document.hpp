// What a scenario was read from, kept so that it can be read again with values changed: of
// read_scenario.cpp and value_range.cpp alone.
#pragma once

#include "models/language/diagnostics.hpp"
#include "models/language/resolve.hpp"
#include "models/read_scenario.hpp"

namespace kouan::models {

struct ScenarioDocument {
  std::string file;
  language::Resolved resolved;  ///< after `extends` and levers
  language::Diagnostics files;  ///< whose marks the document has
};

/// Reads what has been resolved; messages go to `result.diagnostics`. The scenario has no
/// `document`.
void read_resolved(const std::string& file, const language::Resolved& resolved, ReadResult& result);

}  // namespace kouan::models
