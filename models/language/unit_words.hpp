// Words that people write for a unit, and what to say of those that the language has not.
#pragma once

#include <string>
#include <string_view>

#include "models/language/quantity.hpp"

namespace kouan::models::language {

/// The dimension's unit of that word; null where it has none.
const Unit* find_unit(const Dimension& dimension, std::string_view word);

/// What is wrong with `text`, a `number` and then a `word` that is no unit of the dimension, and
/// what is most likely meant.
Problem unit_problem(std::string_view text, const std::string& number, const std::string& word,
                     const Dimension& dimension);

/// "8 min .. 20 min" for what people write between the ends of a range: "8 - 20 min", "8至20 min".
/// Empty where what is meant can't be told.
std::string meant_bounds(std::string_view text, const Dimension& dimension);

}  // namespace kouan::models::language
