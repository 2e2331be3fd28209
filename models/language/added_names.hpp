// Names that a file adds to those of the file that it extends.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "models/language/document.hpp"

namespace kouan::models::language {

/// A name misspelt in a file that extends another makes a new thing instead of changing the one
/// that is meant. Titles are known from reports, so they are taken for the names.
/// Puts each added thing by its path ("stages.gaet") with the path of the nearest of the base,
/// empty where none is near.
void note_added(const Node& base, const Node& over, std::map<std::string, std::string>& added);

/// Of the added things that are near to one of the base, those that the document names nowhere:
/// slips, likely. Classes and stoppages act without being named.
struct UnnamedAddition {
  std::string path;
  const Entry* thing = nullptr;  ///< of the document
};
std::vector<UnnamedAddition> unnamed_additions(const Node& document,
                                               const std::map<std::string, std::string>& added);

}  // namespace kouan::models::language
