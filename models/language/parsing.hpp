// Reads a YAML file to its end, also where it is no YAML.
#pragma once

#include <optional>

#include "models/language/document.hpp"

namespace kouan::models::language {

/// Parses the text of `file`, which is clean UTF-8 with LF line ends. Where it is no YAML, a
/// message says so, and the text is mended in memory and read on: tabs and full-width punctuation
/// are replaced, what can't be mended is left out, and `diagnostics` expects what comes of that.
/// Nothing after a message that ends all, or where mending takes too much time.
std::optional<Node> parse_yaml(int file, Diagnostics& diagnostics);

}  // namespace kouan::models::language
