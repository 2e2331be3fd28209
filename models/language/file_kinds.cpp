#include "models/language/file_kinds.hpp"

#include <algorithm>

#include "models/language/told.hpp"

namespace kouan::models::language {
namespace {

/// Works of a bibliography, as far as a file without the keys of a scenario shows.
bool is_bibliography(const Node& root) {
  return !root.entries.empty() && root.find("kouan") == nullptr &&
         std::all_of(root.entries.begin(), root.entries.end(), [](const Entry& entry) {
           return entry.node.find("title") != nullptr &&
                  (entry.node.find("url") != nullptr || entry.node.find("grade") != nullptr);
         });
}

/// A file of ours that is no scenario: what it is, by which entry, and what it is for.
struct OtherKind {
  const Entry* entry = nullptr;
  Text found;
  Text use;
};

/// What the file is, by its root; no entry where it may be a scenario.
OtherKind other_kind(const Node& root) {
  if (const Entry* lever = root.find("lever"))
    return {
        lever,
        {"found a lever file", "这是措施文件"},
        {"levers are applied to one with levers: [NAME], or on the command line with --with NAME",
         "措施在情景中以“levers: [名称]”采用，或在命令行以“--with 名称”采用"}};
  if (const Entry* cases = root.find("cases"); cases != nullptr && root.find("kouan") == nullptr)
    return {
        cases,
        {"found a validation file", "这是对照文件"},
        {"a validation file is read by kouan validate FILE, and by run and compare of a scenario "
         "that names it under validation",
         "由“kouan validate 文件”读取；以“validation”指明它的情景，在run和compare时也读取"}};
  if (is_bibliography(root))
    return {root.entries.data(),
            {"found a bibliography (sources.yaml)", "这是资料目录（sources.yaml）"},
            {"a bibliography is read with each scenario beside or below it, whose values name its "
             "keys: source: KEY",
             "读取同目录及下级目录的情景时一并读取，各值以“source: 键”引用其中条目"}};
  return {};
}

}  // namespace

std::optional<Node> load_map(const std::string& path, Diagnostics& diagnostics) {
  const int file = diagnostics.files().find_or_add(path, path);
  auto node = load_document(file, diagnostics);
  if (!node || node->is_map()) return node;
  const bool is_empty = node->is_null();
  diagnostics.add({Severity::error,
                   is_empty ? Code::empty : Code::wrong_type,
                   node->mark,
                   "",
                   is_empty ? Text{"the file is empty", "文件为空"} : as_found(describe(*node)),
                   {"a map, beginning with kouan: 1", "映射，以“kouan: 1”开头"},
                   ""});
  return std::nullopt;
}

bool is_other_kind(const Node& root, Diagnostics& diagnostics) {
  const OtherKind other = other_kind(root);
  if (other.entry == nullptr) return false;
  diagnostics.add({Severity::error, Code::file_kind, other.entry->mark, other.entry->key,
                   other.found, told("a scenario file; {}", "情景文件；{}", other.use), ""});
  return true;
}

bool is_scenario(const Node& root, Diagnostics& diagnostics) {
  const Entry* kouan = root.find("kouan");
  if (kouan == nullptr) return false;
  diagnostics.add({Severity::error,
                   Code::file_kind,
                   kouan->mark,
                   "kouan",
                   {"found a scenario file", "这是情景文件"},
                   {"a lever file, beginning with lever: 1", "措施文件，以“lever: 1”开头"},
                   ""});
  return true;
}

}  // namespace kouan::models::language
