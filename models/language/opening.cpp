// Opening hours of a week: "08:00-18:00", a list of spans, or a map of days.
#include <algorithm>
#include <array>

#include "models/amounts.hpp"
#include "models/language/dates.hpp"
#include "models/language/types.hpp"

namespace kouan::models::language {
namespace {

Text opening_form() {
  return {"\"08:00-18:00\", a list of spans, or {mon-fri: \"08:00-18:00\", sat: closed}",
          "\"08:00-18:00\"、时段列表，或{mon-fri: \"08:00-18:00\", sat: closed}"};
}

bool read_span(Reader& reader, const Node& node, const std::string& path,
               const std::vector<int>& days, WeekSpans& out) {
  const std::string* text = reader.scalar(node, path, opening_form());
  if (text == nullptr) return false;
  const Parsed<DaySpan> span = parse_span(*text);
  if (!span) {
    reader.error(*span.problem, node, path);
    return false;
  }
  for (const int day : days)
    out[static_cast<std::size_t>(day)].push_back(span.value);
  return true;
}

/// A span, a list of spans, or the word closed.
bool read_spans(Reader& reader, const Node& node, const std::string& path,
                const std::vector<int>& days, WeekSpans& out) {
  if (node.is_scalar() && node.text == "closed") return true;
  if (!node.is_list()) return read_span(reader, node, path, days, out);
  bool fine = true;
  for (std::size_t i = 0; i < node.items.size(); ++i)
    fine &= read_span(reader, node.items[i], join(path, i), days, out);
  return fine;
}

bool read_days_map(Reader& reader, const Node& node, const std::string& path, WeekSpans& out) {
  std::array<const Entry*, 7> taken{};
  bool fine = true;
  for (const Entry& entry : node.entries) {
    const std::string at = join(path, entry.key);
    const Parsed<std::vector<int>> days = parse_days(entry.key);
    if (!days) {
      reader.error(days.problem->code, entry.mark, at, days.problem->found, days.problem->allowed,
                   days.problem->nearest);
      fine = false;
      continue;
    }
    for (const int day : days.value) {
      const Entry*& before = taken[static_cast<std::size_t>(day)];
      if (before != nullptr) {
        reader.conflict(Code::overlap, entry.mark, at,
                        {"found a day that has its hours already", "该日已写过时段"},
                        {"each day once", "每日仅一次"}, before->mark, {"here", "在此"});
        fine = false;
        break;
      }
      before = &entry;
    }
    fine &= read_spans(reader, entry.node, at, days.value, out);
  }
  return fine;
}

bool read_opening(Reader& reader, const Node& node, const std::string& path, WeekSpans& out) {
  const std::vector<int> all_days = {0, 1, 2, 3, 4, 5, 6};
  const bool fine = node.is_map() ? read_days_map(reader, node, path, out)
                                  : read_spans(reader, node, path, all_days, out);
  for (auto& spans : out) {
    std::sort(spans.begin(), spans.end(),
              [](const DaySpan& a, const DaySpan& b) { return a.from_s < b.from_s; });
  }
  return fine;
}

/// Open time of a day on which a shift begins [s], the mean of the week: what a range is about.
std::optional<double> mean_open_time(const WeekSpans& week) {
  double open_s = 0;
  int days = 0;
  for (const auto& spans : week) {
    days += spans.empty() ? 0 : 1;
    for (const DaySpan& span : spans)
      open_s += span.to_s - span.from_s;
  }
  return days == 0 ? std::nullopt : std::optional(open_s / days);
}

}  // namespace

bool has_overlap(const WeekSpans& week) {
  const auto days = static_cast<std::int32_t>(week.size());
  std::vector<DaySpan> all;  // [s after midnight of Monday)
  for (std::int32_t day = 0; day < days; ++day) {
    for (const DaySpan& span : week[static_cast<std::size_t>(day)])
      all.push_back({day * k_clock_day_s + span.from_s, day * k_clock_day_s + span.to_s});
  }
  if (all.empty()) return false;
  all.push_back(
      {all.front().from_s + days * k_clock_day_s, all.front().to_s + days * k_clock_day_s});
  const auto overlaps = [](const DaySpan& a, const DaySpan& b) { return b.from_s < a.to_s; };
  return std::adjacent_find(all.begin(), all.end(), overlaps) != all.end();
}

Type<WeekSpans> opening() {
  Type<WeekSpans> type;
  type.info->shape = Shape::days;
  type.info->allowed = opening_form();
  type.info->sourced = true;
  type.info->datum = true;
  type.info->dimension = &time_dimension();
  type.number = &mean_open_time;
  type.read = &read_opening;
  return type;
}

Type<std::vector<int>> days() {
  Type<std::vector<int>> type;
  type.info->shape = Shape::text;
  type.info->allowed = {"days such as mon-sat, or a list of them", "星期几，如mon-sat，或其列表"};
  type.info->pattern = "^(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?$";
  type.read = [info = type.info.get()](Reader& reader, const Node& node, const std::string& path,
                                       std::vector<int>& out) {
    bool fine = true;
    const auto read_one = [&](const Node& item, const std::string& at) {
      const std::string* text = reader.scalar(item, at, info->allowed);
      if (text == nullptr) return false;
      const Parsed<std::vector<int>> parsed = parse_days(*text);
      if (!parsed) return reader.error(*parsed.problem, item, at), false;
      out.insert(out.end(), parsed.value.begin(), parsed.value.end());
      return true;
    };
    if (!node.is_list()) return read_one(node, path);
    for (std::size_t i = 0; i < node.items.size(); ++i)
      fine &= read_one(node.items[i], join(path, i));
    return fine;
  };
  return type;
}

}  // namespace kouan::models::language
