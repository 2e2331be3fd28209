#include "analysis/report/answer_clearance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "analysis/report/answer_clearance_ranges.hpp"
#include "analysis/report/answer_extremes.hpp"
#include "analysis/report/carried_words.hpp"
#include "analysis/report/left_behind.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/units.hpp"
#include "models/amounts.hpp"

namespace kouan::analysis {

namespace {

using models::Text;

/// ", at the demand of 2023 (37.9 ± 0.2 Mt carried a year),": what the clearance times hold for,
/// where the headline is capacity instead.
Text at_demand(const VariantReport& base) {
  if (!base.outcome->saturated) return {};
  const Text years = years_simulated(base.outcome->variant->scenario);
  const CarriedWords words(base.outcome->variant->scenario);
  const bool is_in_tonnes = words.in() == CarriedIn::tonnes;
  const Estimate carried = estimate(base.outcome->samples->of_port(carried_measure(words.in())));
  const Text t = words.amount(carried);
  const double demand = demand_per_year(base);
  const Text all = words.known(demand);
  Text told;
  if (carried.mean > 0 && demand > 0) {
    told = {" (" + all.en + " a year, " + t.en + (is_in_tonnes ? " carried)" : " cleared)"),
            "（每年 " + all.zh + "，通过 " + t.zh + "）"};
  } else if (carried.mean > 0) {
    told = {" (" + t.en + (is_in_tonnes ? " carried a year)" : " cleared a year)"),
            (is_in_tonnes ? "（年货运量 " : "（年通关 ") + t.zh + "）"};
  }
  return {fmt::format(", at the demand of {}{},", years.en, told.en),
          fmt::format("，按 {}的需求{}", years.zh, told.zh)};
}

/// Above 1 but for what can be finished after closing: without saturated runs it is not known.
Text may_hold_for_this_run_only(const VariantReport& base, double days) {
  const auto& loads = base.before.loads;
  const auto may_grow = std::find_if(loads.begin(), loads.end(), [](const theory::StageLoad& load) {
    return theory::judged(load) == theory::Judgement::full_hours && !load.turns_away;
  });
  if (base.outcome->saturated || may_grow == loads.end()) return {};
  const Text place = place_title(base, may_grow->stage);
  return {fmt::format("the offered load of {} is above 1 but for what is finished after "
                      "closing, so this may hold for the {} days simulated only",
                      place.en, plain(days)),
          fmt::format("不计关闭后完成的作业，{}超负荷，以上时间可能仅对所仿真的 {} 天有效",
                      place.zh, plain(days))};
}

/// A queue that only grows has no mean but that of the run.
Text for_this_run_only(const VariantReport& base) {
  const double days = base.outcome->variant->scenario.horizon_s / models::k_day_s;
  if (!left_behind(base).en.empty())  // the headline says that more comes
    return {fmt::format("as queues grow to the end, this holds for the {} days simulated only",
                        short_number(days, 4)),
            fmt::format("因排队持续增长，以上时间仅对所仿真的 {} 天有效", short_number(days, 4))};
  if (is_above_capacity(base))
    return {
        fmt::format("more comes than the port can carry, so queues grow to the end and this "
                    "holds for the {} days simulated only",
                    plain(days)),
        fmt::format("需求超出通过能力，排队持续增长，以上时间仅对所仿真的 {} 天有效", plain(days))};
  const std::vector<const theory::StageLoad*> over = overloaded(base);
  const auto grows = std::find_if(over.begin(), over.end(),
                                  [](const theory::StageLoad* load) { return !load->turns_away; });
  if (grows == over.end()) return may_hold_for_this_run_only(base, days);
  const Text place = place_title(base, (*grows)->stage);
  return {fmt::format("the offered load of {} is above 1, so this holds for the {} days "
                      "simulated only",
                      place.en, plain(days)),
          fmt::format("因{}超负荷，以上时间仅对所仿真的 {} 天有效", place.zh, plain(days))};
}

/// A mean that few have: most wait far less, or far more, than it says.
bool is_far_from_median(const Samples& samples, std::size_t cls) {
  constexpr double k_far = 1.5;
  const double mean = estimate(samples.of_class(cls, "physical_clearance_s.mean")).mean;
  const double half = estimate(samples.of_class(cls, "physical_clearance_s.p50")).mean;
  return mean > k_far * half || half > k_far * mean;
}

/// "95 in 100 take at most 2.46 h.", with the median where the mean is one that few have.
Text spread(const Samples& samples, std::size_t cls) {
  const auto of = [&](const char* measure) {
    const Estimate e = estimate(samples.of_class(cls, measure));
    return Text{duration(e, Language::en), duration(e, Language::zh)};
  };
  const Text p95 = of("physical_clearance_s.p95");
  if (!is_far_from_median(samples, cls))
    return {"95 in 100 take at most " + p95.en + ".", "95 % 的车辆不超过 " + p95.zh + "。"};
  const Text p50 = of("physical_clearance_s.p50");
  return {"Half of them take at most " + p50.en + ", 95 in 100 at most " + p95.en + ".",
          "半数车辆不超过 " + before_han(p50.zh) + "，95 % 的车辆不超过 " + p95.zh + "。"};
}

}  // namespace

void say_clearance(const Report& report, Sentences& out) {
  const VariantReport& base = report.variants.front();
  const auto main = main_class(report);
  if (!main) return;
  const Samples& samples = *base.outcome->samples;
  const Text& title = base.outcome->variant->scenario.classes[*main].title;
  const auto told = [](const Estimate& e) {
    return Text{duration(e, Language::en), duration(e, Language::zh)};
  };
  const Text mean = told(estimate(samples.of_class(*main, "physical_clearance_s.mean")));
  const Text head = under(report, base) + at_demand(base);
  out.open_group();
  out.say(fmt::format("{} physical clearance of {}, from joining the queue to being cleared, is {} "
                      "on average.",
                      head.en, title.en, mean.en),
          fmt::format("{}，{}的车辆通关时间（自排队至放行）平均 {}。", head.zh, title.zh, mean.zh));
  out.say(spread(samples, *main));
  out.say(clearance_between(*base.outcome, ClearanceClock::physical));
  out.say(at_ends_without_end(*base.outcome));
  const Estimate documents = estimate(samples.of_class(*main, "document_clearance_s.mean"));
  if (documents.known()) {
    const Text by = told(documents);
    const Text said = {
        "Document clearance, from declaration to release, is " + by.en + " on average.",
        "整体通关时间（申报至放行）平均 " + by.zh + "。"};
    out.say(one_after(said, clearance_between(*base.outcome, ClearanceClock::documents)));
  }
  out.say(as_sentence(for_this_run_only(base)));
  out.close_group();
}

}  // namespace kouan::analysis
