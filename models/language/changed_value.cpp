#include "models/language/changed_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "models/language/distribution_text.hpp"
#include "models/language/reader.hpp"

namespace kouan::models::language {

namespace {

const Node& bare(const Node& node) { return is_sourced(node) ? *node.value("value") : node; }

/// The ends of the node's range; its value twice where it has none.
Bounds bounds_of(const Node& node, const Dimension& dimension) {
  const double value = parse_quantity(bare(node).text, dimension).value;
  const Node* range = is_sourced(node) ? node.value("range") : nullptr;
  if (range == nullptr || !range->is_scalar()) return {value, value};
  const Parsed<Bounds> bounds = parse_bounds(range->text, dimension);
  return bounds ? bounds.value : Bounds{value, value};
}

bool has_range(const Node& node) { return is_sourced(node) && node.value("range") != nullptr; }

/// Text as if it stood in quotes at the mark.
Node text_node(std::string content, const Mark& mark) {
  Node node;
  node.kind = YamlKind::scalar;
  node.text = std::move(content);
  node.quoted = true;
  node.mark = mark;
  return node;
}

}  // namespace

std::string written_like(std::string_view like, const Dimension& dimension, double si) {
  constexpr int k_digits = 12;
  like = trimmed(like);
  const Unit* unit = nullptr;  // the longest that fits: "t/yr" ends "Mt/yr" too
  for (const Unit& u : dimension.units)
    if (like.ends_with(u.word) && (unit == nullptr || u.word.size() > unit->word.size())) unit = &u;
  if (unit == nullptr) return fmt::format("{:.{}g}", si, k_digits);
  return fmt::format("{:.{}g} {}", si / unit->factor, k_digits, unit->word);
}

Node scaled_node(const Node& before, const Node& factor_node, const Dimension& dimension,
                 double factor, const std::string& lever) {
  const Node& value = is_sourced(before) ? *before.value("value") : before;
  Node text = value;
  text.mark = factor_node.mark;
  text.text = scaled_distribution(value.text, dimension, factor);
  Node out;
  out.kind = YamlKind::map;
  out.mark = factor_node.mark;
  out.entries.push_back({"value", factor_node.mark, text});
  const Node& sourcing = is_sourced(factor_node) ? factor_node : before;
  for (const char* key : {"source", "grade"}) {
    if (const Node* node = is_sourced(sourcing) ? sourcing.value(key) : nullptr)
      out.entries.push_back({key, node->mark, *node});
  }
  const auto scaled_range = [&](const Node& range, const Dimension& of, auto text_of) {
    const std::size_t dots = range.text.find("..");
    if (!range.is_scalar() || !parse_bounds(range.text, of)) return;
    out.entries.push_back({"range", range.mark,
                           text_node(text_of(range.text.substr(0, dots)) + " .. " +
                                         text_of(range.text.substr(dots + 2)),
                                     factor_node.mark)});
  };
  if (const Node* range = is_sourced(factor_node) ? factor_node.value("range") : nullptr) {
    // A range of the factor becomes a range of the value, about its number or its mean.
    const auto whole = parse_distribution(value.text, dimension, ".");
    const double base = whole ? whole.value.distribution.mean() : 0;
    const std::string_view like = mean_as_written(value.text, dimension);
    scaled_range(*range, number_dimension(), [&](const std::string& bound) {
      return written_like(like, dimension, parse_number(bound).value * base);
    });
  } else if (const Node* own =
                 is_sourced(before) && !is_sourced(factor_node) ? before.value("range") : nullptr) {
    scaled_range(*own, dimension, [&](const std::string& bound) {
      return written_like(bound, dimension, parse_quantity(bound, dimension).value * factor);
    });
  }
  out.entries.push_back(
      {"note", factor_node.mark,
       text_node(fmt::format("{} × {} ({})", value.text, number_text(factor), lever),
                 factor_node.mark)});
  return out;
}

Parsed<Node> share_node(const Node& before, const Node& share, const Dimension& dimension,
                        const std::string& lever) {
  const std::string& whole = bare(before).text;
  const double present = parse_quantity(whole, dimension).value;
  const Node& percent = *share.value("share");
  const auto part = percent.is_scalar() ? parse_quantity(percent.text, share_dimension())
                                        : Parsed<double>{-1, std::nullopt};
  if (!part) return {{}, part.problem};
  if (part.value < 0 || part.value > 1)
    return {
        {},
        Problem{Code::out_of_range, as_found(describe(percent)), {"0 % to 100 %", "0 %至100 %"}}};
  const auto of_whole = [&](double of) { return written_like(whole, dimension, of * present); };
  Node out = share;
  std::erase_if(out.entries, [](const Entry& e) { return e.key == "share"; });
  out.entries.insert(out.entries.begin(),
                     {"value", percent.mark, text_node(of_whole(part.value), percent.mark)});
  if (Entry* range = out.find("range"); range != nullptr && range->node.is_scalar()) {
    const Parsed<Bounds> bounds = parse_bounds(range->node.text, share_dimension());
    if (!bounds) return {{}, bounds.problem};
    range->node =
        text_node(of_whole(bounds.value.low) + " .. " + of_whole(bounds.value.high), percent.mark);
  }
  if (out.find("note") == nullptr)
    out.entries.push_back(
        {"note", percent.mark,
         text_node(fmt::format("{} × {} ({})", whole, percent.text, lever), percent.mark)});
  return {std::move(out), std::nullopt};
}

Node rest_node(const Node& before, const Node& amount, const Dimension& dimension,
               const std::string& lever) {
  const Node& value = bare(before);
  const Mark mark = bare(amount).mark;
  const auto in_unit = [&](double si) { return written_like(value.text, dimension, si); };
  const double left = parse_quantity(value.text, dimension).value -
                      parse_quantity(bare(amount).text, dimension).value;
  Node out;
  out.kind = YamlKind::map;
  out.mark = mark;
  out.entries.push_back({"value", mark, text_node(in_unit(left), mark)});
  const Node& sourcing = is_sourced(amount) ? amount : before;
  for (const char* key : {"source", "grade"})
    if (const Node* node = is_sourced(sourcing) ? sourcing.value(key) : nullptr)
      out.entries.push_back({key, node->mark, *node});
  if (has_range(before) || has_range(amount)) {
    const Bounds had = bounds_of(before, dimension), goes = bounds_of(amount, dimension);
    out.entries.push_back({"range", mark,
                           text_node(in_unit(std::max(0.0, had.low - goes.high)) + " .. " +
                                         in_unit(had.high - goes.low),
                                     mark)});
  }
  out.entries.push_back(
      {"note", mark,
       text_node(fmt::format("{} − {} ({})", value.text, bare(amount).text, lever), mark)});
  return out;
}

}  // namespace kouan::models::language
