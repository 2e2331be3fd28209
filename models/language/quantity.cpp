#include "models/language/quantity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>
#include <iterator>
#include <limits>
#include <map>
#include <system_error>

#include "models/language/nearest_word.hpp"
#include "models/language/punctuation.hpp"
#include "models/language/separators.hpp"

namespace kouan::models::language {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

/// Length of the longest start of `text` that is a decimal number.
std::size_t number_length(std::string_view text) {
  std::size_t i = 0;
  const auto digits = [&] {
    const std::size_t from = i;
    while (i < text.size() && is_digit(text[i]))
      ++i;
    return i - from;
  };
  if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
  std::size_t count = digits();
  if (i < text.size() && text[i] == '.') {
    ++i;
    count += digits();
  }
  if (count == 0) return 0;
  const std::size_t mantissa = i;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    if (digits() == 0) return mantissa;
  }
  return i;
}

/// Words that mean "no number" in YAML and C.
bool is_not_finite_word(std::string_view text) {
  std::string word;
  for (const char c : text) {
    if (is_letter(c))
      word += static_cast<char>(c | 0x20);
    else if (c != '.' && c != '+' && c != '-')
      return false;
  }
  return word == "nan" || word == "inf" || word == "infinity";
}

/// Why text that begins like a number is none.
std::optional<Problem> number_habits(std::string_view text, std::size_t length) {
  const std::string_view number = text.substr(0, length);
  const char next = length < text.size() ? text[length] : '\0';
  const char after = length + 1 < text.size() ? text[length + 1] : '\0';
  const std::size_t first = number.find_first_not_of("+-");
  const bool zero_first = first != std::string_view::npos && number[first] == '0';
  if (zero_first && length == first + 1 && (next == 'x' || next == 'o' || next == 'b')) {
    return Problem{Code::number, fmt::format("found {}, not a decimal number", quoted(text)),
                   "decimal digits"};
  }
  if (zero_first && first + 1 < number.size() && is_digit(number[first + 1])) {
    return Problem{Code::number,
                   fmt::format("found {}, a number with a leading zero", quoted(text)),
                   "decimal digits without a leading zero"};
  }
  const bool is_separated = (next == '_' || next == ',' || next == '\'') && is_digit(after);
  if (is_separated || begins_separated(text)) {
    const std::string meant = without_separators(text);
    return Problem{Code::number, fmt::format("found {}", quoted(text)),
                   "digits without separators, a point before decimals",
                   meant == text ? "" : meant};
  }
  return std::nullopt;
}

struct Leading {
  double value = 0;
  std::size_t length = 0;
};

constexpr double k_largest = 1e18;  // in SI: sums and products of such numbers stay finite

Problem size_problem(std::string_view text) {
  return {Code::number, fmt::format("found {}, a number too large or too small", quoted(text)),
          "sizes that occur in the world, up to 1e18"};
}

/// The number at the start of `text`; `allowed` is said when there is none.
Parsed<Leading> leading_number(std::string_view text, const std::string& allowed) {
  if (auto wide = full_width_problem(text)) return {{}, wide};
  if (is_not_finite_word(text.substr(0, text.find(' ')))) {
    return {{},
            Problem{Code::number, fmt::format("found {}, which is no finite number", quoted(text)),
                    allowed}};
  }
  const std::size_t length = number_length(text);
  if (length == 0)
    return {{},
            Problem{Code::wrong_type,
                    fmt::format("found {}", text.empty() ? "nothing" : quoted(text)), allowed}};
  if (auto habit = number_habits(text, length)) return {{}, habit};
  std::string_view digits = text.substr(0, length);
  if (digits.front() == '+') digits.remove_prefix(1);
  double value = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (read.ec != std::errc{} || std::abs(value) > k_largest) return {{}, size_problem(text)};
  return {{value, length}, std::nullopt};
}

std::string without_blanks(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out),
               [](char c) { return c != ' ' && c != '\t'; });
  return out;
}

const Unit* find_unit(const Dimension& dimension, std::string_view word) {
  const auto found = std::find_if(dimension.units.begin(), dimension.units.end(),
                                  [&](const Unit& u) { return u.word == word; });
  return found == dimension.units.end() ? nullptr : &*found;
}

