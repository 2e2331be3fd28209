// A lever file with the levers on which it builds by `extends`.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "models/language/document.hpp"

namespace kouan::models::language {

/// A file as seen from another; an absolute path stays.
std::string sibling(const std::string& file, const std::string& name);

struct LeverChain {
  Node node;                       ///< what the file says, with what it has from the others
  std::vector<std::string> files;  ///< the file itself first
  /// The others as they stand, the first to be applied first: of what is taken away, added, set and
  /// scaled by them nothing is in `node`.
  std::vector<Node> bases;
  bool is_partial = false;  ///< one that it extends could not be loaded; a message says so
};

/// Reads the files that `node`, which is `file`'s, extends; messages go to `diagnostics`.
/// `is_unused` says of a path whether a message may propose it.
LeverChain chain_of(const std::string& file, Node node, Diagnostics& diagnostics,
                    const std::function<bool(const std::string&)>& is_unused = nullptr);

}  // namespace kouan::models::language
