// Warnings on hours and dates: shifts, holidays and closures that do nothing, levers that open
// late.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "analysis/check_warnings.hpp"
#include "models/amounts.hpp"
#include "models/demand.hpp"
#include "models/language/dates.hpp"
#include "models/language/told.hpp"
#include "models/working_time.hpp"

namespace kouan::analysis {

namespace {

using models::Scenario;
using models::Text;
using models::WrittenName;
using models::language::told;

std::string clock_text(std::int32_t seconds) {
  return fmt::format("{:02}:{:02}", seconds / 3600 % 24, seconds / 60 % 60);
}

/// A shift past midnight is meant by some; one of more than half a day is likely two times swapped.
void add_long_nights(const Scenario& scenario, std::vector<CheckWarning>& out) {
  for (const models::Hours& hours : scenario.hours) {
    std::set<std::pair<std::int32_t, std::int32_t>> seen;
    for (const auto& day : hours.week) {
      for (const models::DaySpan& span : day) {
        const std::int32_t length_s = span.to_s - span.from_s;
        const bool is_long = span.to_s > models::k_clock_day_s &&
                             length_s > models::k_clock_day_s / 2 &&
                             length_s < models::k_clock_day_s;
        if (!is_long || !seen.emplace(span.from_s, span.to_s).second) continue;
        const Text name = named_with_id(hours.title, hours.id);
        const std::string from = clock_text(span.from_s), to = clock_text(span.to_s);
        const double length_h = length_s / models::k_hour_s;
        out.push_back(
            {"long-night",
             hours.id,
             {fmt::format("{} open from {} to {} of the next day, {:.3g} h: if a day is meant, "
                          "write {}-{}",
                          name.en, from, to, length_h, to, from),
              fmt::format("{}自{}开至次日{}，共{:.3g}小时：如为白天，应写作{}-{}", name.zh, from,
                          to, length_h, to, from)}});
      }
    }
  }
}

std::string month_list(const std::vector<models::CivilDate>& months) {
  std::string out;
  for (const models::CivilDate& m : months)
    out += fmt::format("{}{:04}-{:02}", out.empty() ? "" : ", ", m.year, m.month);
  return out;
}

/// First and last day of the run.
std::pair<models::CivilDate, models::CivilDate> dates_of(const Scenario& scenario) {
  const std::int64_t first = models::days_from_civil(scenario.start);
  const auto days = models::days_of(scenario);
  return {scenario.start, models::civil_from_days(first + std::max<std::int64_t>(1, days) - 1)};
}

using models::language::date_text;

/// "2023-01-01 to 2023-12-31", "2023-01-01至2023-12-31".
Text period_text(const models::CivilDate& from, const models::CivilDate& to) {
  return {date_text(from) + " to " + date_text(to), date_text(from) + "至" + date_text(to)};
}

/// Where it is written last when the run starts.
models::Place start_place(const Scenario& scenario) {
  for (const WrittenName& name : scenario.names)
    if (name.section == "run" && name.id == "start") return name.place;
  return {};
}

/// A list of closed dates of which none lies in the run: likely of another year, if it stands in
/// the scenario's own file or was left behind where that sets when the run starts. Lists may well
/// go beyond the run, and a base may hold more than is used.
bool lies_outside(const Scenario& scenario, const std::vector<models::Holiday>& dates) {
  const std::pair days = dates_of(scenario);
  const models::CivilDate &first = days.first, &last = days.second;
  const auto is_before = [](const models::CivilDate& a, const models::CivilDate& b) {
    return models::days_from_civil(a) < models::days_from_civil(b);
  };
  // A shift of the night before the run belongs to the day before.
  const models::CivilDate eve = models::civil_from_days(models::days_from_civil(first) - 1);
  const bool moves_run = start_place(scenario).file == scenario.file;
  return !dates.empty() && std::all_of(dates.begin(), dates.end(), [&](const auto& h) {
    return (moves_run || h.place.file == scenario.file) &&
           (is_before(h.to, eve) || is_before(last, h.from));
  });
}

void add_dates_outside(const Scenario& scenario, const std::string& about, const Text& name,
                       const std::vector<models::Holiday>& dates, std::vector<CheckWarning>& out) {
  if (!lies_outside(scenario, dates)) return;
  const auto [first, last] = dates_of(scenario);
  const Text run = period_text(first, last);
  const auto earlier = [](const auto& a, const auto& b) {
    return models::days_from_civil(a.from) < models::days_from_civil(b.from);
  };
  const auto [from, to] = std::minmax_element(dates.begin(), dates.end(), earlier);
  const Text when = period_text(from->from, to->to);
  const auto foreign = std::find_if(dates.begin(), dates.end(), [&](const models::Holiday& h) {
    return h.place.file != scenario.file;
  });
  const bool is_own = foreign == dates.end();
  const std::string where = place_text((is_own ? dates.begin() : foreign)->place);
  const Text left_behind = is_own ? Text{}
                                  : Text{"; they stand at " + where + ", and run.start is set here",
                                         "；其位于" + where + "，而run.start在此另设"};
  out.push_back({"idle-dates",
                 about,
                 {fmt::format("{} close nothing: they are dated {}, outside the run, {}{}", name.en,
                              when.en, run.en, left_behind.en),
                  fmt::format("{}不起作用：其日期为{}，在运行期{}之外{}", name.zh, when.zh, run.zh,
                              left_behind.zh)},
                 is_own ? where : place_text(start_place(scenario))});
}

/// Whether it is told that nothing names the side; then its holidays need no word of their own.
bool is_unused(const Scenario& scenario, const models::Side& side) {
  return side.id != scenario.sides.front().id &&
         std::any_of(scenario.names.begin(), scenario.names.end(), [&](const WrittenName& name) {
           return name.section == "sides" && name.id == side.id && !name.is_named;
         });
}

/// Holidays and closed seasons that close nothing.
void add_idle_dates(const Scenario& scenario, std::vector<CheckWarning>& out) {
  for (const models::Side& side : scenario.sides) {
    const Text name = named_with_id(side.title, side.id);
    const bool is_own = !side.holidays.empty() && side.holidays.front().place.file == scenario.file;
    const bool closes =
        std::any_of(scenario.hours.begin(), scenario.hours.end(), [&](const models::Hours& h) {
          return std::find(h.closed_on.begin(), h.closed_on.end(), side.id) != h.closed_on.end();
        });
    if (is_own && !closes && !is_unused(scenario, side))
      out.push_back({"idle-holidays",
                     side.id,
                     {fmt::format("the holidays of {} close nothing: no hours name it, as in "
                                  "closed_on: [{}]",
                                  name.en, side.id),
                      fmt::format("{}的节假日不起作用：没有任何开放时间引用它，如closed_on: [{}]",
                                  name.zh, side.id)},
                     place_text(side.holidays.front().place)});
    add_dates_outside(scenario, side.id, {"the holidays of " + name.en, name.zh + "的节假日"},
                      side.holidays, out);
  }
  for (const models::Hours& hours : scenario.hours) {
    const Text name = named_with_id(hours.title, hours.id);
    add_dates_outside(scenario, hours.id, {"the closures of " + name.en, name.zh + "的停开日期"},
                      hours.closures, out);
  }
}

Text flow_name(const Scenario& scenario, const std::string& id) {
  const auto flow = std::find_if(scenario.flows.begin(), scenario.flows.end(),
                                 [&](const models::Flow& f) { return f.id == id; });
  return named_with_id(flow->title, id);
}

void add_dropped_demand(const Scenario& scenario, std::vector<CheckWarning>& out) {
  for (const models::DroppedDemand& d : models::dropped_demand(scenario)) {
    out.push_back({"dropped-demand", d.flow,
                   told("{} loses {:.6g} t: its hours never open in {}",
                        "货流{}有{:.6g}吨未计入：{}全月不开放", flow_name(scenario, d.flow),
                        d.kg / models::k_kg_per_t, month_list(d.months))});
  }
}

void add_joined_shifts(const Scenario& scenario, std::vector<CheckWarning>& out) {
  for (const models::JoinedShifts& j : models::joined_shifts(scenario)) {
    out.push_back(
        {"joined-shifts", j.flow,
         told(
             "{} has a lead or tail, but {} of the {} shifts of its hours join the one before: "
             "there nothing opens, and nobody gathers",
             "货流{0}设有开放前到达的提前量或停止到达提前量，但其开放时间的{2}个班次中有{1}个与前一"
             "班次相接：其间并无开闭关，车辆不提前集结",
             flow_name(scenario, j.flow), j.joined, j.shifts)});
  }
}

}  // namespace

std::vector<CheckWarning> warnings_of_dates(const Scenario& scenario) {
  std::vector<CheckWarning> out;
  add_dropped_demand(scenario, out);
  add_joined_shifts(scenario, out);
  add_long_nights(scenario, out);
  add_idle_dates(scenario, out);
  return out;
}

std::vector<Text> notes_of_levers(const Scenario& scenario) {
  std::vector<Text> out;
  const auto [first, last] = dates_of(scenario);
  const Text run = period_text(first, last);
  for (const models::LeverInfo& lever : scenario.levers) {
    if (!lever.opens) continue;
    const std::int64_t opens = models::days_from_civil(*lever.opens);
    if (opens <= models::days_from_civil(first)) continue;
    const bool is_within = opens <= models::days_from_civil(last);
    const Text name = named_with_id(lever.title, lever.id);
    const std::string date = date_text(*lever.opens);
    out.push_back({fmt::format("{} opens {}, {} the time simulated, {}: counted as if it had been "
                               "open from the first day",
                               name.en, date, is_within ? "within" : "after", run.en),
                   fmt::format("{}于{}启用，{}仿真期{}：按自首日起即启用计算", name.zh, date,
                               is_within ? "处于" : "晚于", run.zh)});
  }
  return out;
}

}  // namespace kouan::analysis
