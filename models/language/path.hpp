// Paths into a document: "stages.entry-gate.lanes[0].servers".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/language/document.hpp"
#include "models/language/type.hpp"

namespace kouan::models::language {

/// A key, or an index into a list.
struct PathStep {
  std::string key;
  std::optional<std::size_t> index{};
};

/// Nothing when the text is no path.
std::optional<std::vector<PathStep>> parse_path(std::string_view text);
std::string path_text(const std::vector<PathStep>& path, std::size_t steps);

/// Where a walk along a path ended.
struct Walk {
  Node* node = nullptr;   ///< the last that exists
  std::size_t steps = 0;  ///< how many steps exist
};
Walk walk(Node& root, const std::vector<PathStep>& path);

/// The type of the value at a path into a scenario, as far as listings tell; null beyond.
const TypeInfo* type_at(const std::vector<PathStep>& path);

/// Keys of a map, or nothing of a list.
std::vector<std::string> keys_of(const Node& node);

}  // namespace kouan::models::language
