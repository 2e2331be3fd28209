#include "models/language/separators.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace kouan::models::language {
namespace {

/// Between groups of digits: those of ASCII, no-break and thin blanks, the typographic apostrophe.
constexpr auto k_separators = std::to_array<std::string_view>(
    {",", ".", "_", "'", " ", "\u00A0", "\u2009", "\u202F", "\u2019"});

/// Digits in a row and what stands before each but the first.
struct Groups {
  std::vector<std::string_view> digits;
  std::vector<std::string_view> separators;
  std::size_t length = 0;  ///< [bytes]
};

std::size_t digits_at(std::string_view text, std::size_t at) {
  const std::size_t end = text.find_first_not_of("0123456789", at);
  return (end == std::string_view::npos ? text.size() : end) - at;
}

/// A blank separates groups of three alone: "2 10" is two numbers.
bool may_separate(std::string_view separator, std::size_t digits) {
  const bool is_visible =
      separator == "," || separator == "." || separator == "_" || separator == "'";
  return digits == 3 || (is_visible && digits > 0);
}

Groups groups_at(std::string_view text, std::size_t at) {
  Groups out;
  const std::size_t from = at;
  for (std::size_t count = digits_at(text, at); count > 0;) {
    out.digits.push_back(text.substr(at, count));
    at += count;
    out.length = at - from;
    count = 0;
    for (const std::string_view separator : k_separators) {
      if (!text.substr(at).starts_with(separator)) continue;
      const std::size_t next = digits_at(text, at + separator.size());
      if (!may_separate(separator, next)) break;
      out.separators.push_back(separator);
      at += separator.size();
      count = next;
      break;
    }
  }
  return out;
}

/// Whether the groups up to `last` are thousands, all separated alike.
bool are_thousands(const Groups& groups, std::size_t last) {
  if (groups.digits.front().size() > 3) return false;
  for (std::size_t i = 1; i <= last; ++i)
    if (groups.digits[i].size() != 3 || groups.separators[i - 1] != groups.separators.front())
      return false;
  return true;
}

std::string joined(const Groups& groups, std::size_t last) {
  std::string out;
  for (std::size_t i = 0; i <= last; ++i)
    out += groups.digits[i];
  return out;
}

/// The number meant; nothing of a plain one, and where it can't be told.
std::optional<std::string> meant_by(const Groups& groups) {
  if (groups.separators.empty()) return std::nullopt;
  const std::size_t last = groups.separators.size();
  const std::string_view& end = groups.separators.back();
  const bool is_single = last == 1;
  if (is_single && end == ".") return std::nullopt;
  if (groups.separators.front() == "_") return joined(groups, last);
  if (are_thousands(groups, last)) return joined(groups, last);
  const bool is_point = end == "," || end == ".";
  const bool has_thousands =
      !is_single && groups.separators.front() != end && are_thousands(groups, last - 1);
  if (!is_point || !(is_single || has_thousands)) return std::nullopt;
  return joined(groups, last - 1) + "." + std::string(groups.digits.back());
}

bool is_part_of_a_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.';
}

}  // namespace

std::string without_separators(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const bool begins = digits_at(text, i) > 0 && (i == 0 || !is_part_of_a_word(text[i - 1]));
    const Groups groups = begins ? groups_at(text, i) : Groups{};
    const std::size_t length = std::max<std::size_t>(1, groups.length);
    out += meant_by(groups).value_or(std::string(text.substr(i, length)));
    i += length;
  }
  return out;
}

bool begins_separated(std::string_view text) {
  const std::size_t sign = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
  return meant_by(groups_at(text, sign)).has_value();
}

}  // namespace kouan::models::language
