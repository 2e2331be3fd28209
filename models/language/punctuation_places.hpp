// Full-width punctuation in the place of what YAML needs, where a parser gave up.
#pragma once

#include "models/language/diagnostics.hpp"

namespace kouan::models::language {

/// Says so if there is any near that place.
bool name_full_width(Diagnostics& diagnostics, Mark at);

/// Says so of colons behind keys, wherever they stand in the file.
void name_full_width_colons(Diagnostics& diagnostics, int file);

/// Says so if it keeps the {…} or […] opened there from being closed, or its parts from being told
/// apart.
bool name_full_width_between(Diagnostics& diagnostics, Mark opened, Mark gave_up);

}  // namespace kouan::models::language
