#include "analysis/report/variant_tables.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "analysis/report/activity_words.hpp"
#include "analysis/report/carried_words.hpp"
#include "analysis/report/ledger.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/table.hpp"
#include "analysis/report/units.hpp"
#include "models/amounts.hpp"

namespace kouan::analysis {

namespace {

using models::Text;

std::string share_or_none(const Estimate& e) { return e.known() ? percent(e) : "–"; }

/// A row of hours: its name, and those of each class; none where no vehicle had any.
struct HoursRow {
  Text title;
  std::vector<std::optional<Estimate>> hours;
};

/// Those that pass the port, or those that never are cleared.
std::vector<std::size_t> classes_that(const models::Scenario& scenario, bool pass) {
  std::vector<std::size_t> found;
  for (std::size_t c = 0; c < scenario.classes.size(); ++c)
    if (is_ever_cleared(scenario, scenario.classes[c]) == pass) found.push_back(c);
  return found;
}

/// Rows that some of the classes has hours in, the classes side by side.
std::string hours_of(const std::vector<HoursRow>& rows, const std::vector<std::size_t>& classes,
                     const VariantOutcome& outcome, Language language, std::size_t columns) {
  std::vector<std::string> heads = {""};
  for (const std::size_t c : classes)
    heads.push_back(in(outcome.variant->scenario.classes[c].title, language));
  TextTable table(heads);
  table.narrow(k_widest_title);
  for (const HoursRow& row : rows) {
    std::vector<std::string> cells = {in(row.title, language)};
    bool is_any = false;
    for (const std::size_t c : classes) {
      is_any = is_any || row.hours[c];
      cells.push_back(row.hours[c] ? with_interval(*row.hours[c]) : "–");
    }
    if (is_any) table.add(cells);
  }
  return table.text(2, columns);
}

/// Those that pass side by side, then those that are never cleared and have hours.
std::string hours_table(const std::vector<HoursRow>& rows, const VariantOutcome& outcome,
                        Language language, std::size_t columns) {
  const models::Scenario& scenario = outcome.variant->scenario;
  const std::vector<std::size_t> pass = classes_that(scenario, true);
  std::vector<std::size_t> apart = classes_that(scenario, false);
  if (pass.empty()) return hours_of(rows, apart, outcome, language, columns);
  std::erase_if(apart, [&](std::size_t c) {
    return std::none_of(rows.begin(), rows.end(),
                        [&](const HoursRow& row) { return row.hours[c].has_value(); });
  });
  std::string all = hours_of(rows, pass, outcome, language, columns);
  if (!apart.empty())
    all += std::string("\n") +
           (language == Language::zh ? "  不办理放行者，每次循环（车队）或每辆的小时数\n"
                                     : "  never cleared: hours a round of a fleet, or of each\n") +
           hours_of(rows, apart, outcome, language, columns);
  return all;
}

std::optional<Estimate> some(const Estimate& hours) {
  return hours.known() && hours.mean != 0 ? std::optional(hours) : std::nullopt;
}

HoursRow total_of(const std::vector<LedgerTotals>& totals) {
  HoursRow row{{"Total", "合计"}, {}};
  for (const LedgerTotals& of : totals)
    row.hours.push_back(some(of.all));
  return row;
}

std::vector<LedgerTotals> totals_of(const VariantOutcome& outcome) {
  std::vector<LedgerTotals> all;
  for (std::size_t c = 0; c < outcome.variant->scenario.classes.size(); ++c)
    all.push_back(ledger_totals(outcome, c));
  return all;
}

/// Fleets with how many they are, others with how many come a day and are left at the end.
std::string apart_table(const VariantOutcome& outcome, const std::vector<std::size_t>& classes,
                        Language language, std::size_t columns) {
  if (classes.empty()) return "";
  const bool zh = language == Language::zh;
  const models::Scenario& scenario = outcome.variant->scenario;
  const double days = scenario.horizon_s / models::k_day_s;
  TextTable table({zh ? "不办理放行者（不计通过量）" : "never cleared, in no throughput",
                   zh ? "循环车队" : "fleet", zh ? "日均到达" : "come/day",
                   zh ? "期末在场" : "inside at end"});
  table.narrow(k_widest_title);
  for (const std::size_t c : classes) {
    const models::EntityClass& cls = scenario.classes[c];
    const bool is_fleet = cls.fleet > 0;
    const auto of = [&](const char* name) { return estimate(outcome.samples->of_class(c, name)); };
    table.add({in(cls.title, language), is_fleet ? grouped(cls.fleet, 0) : "–",
               is_fleet ? "–" : with_interval(scaled(of("arrived"), 1 / days)),
               is_fleet ? "–" : with_interval(of("inside_at_end"))});
  }
  return "\n" + table.text(2, columns);
}

}  // namespace

std::string class_table(const VariantOutcome& outcome, Language language, std::size_t columns) {
  const models::Scenario& scenario = outcome.variant->scenario;
  const CarriedIn measure = carried_in(scenario);
  const bool zh = language == Language::zh;
  bool any_turned_away = false;
  double most = 0;
  for (std::size_t c = 0; c < scenario.classes.size(); ++c) {
    any_turned_away |= estimate(outcome.samples->of_class(c, "turned_away")).mean > 0;
    most = std::max(most, estimate(outcome.samples->of_class(c, carried_measure(measure))).mean);
  }
  const ShownUnit unit = CarriedWords(scenario).unit(language, most);
  std::vector<std::string> heads = {zh ? "类别" : "class", zh ? "日均通关" : "cleared/day",
                                    unit.name, zh ? "期末在场" : "inside at end"};
  if (any_turned_away) heads.emplace_back(zh ? "被拒或放弃" : "turned away");
  TextTable table(heads);
  table.narrow(k_widest_title);
  const std::vector<std::size_t> apart = classes_that(scenario, false);
  const bool are_all_apart = apart.size() == scenario.classes.size();
  for (const std::size_t c : are_all_apart ? apart : classes_that(scenario, true)) {
    const auto of = [&](const char* name) { return estimate(outcome.samples->of_class(c, name)); };
    std::vector<std::string> row = {
        in(scenario.classes[c].title, language), with_interval(of("cleared_per_day")),
        with_interval(scaled(of(carried_measure(measure)), unit.factor)),
        with_interval(of("inside_at_end"))};
    if (any_turned_away) row.push_back(share_or_none(of("turned_away_share")));
    table.add(row);
  }
  return table.text(2, columns) +
         (are_all_apart ? "" : apart_table(outcome, apart, language, columns));
}

std::string clearance_table(const VariantOutcome& outcome, Language language, std::size_t columns) {
  const bool zh = language == Language::zh;
  const models::Scenario& scenario = outcome.variant->scenario;
  TextTable table({zh ? "类别、时间" : "class, clock", zh ? "平均" : "mean",
                   zh ? "中位数" : "median", "90 %", "95 %"});
  constexpr auto k_of = std::to_array<const char*>({"mean", "p50", "p90", "p95"});
  for (std::size_t c = 0; c < scenario.classes.size(); ++c) {
    bool is_told = false;
    for (const auto& [clock, title] :
         {std::pair{"physical_clearance_s.", zh ? "  车辆通关" : "  physical"},
          std::pair{"document_clearance_s.", zh ? "  整体通关" : "  documents"}}) {
      std::vector<std::string> row = {title};
      for (const char* of : k_of)
        row.push_back(
            duration(estimate(outcome.samples->of_class(c, std::string(clock) + of)), language));
      if (row[1] == "–") continue;  // none of the class has had the clock run
      if (!std::exchange(is_told, true)) table.span(in(scenario.classes[c].title, language));
      table.add(row);
    }
  }
  return table.empty() ? "" : table.text(2, columns);
}

std::string stage_table(const VariantOutcome& outcome, Language language, std::size_t columns) {
  const bool zh = language == Language::zh;
  TextTable table({zh ? "环节" : "stage", zh ? "利用率" : "utilised", zh ? "受阻" : "blocked",
                   zh ? "关闭" : "closed", zh ? "日均作业" : "served/day", zh ? "等待" : "waiting",
                   zh ? "排队" : "queue", zh ? "最长" : "longest",
                   zh ? "最长，公里" : "longest, km"});
  table.narrow(k_widest_title);
  for (std::size_t s = 0; s < outcome.variant->scenario.stages.size(); ++s) {
    const auto of = [&](const char* name) { return estimate(outcome.samples->of_stage(s, name)); };
    table.add({in(outcome.variant->scenario.stages[s].title, language),
               share_or_none(of("utilisation")), share_or_none(of("blocked")),
               share_or_none(of("closed")), with_interval(of("served_per_day")),
               duration(of("waiting_s.mean"), language), with_interval(of("queue.mean")),
               with_interval(of("queue.max")), with_interval(of("queue_km.max"))});
  }
  return table.text(2, columns);
}

std::string state_table(const VariantOutcome& outcome, Language language, std::size_t columns) {
  const std::vector<std::pair<LedgerState, Text>> states = {
      {LedgerState::moving, {"moving", "行驶"}},
      {LedgerState::waiting, {"waiting", "等待"}},
      {LedgerState::served, {"served", "作业"}},
      {LedgerState::interrupted, {"interrupted", "中断"}},
      {LedgerState::blocked, {"blocked", "受阻"}},
      {LedgerState::closed, {"closed", "闭关"}},
      {LedgerState::documents, {"documents", "单证"}},
      {LedgerState::parts, {"waiting for parts", "候各项"}}};
  std::vector<HoursRow> rows;
  for (const auto& [state, title] : states) {
    HoursRow row{title, {}};
    for (std::size_t c = 0; c < outcome.variant->scenario.classes.size(); ++c)
      row.hours.push_back(some(ledger_total(outcome, c, state)));
    rows.push_back(std::move(row));
  }
  return hours_table(rows, outcome, language, columns);
}

std::string activity_table(const VariantOutcome& outcome, Language language, std::size_t columns) {
  const std::vector<LedgerTotals> totals = totals_of(outcome);
  std::vector<HoursRow> rows;
  for (const ActivityWord& word : activity_words()) {
    HoursRow row{word.title, {}};
    for (const LedgerTotals& of : totals) {
      const auto found = std::find_if(of.by_activity.begin(), of.by_activity.end(),
                                      [&](const LedgerTotals::One& o) { return o.id == word.id; });
      row.hours.push_back(found == of.by_activity.end() ? std::nullopt : some(found->hours));
    }
    rows.push_back(std::move(row));
  }
  rows.push_back(total_of(totals));
  return hours_table(rows, outcome, language, columns);
}

}  // namespace kouan::analysis
