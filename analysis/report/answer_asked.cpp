#include "analysis/report/answer_asked.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "analysis/carried.hpp"
#include "analysis/report/ledger.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/units.hpp"
#include "analysis/throughput.hpp"
#include "analysis/value_title.hpp"
#include "models/amounts.hpp"

namespace kouan::analysis {

namespace {

using models::Text;

/// Title of a stage, yard, store or of a gathering.
Text waited_for(const models::Scenario& scenario, const std::string& id) {
  for (const models::Gathering& gathering : scenario.gatherings)
    if (gathering.id == id) return gathering.title;
  return place_title(scenario, id);
}

/// What follows a number of the unit in Chinese.
std::string measure_word(const std::string& unit) {
  if (unit == "wagons") return "辆" + counting_unit(unit).zh;  // which are no trucks
  if (unit == "teu") return counting_unit(unit).zh;
  return shown_unit(unit, Language::zh).name;
}

class AskedWriter {
 public:
  AskedWriter(const Report& report, Sentences& out)
      : base_(report.variants.front()), scenario_(report.base()), out_(out) {}

  void all() {
    if (scenario_.asks_about.empty()) return;
    directions();
    for (std::size_t c = 0; c < scenario_.classes.size(); ++c)
      if (is_asked(scenario_.classes[c])) one_class(c);
  }

 private:
  const Samples& samples() const { return *base_.outcome->samples; }
  Estimate of(std::size_t c, const char* measure) const {
    return estimate(samples().of_class(c, measure));
  }
  bool is_asked(const models::EntityClass& cls) const {
    const auto& ids = scenario_.asks_about;
    return std::find(ids.begin(), ids.end(), cls.id) != ids.end();
  }

  /// "outbound 7.0 ± 0.1 trains, 360 ± 2 wagons, 497 ± 23 TEU and 8,650 ± 60 t a day".
  void directions() {
    std::set<std::string> ways;
    for (const models::EntityClass& cls : scenario_.classes)
      if (is_asked(cls) && !cls.direction.empty()) ways.insert(cls.direction);
    const std::vector<Throughput> rows = throughput(scenario_, samples());
    for (const std::string& way : ways) {
      std::vector<Text> parts;
      for (const Throughput& row : rows) {
        if (row.direction != way) continue;
        const std::string number = with_interval(row.per_day) + " ";
        parts.push_back({number + counting_unit(row.unit).en, number + measure_word(row.unit)});
      }
      if (parts.empty()) continue;
      const Text name = direction_name(way), years = years_simulated(scenario_);
      const Text all = models::all_of(parts);
      out_.say(fmt::format("The question: at the demand of {}, all that passes {} is {} a day.",
                           years.en, name.en, all.en),
               fmt::format("所问：按 {}的需求，{}全部日均通过 {}。", years.zh, name.zh, all.zh));
    }
  }

  /// Those inside at the end, by the days of the whole run: however they leave, and whatever of it
  /// is counted from the end of the warm-up on.
  Estimate growth(std::size_t c) const { return scaled(of(c, "inside_at_end"), 1 / days()); }

  double days() const { return scenario_.horizon_s / models::k_day_s; }

  void one_class(std::size_t c) {
    const models::EntityClass& cls = scenario_.classes[c];
    const Text came = count(scaled(of(c, "arrived"), 1 / days()), cls);
    const Text passed = passes(c, cls), waited = waits(c), queue = grows(c, cls);
    out_.open_group();
    out_.say(fmt::format("{}: {} a day come{}.", cls.title.en, came.en, passed.en),
             fmt::format("{}：日均到达 {}{}。", cls.title.zh, came.zh, passed.zh));
    out_.say(as_sentence(waited));
    out_.say(as_sentence(queue));
    out_.close_group();
  }

  /// Nothing of those, as permits, that leave without being cleared.
  Text passes(std::size_t c, const models::EntityClass& cls) const {
    if (!is_ever_cleared(scenario_, cls)) return {};
    const Text passed = count(of(c, "cleared_per_day"), cls);
    return {", " + passed.en + " a day pass", "、通过 " + passed.zh};
  }

  /// "7.0 ± 0.1 trains".
  static Text count(const Estimate& number, const models::EntityClass& cls) {
    const std::string unit = unit_of_class(cls), text = with_interval(number) + " ";
    return {text + shown_unit(unit, Language::en).name, text + shown_unit(unit, Language::zh).name};
  }

  /// "those that leave were there 25 ± 1 h on average, and waited 20 ± 1 h for the gate and …": the
  /// longest waits, those that are worth a word.
  Text waits(std::size_t c) const {
    constexpr std::size_t k_most = 2;
    constexpr double k_least_share = 0.1;
    std::vector<LedgerRow> rows;
    for (LedgerRow& row : ledger_rows(*base_.outcome, c))
      if (row.state == LedgerState::waiting && !row.stage.empty()) rows.push_back(std::move(row));
    std::stable_sort(rows.begin(), rows.end(), [](const LedgerRow& a, const LedgerRow& b) {
      return a.hours.mean > b.hours.mean;
    });
    const Estimate all = ledger_totals(*base_.outcome, c).all;
    std::vector<Text> most;
    for (std::size_t i = 0; i < std::min(k_most, rows.size()); ++i) {
      if (!(rows[i].hours.mean >= k_least_share * all.mean)) break;
      const Text title = waited_for(scenario_, rows[i].stage);
      const Estimate seconds = scaled(rows[i].hours, models::k_hour_s);
      most.push_back({fmt::format("{} for “{}”", duration(seconds, Language::en), title.en),
                      fmt::format("“{}” {}", title.zh, duration(seconds, Language::zh))});
    }
    if (most.empty()) return {};
    const Text longest = models::all_of(most);
    const Estimate seconds = scaled(all, models::k_hour_s);
    return {fmt::format("those that leave were there {} on average, and waited {}",
                        duration(seconds, Language::en), longest.en),
            fmt::format("已离开者平均在场 {}，其中等候{}", duration(seconds, Language::zh),
                        longest.zh)};
  }

  /// Nothing of a queue that may as well stay as it is.
  Text grows(std::size_t c, const models::EntityClass& cls) const {
    constexpr double k_least_share = 0.01;  // of those who come: less are those on their way
    const Estimate more = growth(c);
    const double came = of(c, "arrived").mean / days();
    if (!more.low() || !(*more.low() > k_least_share * came)) return {};
    const Text by = count(more, cls), inside = count(of(c, "inside_at_end"), cls);
    return {fmt::format("their queue grows by {} a day, to {} inside after {} days: the hours "
                        "grow with it",
                        by.en, inside.en, short_number(days(), 4)),
            fmt::format("排队每天增加 {}，{} 天后在场 {}，等候时间随之延长", by.zh,
                        short_number(days(), 4), inside.zh)};
  }

  const VariantReport& base_;
  const models::Scenario& scenario_;
  Sentences& out_;
};

}  // namespace

void say_asked(const Report& report, Sentences& out) { AskedWriter(report, out).all(); }

}  // namespace kouan::analysis
