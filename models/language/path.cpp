#include "models/language/path.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "models/scenario_fields.hpp"

namespace kouan::models::language {
namespace {

constexpr std::size_t k_longest_path = 1000;

/// Reads "[2][0]" after a key.
bool read_indices(std::string_view text, std::vector<PathStep>& out) {
  while (!text.empty()) {
    const std::size_t close = text.find(']');
    if (text.front() != '[' || close == std::string_view::npos || close < 2) return false;
    std::size_t index = 0;
    const char* end = text.data() + close;
    const auto read = std::from_chars(text.data() + 1, end, index);
    if (read.ec != std::errc{} || read.ptr != end) return false;
    out.push_back({"", index});
    text.remove_prefix(close + 1);
  }
  return true;
}

Node* step_into(Node& node, const PathStep& step) {
  if (step.index)
    return node.is_list() && *step.index < node.items.size() ? &node.items[*step.index] : nullptr;
  Entry* entry = node.is_map() ? node.find(step.key) : nullptr;
  return entry == nullptr ? nullptr : &entry->node;
}

}  // namespace

std::optional<std::vector<PathStep>> parse_path(std::string_view text) {
  if (text.size() > k_longest_path) return std::nullopt;
  std::vector<PathStep> out;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t dot = std::min(text.find('.', from), text.size());
    const std::string_view part = text.substr(from, dot - from);
    const std::size_t bracket = std::min(part.find('['), part.size());
    if (bracket == 0) return std::nullopt;
    out.push_back({std::string(part.substr(0, bracket))});
    if (!read_indices(part.substr(bracket), out)) return std::nullopt;
    from = dot + 1;
  }
  return out;
}

std::string path_text(const std::vector<PathStep>& path, std::size_t steps) {
  std::string out;
  for (std::size_t i = 0; i < steps; ++i) {
    if (path[i].index)
      out += "[" + std::to_string(*path[i].index) + "]";
    else
      out += (out.empty() ? "" : ".") + path[i].key;
  }
  return out;
}

Walk walk(Node& root, const std::vector<PathStep>& path) {
  Walk out{&root, 0};
  for (const PathStep& step : path) {
    Node* next = step_into(*out.node, step);
    if (next == nullptr) return out;
    out.node = next;
    ++out.steps;
  }
  return out;
}

std::vector<std::string> keys_of(const Node& node) {
  std::vector<std::string> out;
  for (const Entry& entry : node.entries)
    out.push_back(entry.key);
  return out;
}

const TypeInfo* type_at(const std::vector<PathStep>& path) {
  const ObjectInfo* object = &scenario_info();
  const TypeInfo* type = nullptr;
  for (const PathStep& step : path) {
    if (object != nullptr) {
      const FieldInfo* field = object->find(step.key);
      if (field == nullptr) return nullptr;
      type = field->type.get();
    } else if (type != nullptr && (type->shape == Shape::list || type->shape == Shape::by_name)) {
      type = type->element.get();
    } else if (type == nullptr || type->shape != Shape::things) {
      return nullptr;
    }
    // The next step names a field of an object; names of things come between.
    const bool is_thing = object == nullptr && type->shape == Shape::things;
    object = type->shape == Shape::object || is_thing ? &type->object() : nullptr;
  }
  const bool is_thing_wanted = type != nullptr && object != nullptr && type->shape == Shape::things;
  return is_thing_wanted ? nullptr : type;
}

}  // namespace kouan::models::language
