// What stops yaml-cpp from reading a file, in words that say what to do.
#pragma once

#include <yaml-cpp/exceptions.h>

#include <optional>

#include "models/language/diagnostics.hpp"

namespace kouan::models::language {

/// `innermost`: where the innermost map or list that is open there begins.
void report_syntax(const YAML::Exception& problem, Mark mark, std::optional<Mark> innermost,
                   Diagnostics& diagnostics);

}  // namespace kouan::models::language
