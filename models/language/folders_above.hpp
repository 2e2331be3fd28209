// What lies beside a file or in the folders above it: levers, bibliographies.
#pragma once

#include <string>
#include <vector>

namespace kouan::models::language {

/// Each `name` and `scenarios/name` in the folder of `file` and above it, the nearest first.
std::vector<std::string> find_all_above(const std::string& file, const std::string& name);

/// The nearest of them; empty if there is none.
std::string find_above(const std::string& file, const std::string& name);

}  // namespace kouan::models::language
