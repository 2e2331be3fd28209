// Numbers as people write them: "1,200", "1 200", "2,5", where the language has 1200 and 2.5.
#pragma once

#include <string>
#include <string_view>

namespace kouan::models::language {

/// The text with its numbers as the language writes them: "1200 kt" for "1,200 kt" and "1 200 kt",
/// "2.5 min" for "2,5 min", "1200.5 t" for "1.200,5 t". Three digits after a single comma are
/// thousands. The text itself where nothing is to be changed, or what is meant can't be told.
std::string without_separators(std::string_view text);

/// Whether the text begins with such a number: one whose digits something separates.
bool begins_separated(std::string_view text);

}  // namespace kouan::models::language
