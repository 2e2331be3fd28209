#include "models/language/bibliography.hpp"

#include <utility>

#include "models/language/told.hpp"

namespace kouan::models::language {

void require_bibliography(Reader& reader, const std::string& asked_from) {
  const auto& named = reader.first_source();
  if (!named) return;
  const std::string file = asked_from.empty() ? reader.place(named->mark).file : asked_from;
  reader.error(Code::source_file, named->mark, named->path,
               told("found the source \"{}\", but no sources.yaml",
                    "来源为“{}”，却没有sources.yaml", named->key),
               told("sources.yaml or scenarios/sources.yaml in the folder of {} or above it",
                    "{}所在目录或其上级目录中的sources.yaml或scenarios/sources.yaml",
                    file.empty() ? Text{"the scenario", "情景"} : Text{file, file}));
}

bool load_sources(const std::string& path, Diagnostics& diagnostics,
                  std::vector<SourceEntry>& out) {
  const int file = diagnostics.files().add(path, path);
  const int errors_before = diagnostics.errors();
  const Gaps gaps = diagnostics.gaps();
  const auto node = load_document(file, diagnostics);
  diagnostics.set_gaps(gaps);  // works stand by themselves, and are not looked for after errors
  if (!node) return false;
  Reader reader(diagnostics, *node, nullptr);
  if (!node->is_map()) {
    reader.error(Code::wrong_type, node->mark, "", as_found(describe(*node)),
                 {"a map of keys to {title: …, url: …, year: …, grade: …}",
                  "映射：各键对应{title: …, url: …, year: …, grade: …}"});
    return false;
  }
  for (const Entry& entry : node->entries) {
    SourceEntry source;
    source.id = entry.key;
    source_listing().read(reader, entry.node, entry.key, source);
    out.push_back(std::move(source));
  }
  return diagnostics.errors() == errors_before;
}

}  // namespace kouan::models::language
