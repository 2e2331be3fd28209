#include "models/language/canonical.hpp"

#include <algorithm>
#include <cctype>

#include "models/language/quantity.hpp"
#include "models/scenario_fields.hpp"

namespace kouan::models::language {
namespace {

std::string double_quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n')
      out += "\\n";
    else if (c == '\t')
      out += "\\t";
    else
      out += c;
  }
  return out + "\"";
}

/// Text that YAML reads as itself without quotes.
bool is_plain(const std::string& text) {
  static const std::string k_starts = "-?:,[]{}#&*!|>'\"%@`~ ";
  if (text.empty() || text.back() == ' ' || text.back() == ':') return false;
  const bool number_sign = (text[0] == '-' || text[0] == '.') && text.size() > 1 &&
                           std::isdigit(static_cast<unsigned char>(text[1])) != 0;
  if (k_starts.find(text[0]) != std::string::npos && !number_sign) return false;
  if (text == "null" || text == "Null" || text == "NULL") return false;
  if (text.find(": ") != std::string::npos || text.find(" #") != std::string::npos) return false;
  return text.find_first_of(",[]{}?\n\t\"") == std::string::npos;
}

std::string scalar_text(const Node& node) {
  if (node.is_null()) return "~";
  return is_plain(node.text) ? node.text : double_quoted(node.text);
}

std::string key_text(const std::string& key) { return is_plain(key) ? key : double_quoted(key); }

bool is_leaf(const Node& node) { return node.items.empty() && node.entries.empty(); }

/// On one line: {a: 1, b: [2, 3]}.
std::string flow_text(const Node& node) {
  std::string out;
  if (node.is_list()) {
    for (const Node& item : node.items)
      out += (out.empty() ? "" : ", ") + flow_text(item);
    return "[" + out + "]";
  }
  if (!node.is_map()) return scalar_text(node);
  for (const Entry& entry : node.entries)
    out += (out.empty() ? "" : ", ") + key_text(entry.key) + ": " + flow_text(entry.node);
  return "{" + out + "}";
}

/// Small enough for one line: values with sourcing, titles, lists of plain values.
bool fits_a_line(const Node& node) {
  constexpr std::size_t k_line = 90;
  const bool nested =
      std::any_of(node.items.begin(), node.items.end(), [](const Node& n) { return !is_leaf(n); });
  return is_leaf(node) || is_sourced(node) || (!nested && flow_text(node).size() <= k_line);
}

void write_block(const Node& node, std::size_t indent, std::string& out);

void write_value(const Node& value, std::size_t indent, std::string& out) {
  if (fits_a_line(value)) {
    out += " " + flow_text(value) + "\n";
  } else {
    out += "\n";
    write_block(value, indent + 2, out);
  }
}

void write_block(const Node& node, std::size_t indent, std::string& out) {
  const std::string blanks(indent, ' ');
  for (const Entry& entry : node.entries) {
    out += blanks + key_text(entry.key) + ":";
    write_value(entry.node, indent, out);
  }
  for (const Node& item : node.items) {
    const std::size_t start = out.size();
    if (fits_a_line(item) || !item.is_map()) {
      out += blanks + "-";
      write_value(item, indent, out);
    } else {
      write_block(item, indent + 2, out);  // its first key stands beside the dash
      out[start + indent] = '-';
    }
  }
}

std::string evened(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\t' || c == '\n';
    if (!blank)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

class Canonical {
 public:
  std::string text(const Node& node, const TypeInfo* type) {
    if (type != nullptr && type->sourced && is_sourced(node))
      return text(*node.value("value"), type);
    switch (type == nullptr ? Shape::any : type->shape) {
      case Shape::object:
        return object(node, type->object());
      case Shape::things:
        return things(node, type->object());
      case Shape::by_name:
        return map(node, [&](const Entry& e) { return text(e.node, type->element.get()); });
      case Shape::list:
        return list(node, [&](const Node& item) { return text(item, type->element.get()); });
      case Shape::steps:
        return list(node, [&](const Node& item) { return step(item); });
      default:
        return plain(node);
    }
  }

  std::string object(const Node& node, const ObjectInfo& info) {
    const FieldInfo* shorthand = info.find(info.shorthand);
    if (shorthand != nullptr && (!node.is_map() || is_sourced(node)))
      return "{" + info.shorthand + ":" + text(node, shorthand->type.get()) + ";}";
    return map(node, [&](const Entry& entry) {
      const FieldInfo* field = info.find(entry.key);
      if (field == nullptr || field->type->shape == Shape::title || field->name == "validation")
        return std::string();
      return text(entry.node, field->type.get());
    });
  }

 private:
  template <class Write>
  std::string map(const Node& node, Write write) {
    std::vector<std::string> parts;
    for (const Entry& entry : node.entries) {
      const std::string value = write(entry);
      if (!value.empty()) parts.push_back(entry.key + ":" + value);
    }
    std::sort(parts.begin(), parts.end());
    std::string out;
    for (const std::string& part : parts)
      out += part + ";";
    return "{" + out + "}";
  }

  /// In file order: it numbers sides, classes and stages, and numbers decide between ties.
  std::string things(const Node& node, const ObjectInfo& info) {
    std::string out;
    for (const Entry& entry : node.entries)
      out += entry.key + ":" + object(entry.node, info) + ";";
    return "{" + out + "}";
  }

  template <class Write>
  std::string list(const Node& node, Write write) {
    std::string out;
    for (const Node& item : node.items)
      out += write(item) + ";";
    return "[" + out + "]";
  }

  std::string step(const Node& node) {
    if (!node.is_map()) return plain(node);
    return map(node, [&](const Entry& entry) {
      const auto& verbs = process_verbs();
      const auto verb = std::find_if(verbs.begin(), verbs.end(),
                                     [&](const VerbInfo& v) { return v.name == entry.key; });
      return text(entry.node, verb == verbs.end() ? nullptr : verb->argument.get());
    });
  }

  std::string plain(const Node& node) {
    if (node.is_list()) return list(node, [&](const Node& item) { return plain(item); });
    if (node.is_map()) return map(node, [&](const Entry& entry) { return plain(entry.node); });
    return double_quoted(evened(node.text));
  }
};

}  // namespace

std::string yaml_text(const Node& node) {
  std::string out;
  if (is_leaf(node)) return flow_text(node) + "\n";
  write_block(node, 0, out);
  return out;
}

std::string canonical_text(const Node& document, const ObjectInfo& listing,
                           const std::map<std::string, std::string>& data) {
  std::string out = Canonical().object(document, listing);
  for (const auto& [path, content] : data)
    out += "\n" + path + "=" + content;
  return out;
}

std::uint64_t fnv1a(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3ULL;
  }
  return hash;
}

}  // namespace kouan::models::language
