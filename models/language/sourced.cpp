// {value: 12 min, source: KEY, grade: A, range: 8 min .. 20 min, note: TEXT}: how well a value is
// known.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "models/amounts.hpp"
#include "models/language/nearest_word.hpp"
#include "models/language/reader.hpp"
#include "models/language/types.hpp"

namespace kouan::models::language {
namespace {

const std::map<std::string, Grade>& grade_words() {
  static const std::map<std::string, Grade> k_words = {{"A", Grade::a},
                                                       {"B", Grade::b},
                                                       {"C", Grade::c},
                                                       {"D", Grade::d},
                                                       {"assumed", Grade::assumed}};
  return k_words;
}

Text grade_form() {
  return {"A (official), B (press or trade), C (background), D (derived), assumed (with a range)",
          "A（官方）、B（新闻或行业）、C（背景资料）、D（推算）、assumed（假定，须给范围）"};
}

/// The value as written, on one line.
std::string written_text(const Node& node) {
  if (node.is_scalar()) return node.text;
  std::string out;
  for (const Node& item : node.items)
    out += (out.empty() ? "" : ", ") + written_text(item);
  for (const Entry& entry : node.entries)
    out += (out.empty() ? "" : ", ") + entry.key + ": " + written_text(entry.node);
  return node.is_list() ? "[" + out + "]" : node.is_map() ? "{" + out + "}" : out;
}

/// Words, names of attributes, whose values stand elsewhere, and a zero that says "none".
bool is_no_datum(const TypeInfo& type, const std::string& text) {
  if (type.zero_is_none) {
    const Parsed<double> amount = parse_quantity(text, *type.dimension);
    if (amount && amount.value == 0) return true;
  }
  return std::find(type.words.begin(), type.words.end(), text) != type.words.end() ||
         (type.shape == Shape::distribution && attribute_name(text));
}

/// Dimension in which the value is written: a range of dollars goes with dollars.
const Dimension& dimension_of(const Node& value, const TypeInfo& type) {
  const bool has_other = type.other_dimension != nullptr && value.is_scalar() &&
                         parse_quantity(value.text, *type.other_dimension);
  return has_other ? *type.other_dimension : *type.dimension;
}

/// The unit that a range ends with; the SI unit where it has none.
Unit unit_of(std::string_view range, const Dimension& dimension) {
  Unit found{"", 1};
  for (const Unit& unit : dimension.units)
    if (range.ends_with(unit.word) && unit.word.size() > found.word.size()) found = unit;
  return found.word.empty() ? Unit{dimension.si, 1} : found;
}

}  // namespace

const std::vector<std::string>& sourcing_keys() {
  static const std::vector<std::string> k_keys = {"source", "grade", "range", "note"};
  return k_keys;
}

std::optional<Grade> parse_grade(const std::string& word) {
  const auto found = grade_words().find(word);
  return found == grade_words().end() ? std::nullopt : std::optional(found->second);
}

void Reader::read_source(const Node& map, const std::string& path, Sourcing& out) {
  const Node* node = map.value("source");
  if (node == nullptr) return;
  const std::string at = join(path, "source");
  const std::string* key = scalar(*node, at, {"a key of sources.yaml", "sources.yaml中的键"});
  if (key == nullptr) return;
  out.source = *key;
  if (!first_source_) first_source_ = {*key, node->mark, at};
  if (sources_ == nullptr) return;  // sources.yaml itself has had its message
  const auto found = sources_->grades.find(*key);
  if (found != sources_->grades.end()) {
    if (out.grade == Grade::none) out.grade = found->second;
    return;
  }
  std::vector<std::string> words;
  for (const auto& known : sources_->grades)
    words.push_back(known.first);
  error(Code::source, node->mark, at, told("found the source \"{}\"", "来源为“{}”", *key),
        told("a key of {}", "{}中的键", sources_->file), nearest_word(*key, words));
}

void Reader::read_grade(const Node& map, const std::string& path, bool with_range, Sourcing& out) {
  const Node* node = map.value("grade");
  if (node == nullptr) return;
  const std::string at = join(path, "grade");
  const std::string* word = scalar(*node, at, grade_form());
  if (word == nullptr) return;
  const auto grade = parse_grade(*word);
  if (!grade) {
    error(Code::grade, node->mark, at, told("found the grade \"{}\"", "等级为“{}”", *word),
          grade_form(), nearest_word(*word, {"A", "B", "C", "D", "assumed"}));
    return;
  }
  out.grade = *grade;
  const bool needs_source = (*grade == Grade::a || *grade == Grade::b) &&
                            map.find("source") == nullptr && !is_forgiven(join(path, "source"));
  if (needs_source)
    error(Code::grade, node->mark, at,
          told("found grade {} without a source", "等级{}未标注来源", *word),
          {"grade A and B with source: KEY", "等级A、B须写明“source: 键”"});
  if (*grade == Grade::assumed && with_range && map.find("range") == nullptr &&
      !is_forgiven(join(path, "range"))) {
    error(Code::grade, node->mark, at,
          {"found grade assumed without a range", "等级assumed未给范围"},
          {"range: LOW .. HIGH beside it", "并列写明“range: 下限 .. 上限”"});
  }
}

Sourcing Reader::sourcing(const Node& map, const std::string& path, bool with_range) {
  const BesideValue beside(*this);
  Sourcing out;
  read_grade(map, path, with_range, out);
  read_source(map, path, out);
  if (const Node* note = map.value("note")) read_title(*this, *note, join(path, "note"), out.note);
  return out;
}

Unwrapped Reader::unwrap(const Node& node, const std::string& path, const TypeInfo& type) {
  if (!is_sourced(node)) {
    const bool lacks_value = node.is_map() && type.shape != Shape::days &&
                             (node.find("source") != nullptr || node.find("grade") != nullptr);
    if (!lacks_value) return {&node};
    error(Code::missing_key, node.mark, path, {"found no key \"value\"", "缺少键“value”"},
          {"{value: …, source: …, grade: …, range: …, note: …}",
           "{value: …, source: …, grade: …, range: …, note: …}"});
    return {};
  }
  Unwrapped out{node.value("value"), node.value("range"), {}};
  std::vector<std::string> words = sourcing_keys();
  words.insert(words.begin(), "value");
  for (const Entry& entry : node.entries) {
    if (std::find(words.begin(), words.end(), entry.key) != words.end()) continue;
    const std::string nearest = nearest_word(entry.key, words);
    error(Code::unknown_key, entry.mark, join(path, entry.key),
          told("found the unknown key \"{}\"", "键“{}”未知", entry.key), word_list(words), nearest);
    if (!nearest.empty()) forgive(join(path, nearest));
  }
  const bool needs_range = type.dimension != nullptr;
  out.sourcing = sourcing(node, path, needs_range);
  return out;
}

namespace {

/// What is wrong with the upper end of a range of which the lower one is wrong too.
std::optional<Problem> upper_of_two_problems(std::string_view text, const Dimension& dimension) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos || parse_quantity(text.substr(0, dots), dimension))
    return std::nullopt;
  std::optional<Problem> problem = parse_quantity(text.substr(dots + 2), dimension).problem;
  if (problem) problem->offset += characters(text, dots + 2);
  return problem;
}

}  // namespace

