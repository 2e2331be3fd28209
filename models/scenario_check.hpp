// What the sections of a scenario must fulfil together.
#pragma once

#include "models/language/reader.hpp"
#include "models/scenario.hpp"

namespace kouan::models {

/// Adds the errors and warnings of a scenario whose sections have each been read without error.
void check_sections(language::Reader& reader, const Scenario& scenario);

}  // namespace kouan::models