/// Words people write for a unit, and the unit's own word.
const std::map<std::string, std::string, std::less<>>& unit_habits() {
  static const std::map<std::string, std::string, std::less<>> k_habits = {
      {"sec", "s"},
      {"secs", "s"},
      {"second", "s"},
      {"seconds", "s"},
      {"S", "s"},
      {"秒", "s"},
      {"mins", "min"},
      {"minute", "min"},
      {"minutes", "min"},
      {"Min", "min"},
      {"分钟", "min"},
      {"分", "min"},
      {"m", "min"},
      {"hr", "h"},
      {"hrs", "h"},
      {"hour", "h"},
      {"hours", "h"},
      {"H", "h"},
      {"小时", "h"},
      {"时", "h"},
      {"day", "d"},
      {"days", "d"},
      {"D", "d"},
      {"天", "d"},
      {"日", "d"},
      {"meter", "m"},
      {"metre", "m"},
      {"metres", "m"},
      {"meters", "m"},
      {"米", "m"},
      {"公里", "km"},
      {"千米", "km"},
      {"KM", "km"},
      {"T", "t"},
      {"ton", "t"},
      {"tons", "t"},
      {"tonne", "t"},
      {"tonnes", "t"},
      {"吨", "t"},
      {"mt", "Mt"},
      {"百万吨", "Mt"},
      {"吨/天", "t/d"},
      {"吨/日", "t/d"},
      {"吨/小时", "t/h"},
      {"Mt/y", "Mt/yr"},
      {"Mt/a", "Mt/yr"},
      {"Mt/year", "Mt/yr"},
      {"万吨/yr", "万吨/年"},
      {"/hour", "/h"},
      {"/day", "/d"},
      {"/year", "/yr"},
      {"/y", "/yr"},
      {"/a", "/yr"},
      {"per h", "/h"},
      {"perday", "/d"},
      {"percent", "%"},
      {"pct", "%"},
      {"元", "CNY"},
      {"RMB", "CNY"},
      {"yuan", "CNY"},
      {"百万元", "MCNY"},
      {"美元", "USD"},
      {"个小时", "h"},
      {"钟头", "h"},
      {"公斤", "kg"},
      {"千克", "kg"},
      {"辆", "vehicles"},
      {"列", "vehicles"},
      {"台", "vehicles"},
      {"车", "vehicles"},
      {"辆车", "vehicles"},
      {"truck", "vehicles"},
      {"trucks", "vehicles"},
      {"trains", "vehicles"},
      {"cars", "vehicles"},
      {"buses", "vehicles"},
      {"veh", "vehicles"},
  };
  return k_habits;
}

/// Larger amounts that people write, as so many of a unit of the language.
struct Multiple {
  std::string_view word;
  double count;
  std::string_view unit;
};
constexpr auto k_multiples = std::to_array<Multiple>(
    {{"千吨", 1, "kt"}, {"万吨", 10, "kt"}, {"千万吨", 10, "Mt"}, {"亿吨", 100, "Mt"}});

/// What is counted by the day or the year: "辆/天" is "/d".
bool is_counter(std::string_view word) {
  constexpr auto k_counters = std::to_array<std::string_view>(
      {"辆",     "辆次", "车",   "车次", "台",    "列",      "列次",     "趟",
       "班",     "次",   "人",   "人次", "个",    "vehicle", "vehicles", "truck",
       "trucks", "car",  "cars", "bus",  "buses", "train",   "trains"});
  return std::find(k_counters.begin(), k_counters.end(), word) != k_counters.end();
}

/// "天" is "d", "年" is "yr", "吨" is "t"; the word itself where nobody writes it for another.
std::string own_word(const std::string& word) {
  if (word == "年" || word == "year" || word == "y" || word == "a") return "yr";
  const auto habit = unit_habits().find(word);
  return habit == unit_habits().end() ? word : habit->second;
}

/// So many of a unit.
struct Amount {
  double count = 1;
  std::string unit;
};

/// What is meant by a unit that is put together of others: "辆/天" is 1 "/d", "亿吨/年" 100
/// "Mt/yr". Nothing where the dimension has no such unit.
std::optional<Amount> composed_unit(const std::string& word, const Dimension& dimension) {
  const std::size_t slash = word.find('/');
  const std::string first = word.substr(0, slash);
  const std::string time = slash == std::string::npos ? "" : "/" + own_word(word.substr(slash + 1));
  Amount out{1, (is_counter(first) && !time.empty() ? "" : own_word(first)) + time};
  if (find_unit(dimension, out.unit) != nullptr) return out;
  for (const Multiple& m : k_multiples) {
    if (m.word != first) continue;
    out = {m.count, std::string(m.unit) + time};
    if (find_unit(dimension, out.unit) != nullptr) return out;
    if (time.empty() && find_unit(dimension, out.unit + "/yr") != nullptr)
      return Amount{m.count, out.unit + "/yr"};  // an amount where a rate is wanted: of the year
  }
  return std::nullopt;
}

