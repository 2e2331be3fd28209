#include "models/language/listing.hpp"

#include <algorithm>

namespace kouan::models::language {
namespace {

/// The message on a key that the listing lacks; true if what it likely stands for is not read.
bool report_unknown(Reader& reader, const Entry& entry, const std::string& path, const Node& map,
                    const ObjectInfo& info) {
  const std::vector<std::string> words = info.names();
  const std::string nearest = nearest_word(entry.key, words);
  reader.error(Code::unknown_key, entry.mark, join(path, entry.key),
               told("found the unknown key \"{}\"", "键“{}”未知", entry.key), word_list(words),
               nearest);
  if (!nearest.empty() && map.find(nearest) == nullptr) reader.forgive(join(path, nearest));
  const FieldInfo* meant = info.find(nearest);
  return meant != nullptr && map.find(nearest) == nullptr && meant->type->shape != Shape::title;
}

}  // namespace

void report_no_map(Reader& reader, const Node& node, const std::string& path,
                   const ObjectInfo& info, bool is_key) {
  const auto is_required = [](const FieldInfo& field) { return field.required; };
  const auto field = std::find_if(info.fields.begin(), info.fields.end(), is_required);
  const bool is_only = std::count_if(info.fields.begin(), info.fields.end(), is_required) == 1 &&
                       !field->example.empty();
  const Text allowed = told("a map with {}", "映射，含{}", word_list(info.names()));
  reader.unexpected(Code::wrong_type, node, path,
                    is_only ? told("{}, such as {{{}: {}}}", "{}，如{{{}: {}}}", allowed,
                                   field->name, field->example)
                            : allowed,
                    is_key ? "{" + info.written_alone + ": " + node.text + "}" : "");
}

KeysFound check_keys(Reader& reader, const Node& map, const std::string& path,
                     const ObjectInfo& info) {
  KeysFound keys;
  const std::vector<std::string> words = info.names();
  for (const Entry& entry : map.entries) {
    if (std::find(words.begin(), words.end(), entry.key) != words.end()) continue;
    if (report_unknown(reader, entry, path, map, info)) keys.whole = false;
    keys.fine = false;
  }
  for (const FieldInfo& field : info.fields) {
    const std::string at = join(path, field.name);
    if (!field.required || map.find(field.name) != nullptr) continue;
    keys = {false, false};
    if (reader.is_forgiven(at)) continue;
    reader.error(Code::missing_key, map.mark, path,
                 told("found no key \"{}\"", "缺少键“{}”", field.name),
                 field.example.empty() ? told("{}: {}", "{}: {}", field.name, field.type->allowed)
                                       : told("{}: {}", "{}: {}", field.name, field.example));
    reader.note_missing(at);
  }
  return keys;
}

}  // namespace kouan::models::language
