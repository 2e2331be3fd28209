// What the fields of a scenario are called, for sentences about one value of it.
#pragma once

#include <optional>
#include <string>

#include "models/text.hpp"

namespace kouan::analysis {

/// What a field is called; `of`: the id of the class of whom alone it says something, else empty.
struct FieldName {
  models::Text text;
  std::string of;
};

/// Of the value at a path whose indices are left out ("sides.mn.holidays.from"); nothing where the
/// last of it is no field with a name.
std::optional<FieldName> field_name(const std::string& path);

}  // namespace kouan::analysis
