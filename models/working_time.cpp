#include "models/working_time.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include "models/amounts.hpp"

namespace kouan::models {
namespace {

const Side* find_side(const Scenario& scenario, const std::string& id) {
  for (const Side& side : scenario.sides) {
    if (side.id == id) return &side;
  }
  return nullptr;
}

const Hours& find_hours(const Scenario& scenario, const std::string& id) {
  for (const Hours& hours : scenario.hours) {
    if (hours.id == id) return hours;
  }
  throw std::logic_error("no hours named " + id);
}

bool is_closed_on(const std::vector<Holiday>& holidays, const CivilDate& date) {
  return std::any_of(holidays.begin(), holidays.end(),
                     [&](const Holiday& h) { return is_within(date, h.from, h.to); });
}

bool is_closed(const Scenario& scenario, const Hours& hours, const CivilDate& date) {
  if (is_closed_on(hours.closures, date)) return true;
  return std::any_of(hours.closed_on.begin(), hours.closed_on.end(), [&](const std::string& id) {
    const Side* side = find_side(scenario, id);
    return side != nullptr && is_closed_on(side->holidays, date);
  });
}

/// Run time of local midnight on `day` [µs].
sim::Micros midnight(const Scenario& scenario, const std::string& side_id, std::int64_t day) {
  const std::int32_t reference = scenario.sides.empty() ? 0 : scenario.sides.front().utc_offset_s;
  const Side* side = find_side(scenario, side_id);
  const std::int32_t offset = side == nullptr ? reference : side->utc_offset_s;
  return (day - days_from_civil(scenario.start)) * sim::k_day +
         (reference - offset) * sim::k_second;
}

const std::vector<DaySpan>& whole_day() {
  static const std::vector<DaySpan> spans{DaySpan{}};
  return spans;
}

/// 0 = Monday; 1970-01-01 was a Thursday. The remainder of a day before is negative.
std::size_t weekday_of(std::int64_t day) {
  return static_cast<std::size_t>(((day + 3) % 7 + 7) % 7);
}

const std::vector<DaySpan>& spans_on(const Scenario& scenario, const Hours* hours,
                                     std::int64_t day) {
  static const std::vector<DaySpan> none;
  if (hours == nullptr) return whole_day();
  if (is_closed(scenario, *hours, civil_from_days(day))) return none;
  return hours->week[weekday_of(day)];
}

std::vector<OpenDay> days_with_shifts(const Scenario& scenario, const Hours* hours,
                                      const std::string& side, const DayRange& range) {
  std::vector<OpenDay> days;
  for (std::int64_t day = range.first; day <= range.last; ++day) {
    OpenDay open{civil_from_days(day), {}};
    const sim::Micros start = midnight(scenario, side, day);
    for (const DaySpan& span : spans_on(scenario, hours, day)) {
      open.spans.push_back(
          {start + span.from_s * sim::k_second, start + span.to_s * sim::k_second});
    }
    if (!open.spans.empty()) days.push_back(std::move(open));
  }
  return days;
}

}  // namespace

std::int64_t days_from_civil(const CivilDate& date) {
  using namespace std::chrono;
  return sys_days{year{date.year} / month{date.month} / day{date.day}}.time_since_epoch().count();
}

CivilDate civil_from_days(std::int64_t days) {
  using namespace std::chrono;
  const year_month_day ymd{sys_days{std::chrono::days{days}}};
  return {static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
          static_cast<unsigned>(ymd.day())};
}

bool is_within(const CivilDate& date, const CivilDate& from, const CivilDate& to) {
  const std::int64_t d = days_from_civil(date);
  return days_from_civil(from) <= d && d <= days_from_civil(to);
}

namespace {

/// Days whose shifts can touch the window.
DayRange days_around(const Scenario& scenario, const OpenSpan& window) {
  constexpr std::int64_t k_margin = 3;  // clocks up to 28 h apart and a shift's or lead's 24 h
  const std::int64_t start = days_from_civil(scenario.start);
  return {start + window.from / sim::k_day - k_margin, start + window.to / sim::k_day + k_margin};
}

OpenSpan whole_run(const Scenario& scenario) { return {0, sim::from_seconds(scenario.horizon_s)}; }

}  // namespace

DayRange days_around_run(const Scenario& scenario) {
  return days_around(scenario, whole_run(scenario));
}

std::vector<OpenDay> open_days(const Scenario& scenario, const std::string& hours_id,
                               std::int64_t first, std::int64_t last) {
  const Hours* hours = hours_id.empty() ? nullptr : &find_hours(scenario, hours_id);
  return days_with_shifts(scenario, hours, hours == nullptr ? "" : hours->side, {first, last});
}

std::vector<OpenSpan> open_spans(const Scenario& scenario, const ServerGroup& group,
                                 const std::string& side) {
  return open_spans_within(scenario, group, side, whole_run(scenario));
}

std::vector<OpenSpan> open_spans_within(const Scenario& scenario, const ServerGroup& group,
                                        const std::string& side, const OpenSpan& window) {
  const Hours* hours = group.hours.empty() ? nullptr : &find_hours(scenario, group.hours);
  const DayRange days = days_around(scenario, window);
  const DayRange dates{std::max(days.first, days_from_civil(group.from)),
                       std::min(days.last, days_from_civil(group.to))};
  std::vector<OpenSpan> joined;
  for (const OpenDay& day :
       days_with_shifts(scenario, hours, hours == nullptr ? side : hours->side, dates)) {
    for (OpenSpan span : day.spans) {
      span.from = std::max(span.from, window.from);
      span.to = std::min(span.to, window.to);
      if (span.from >= span.to) continue;
      if (!joined.empty() && joined.back().to >= span.from) {
        joined.back().to = std::max(joined.back().to, span.to);
      } else {
        joined.push_back(span);
      }
    }
  }
  return joined;
}

std::vector<sim::Micros> slots_before(const Direction& direction, double end_s) {
  std::vector<sim::Micros> slots;
  if (direction.every_s <= 0) return slots;
  const sim::Micros end = sim::from_seconds(end_s);
  for (std::int64_t k = 0;; ++k) {
    const sim::Micros at =
        sim::from_seconds(direction.first_s + static_cast<double>(k) * direction.every_s);
    if (at >= end) return slots;
    slots.push_back(at);
  }
}

SlotCount slots_of_a_week(const Scenario& scenario, const Stage& section,
                          const Direction& direction) {
  SlotCount slots;
  ServerGroup own;
  own.hours = direction.hours;
  const auto line = open_spans(scenario, section.groups.front(), section.side);
  const auto way = open_spans(scenario, own, section.side);
  const auto is_open_at = [](const std::vector<OpenSpan>& spans, sim::Micros at) {
    return std::any_of(spans.begin(), spans.end(),
                       [&](const OpenSpan& span) { return span.from <= at && at < span.to; });
  };
  for (const sim::Micros at : slots_before(direction, std::min(scenario.horizon_s, 7 * 86400.0))) {
    ++slots.all;
    slots.closed += is_open_at(line, at) && is_open_at(way, at) ? 0 : 1;
  }
  return slots;
}

double open_s_per_week(const Hours& hours) {
  double open_s = 0;
  for (const auto& spans : hours.week) {
    for (const DaySpan& span : spans)
      open_s += span.to_s - span.from_s;
  }
  return open_s;
}

Scenario with_longer_hours(Scenario scenario, const std::string& id, std::int32_t extra_s) {
  const auto hours = std::find_if(scenario.hours.begin(), scenario.hours.end(),
                                  [&](const Hours& h) { return h.id == id; });
  if (hours == scenario.hours.end()) throw std::logic_error("no hours named " + id);
  for (std::size_t day = 0; day < 7; ++day) {
    if (hours->week[day].empty()) continue;
    const std::vector<DaySpan>& next = hours->week[(day + 1) % 7];
    const std::int32_t opens_s =
        k_clock_day_s + (next.empty() ? k_clock_day_s : next.front().from_s);
    std::int32_t& closes_s = hours->week[day].back().to_s;
    closes_s = std::max(closes_s, std::min(closes_s + extra_s, opens_s));
  }
  return scenario;
}

}  // namespace kouan::models
