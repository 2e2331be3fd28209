// JSON Schema (2020-12) of the files that a listing describes.
#pragma once

#include <string>

#include "models/language/type.hpp"

namespace kouan::models::language {

/// Schema of files of one kind, which neither extend others nor have processes; the root is `info`.
/// `title` and `description` stand at its top.
std::string file_schema(const ObjectInfo& info, const std::string& title,
                        const std::string& description);

}  // namespace kouan::models::language
