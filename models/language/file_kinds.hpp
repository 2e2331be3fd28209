// Files of ours of one kind that are read as another by mistake.
#pragma once

#include <optional>
#include <string>

#include "models/language/document.hpp"

namespace kouan::models::language {

/// The map that every file of ours is; nothing after a message.
std::optional<Node> load_map(const std::string& path, Diagnostics& diagnostics);

/// Whether the root is of a file of ours that is no scenario; a message says what that is for.
bool is_other_kind(const Node& root, Diagnostics& diagnostics);

/// Whether the root is of a scenario where a lever is asked for; a message says so.
bool is_scenario(const Node& root, Diagnostics& diagnostics);

}  // namespace kouan::models::language
