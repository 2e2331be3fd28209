// Where yaml-cpp ends and our nodes begin.
#pragma once

#include <optional>
#include <vector>

#include "models/language/document.hpp"
#include "models/language/mended_text.hpp"
#include "models/language/yaml_syntax.hpp"

namespace kouan::models::language {

/// What one reading of a text gave. Neither tree nor fault: there is too much of it, or it nests
/// too deep.
struct YamlReading {
  std::optional<Node> tree{};      ///< its marks, and those of what is told, are places in the file
  std::vector<Diagnostic> told{};  ///< what is wrong in what was read
  std::optional<Fault> fault{};    ///< why it ends; with a tree: why that is not what is meant
  bool is_part = false;            ///< the tree is not all there is
};

/// Reads the text of `file`, which is clean UTF-8 with LF line ends. Finds what yaml-cpp lets pass:
/// duplicate keys, merge keys, tags, alias bombs, text in quotes that never ends.
YamlReading read_yaml(int file, const MendedText& text);

}  // namespace kouan::models::language
