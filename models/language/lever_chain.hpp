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
  std::vector<std::string> files;  ///< that could be loaded, the file itself first
  /// The others as they stand, the first to be applied first: of what they need, take away, add,
  /// set and scale nothing is in `node`.
  std::vector<Node> bases;
  bool is_partial = false;  ///< one that it extends could not be loaded; a message says so
};

/// Reads the files that `node`, which is `file`'s, extends; messages go to `diagnostics`.
/// `is_unused` says of a path whether a message may propose it.
LeverChain chain_of(const std::string& file, Node node, Diagnostics& diagnostics,
                    const std::function<bool(const std::string&)>& is_unused = nullptr);

/// The items of a list of a lever; none where it has no such list.
const std::vector<Node>& listed(const Node& lever, const char* key);

bool has_thing(const Node& document, const std::string& section, const std::string& id);
/// Of one lever alone, without those that it extends.
bool adds_thing(const Node& lever, const std::string& section, const std::string& id);

/// The paths that must be there before the first of a chain is applied: those that one of `bases`
/// needs, and those that a lever on top of them needs by itself, without what those before add.
std::vector<Node> needs_of_chain(const std::vector<Node>& bases, const std::vector<Node>& own);

}  // namespace kouan::models::language
