// Numbers and quantities, whole ones and those of a queue, and their limits.
#include <algorithm>
#include <cmath>
#include <memory>
#include <string_view>
#include <utility>

#include "models/language/nearest_word.hpp"
#include "models/language/type_parts.hpp"
#include "models/language/types.hpp"

namespace kouan::models::language {
namespace {

/// A limit in the largest unit that says it in whole numbers: 86400 s is "1 d".
std::string limit_text(const TypeInfo& info, double value) {
  if (info.dimension == nullptr || info.dimension->units.empty()) return number_text(value);
  if (value == 0) return zero_text(*info.dimension);
  const Unit* best = nullptr;
  for (const Unit& unit : info.dimension->units) {
    const double count = value / unit.factor;
    const bool is_whole = std::abs(count - std::round(count)) < 1e-9 * count;
    if (is_whole && (best == nullptr || unit.factor > best->factor)) best = &unit;
  }
  if (best == nullptr) return number_text(value) + " " + info.dimension->si;
  return number_text(std::round(value / best->factor)) + " " + best->word;
}

/// ", above 0" or ", from 0 to 36500 d".
Text limits_text(const TypeInfo& info) {
  const std::string high = info.has_high ? limit_text(info, info.high) : "";
  std::string low = info.has_low ? limit_text(info, info.low) : "";
  const std::size_t unit = high.find(' ');  // a zero has the unit of the other end
  if (info.low == 0 && unit != std::string::npos) low = "0" + high.substr(unit);
  if (info.has_low && info.low_is_open) {
    return info.has_high ? told(", above {}, up to {}", "，大于{}且不超过{}", low, high)
                         : told(", above {}", "，大于{}", low);
  }
  if (info.has_low && info.has_high) return told(", from {} to {}", "，{}至{}", low, high);
  return info.has_low ? told(", at least {}", "，不小于{}", low) : Text{};
}

std::shared_ptr<TypeInfo> number_info(const Dimension& dimension, const Limits& limits,
                                      bool whole) {
  auto info = make_info(Shape::quantity, {});
  info->dimension = &dimension;
  info->datum = true;
  info->whole = whole;
  info->has_low = limits.low.has_value();
  info->has_high = limits.high.has_value();
  info->low = limits.low.value_or(0);
  info->high = limits.high.value_or(0);
  info->low_is_open = limits.low_is_open;
  info->allowed =
      told("{}{}", "{}{}", whole ? whole_number() : dimension.description(), limits_text(*info));
  return info;
}

bool is_within(const TypeInfo& info, double value) {
  const bool low = info.has_low && (info.low_is_open ? value <= info.low : value < info.low);
  return !low && !(info.has_high && value > info.high);
}

bool check_limits(Reader& reader, const TypeInfo& info, const Node& node, const std::string& path,
                  double value) {
  if (is_within(info, value)) return true;
  reader.unexpected(Code::out_of_range, node, path, info.allowed);
  return false;
}

/// What is suggested has to be allowed in its turn: of "-1" no "-1 vehicles".
template <class IsAllowed>
void keep_if_allowed(std::string& nearest, const IsAllowed& is_allowed) {
  if (!nearest.empty() && !is_allowed(nearest)) nearest.clear();
}

/// "180 kt/d" of "180 kt/yr", which was suggested for an amount alone.
std::string by_the_day(const std::string& per_year) {
  const std::size_t slash = per_year.find('/');
  return slash == std::string::npos ? per_year : per_year.substr(0, slash) + "/d";
}

/// Reads text by `parse` and checks the limits; `convert` makes the value.
template <class V, class P>
Type<V> limited(const std::shared_ptr<TypeInfo>& info,
                P (*parse)(std::string_view, const Dimension&), V (*convert)(double),
                bool is_daily = false) {
  Type<V> type;
  type.info = info;
  type.number = [](const V& value) { return std::optional<double>(static_cast<double>(value)); };
  type.read = [parse, convert, is_daily, info = type.info.get()](Reader& reader, const Node& node,
                                                                 const std::string& path, V& out) {
    const std::string* text = reader.scalar(node, path, info->allowed);
    if (text == nullptr) return false;
    const auto parsed = parse(*text, *info->dimension);
    if (!parsed) {
      Problem problem = *parsed.problem;
      if (is_daily && text->find('/') == std::string::npos)
        problem.nearest = by_the_day(problem.nearest);
      keep_if_allowed(problem.nearest, [&](const std::string& meant) {
        const auto value = parse(meant, *info->dimension);
        return value && is_within(*info, static_cast<double>(value.value));
      });
      return reader.error(problem, node, path), false;
    }
    const auto value = static_cast<double>(parsed.value);
    if (!check_limits(reader, *info, node, path, value)) return false;
    out = convert(value);
    return true;
  };
  return type;
}

Parsed<int> parse_count(std::string_view text, const Dimension&) { return parse_whole(text); }

std::int32_t rounded(double value) { return static_cast<std::int32_t>(std::lround(value)); }
double same(double value) { return value; }

Parsed<int> whole_vehicles(std::string_view text) {
  return parse_whole(text.substr(0, text.find("vehicle")));
}

/// Whether it is a number of vehicles that may wait.
bool is_room(const std::string& text) {
  if (!parse_quantity(text, vehicles_dimension())) return false;
  const Parsed<int> places = whole_vehicles(text);
  return places && places.value >= 0;
}

/// Vehicles in a queue, or a word for how it is built, which is no datum.
Type<std::optional<std::int64_t>> vehicles_waiting(bool may_be_none, Text allowed) {
  Type<std::optional<std::int64_t>> type;
  type.info = make_info(Shape::quantity, std::move(allowed));
  type.info->dimension = &vehicles_dimension();
  type.info->datum = true;
  type.info->whole = true;
  type.info->has_low = true;
  type.info->words = {"unlimited"};
  if (may_be_none) type.info->words.emplace_back("none");
  type.info->pattern = "^[0-9]+ vehicles?$";
  type.number = [](const std::optional<std::int64_t>& value) {
    return value ? std::optional<double>(static_cast<double>(*value)) : std::nullopt;
  };
  type.read = [info = type.info.get(), may_be_none](Reader& reader, const Node& node,
                                                    const std::string& path,
                                                    std::optional<std::int64_t>& out) {
    const std::string* text = reader.scalar(node, path, info->allowed);
    if (text == nullptr) return false;
    out.reset();
    if (*text == "unlimited") return true;
    if (may_be_none && *text == "none") {
      out = 0;
      return true;
    }
    const Parsed<double> with_unit = parse_quantity(*text, vehicles_dimension());
    if (!with_unit) {
      Problem problem = *with_unit.problem;
      if (problem.code != Code::full_width) problem.allowed = info->allowed;
      if (problem.nearest.empty())
        problem.nearest =
            parse_whole(*text) ? *text + " vehicles" : nearest_word(*text, info->words);
      keep_if_allowed(problem.nearest, [&](const std::string& meant) {
        return is_room(meant) ||
               std::find(info->words.begin(), info->words.end(), meant) != info->words.end();
      });
      reader.error(problem, node, path);
      return false;
    }
    const Parsed<int> places = whole_vehicles(*text);
    if (!places || places.value < 0) {
      reader.unexpected(places ? Code::out_of_range : places.problem->code, node, path,
                        info->allowed);
      return false;
    }
    out = places.value;
    return true;
  };
  return type;
}

}  // namespace

std::shared_ptr<TypeInfo> make_info(Shape shape, Text allowed) {
  auto info = std::make_shared<TypeInfo>();
  info->shape = shape;
  info->allowed = std::move(allowed);
  info->sourced = true;
  return info;
}

std::string zero_text(const Dimension& dimension) {
  const std::size_t unit = dimension.example.find(' ');
  return dimension.units.empty() || unit == std::string::npos
             ? "0"
             : "0" + dimension.example.substr(unit);
}

Type<double> quantity(const Dimension& dimension, Limits limits) {
  if (&dimension == &time_dimension() && !limits.high) limits.high = k_longest_time_s;
  return limited<double>(number_info(dimension, limits, false), &parse_quantity, &same);
}

Type<double> daily_mass_rate(Limits limits) {
  return limited<double>(number_info(mass_rate_dimension(), limits, false), &parse_quantity, &same,
                         true);
}

Type<std::int32_t> count(Limits limits) {
  return limited<std::int32_t>(number_info(number_dimension(), limits, true), &parse_count,
                               &rounded);
}

Type<std::int32_t> whole_seconds(Limits limits) {
  return limited<std::int32_t>(number_info(time_dimension(), limits, false), &parse_quantity,
                               &rounded);
}

Type<std::optional<std::int64_t>> queue_places() {
  return vehicles_waiting(true, {"unlimited, none, or a number of vehicles such as \"20 vehicles\"",
                                 "unlimited、none，或车辆数，如“20 vehicles”"});
}

Type<std::optional<std::int64_t>> queue_length() {
  return vehicles_waiting(false, {"unlimited, or a number of vehicles such as \"20 vehicles\"",
                                  "unlimited，或车辆数，如“20 vehicles”"});
}

}  // namespace kouan::models::language
