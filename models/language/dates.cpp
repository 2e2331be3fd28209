#include "models/language/dates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <optional>
#include <string>

#include "models/language/nearest_word.hpp"

namespace kouan::models::language {
namespace {

constexpr int k_first_year = 1900;
constexpr int k_last_year = 2200;

Text date_form() { return {"a date that exists, such as 2023-07-10", "存在的日期，如2023-07-10"}; }
Text span_form() {
  return {"times of day such as \"08:00-18:00\", up to 24:00",
          "一天中的时段，如\"08:00-18:00\"，最晚24:00"};
}

const std::vector<std::string>& day_words() {
  static const std::vector<std::string> k_words = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  return k_words;
}

/// The day of a word that people write for it, such as "Monday" or "周一"; else the nearest of the
/// right words.
std::string day_meant(std::string_view word) {
  static const std::vector<std::string> k_names = {"monday", "tuesday",  "wednesday", "thursday",
                                                   "friday", "saturday", "sunday"};
  static const std::vector<std::string> k_numbers = {"一", "二", "三", "四",
                                                     "五", "六", "日", "天"};
  std::string lower(word);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (std::size_t day = 0; day < k_names.size(); ++day)
    if (lower.size() > 2 && k_names[day].starts_with(lower)) return day_words()[day];
  for (const std::string_view week : {"周", "星期", "礼拜"})
    for (std::size_t day = 0; day < k_numbers.size(); ++day)
      if (lower == std::string(week) + k_numbers[day])
        return day_words()[std::min(day, day_words().size() - 1)];
  return nearest_word(lower, day_words());
}

/// Digits of `text[from, from + count)` as a number, nothing when there are others than digits.
std::optional<int> digits(std::string_view text, std::size_t from, std::size_t count) {
  if (from + count > text.size()) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(from, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = 10 * value + (c - '0');
  }
  return value;
}

/// Numbers of a text in which others part them than digits: "1.2.2023" has three.
std::vector<int> numbers_in(std::string_view text) {
  std::vector<int> numbers;
  bool goes_on = false;
  for (const char c : text) {
    const bool is_digit = c >= '0' && c <= '9';
    if (is_digit && !goes_on) numbers.push_back(0);
    if (is_digit) numbers.back() = std::min(10 * numbers.back() + (c - '0'), 100'000'000);
    goes_on = is_digit;
  }
  return numbers;
}

std::chrono::year_month_day civil(int year, int month, int day) {
  return {std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
          std::chrono::day(static_cast<unsigned>(day))};
}

/// "2023-07-10" for what people write instead: "2023/7/10", "2023年7月10日", "20230710",
/// "10.7.2023"; empty if it cannot be told.
std::string date_meant(std::string_view text) {
  std::vector<int> n = numbers_in(text);
  constexpr int k_compact = 10'000'000;  // eight digits
  if (n.size() == 1 && n[0] >= k_compact) n = {n[0] / 10'000, n[0] / 100 % 100, n[0] % 100};
  if (n.size() != 3) return "";
  if (n[2] >= k_first_year && text.find('.') != std::string_view::npos) std::swap(n[0], n[2]);
  const bool is_fine = n[0] >= k_first_year && n[0] <= k_last_year && n[1] < 100 && n[2] < 100 &&
                       civil(n[0], n[1], n[2]).ok();
  return is_fine ? fmt::format("{:04}-{:02}-{:02}", n[0], n[1], n[2]) : "";
}

/// Which part of a date does not exist: its month, or its day in that month.
Text found_no_day(std::string_view text, int year, int month, int day) {
  if (month < 1 || month > 12)
    return told("found \"{}\", and there is no month {}", "所写为“{}”，并无{}月", text, month);
  const auto last =
      static_cast<unsigned>((std::chrono::year(year) /
                             std::chrono::month(static_cast<unsigned>(month)) / std::chrono::last)
                                .day());
  return told("found \"{0}\", and {2} has no day {1}: its last is {3}",
              "所写为“{0}”，{2}并无{1}日，末日为{3}日", text, day,
              fmt::format("{:04}-{:02}", year, month), last);
}

/// "08:00" or "8:00" in minutes.
std::optional<int> minutes_of(std::string_view text) {
  text = trimmed(text);
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon < 1 || colon > 2 || text.size() != colon + 3)
    return std::nullopt;
  const auto hour = digits(text, 0, colon);
  const auto minute = digits(text, colon + 1, 2);
  if (!hour || !minute || *minute > 59 || 60 * *hour + *minute > 24 * 60) return std::nullopt;
  return 60 * *hour + *minute;
}

/// "08:00" for what people write instead: "8", "8.00", "8h", "0800", "8时"; empty if it cannot be
/// told.
std::string time_meant(std::string_view text) {
  text = trimmed(text);
  const std::size_t hours_end = std::min(text.find_first_not_of("0123456789"), text.size());
  std::string hours(text.substr(0, hours_end)), minutes;
  std::string_view rest = text.substr(hours_end);
  for (const std::string_view joint : {":", ".", "h", "点", "时"}) {
    if (!rest.starts_with(joint)) continue;
    minutes = rest.substr(joint.size());
    rest = "";
  }
  if (!rest.empty()) return "";
  if (minutes.empty() && (hours.size() == 3 || hours.size() == 4)) {
    minutes = hours.substr(hours.size() - 2);
    hours.resize(hours.size() - 2);
  }
  const std::string meant = hours + ":" + (minutes.empty() ? "00" : minutes);
  return minutes_of(meant) ? fmt::format("{:0>5}", meant) : "";
}

/// The span that is likely meant, such as 08:00-18:00 by "8-18"; empty if it cannot be told.
std::string span_meant(std::string_view text) {
  for (const std::string_view joint : {"-", "~", "至", "到", " to ", ".."}) {
    const std::size_t at = text.find(joint);
    if (at == std::string_view::npos) continue;
    const std::string from = time_meant(text.substr(0, at));
    const std::string to = time_meant(text.substr(at + joint.size()));
    return from.empty() || to.empty() || from == to ? "" : from + "-" + to;
  }
  return "";
}

Problem span_problem(std::string_view text) {
  return {Code::time_of_day, as_found(text), span_form(), span_meant(text)};
}

}  // namespace

Text time_of_day_form() { return {"a time of day such as \"08:00\"", "一天中的时刻，如\"08:00\""}; }

Text utc_offset_form() {
  return {"an offset from UTC such as \"+08:00\"", "与UTC的时差，如\"+08:00\""};
}

Text same_day_or_later() {
  return {"to: the same day as from, or later", "“to:”与“from:”同日或更晚"};
}

Text last_before_first() { return {"found a last day before the first", "末日早于首日"}; }

Parsed<CivilDate> parse_date(std::string_view text) {
  text = trimmed(text);
  if (auto wide = full_width_problem(text)) return {{}, wide};
  const auto year = digits(text, 0, 4);
  const auto month = digits(text, 5, 2);
  const auto day = digits(text, 8, 2);
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !year || !month || !day) {
    return {{}, Problem{Code::date, as_found(text), date_form(), date_meant(text)}};
  }
  if (!civil(*year, *month, *day).ok())
    return {{}, Problem{Code::date, found_no_day(text, *year, *month, *day), date_form()}};
  if (*year < k_first_year || *year > k_last_year)
    return {{}, Problem{Code::date, as_found(text), {"years 1900 to 2200", "1900年至2200年"}}};
  return {{*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day)}, std::nullopt};
}