bool Reader::check_range(const Unwrapped& unwrapped, const std::string& path, const TypeInfo& type,
                         std::optional<double> value) {
  if (unwrapped.range == nullptr) return true;
  const BesideValue beside(*this);
  const std::string at = join(path, "range");
  if (type.dimension == nullptr) {
    error(Code::range, unwrapped.range->mark, at, {"found a range", "此处写有范围"},
          {"a range only beside a number, a quantity, a distribution or opening hours",
           "仅数、数量、分布或开放时间可给范围"});
    return false;
  }
  const Dimension& dimension = dimension_of(*unwrapped.value, type);
  const std::string* text = scalar(*unwrapped.range, at, each_bound(dimension));
  if (text == nullptr) return false;
  const Parsed<Bounds> bounds = parse_bounds(*text, dimension);
  if (!bounds) {
    error(*bounds.problem, *unwrapped.range, at);
    if (const auto other = upper_of_two_problems(*text, dimension))
      error(*other, *unwrapped.range, at);
    return false;
  }
  const double slack = 1e-9 * std::max(std::abs(bounds.value.low), std::abs(bounds.value.high));
  if (!value || (*value >= bounds.value.low - slack && *value <= bounds.value.high + slack))
    return true;
  const bool is_mean = type.shape == Shape::distribution;
  Text says{"the value", "该值"};
  if (is_mean) {
    const Unit unit = unit_of(*text, dimension);
    says = told("the mean is {:.6g} {}", "均值为{:.6g} {}", *value / unit.factor, unit.word);
  }
  if (type.shape == Shape::days)
    says = told("open {:.6g} h a day", "每日开放{:.6g}小时", *value / k_hour_s);
  conflict(Code::range, unwrapped.range->mark, at,
           told("found the range {} that does not hold the {}", "范围{}不含{}", *text,
                is_mean ? Text{"mean", "均值"} : Text{"value", "该值"}),
           {"a range around it", "包含它的范围"}, unwrapped.value->mark, std::move(says));
  return false;
}

