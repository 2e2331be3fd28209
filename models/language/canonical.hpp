// The resolved document as text: for people (YAML), and for its identity (a canonical form and its
// hash).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "models/language/document.hpp"
#include "models/language/type.hpp"

namespace kouan::models::language {

/// YAML text of a tree; reads back as the same tree, without marks.
std::string yaml_text(const Node& node);

/// Text that is the same for documents that mean the same run: the keys of each thing sorted,
/// blanks evened, without titles, notes, sources and grades. The order of the things of a section
/// counts, since it numbers them. `data` is the content of data files by path.
std::string canonical_text(const Node& document, const ObjectInfo& listing,
                           const std::map<std::string, std::string>& data);

/// 64-bit FNV-1a.
std::uint64_t fnv1a(std::string_view text);

}  // namespace kouan::models::language
