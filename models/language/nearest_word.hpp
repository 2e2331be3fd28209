// Spelling suggestions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kouan::models::language {

/// Number of insertions, deletions, changes and swaps of neighbours that turn `a` into `b`;
/// letter case counts half as much as a letter. In half steps.
int edit_distance(std::string_view a, std::string_view b);

/// The one of `words` most like `word`, or empty when none is near: at most a third of the letters
/// differ. A word that begins or ends with the other also counts as near. Ties: the earlier one.
std::string nearest_word(std::string_view word, const std::vector<std::string>& words);

}  // namespace kouan::models::language
