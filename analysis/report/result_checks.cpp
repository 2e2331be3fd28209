#include "analysis/report/result_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/report/numbers.hpp"

namespace kouan::analysis {

namespace {

using models::Text;

/// Runs named in the detail of a failed check; a broken engine breaks many.
constexpr std::size_t k_most_named = 5;

/// "broken in replication 3 of base, saturated; replication 7 of base": where a check failed.
Text broken_in(const std::vector<const BrokenRun*>& runs) {
  std::string en;
  std::string zh;
  for (std::size_t i = 0; i < std::min(runs.size(), k_most_named); ++i) {
    en += fmt::format("{}replication {} of {}", i > 0 ? "; " : "", runs[i]->replication + 1,
                      runs[i]->lane.en);
    zh +=
        fmt::format("{}{} 第 {} 次", i > 0 ? "；" : "", runs[i]->lane.zh, runs[i]->replication + 1);
  }
  if (runs.size() > k_most_named) {
    en += fmt::format("; and {} more", runs.size() - k_most_named);
    zh += fmt::format("；另有 {} 次", runs.size() - k_most_named);
  }
  return {"broken in " + en, "不成立的重复：" + zh};
}

/// Passed if it holds in every run of the variant; runs of no variant are told with the base.
ResultCheck in_every_run(std::string id, Text title, bool BrokenRun::*holds,
                         const ExperimentOutcome& experiment, const VariantOutcome& outcome) {
  const bool is_base = &outcome == &experiment.variants.front();
  std::vector<const BrokenRun*> broken;
  for (const BrokenRun& run : experiment.broken) {
    const bool is_ours = run.scenario == outcome.variant->id || (is_base && run.scenario.empty());
    if (is_ours && !(run.*holds)) broken.push_back(&run);
  }
  ResultCheck check{std::move(id), std::move(title), broken.empty(), {}};
  if (!broken.empty()) check.detail = broken_in(broken);
  return check;
}

/// The mean over replications scatters about its expectation, so the lower end of its interval is
/// what must not pass the bound; without an interval nothing can be judged.
ResultCheck bound_check(const Samples& saturated, const theory::CapacityBound& bound) {
  ResultCheck check{
      "capacity-bound",
      {"Saturated throughput stays below the analytic bound", "饱和通过量不超过解析上界"},
      std::nullopt,
      {}};
  const Estimate mt = scaled(estimate(saturated.whole_run_tonnes_per_year()), 1e-6);
  const double limit = bound.tonnes_per_year_any_run / 1e6;
  if (!mt.half_width) {
    check.detail = {"not judged: fewer than two replications give no interval",
                    "未判定：重复不足两次，无置信区间"};
    return check;
  }
  if (!std::isfinite(limit)) {
    check.applies = false;
    check.detail = {
        "the analysis finds no place that limits every run, so there is no bound to compare with",
        "解析未找到限制任意运行的环节，故无上界可比"};
    return check;
  }
  check.ok = *mt.low() <= limit * (1 + 1e-9);
  check.detail = {
      fmt::format("{} Mt/yr over the whole run, bound {}", with_interval(mt), plain(limit)),
      fmt::format("全程 {} 万吨/年，上界 {}", with_interval(scaled(mt, 100)), plain(100 * limit))};
  return check;
}

/// Whether the demand is carried in its own mix: of every class only a few who come are still
/// inside at the end, or turned away.
bool carries_its_mix(const VariantOutcome& outcome) {
  constexpr double k_few = 0.05;
  const auto& classes = outcome.variant->scenario.classes;
  for (std::size_t c = 0; c < classes.size(); ++c) {
    if (classes[c].fleet > 0) continue;
    const auto of = [&](const char* measure) {
      return estimate(outcome.samples->of_class(c, measure)).mean;
    };
    if (of("inside_at_end") + of("turned_away") > k_few * of("arrived")) return false;
  }
  return true;
}

/// Capacity is what demand without end brings through, so no less than what this demand does; but
/// for stores, which start full in saturated runs. Both over the whole run, which starts empty.
ResultCheck carried_check(const VariantOutcome& outcome) {
  ResultCheck check{"capacity-not-below-carried",
                    {"Capacity is not below what is carried", "通过能力不低于实际货运量"},
                    std::nullopt,
                    {}};
  const Estimate carried = scaled(estimate(outcome.samples->whole_run_tonnes_per_year()), 1e-6);
  const Estimate full = scaled(estimate(outcome.saturated->whole_run_tonnes_per_year()), 1e-6);
  if (!carried.half_width || !full.half_width) {
    check.detail = {"not judged: fewer than two replications give no interval",
                    "未判定：重复不足两次，无置信区间"};
    return check;
  }
  if (!carries_its_mix(outcome)) {
    check.detail = {"not judged: not all who come are cleared, so the mix carried is another",
                    "未判定：并非所有到达车辆均放行，实际构成与需求不同"};
    return check;
  }
  if (saturates_another_mix(outcome)) {
    check.detail = {"not judged: entries are apart, and saturated runs carry another mix",
                    "未判定：各入口相互独立，饱和运行的构成与需求不同"};
    return check;
  }
  constexpr double k_most_piled_up = 0.05;
  const double leaving = estimate(outcome.saturated->of_port("tonnes_per_year")).mean / 1e6;
  if (leaving < (1 - k_most_piled_up) * full.mean) {
    check.detail = {
        "not judged: more are cleared in saturated runs than leave, and capacity counts "
        "who leave",
        "未判定：饱和运行中放行车辆多于离开车辆，而通过能力按离开计"};
    return check;
  }
  const models::Scenario& scenario = outcome.variant->scenario;
  double room_mt = 0;
  for (const models::Store& store : scenario.stores)
    room_mt += (store.capacity_kg - store.initial_kg) / 1e9;
  constexpr double k_slack = 1.01;  // the mix may differ by those not yet cleared
  const double room_a_year = room_mt / (scenario.horizon_s / 86400) * 365;
  check.ok = *carried.low() <= *full.high() * k_slack + room_a_year;
  check.detail = {fmt::format("{} Mt/yr carried over the whole run, {} saturated",
                              with_interval(carried), with_interval(full)),
                  fmt::format("全程货运量 {} 万吨/年，饱和 {}", with_interval(scaled(carried, 100)),
                              with_interval(scaled(full, 100)))};
  return check;
}

}  // namespace

bool saturates_another_mix(const VariantOutcome& outcome) {
  const auto share = [](const Samples& samples, std::size_t c) {
    return estimate(samples.of_class(c, "cleared_per_year")).mean /
           estimate(samples.of_port("cleared_per_year")).mean;
  };
  constexpr double k_point = 0.01;
  const auto& classes = outcome.variant->scenario.classes;
  for (std::size_t c = 0; c < classes.size(); ++c)
    if (models::comes_from_outside(classes[c]) &&
        std::abs(share(*outcome.samples, c) - share(*outcome.saturated, c)) > k_point)
      return true;
  return false;
}

std::vector<ResultCheck> result_checks(const ExperimentOutcome& experiment,
                                       const VariantOutcome& outcome,
                                       const theory::CapacityBound& bound) {
  std::vector<ResultCheck> checks;
  checks.push_back(in_every_run("conservation",
                                {"Arrived = departed + turned away + inside, every class",
                                 "到达 = 离开 + 被拒 + 在场（各类别）"},
                                &BrokenRun::conserved, experiment, outcome));
  checks.push_back(in_every_run("little",
                                {"Little's law holds at every stage", "各环节满足利特尔法则"},
                                &BrokenRun::little, experiment, outcome));
  if (outcome.saturated) {
    checks.push_back(bound_check(*outcome.saturated, bound));
    checks.push_back(carried_check(outcome));
  }
  return checks;
}

}  // namespace kouan::analysis