/// Days of a longer unit of time that people write; 0 of other words. Months differ.
double days_of(std::string_view word) {
  for (const char* week : {"week", "weeks", "w", "周", "星期"})
    if (word == week) return 7;
  for (const char* year : {"year", "years", "yr", "y", "a", "年"})
    if (word == year) return 365;
  return 0;
}

/// Name of the dimension that has this unit, or empty.
std::string meaning_elsewhere(const std::string& word) {
  for (const Dimension* other : all_dimensions()) {
    if (find_unit(*other, word) != nullptr) return other->name;
  }
  return {};
}

/// "milliont/yr" → "Mt/yr", "millionCNY" → "MCNY"; of an amount where a rate is wanted that of the
/// year. Empty where the dimension has no such unit.
std::string unit_of_millions(const std::string& word, const Dimension& dimension) {
  std::string unit = word.substr(std::string_view("million").size());
  for (const char* tonnes : {"tonnes", "tonne", "tons", "ton"})
    if (unit.starts_with(tonnes)) unit.replace(0, std::string_view(tonnes).size(), "t");
  for (const std::string& all : {"M" + unit, "M" + unit + "/yr"})
    if (find_unit(dimension, all) != nullptr) return all;
  return "";
}

/// What is meant is told without a minus: no quantity of the language may be below 0.
Problem unit_problem(std::string_view text, std::string number, const std::string& word,
                     const Dimension& dimension) {
  if (number.starts_with('-')) number.erase(0, 1);
  if (std::any_of(word.begin(), word.end(), &is_digit)) {
    return {Code::unit_unknown, fmt::format("found {}, more than one number", quoted(text)),
            dimension.description()};
  }
  Problem out{Code::unit_unknown, "", dimension.description()};
  out.found = fmt::format("found {}: \"{}\" is no unit", quoted(text), word);
  const std::string elsewhere = meaning_elsewhere(word);
  if (!elsewhere.empty()) {
    out.code = Code::unit_dimension;
    out.found = fmt::format("found {}, which is {}", quoted(text), elsewhere);
  }
  std::string near;
  const auto habit = unit_habits().find(word);
  if (habit != unit_habits().end() && find_unit(dimension, habit->second) != nullptr)
    near = habit->second;
  const std::string amount = habit == unit_habits().end() ? word : habit->second;
  if (word.starts_with("million")) {  // never the unit itself, a millionth of what is meant
    const std::string many = unit_of_millions(word, dimension);
    if (!many.empty()) out.nearest = number + " " + many;
    return out;
  }
  for (const char* per_year : {"/年", "/yr"})  // an amount where a rate is wanted: of the year
    if (near.empty() && find_unit(dimension, amount + per_year) != nullptr)
      near = amount + per_year;
  if (const double days = days_of(word); days > 0 && find_unit(dimension, "d") != nullptr) {
    out.nearest = number_text(days * parse_number(number).value) + " d";
    return out;
  }
  if (const auto meant = composed_unit(word, dimension); near.empty() && meant) {
    out.nearest = number_text(meant->count * parse_number(number).value) + " " + meant->unit;
    return out;
  }
  if (near.empty() && elsewhere.empty()) {
    std::vector<std::string> words;
    for (const Unit& unit : dimension.units)
      words.push_back(unit.word);
    near = nearest_word(word, words);
  }
  if (!near.empty()) out.nearest = number + " " + near;
  return out;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t\n");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\n") - from + 1);
}

std::string number_text(double value) { return fmt::format("{}", value); }

std::optional<Problem> full_width_problem(std::string_view text) {
  const auto found = find_full_width(text);
  if (!found) return std::nullopt;
  std::string meant = without_full_width(text);
  const bool is_quoted = meant.size() > 2 && meant.front() == meant.back() &&
                         (meant.front() == '"' || meant.front() == '\'');
  if (is_quoted) meant = meant.substr(1, meant.size() - 2);
  if (begins_separated(meant)) meant = without_separators(meant);
  for (const char* brackets : {"{}", "[]"})  // the other one has had its message
    if (meant.ends_with(brackets[1]) && meant.find(brackets[0]) == std::string::npos)
      meant.pop_back();
  return Problem{Code::full_width, "found " + found->named(), in_quotes(found->ascii), meant,
                 found->characters_before};
}

Parsed<double> parse_number(std::string_view text) {
  text = trimmed(text);
  const std::string allowed = "a bare number";
  const Parsed<Leading> number = leading_number(text, allowed);
  if (!number) return {0, number.problem};
  if (number.value.length == text.size()) return {number.value.value, std::nullopt};
  return {0, Problem{Code::unit_dimension, fmt::format("found {}", quoted(text)), allowed,
                     std::string(text.substr(0, number.value.length))}};
}

