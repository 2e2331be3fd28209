// Names of places that stand in one of several sections of the scenario.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "models/language/nearest_word.hpp"
#include "models/language/reader.hpp"
#include "models/language/types.hpp"

namespace kouan::models {

/// A name from any of the sections; of two or more.
inline language::Type<std::string> name_of_either(std::vector<std::string> sections) {
  using namespace language;  // as in the listings
  Text either = told("{}", "“{}”", sections.front());
  for (std::size_t i = 1; i < sections.size(); ++i)
    either = i + 1 < sections.size() ? told("{}, {}", "{}、“{}”", either, sections[i])
                                     : told("{} or {}", "{}或“{}”", either, sections[i]);
  Type<std::string> type = name_of(sections.front());
  type.info->allowed = told("a name from {}", "{}中的名称", either);
  type.read = [sections = std::move(sections), either](Reader& reader, const Node& node,
                                                       const std::string& path, std::string& out) {
    std::vector<std::string> written;  // those that the scenario has
    std::vector<std::string> words;
    std::string home;
    for (const std::string& section : sections) {
      const Node* places = reader.root().value(section);
      if (places == nullptr || !places->is_map()) continue;
      written.push_back(section);
      for (const Entry& place : places->entries)
        words.push_back(place.key);
      if (node.is_scalar() && places->find(node.text) != nullptr) home = section;
    }
    const bool has_choice = written.size() > 1;
    if (home.empty() && has_choice && node.is_scalar()) {
      reader.unexpected(Code::reference, node, path,
                        told("a name from {}: {}", "{}中的名称：{}", either, word_list(words)),
                        nearest_word(node.text, words));
      return false;
    }
    if (home.empty()) home = has_choice || written.empty() ? sections.front() : written.front();
    if (!reader.name(node, path, home)) return false;
    out = node.text;
    return true;
  };
  return type;
}

}  // namespace kouan::models
