// Regular expressions of how quantities, distributions and ranges are written: what the JSON Schema
// can say of a text. ECMA 262 and Python read them alike. None refuses what the reader takes.
#pragma once

#include <string>

#include "models/language/distribution_text.hpp"
#include "models/language/type.hpp"

namespace kouan::models::language {

/// A quantity within the limits of its type as far as signs, zeros and 100 % show them.
std::string quantity_pattern(const TypeInfo& type, const Dimension& dimension);

/// A distribution of that dimension, whole: its parameters with their kinds, each once, and cuts.
std::string distribution_pattern(const DistributionForm& form, const Dimension& dimension);

/// LOW .. HIGH, whole.
std::string range_pattern(const Dimension& dimension);

}  // namespace kouan::models::language
