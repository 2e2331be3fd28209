#include "models/language/types.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string_view>
#include <utility>

#include "models/language/dates.hpp"
#include "models/language/distribution_text.hpp"
#include "models/language/nearest_word.hpp"

namespace kouan::models::language {
namespace {

std::shared_ptr<TypeInfo> make_info(Shape shape, Text allowed) {
  auto info = std::make_shared<TypeInfo>();
  info->shape = shape;
  info->allowed = std::move(allowed);
  info->sourced = true;
  return info;
}

/// "0 min": in the unit of the dimension's example, since a bare 0 is refused.
std::string zero_text(const Dimension& dimension) {
  const std::size_t unit = dimension.example.find(' ');
  return dimension.units.empty() || unit == std::string::npos
             ? "0"
             : "0" + dimension.example.substr(unit);
}

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

bool check_limits(Reader& reader, const TypeInfo& info, const Node& node, const std::string& path,
                  double value) {
  const bool low = info.has_low && (info.low_is_open ? value <= info.low : value < info.low);
  const bool high = info.has_high && value > info.high;
  if (!low && !high) return true;
  reader.unexpected(Code::out_of_range, node, path, info.allowed);
  return false;
}

/// Takes a parsed value, or gives its problem a place.
template <class V>
bool take(Reader& reader, const Parsed<V>& parsed, const Node& node, const std::string& path,
          V& out) {
  if (!parsed) {
    reader.error(*parsed.problem, node, path);
    return false;
  }
  out = parsed.value;
  return true;
}

/// A type whose text is read by `parse`.
template <class V>
Type<V> parsed_text(const Text& allowed, const char* pattern,
                    Parsed<V> (*parse)(std::string_view)) {
  Type<V> type;
  type.info = make_info(Shape::text, allowed);
  type.info->pattern = pattern;
  type.read = [parse, info = type.info.get()](Reader& reader, const Node& node,
                                              const std::string& path, V& out) {
    const std::string* text = reader.scalar(node, path, info->allowed);
    return text != nullptr && take(reader, parse(*text), node, path, out);
  };
  return type;
}

/// Reads text by `parse` and checks the limits; `convert` makes the value.
template <class V, class P>
Type<V> limited(const std::shared_ptr<TypeInfo>& info,
                P (*parse)(std::string_view, const Dimension&), V (*convert)(double)) {
  Type<V> type;
  type.info = info;
  type.number = [](const V& value) { return std::optional<double>(static_cast<double>(value)); };
  type.read = [parse, convert, info = type.info.get()](Reader& reader, const Node& node,
                                                       const std::string& path, V& out) {
    const std::string* text = reader.scalar(node, path, info->allowed);
    if (text == nullptr) return false;
    const auto parsed = parse(*text, *info->dimension);
    double value = 0;
    if (parsed)
      value = static_cast<double>(parsed.value);
    else
      return reader.error(*parsed.problem, node, path), false;
    if (!check_limits(reader, *info, node, path, value)) return false;
    out = convert(value);
    return true;
  };
  return type;
}

Parsed<int> parse_count(std::string_view text, const Dimension&) { return parse_whole(text); }

constexpr double k_longest_time = 100.0 * 365 * 86400;  // s

std::int32_t rounded(double value) { return static_cast<std::int32_t>(std::lround(value)); }
double same(double value) { return value; }

/// Refuses negative values with their probability, and a mean of zero.
bool check_support(Reader& reader, const sim::Distribution& d, const Dimension& dimension,
                   bool may_be_zero, const Node& node, const std::string& path) {
  const std::string zero = zero_text(dimension);
  if (d.kind == sim::DistributionKind::constant && d.a < 0) {
    reader.unexpected(
        Code::out_of_range, node, path,
        may_be_zero ? told("at least {}", "不小于{}", zero) : told("above {}", "大于{}", zero));
    return false;
  }
  const double below = probability_below_zero(d);
  if (below > 0) {
    reader.error(Code::support, node.mark, path,
                 told("found {}, which is negative with probability {:.2g}",
                      "所写为{}，取负值的概率为{:.2g}", describe(node), below),
                 told("no value below {0}; cut it: {1}(…, min {0})",
                      "不取小于{0}的值；可截断：{1}(…, min {0})", zero,
                      node.text.substr(0, node.text.find('('))));
    return false;
  }
  const double mean = d.mean();
  if (!std::isfinite(mean) || mean < 0 || (mean == 0 && !may_be_zero)) {
    reader.unexpected(Code::out_of_range, node, path, told("a mean above {}", "均值大于{}", zero));
    return false;
  }
  return true;
}

}  // namespace

namespace {

/// What may stand alone for the whole map; the type itself where it is no such map.
const TypeInfo& written_short(const TypeInfo& type) {
  if (type.shape != Shape::object || type.object == nullptr) return type;
  const FieldInfo* field = type.object().find(type.object().shorthand);
  return field == nullptr ? type : *field->type;
}

}  // namespace

Text list_form(const TypeInfo& list) {
  const TypeInfo& item = written_short(*list.element);
  if (&item == list.element.get()) return list.allowed;
  return told("a list, each {} or {}", "列表，每项为{}或{}", item.allowed, list.element->allowed);
}

std::string as_list(const Node& node, const TypeInfo& element) {
  const Shape shape = written_short(element).shape;
  const bool is_of_words = shape == Shape::name || shape == Shape::word || shape == Shape::quantity;
  return node.is_scalar() && is_of_words && !node.text.empty() ? "[" + node.text + "]" : "";
}

Text map_of_names(const Node& found, const std::string& thing) {
  const bool is_listed = found.is_list() && !found.items.empty() && found.items.front().is_map();
  const Text names = told("a map of names, each a {}", "以名称为键的映射", thing);
  return is_listed ? told("{}, without a \"- \" before it", "{}，名称前不写“- ”", names) : names;
}

Type<double> quantity(const Dimension& dimension, Limits limits) {
  if (&dimension == &time_dimension() && !limits.high) limits.high = k_longest_time;
  return limited<double>(number_info(dimension, limits, false), &parse_quantity, &same);
}

Type<std::int32_t> count(Limits limits) {
  return limited<std::int32_t>(number_info(number_dimension(), limits, true), &parse_count,
                               &rounded);
}

Type<std::int32_t> whole_seconds(Limits limits) {
  return limited<std::int32_t>(number_info(time_dimension(), limits, false), &parse_quantity,
                               &rounded);
}

namespace {

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
      reader.error(problem, node, path);
      return false;
    }
    const Parsed<int> places = parse_whole(text->substr(0, text->find("vehicle")));
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

Type<std::optional<std::int64_t>> queue_places() {
  return vehicles_waiting(true, {"unlimited, none, or a number of vehicles such as \"20 vehicles\"",
                                 "unlimited、none，或车辆数，如“20 vehicles”"});
}

Type<std::optional<std::int64_t>> queue_length() {
  return vehicles_waiting(false, {"unlimited, or a number of vehicles such as \"20 vehicles\"",
                                  "unlimited，或车辆数，如“20 vehicles”"});
}

Type<sim::Distribution> distribution(const Dimension& dimension, bool may_be_zero) {
  Type<sim::Distribution> type;
  type.info = make_info(Shape::distribution,
                        told("{} or a distribution such as lognormal(mean …, cv …)",
                             "{}，或分布，如lognormal(mean …, cv …)", dimension.description()));
  type.info->dimension = &dimension;
  type.info->datum = true;
  type.info->has_low = true;
  type.info->low_is_open = !may_be_zero;
  type.number = [](const sim::Distribution& d) { return std::optional<double>(d.mean()); };
  type.read = [may_be_zero, info = type.info.get()](Reader& reader, const Node& node,
                                                    const std::string& path,
                                                    sim::Distribution& out) {
    const std::string* text = reader.scalar(node, path, info->allowed);
    if (text == nullptr) return false;
    DistributionText read;
    if (!take(reader, parse_distribution(*text, *info->dimension, reader.folder(node)), node, path,
              read))
      return false;
    if (!check_support(reader, read.distribution, *info->dimension, may_be_zero, node, path))
      return false;
    if (info->dimension == &time_dimension() && read.distribution.mean() > k_longest_time) {
      reader.unexpected(Code::out_of_range, node, path,
                        {"a mean of up to 36500 d", "均值不超过36500 d"});
      return false;
    }
    if (!read.data.empty()) reader.note_data(path, read.data);
    out = std::move(read.distribution);
    return true;
  };
  return type;
}

Type<CivilDate> date() {
  return parsed_text<CivilDate>({"a date such as 2023-07-10", "日期，如2023-07-10"},
                                "^(?!.*-02-3)(?!.*-(04|06|09|11)-31)(19[0-9]{2}|2[01][0-9]{2}|2200)"
                                "-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
                                &parse_date);
}

Type<std::int32_t> utc_offset() {
  return parsed_text<std::int32_t>(utc_offset_form(), "^[+-][0-9]{1,2}:[0-9]{2}$",
                                   &parse_utc_offset);
}

Type<std::string> word(std::vector<std::string> words) {
  Type<std::string> type;
  type.info = make_info(Shape::word, word_list(words));
  type.info->words = std::move(words);
  type.read = [info = type.info.get()](Reader& reader, const Node& node, const std::string& path,
                                       std::string& out) {
    const std::string* text = reader.scalar(node, path, info->allowed);
    if (text == nullptr) return false;
    out = *text;
    if (std::find(info->words.begin(), info->words.end(), *text) != info->words.end()) return true;
    reader.unexpected(Code::word, node, path, info->allowed, nearest_word(*text, info->words));
    return false;
  };
  return type;
}

Type<std::int32_t> version() {
  Type<std::int32_t> type;
  type.info = make_info(Shape::word, {"1, the version of the language", "1，即语言版本"});
  type.info->words = {"1"};
  type.info->sourced = false;
  type.read = [info = type.info.get()](Reader& reader, const Node& node, const std::string& path,
                                       std::int32_t& out) {
    const std::string* text = reader.scalar(node, path, info->allowed);
    if (text == nullptr) return false;
    out = 1;
    if (*text == "1") return true;
    reader.error(Code::file_version, node.mark, path,
                 told("found version {}", "版本写为{}", describe(node)), info->allowed);
    return false;
  };
  return type;
}

Type<std::string> name_of(std::string section) {
  Type<std::string> type;
  type.info = make_info(Shape::name, told("a name from {}", "“{}”中的名称", section));
  type.info->section = std::move(section);
  type.read = [info = type.info.get()](Reader& reader, const Node& node, const std::string& path,
                                       std::string& out) {
    if (!reader.name(node, path, info->section)) return false;
    out = node.text;
    return true;
  };
  return type;
}

Type<std::string> text() {
  Type<std::string> type;
  type.info = make_info(Shape::text, {"text", "文字"});
  type.info->sourced = false;
  type.read = [](Reader& reader, const Node& node, const std::string& path, std::string& out) {
    const std::string* found = reader.scalar(node, path, {"text", "文字"});
    if (found != nullptr) out = *found;
    return found != nullptr;
  };
  return type;
}

Type<Text> title() {
  Type<Text> type;
  type.info = make_info(Shape::title, title_form());
  type.info->sourced = false;
  type.read = &read_title;
  return type;
}

Type<Node> any() {
  Type<Node> type;
  type.info = make_info(Shape::any, {"a value", "一个值"});
  type.info->sourced = false;
  type.read = [](Reader&, const Node& node, const std::string&, Node& out) {
    out = node;
    return true;
  };
  return type;
}

}  // namespace kouan::models::language
