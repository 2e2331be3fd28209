#include "models/language/presuppositions.hpp"

#include <optional>
#include <string>
#include <utility>

#include "models/language/canonical.hpp"
#include "models/language/path.hpp"

namespace kouan::models::language {

namespace {

/// What is written at the path, without its sourcing; nothing where there is no such thing.
std::optional<std::string> written_at(Node& document, const std::string& text) {
  const auto path = parse_path(text);
  if (!path) return std::nullopt;
  const Walk reached = walk(document, *path);
  if (reached.steps < path->size()) return std::nullopt;
  const Node& node = *reached.node;
  return yaml_text(is_sourced(node) ? *node.value("value") : node);
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