Parsed<int> parse_whole(std::string_view text) {
  const Parsed<double> number = parse_number(text);
  if (!number) {
    Problem problem = *number.problem;
    if (problem.allowed == "a bare number") problem.allowed = "a whole number";
    return {0, problem};
  }
  const bool fits = std::abs(number.value) <= std::numeric_limits<int>::max();
  const bool is_whole = number.value == std::floor(number.value);
  if (fits && is_whole && text.find_first_of(".eE") != std::string_view::npos) {
    return {0, Problem{Code::number, fmt::format("found {}", quoted(trimmed(text))),
                       "a whole number without point and exponent", number_text(number.value)}};
  }
  if (!fits || !is_whole) {
    return {0, Problem{fits ? Code::number : Code::out_of_range,
                       fmt::format("found {}", quoted(trimmed(text))),
                       fits ? "a whole number" : "a whole number up to 2147483647"}};
  }
  return {static_cast<int>(number.value), std::nullopt};
}

Parsed<double> parse_quantity(std::string_view text, const Dimension& dimension) {
  if (dimension.units.empty()) return parse_number(text);
  text = trimmed(text);
  const Parsed<Leading> number = leading_number(text, dimension.description());
  if (!number) return {0, number.problem};
  const std::string word = without_blanks(text.substr(number.value.length));
  const std::string digits(text.substr(0, number.value.length));
  if (word.empty()) {
    const bool share = &dimension == &share_dimension();
    std::string nearest =
        share
            ? (std::abs(number.value.value) <= 1 ? number_text(100 * number.value.value) : digits) +
                  " %"
            : "";
    return {0, Problem{Code::unit_missing, fmt::format("found {} without a unit", quoted(text)),
                       dimension.description(), nearest}};
  }
  const Unit* unit = find_unit(dimension, word);
  if (unit == nullptr) return {0, unit_problem(text, digits, word, dimension)};
  const double value = number.value.value * unit->factor;
  if (std::abs(value) > k_largest) return {0, size_problem(text)};
  return {value, std::nullopt};
}

namespace {

/// "8 min .. 20 min" for what people write between the ends of a range: "8 - 20 min", "8至20 min".
/// Empty where what is meant can't be told.
std::string meant_bounds(std::string_view text, const Dimension& dimension) {
  constexpr auto k_between =
      std::to_array<std::string_view>({"–", "—", "－", "~", "～", "至", "到", "…", " to ", "-"});
  for (const std::string_view between : k_between) {
    const std::size_t at = text.find(between, 1);
    if (at == std::string_view::npos) continue;
    std::string low(trimmed(text.substr(0, at)));
    const std::string high(trimmed(text.substr(at + between.size())));
    if (!parse_quantity(high, dimension)) continue;
    if (!parse_quantity(low, dimension))  // the unit stands once, behind both
      low += high.substr(number_length(high));
    const Parsed<double> first = parse_quantity(low, dimension);
    if (first && first.value <= parse_quantity(high, dimension).value) return low + " .. " + high;
  }
  return "";
}

Problem bounds_problem(std::string_view text, const Dimension& dimension) {
  Problem out{Code::range, fmt::format("found {}", quoted(text)),
              fmt::format("LOW .. HIGH, each {}", dimension.description()),
              meant_bounds(text, dimension)};
  if (const auto wide = find_full_width(text); wide && !out.nearest.empty()) {
    out.found = "found " + wide->named();
    out.offset = wide->characters_before;
  }
  return out;
}

}  // namespace

Parsed<Bounds> parse_bounds(std::string_view text, const Dimension& dimension) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) return {{}, bounds_problem(text, dimension)};
  const Parsed<double> low = parse_quantity(text.substr(0, dots), dimension);
  if (!low) return {{}, low.problem};
  Parsed<double> high = parse_quantity(text.substr(dots + 2), dimension);
  if (!high) {
    high.problem->offset += characters(text, dots + 2);
    return {{}, high.problem};
  }
  if (low.value > high.value) {
    return {
        {},
        Problem{Code::order, fmt::format("found {}, low above high", quoted(text)), "LOW .. HIGH"}};
  }
  return {{low.value, high.value}, std::nullopt};
}

std::string scaled_quantity(std::string_view text, double factor) {
  text = trimmed(text);
  const Parsed<Leading> number = leading_number(text, "");
  if (!number) return std::string(text);
  constexpr int k_digits = 12;  // more than anybody writes down, fewer than a product is wrong in
  return fmt::format("{:.{}g}", number.value.value * factor, k_digits) +
         std::string(text.substr(number.value.length));
}

}  // namespace kouan::models::language
