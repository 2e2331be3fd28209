// What the sources of types.hpp share.
#pragma once

#include <memory>
#include <string>

#include "models/amounts.hpp"
#include "models/language/quantity.hpp"
#include "models/language/type.hpp"

namespace kouan::models::language {

inline constexpr double k_longest_time_s = 100 * k_year_s;

/// A type of values that may have a source.
std::shared_ptr<TypeInfo> make_info(Shape shape, Text allowed);

/// "0 min": in the unit of the dimension's example, since a bare 0 is refused.
std::string zero_text(const Dimension& dimension);

}  // namespace kouan::models::language