bool Reader::inherit(const Unwrapped& unwrapped, const std::string& path, const TypeInfo& type,
                     bool is_word, Sourcing& sourcing) {
  if (type.shape == Shape::name) return true;  // what it names is sourced where it stands
  const std::string range = sourcing.range;
  sourcing = records_.back();
  sourcing.range = range;
  const bool needs_range = type.datum && !is_word && type.dimension != nullptr;
  if (sourcing.grade != Grade::assumed || !needs_range || !range.empty()) return true;
  const std::string text = written_text(*unwrapped.value);
  error(Code::grade, unwrapped.value->mark, path,
        told("found {}, assumed with what stands beside it, without a range",
             "{}随同级各值标为assumed，却未给范围", text),
        told("{{value: {}, grade: assumed, range: LOW .. HIGH}}",
             "{{value: {}, grade: assumed, range: 下限 .. 上限}}", text));
  return false;
}

bool Reader::settle(const Unwrapped& unwrapped, const Node& written, const std::string& path,
                    const TypeInfo& type, std::optional<double> value) {
  const bool fine = check_range(unwrapped, path, type, value);
  Sourcing sourcing = unwrapped.sourcing;
  if (unwrapped.range != nullptr && unwrapped.range->is_scalar())
    sourcing.range = unwrapped.range->text;
  const bool is_word = unwrapped.value->is_scalar() && is_no_datum(type, unwrapped.value->text);
  if (!sourcing.is_set() && !records_.empty()) {
    if (!inherit(unwrapped, path, type, is_word, sourcing)) return false;
  }
  if (type.datum && !is_word && !sourcing.is_set()) {
    diagnostics_.add({Severity::warning,
                      Code::unsourced,
                      written.mark,
                      path,
                      {"found a value without source and grade", "该值未标注来源和等级"},
                      {"{value: …, source: …} or {value: …, grade: assumed, range: … .. …}",
                       "{value: …, source: …}或{value: …, grade: assumed, range: … .. …}"},
                      ""});
  }
  if ((type.datum && !is_word) || sourcing.is_set()) {
    provenance_.push_back({path, written_text(*unwrapped.value), sourcing.source, sourcing.grade,
                           sourcing.range, sourcing.note, place(unwrapped.value->mark)});
  }
  return fine;
}

}  // namespace kouan::models::language
