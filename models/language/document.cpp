#include "models/language/document.hpp"

#include <algorithm>
#include <utility>

#include "models/language/parsing.hpp"
#include "models/language/told.hpp"

namespace kouan::models::language {

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
  return parse_yaml(file, diagnostics);
}

}  // namespace kouan::models::language
