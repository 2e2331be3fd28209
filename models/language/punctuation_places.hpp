// Full-width punctuation in the place of what YAML needs, where a parser gave up.
#pragma once

#include <optional>
#include <vector>

#include "models/language/mended_text.hpp"

namespace kouan::models::language {

/// The one near that place, if there is any.
std::optional<WidePlace> full_width_near(const SourceFile& file, Mark at);

/// Colons behind keys, wherever they stand in the file.
std::vector<WidePlace> full_width_colons(const SourceFile& file, int number);

/// The one that keeps the {…} or […] opened there from being closed, or its parts from being told
/// apart.
std::optional<WidePlace> full_width_between(const SourceFile& file, Mark opened, Mark gave_up);

}  // namespace kouan::models::language
