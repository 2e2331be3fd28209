#include "models/language/listing.hpp"

#include <algorithm>

namespace kouan::models::language {
namespace {

void report_unknown(Reader& reader, const Entry& entry, const std::string& path,
                    const ObjectInfo& info) {
  const std::vector<std::string> words = info.names();
  const std::string nearest = nearest_word(entry.key, words);
  reader.error(Code::unknown_key, entry.mark, join(path, entry.key),
               told("found the unknown key \"{}\"", "键“{}”未知", entry.key), word_list(words),
               nearest);
  if (!nearest.empty()) reader.forgive(join(path, nearest));
}

}  // namespace

bool check_keys(Reader& reader, const Node& map, const std::string& path, const ObjectInfo& info) {
  bool fine = true;
  const std::vector<std::string> words = info.names();
  for (const Entry& entry : map.entries) {
    if (std::find(words.begin(), words.end(), entry.key) != words.end()) continue;
    report_unknown(reader, entry, path, info);
    fine = false;
  }
  for (const FieldInfo& field : info.fields) {
    const std::string at = join(path, field.name);
    if (!field.required || map.find(field.name) != nullptr || reader.is_forgiven(at)) continue;
    reader.error(Code::missing_key, map.mark, path,
                 told("found no key \"{}\"", "缺少键“{}”", field.name),
                 field.example.empty() ? told("{}: {}", "{}: {}", field.name, field.type->allowed)
                                       : told("{}: {}", "{}: {}", field.name, field.example));
    fine = false;
  }
  return fine;
}

}  // namespace kouan::models::language
