// Values that entities carry: attribute(NAME), and quantities whose dimension shows in their unit.
#include <fmt/format.h>

#include <algorithm>

#include "models/language/data_file.hpp"
#include "models/language/dates.hpp"
#include "models/language/distribution_text.hpp"
#include "models/language/types.hpp"

namespace kouan::models::language {
namespace {

std::vector<const Dimension*> every_dimension() {
  std::vector<const Dimension*> all{&number_dimension()};
  const auto& with_units = all_dimensions();
  all.insert(all.end(), with_units.begin(), with_units.end());
  return all;
}

}  // namespace

std::optional<std::string> attribute_name(std::string_view text) {
  constexpr std::string_view k_begin = "attribute(";
  text = trimmed(text);
  if (text.substr(0, k_begin.size()) != k_begin || text.back() != ')') return std::nullopt;
  text.remove_prefix(k_begin.size());
  text.remove_suffix(1);
  return std::string(trimmed(text));
}

AnyQuantity parse_any_quantity(std::string_view text) {
  for (const Dimension* dimension : every_dimension()) {
    if (const Parsed<double> read = parse_quantity(text, *dimension))
      return {read.value, dimension};
  }
  return {};
}

Type<sim::Distribution> drawn_or_attribute(const Dimension& dimension, bool may_be_zero) {
  Type<sim::Distribution> type = distribution(dimension, may_be_zero);
  type.info->allowed = told("{}, or attribute(NAME)", "{}，或attribute(名称)", type.info->allowed);
  type.info->pattern = R"(^\s*attribute\([^()]+\)\s*$)";
  type.number = [number = type.number](const sim::Distribution& d) {
    return d.attribute >= 0 ? std::nullopt : number(d);
  };
  type.read = [read = type.read, &dimension](Reader& reader, const Node& node,
                                             const std::string& path, sim::Distribution& out) {
    const auto name = node.is_scalar() ? attribute_name(node.text) : std::nullopt;
    if (!name) return read(reader, node, path, out);
    if (name->empty()) {
      reader.unexpected(Code::reference, node, path, {"attribute(NAME)", "attribute(名称)"});
      return false;
    }
    out.attribute = reader.attribute(*name, dimension, node.mark, path);
    return out.attribute >= 0;
  };
  return type;
}

Type<AnyDistribution> any_distribution() {
  Type<AnyDistribution> type;
  type.info->shape = Shape::text;
  type.info->allowed = {"a number, a quantity with its unit, or a distribution of one",
                        "数、带单位的数量，或其分布"};
  type.info->sourced = true;
  type.info->datum = true;
  type.read = [info = type.info.get()](Reader& reader, const Node& node, const std::string& path,
                                       AnyDistribution& out) {
    const std::string* text = reader.scalar(node, path, info->allowed);
    if (text == nullptr) return false;
    std::optional<Problem> likely;
    for (const Dimension* dimension : every_dimension()) {
      const Parsed<DistributionText> read =
          parse_distribution(*text, *dimension, reader.folder(node));
      if (read) {
        out.dimension = dimension;
        return distribution(*dimension, true).read(reader, node, path, out.distribution);
      }
      // A number is always a near miss: its unit taken away.
      const bool is_number = dimension == &number_dimension();
      // In a file of data rows were judged, so its header's unit is one of these.
      const bool is_unit_right = read.problem->data && read.problem->data->items.front().line > 1;
      const bool is_near_miss = !is_number && !read.problem->nearest.empty();
      if (!likely && (is_unit_right || is_near_miss)) likely = read.problem;
    }
    if (likely) return reader.error(*likely, node, path), false;
    reader.unexpected(Code::distribution, node, path, info->allowed);
    return false;
  };
  return type;
}

Type<std::int32_t> time_of_day() {
  Type<std::int32_t> type;
  type.info->shape = Shape::text;
  type.info->allowed = time_of_day_form();
  type.info->pattern = "^([01]?[0-9]|2[0-3]):[0-5][0-9]$";
  type.read = [info = type.info.get()](Reader& reader, const Node& node, const std::string& path,
                                       std::int32_t& out) {
    const std::string* text = reader.scalar(node, path, info->allowed);
    if (text == nullptr) return false;
    const Parsed<std::int32_t> read = parse_time_of_day(*text);
    if (!read) return reader.error(*read.problem, node, path), false;
    out = read.value;
    return true;
  };
  return type;
}

}  // namespace kouan::models::language
