// Where yaml-cpp ends and our nodes begin.
#pragma once

#include <optional>

#include "models/language/document.hpp"

namespace kouan::models::language {

/// Parses the text of `file`, which is clean UTF-8 with LF line ends; nothing after a message.
/// Finds what yaml-cpp lets pass: duplicate keys, merge keys, tags, alias bombs, text in quotes
/// that never ends.
std::optional<Node> parse_yaml(int file, Diagnostics& diagnostics);

}  // namespace kouan::models::language
