#include "models/language/schema_patterns.hpp"

#include <fmt/format.h>

namespace kouan::models::language {
namespace {

constexpr const char* k_number = "([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?";

/// The number, and its unit if the dimension has any.
std::string with_unit(const std::string& number, const Dimension& dimension) {
  if (dimension.units.empty()) return number;
  std::string units;
  for (const Unit& unit : dimension.units)
    for (const char c : (units.empty() ? "" : "|") + unit.word)
      units += c == '/' ? "\\/" : std::string(1, c);
  return fmt::format("{} *({})", number, units);
}

std::string any_quantity(const Dimension& dimension) {
  return with_unit(std::string("[+-]?") + k_number, dimension);
}

/// One argument of a distribution: by its keyword, or by its place.
std::string parameter_pattern(const Parameter& parameter, const Dimension& dimension) {
  const std::string value = parameter.kind == Parameter::Kind::quantity ? any_quantity(dimension)
                            : parameter.kind == Parameter::Kind::number
                                ? std::string("\\+?") + k_number
                                : "\\+?[0-9]+";
  return fmt::format("({} +)?{}", parameter.keyword, value);
}

}  // namespace

std::string quantity_pattern(const TypeInfo& type, const Dimension& dimension) {
  const bool is_signed = !type.has_low || type.low < 0;
  std::string ahead;
  if (type.has_low && type.low == 0 && type.low_is_open) ahead += "(?=[+0-9.]*[1-9])";
  // Three digits before the point are more than 100 %, but for 100 itself.
  if (type.has_high && type.high == 1 && &dimension == &share_dimension())
    ahead += "(?!\\+?0*(?!100(\\.0*)? *%)[1-9][0-9]{2,}(\\.[0-9]*)? *%)";
  return ahead + with_unit(std::string(is_signed ? "[+-]?" : "\\+?") + k_number, dimension);
}

std::string distribution_pattern(const DistributionForm& form, const Dimension& dimension) {
  if (form.parameters.empty()) return fmt::format("^{} *\\([^()]+\\)$", form.name);
  std::string once, one;
  for (const Parameter& parameter : form.parameters) {
    once += fmt::format("(?!.*\\b{0}\\b.*\\b{0}\\b)", parameter.keyword);
    one += (one.empty() ? "" : "|") + parameter_pattern(parameter, dimension);
  }
  for (const char* cut : {"min", "max"})
    once += fmt::format("(?!.*[(,] *{0} .*, *{0} )", cut);
  const std::string cut = fmt::format("(min|max) +{}", any_quantity(dimension));
  const std::string behind = fmt::format("( *, *{})*", cut);
  return fmt::format("^{}{} *\\( *({} *, *)*({}){}( *, *({}){}){{{}}} *\\)$", once, form.name, cut,
                     one, behind, one, behind, form.parameters.size() - 1);
}

std::string range_pattern(const Dimension& dimension) {
  const std::string end = any_quantity(dimension);
  return fmt::format("^ *{0} *\\.\\. *{0} *$", end);
}

}  // namespace kouan::models::language
