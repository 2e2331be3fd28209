// What the sections of a scenario must fulfil together.
#pragma once

#include "models/language/reader.hpp"
#include "models/scenario.hpp"

namespace kouan::models {

/// Adds the errors and warnings of sections that disagree, as far as what was read of them, with
/// errors or without, lets say.
void check_sections(language::Reader& reader, const Scenario& scenario);

}  // namespace kouan::models
