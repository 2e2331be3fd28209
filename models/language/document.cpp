#include "models/language/document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "models/language/told.hpp"
#include "models/language/yaml_tree.hpp"

namespace kouan::models::language {
namespace {

/// Tabs before the first character of a line, which YAML forbids and reports poorly.
bool name_tabs(int file, Diagnostics& diagnostics) {
  const SourceFile& source = diagnostics.files().at(file);
  int first_line = 0;
  int column = 0;
  int count = 0;
  for (int line = 1; line <= static_cast<int>(source.line_starts.size()); ++line) {
    const std::string_view text = source.line(line);
    const std::size_t content = text.find_first_not_of(" \t");
    if (content == std::string_view::npos || text[content] == '#') continue;
    const std::size_t tab = text.substr(0, content).find('\t');
    if (tab == std::string_view::npos) continue;
    if (++count > 1) continue;
    first_line = line;
    column = static_cast<int>(tab) + 1;
  }
  if (count == 0) return false;
  diagnostics.add({Severity::error,
                   Code::yaml_tab,
                   {file, first_line, column},
                   "",
                   count == 1 ? Text{"found a tab in the indentation", "缩进中有制表符"}
                              : told("found a tab in the indentation (of {} lines)",
                                     "缩进中有制表符（共{}行）", count),
                   {"blanks", "空格"},
                   ""});
  return true;
}

}  // namespace

Node::Node() = default;
Node::Node(const Node& other) = default;
Node::Node(Node&& other) noexcept = default;
Node& Node::operator=(const Node& other) = default;
Node& Node::operator=(Node&& other) noexcept = default;
Node::~Node() = default;

const Entry* Node::find(std::string_view key) const {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.key == key; });
  return found == entries.end() ? nullptr : &*found;
}

Entry* Node::find(std::string_view key) {
  return const_cast<Entry*>(std::as_const(*this).find(key));
}

const Node* Node::value(std::string_view key) const {
  const Entry* entry = find(key);
  return entry == nullptr ? nullptr : &entry->node;
}

Text describe(const Node& node) {
  switch (node.kind) {
    case YamlKind::null:
      return {"nothing", "空值"};
    case YamlKind::list:
      return node.items.empty() ? Text{"an empty list", "空列表"} : Text{"a list", "列表"};
    case YamlKind::map:
      return node.entries.empty() ? Text{"an empty map", "空映射"} : Text{"a map", "映射"};
    case YamlKind::scalar:
      break;
  }
  constexpr std::size_t k_longest = 60;
  std::string text = node.text;
  std::replace(text.begin(), text.end(), '\n', ' ');
  if (text.size() > k_longest) {
    std::size_t end = k_longest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
      --end;
    text = text.substr(0, end) + "…";
  }
  return told("\"{}\"", "“{}”", text);
}

bool is_sourced(const Node& node) { return node.is_map() && node.find("value") != nullptr; }

std::optional<Node> load_document(int file, Diagnostics& diagnostics) {
  std::optional<std::string> text = read_text_file(file, diagnostics);
  if (!text) return std::nullopt;
  return parse_document(file, std::move(*text), diagnostics);
}

std::optional<Node> parse_document(int file, std::string text, Diagnostics& diagnostics) {
  diagnostics.files().set_text(file, std::move(text));
  if (name_tabs(file, diagnostics)) return std::nullopt;
  return parse_yaml(file, diagnostics);
}

}  // namespace kouan::models::language
