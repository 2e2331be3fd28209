#include "models/language/types.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "models/language/dates.hpp"
#include "models/language/distribution_text.hpp"
#include "models/language/nearest_word.hpp"
#include "models/language/type_parts.hpp"

namespace kouan::models::language {
namespace {

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
    if (info->dimension == &time_dimension() && read.distribution.mean() > k_longest_time_s) {
      reader.unexpected(Code::out_of_range, node, path,
                        {"a mean of up to 36500 d", "均值不超过36500 d"});
      return false;
    }
    if (!read.data.empty()) reader.note_data(path, read.file, read.data);
    out = std::move(read.distribution);
    return true;
  };
  return type;
}

Type<sim::Distribution> recurring_time() {
  Type<sim::Distribution> type = distribution(time_dimension(), false);
  type.read = [read = type.read](Reader& reader, const Node& node, const std::string& path,
                                 sim::Distribution& out) {
    if (!read(reader, node, path, out)) return false;
    if (out.mean() >= 1) return true;
    reader.unexpected(Code::out_of_range, node, path, {"a mean of at least 1 s", "均值至少1 s"});
    return false;
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
