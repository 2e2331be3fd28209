#include "models/language/added_names.hpp"

#include <algorithm>
#include <vector>

#include "models/language/nearest_word.hpp"
#include "models/language/reader.hpp"
#include "models/scenario_fields.hpp"

namespace kouan::models::language {
namespace {

/// Names of the section's things by themselves and by their titles.
std::map<std::string, std::string> names_and_titles(const Node& section) {
  std::map<std::string, std::string> names;
  for (const Entry& thing : section.entries) {
    names[thing.key] = thing.key;
    const Node* title = thing.node.is_map() ? thing.node.value("title") : nullptr;
    if (title == nullptr) continue;
    if (title->is_scalar()) names.emplace(title->text, thing.key);
    for (const Entry& language : title->entries)
      if (language.node.is_scalar()) names.emplace(language.node.text, thing.key);
  }
  return names;
}

/// Whether a key or a value is that word, but for the entry that defines it.
bool is_named_in(const Node& node, const std::string& word, const Entry* definition) {
  if (node.is_scalar()) return node.text == word;
  return std::any_of(node.items.begin(), node.items.end(),
                     [&](const Node& item) { return is_named_in(item, word, definition); }) ||
         std::any_of(node.entries.begin(), node.entries.end(), [&](const Entry& entry) {
           return (&entry != definition && entry.key == word) ||
                  is_named_in(entry.node, word, definition);
         });
}

}  // namespace

void note_added(const Node& base, const Node& over, std::map<std::string, std::string>& added) {
  for (const FieldInfo& field : scenario_info().fields) {
    const Node* there = base.value(field.name);
    const Node* here = over.value(field.name);
    if (field.type->shape != Shape::things || there == nullptr || here == nullptr) continue;
    const std::map<std::string, std::string> names = names_and_titles(*there);
    std::vector<std::string> words;
    for (const auto& [word, name] : names)
      words.push_back(word);
    for (const Entry& thing : here->entries) {
      if (there->find(thing.key) != nullptr) continue;
      // Words of a few characters that share one are no slips of each other in Chinese.
      const bool is_ascii =
          std::all_of(thing.key.begin(), thing.key.end(), [](char ch) { return (ch & 0x80) == 0; });
      std::string nearest = is_ascii ? nearest_word(thing.key, words) : "";
      if (names.count(thing.key) > 0) nearest = thing.key;
      added[join(field.name, thing.key)] =
          nearest.empty() ? "" : join(field.name, names.at(nearest));
    }
  }
}

std::vector<UnnamedAddition> unnamed_additions(const Node& document,
                                               const std::map<std::string, std::string>& added) {
  std::vector<UnnamedAddition> found;
  for (const FieldInfo& field : scenario_info().fields) {
    const Node* section = document.value(field.name);
    const bool acts_unnamed = field.name == "classes" || field.name == "stoppages";
    if (field.type->shape != Shape::things || section == nullptr || acts_unnamed) continue;
    for (const Entry& thing : section->entries) {
      const std::string path = join(field.name, thing.key);
      const auto near = added.find(path);
      if (near != added.end() && !near->second.empty() && !is_named_in(document, thing.key, &thing))
        found.push_back({path, &thing});
    }
  }
  return found;
}

}  // namespace kouan::models::language