std::int64_t day_number(const CivilDate& date) {
  const std::chrono::sys_days days =
      std::chrono::year(date.year) / static_cast<int>(date.month) / static_cast<int>(date.day);
  return days.time_since_epoch().count();
}

std::string date_text(const CivilDate& date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

Parsed<DaySpan> parse_span(std::string_view text) {
  text = trimmed(text);
  if (auto wide = full_width_problem(text)) return {{}, wide};
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return {{}, span_problem(text)};
  const auto from = minutes_of(text.substr(0, dash));
  const auto to = minutes_of(text.substr(dash + 1));
  if (!from || !to) return {{}, span_problem(text)};
  if (*from == *to || *from == 24 * 60)
    return {{},
            Problem{Code::time_of_day,
                    told("found \"{}\", which has no length", "所写为“{}”，时长为零", text),
                    {"\"00:00-24:00\" for the whole day", "全天写\"00:00-24:00\""}}};
  const std::int32_t next_day = *to < *from ? 24 * 60 : 0;
  return {{60 * *from, 60 * (*to + next_day)}, std::nullopt};
}

Parsed<std::int32_t> parse_time_of_day(std::string_view text) {
  if (auto wide = full_width_problem(text)) return {{}, wide};
  const auto minutes = minutes_of(text);
  if (!minutes || *minutes == 24 * 60)
    return {0, Problem{Code::time_of_day, as_found(text), time_of_day_form()}};
  return {60 * *minutes, std::nullopt};
}

Parsed<std::int32_t> parse_utc_offset(std::string_view text) {
  text = trimmed(text);
  if (auto wide = full_width_problem(text)) return {{}, wide};
  const bool has_sign = !text.empty() && (text[0] == '+' || text[0] == '-');
  const auto minutes = minutes_of(has_sign ? text.substr(1) : text);
  if (!has_sign || !minutes || *minutes > 14 * 60)
    return {0, Problem{Code::time_of_day, as_found(text), utc_offset_form()}};
  return {(text[0] == '-' ? -60 : 60) * *minutes, std::nullopt};
}

Parsed<std::vector<int>> parse_days(std::string_view text) {
  text = trimmed(text);
  if (auto wide = full_width_problem(text)) return {{}, wide};
  const std::size_t dash = text.find('-');
  const std::size_t until = std::min(text.find("至"), text.find("到"));  // 周一至周五
  const auto number_of = [&](std::string_view word) -> std::optional<int> {
    const auto found = std::find(day_words().begin(), day_words().end(), trimmed(word));
    if (found == day_words().end()) return std::nullopt;
    return static_cast<int>(found - day_words().begin());
  };
  const std::string_view first_word = text.substr(0, dash);
  const std::string_view last_word =
      dash == std::string_view::npos ? first_word : text.substr(dash + 1);
  const auto first = number_of(first_word);
  const auto last = number_of(last_word);
  if (!first || !last) {
    const auto right = [&](std::string_view word) { return day_meant(trimmed(word)); };
    std::string nearest = right(first_word);
    if (dash != std::string_view::npos && !nearest.empty())
      nearest = right(last_word).empty() ? "" : nearest + "-" + right(last_word);
    if (until != std::string_view::npos) {
      constexpr std::size_t k_bytes = 3;  // of either character
      const std::string from = right(text.substr(0, until));
      const std::string to = right(text.substr(until + k_bytes));
      nearest = from.empty() || to.empty() ? "" : from + "-" + to;
    }
    return {{},
            Problem{Code::word,
                    as_found(text),
                    {"mon, tue, wed, thu, fri, sat, sun, or two of them such as mon-sat",
                     "mon、tue、wed、thu、fri、sat、sun，或其中两个，如mon-sat"},
                    nearest}};
  }
  std::vector<int> days;
  for (int day = *first;; day = (day + 1) % 7) {
    days.push_back(day);
    if (day == *last) break;
  }
  return {days, std::nullopt};
}

}  // namespace kouan::models::language
