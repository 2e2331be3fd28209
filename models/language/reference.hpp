// Tables of the reference pages, in Markdown, from the field listings.
#pragma once

#include <string>

#include "models/language/type.hpp"

namespace kouan::models::language {

/// A section of the third level: what the thing is, and a row for each of its keys.
std::string object_table(const ObjectInfo& info);

}  // namespace kouan::models::language
