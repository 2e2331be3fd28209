#include "models/language/quantity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <limits>
#include <system_error>

#include "models/language/punctuation.hpp"
#include "models/language/separators.hpp"
#include "models/language/unit_words.hpp"

namespace kouan::models::language {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

Text quoted(std::string_view text) { return told("\"{}\"", "“{}”", text); }

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
    return Problem{Code::number,
                   told("found {}, not a decimal number", "所写为{}，不是十进制数", quoted(text)),
                   {"decimal digits", "十进制数字"}};
  }
  if (zero_first && first + 1 < number.size() && is_digit(number[first + 1])) {
    return Problem{
        Code::number,
        told("found {}, a number with a leading zero", "所写为{}，数字以0开头", quoted(text)),
        {"decimal digits without a leading zero", "不以0开头的十进制数字"}};
  }
  const bool is_separated = (next == '_' || next == ',' || next == '\'') && is_digit(after);
  if (is_separated || begins_separated(text)) {
    const std::string meant = without_separators(text);
    return Problem{Code::number, as_found(text), unseparated_digits(), meant == text ? "" : meant};
  }
  return std::nullopt;
}

struct Leading {
  double value = 0;
  std::size_t length = 0;
};

constexpr double k_largest = 1e18;  // in SI: sums and products of such numbers stay finite

/// `unit` is that of the text, whose SI value is what counts.
Problem size_problem(std::string_view text, const Unit& unit) {
  std::string most = fmt::format("{:.2g}", k_largest / std::max(1.0, unit.factor));
  most.erase(std::remove(most.begin(), most.end(), '+'), most.end());  // 1e18, not 1e+18
  if (!unit.word.empty()) most += " " + unit.word;
  return {
      Code::number,
      told("found {}, a number too large or too small", "所写为{}，数字过大或过小", quoted(text)),
      told("sizes that occur in the world, up to {}", "现实中可能的大小，不超过{}", most)};
}

/// The number at the start of `text`; `allowed` is said when there is none.
Parsed<Leading> leading_number(std::string_view text, const Text& allowed) {
  if (auto wide = full_width_problem(text)) return {{}, wide};
  if (is_not_finite_word(text.substr(0, text.find(' ')))) {
    return {
        {},
        Problem{Code::number,
                told("found {}, which is no finite number", "所写为{}，不是有限的数", quoted(text)),
                allowed}};
  }
  const std::size_t length = number_length(text);
  if (length == 0)
    return {{},
            Problem{Code::wrong_type,
                    text.empty() ? Text{"found nothing", "所写为空值"} : as_found(text), allowed}};
  if (auto habit = number_habits(text, length)) return {{}, habit};
  std::string_view digits = text.substr(0, length);
  if (digits.front() == '+') digits.remove_prefix(1);
  double value = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (read.ec != std::errc{} || std::abs(value) > k_largest)
    return {{}, size_problem(text, {"", 1})};
  return {{value, length}, std::nullopt};
}

std::string without_blanks(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out),
               [](char c) { return c != ' ' && c != '\t'; });
  return out;
}

/// What is suggested has to be allowed in its turn: of "2.5 lanes" and "2,5" it is not 2.5.
Problem with_whole_suggestion(Problem problem) {
  if (problem.nearest.empty()) return problem;
  const Parsed<int> meant = parse_whole(problem.nearest);
  if (meant) return problem;
  problem.nearest = meant.problem->nearest;
  if (problem.nearest.empty()) problem.allowed = whole_number();
  return problem;
}

}  // namespace

Text unseparated_digits() {
  return {"digits without separators, a point before decimals", "数字中不加分隔符，小数点用“.”"};
}

Text whole_number() { return {"a whole number", "整数"}; }

Text each_bound(const Dimension& dimension) {
  return told("LOW .. HIGH, each {}", "“下限 .. 上限”，均为{}", dimension.description());
}

std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t\n");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\n") - from + 1);
}

std::string number_text(double value) { return fmt::format("{}", value); }

std::optional<Problem> full_width_problem(std::string_view text) {
  const auto wide = find_full_width(text);
  if (!wide) return std::nullopt;
  std::string meant = without_full_width(text);
  const bool is_quoted = meant.size() > 2 && meant.front() == meant.back() &&
                         (meant.front() == '"' || meant.front() == '\'');
  if (is_quoted) meant = meant.substr(1, meant.size() - 2);
  if (begins_separated(meant)) meant = without_separators(meant);
  for (const char* brackets : {"{}", "[]"})  // the other one has had its message
    if (meant.ends_with(brackets[1]) && meant.find(brackets[0]) == std::string::npos)
      meant.pop_back();
  return Problem{Code::full_width, as_found(wide->named()), in_quotes(wide->ascii), meant,
                 wide->characters_before};
}

Parsed<double> parse_number(std::string_view text) {
  text = trimmed(text);
  const Text& allowed = number_dimension().name;
  const Parsed<Leading> number = leading_number(text, allowed);
  if (!number) return {0, number.problem};
  if (number.value.length == text.size()) return {number.value.value, std::nullopt};
  return {0, Problem{Code::unit_dimension, as_found(text), allowed,
                     std::string(text.substr(0, number.value.length))}};
}

Parsed<int> parse_whole(std::string_view text) {
  const Parsed<double> number = parse_number(text);
  if (!number) {
    Problem problem = *number.problem;
    if (problem.allowed.en == number_dimension().name.en) problem.allowed = whole_number();
    return {0, with_whole_suggestion(std::move(problem))};
  }
  const bool fits = std::abs(number.value) <= std::numeric_limits<int>::max();
  const bool is_whole = number.value == std::floor(number.value);
  if (fits && is_whole && text.find_first_of(".eE") != std::string_view::npos) {
    return {0, Problem{Code::number,
                       as_found(trimmed(text)),
                       {"a whole number without point and exponent", "不带小数点和指数的整数"},
                       number_text(number.value)}};
  }
  if (!fits || !is_whole) {
    return {0, Problem{fits ? Code::number : Code::out_of_range, as_found(trimmed(text)),
                       fits ? whole_number()
                            : Text{"a whole number up to 2147483647", "不超过2147483647的整数"}}};
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
    return {0, Problem{Code::unit_missing,
                       told("found {} without a unit", "所写为{}，缺少单位", quoted(text)),
                       dimension.description(), nearest}};
  }
  const Unit* unit = find_unit(dimension, word);
  if (unit == nullptr) return {0, unit_problem(text, digits, word, dimension)};
  const double value = number.value.value * unit->factor;
  if (std::abs(value) > k_largest) return {0, size_problem(text, *unit)};
  return {value, std::nullopt};
}

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

namespace {

Problem bounds_problem(std::string_view text, const Dimension& dimension) {
  Problem out{Code::range, as_found(text), each_bound(dimension), meant_bounds(text, dimension)};
  if (const auto wide = find_full_width(text); wide && !out.nearest.empty()) {
    out.found = as_found(wide->named());
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
    return {{},
            Problem{Code::order,
                    told("found {}, low above high", "所写为{}，下限大于上限", quoted(text)),
                    {"LOW .. HIGH", "“下限 .. 上限”"}}};
  }
  return {{low.value, high.value}, std::nullopt};
}

std::string scaled_quantity(std::string_view text, double factor) {
  text = trimmed(text);
  const Parsed<Leading> number = leading_number(text, {});
  if (!number) return std::string(text);
  constexpr int k_digits = 12;  // more than anybody writes down, fewer than a product is wrong in
  return fmt::format("{:.{}g}", number.value.value * factor, k_digits) +
         std::string(text.substr(number.value.length));
}

}  // namespace kouan::models::language
