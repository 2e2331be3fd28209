#include "models/language/presuppositions.hpp"

#include <iomanip>
#include <optional>
#include <sstream>
#include <string>
#include <utility>

#include "models/language/path.hpp"

namespace kouan::models::language {

namespace {

/// The node without its sourcing.
const Node& unsourced(const Node& node) { return is_sourced(node) ? *node.value("value") : node; }

/// A list or a map on one line, its texts in quotes so that no two of them are written alike.
void write_inline(const Node& sourced, std::ostringstream& out) {
  const Node& node = unsourced(sourced);
  const char* between = "";
  if (node.is_list()) {
    out << '[';
    for (const Node& item : node.items) {
      out << std::exchange(between, ", ");
      write_inline(item, out);
    }
    out << ']';
  } else if (node.is_map()) {
    out << '{';
    for (const Entry& entry : node.entries) {
      out << std::exchange(between, ", ") << entry.key << ": ";
      write_inline(entry.node, out);
    }
    out << '}';
  } else if (node.is_scalar()) {
    out << std::quoted(node.text);
  }
}

/// What is written at the path, without its sourcing; nothing where there is no such thing.
std::optional<std::string> written_at(Node& document, const std::string& text) {
  const auto path = parse_path(text);
  if (!path) return std::nullopt;
  const Walk reached = walk(document, *path);
  if (reached.steps < path->size()) return std::nullopt;
  const Node& node = unsourced(*reached.node);
  if (!node.is_list() && !node.is_map()) return node.text;
  std::ostringstream all;
  write_inline(node, all);
  return all.str();
}

}  // namespace

std::vector<Presupposition> presuppositions(const std::vector<PresupposedValue>& of,
                                            Node& document) {
  std::vector<Presupposition> out;
  for (const PresupposedValue& value : of)
    if (auto written = written_at(document, value.path))
      out.push_back({value.path, value.says, *std::move(written)});
  return out;
}

void drop_overtaken(std::vector<LeverInfo>& levers, Node& document) {
  for (LeverInfo& lever : levers)
    std::erase_if(lever.presupposes, [&](const Presupposition& one) {
      return written_at(document, one.path) != one.value;
    });
}

}  // namespace kouan::models::language
