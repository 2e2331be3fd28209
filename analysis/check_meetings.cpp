// What `kouan check` says of meetings.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "analysis/check_warnings.hpp"
#include "analysis/check_words.hpp"
#include "analysis/report/numbers.hpp"

namespace kouan::analysis {

namespace {

models::Text title_of(const models::Scenario& scenario, const std::string& meeting) {
  const auto at = std::find_if(scenario.gatherings.begin(), scenario.gatherings.end(),
                               [&](const models::Gathering& g) { return g.id == meeting; });
  return at->title;
}

models::Text names_of_side(const models::Scenario& scenario, const MeetingSide& side) {
  models::Text all;
  for (const std::size_t c : side.classes) {
    const models::Text& title = scenario.classes[c].title;
    all.en += (all.en.empty() ? "" : " + ") + title.en;
    all.zh += (all.zh.empty() ? "" : "、") + title.zh;
  }
  return all;
}

bool are_held_before(const MeetingSide& side, const std::vector<theory::StageLoad>& loads) {
  return std::any_of(loads.begin(), loads.end(), [&](const theory::StageLoad& load) {
    const auto& before = side.stages_before;
    return theory::may_hold_up(load) &&
           std::find(before.begin(), before.end(), load.stage) != before.end();
  });
}

}  // namespace

std::string meeting_text(const models::Scenario& scenario, const MeetingRates& rates,
                         const Words& say) {
  return say("{}: {} {}; {} {}; load {}", "{}：{} {}；{} {}；负荷率 {}",
             say.title(title_of(scenario, rates.meeting), rates.meeting),
             say.text(names_of_side(scenario, rates.more)), plain(rates.more.wholes_per_day),
             say.text(names_of_side(scenario, rates.less)), plain(rates.less.wholes_per_day),
             load_text(rates.load));
}

std::vector<CheckWarning> warnings_of_meetings(const CheckReport& report) {
  constexpr double k_one = 1 + 1e-9;
  const models::Scenario& scenario = report.scenario;
  std::vector<CheckWarning> all;
  for (const MeetingRates& m : report.meetings) {
    if (m.more.patient_per_day <= k_one * m.less.wholes_per_day) continue;
    if (are_held_before(m.more, report.loads)) continue;
    const models::Text name = named_with_id(title_of(scenario, m.meeting), m.meeting);
    const models::Text more = names_of_side(scenario, m.more);
    const models::Text less = names_of_side(scenario, m.less);
    const std::string many = short_number(m.more.wholes_per_day, 3);
    const std::string few = short_number(m.less.wholes_per_day, 3);
    all.push_back({"unmet",
                   m.meeting,
                   {fmt::format("more come to {} than are met there: a day {} of {}, {} of {}; the "
                                "queue of the former grows without end",
                                name.en, many, more.en, few, less.en),
                    fmt::format("{}供不应求：每天{} {}、{} {}，前者排队将不断增长", name.zh,
                                more.zh, many, less.zh, few)}});
  }
  return all;
}

}  // namespace kouan::analysis
