// Messages as JSON, of one reading or of several under one count.
#pragma once

#include <string>
#include <vector>

#include "models/language/diagnostics.hpp"

namespace kouan::models::language {

/// As `Diagnostics::json` of them all; what several say of one place in one file stands there once.
std::string json_of(const std::vector<Diagnostics>& all);

}  // namespace kouan::models::language
