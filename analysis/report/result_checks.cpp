#include "analysis/report/result_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/report/carried_words.hpp"
#include "analysis/report/numbers.hpp"
#include "models/amounts.hpp"

namespace kouan::analysis {

namespace {

using models::Text;

/// Runs named in the detail of a failed check; a broken engine breaks many.
constexpr std::size_t k_most_runs_named = 5;

/// "broken in replication 3 of base, saturated; replication 7 of base": where a check failed.
Text broken_in(const std::vector<const BrokenRun*>& runs) {
  std::string en;
  std::string zh;
  for (std::size_t i = 0; i < std::min(runs.size(), k_most_runs_named); ++i) {
    en += fmt::format("{}replication {} of {}", i > 0 ? "; " : "", runs[i]->replication + 1,
                      runs[i]->lane.en);
    zh +=
        fmt::format("{}{} 第 {} 次", i > 0 ? "；" : "", runs[i]->lane.zh, runs[i]->replication + 1);
  }
  if (runs.size() > k_most_runs_named) {
    en += fmt::format("; and {} more", runs.size() - k_most_runs_named);
    zh += fmt::format("；另有 {} 次", runs.size() - k_most_runs_named);
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

/// A run that was lost and made once more gives the same again, and is told; of one that was lost
/// twice nothing can be said.
ResultCheck workers_check(const ExperimentOutcome& experiment, const VariantOutcome& outcome) {
  const bool is_base = &outcome == &experiment.variants.front();
  ResultCheck check{"workers", {"Every run gave its result", "各次仿真均有结果"}, true, {}};
  if (!experiment.lost.en.empty()) {
    check.ok = std::nullopt;
    check.detail = experiment.lost;
    return check;
  }
  std::vector<const RetriedRun*> again;
  for (const RetriedRun& run : experiment.retried)
    if (run.scenario == outcome.variant->id || (is_base && run.scenario.empty()))
      again.push_back(&run);
  for (std::size_t i = 0; i < std::min(again.size(), k_most_runs_named); ++i) {
    check.detail.en += (i > 0 ? "; " : "run again: ") + again[i]->says.en;
    check.detail.zh += (i > 0 ? "；" : "重新运行：") + again[i]->says.zh;
  }
  if (again.size() > k_most_runs_named) {
    check.detail.en += fmt::format("; and {} more", again.size() - k_most_runs_named);
    check.detail.zh += fmt::format("；另有 {} 次", again.size() - k_most_runs_named);
  }
  return check;
}

/// Throughput against what it must not pass.
struct HeldAgainst {
  Estimate amount;  ///< per year
  double limit;
  Text what;  ///< "over the whole run"
  /// The mean over replications scatters about its expectation, so the lower end of its interval is
  /// what must not pass the bound.
  bool holds() const { return *amount.low() <= limit * (1 + 1e-9); }
};

Text in_words(const HeldAgainst& held, const CarriedWords& words) {
  const double beside = held.amount.mean;
  const ShownUnit en = words.unit(Language::en, beside), zh = words.unit(Language::zh, beside);
  return {
      fmt::format("{} {} {}, bound {}", with_interval(scaled(held.amount, en.factor)), en.name,
                  held.what.en, plain(held.limit * en.factor)),
      fmt::format("{} {} {}，上界 {}", held.what.zh, with_interval(scaled(held.amount, zh.factor)),
                  zh.name, plain(held.limit * zh.factor))};
}

/// What departures by the clock at both ends of the observed time add, as a share. Who leaves at
/// the very instant at which it begins counts, but is not inside any more when that is looked at.
double of_both_ends(const VariantOutcome& outcome) {
  const models::Scenario& scenario = outcome.variant->scenario;
  double most = 0;
  for (const models::Gathering& gathering : scenario.gatherings) {
    if (gathering.every_s <= 0) continue;
    const double since_s = scenario.saturated_warm_up_s - gathering.first_s;
    if (since_s < 0 || std::remainder(since_s, gathering.every_s) != 0) continue;
    most = std::max(most, gathering.every_s / (outcome.saturated->window().days * models::k_day_s));
  }
  return most;
}

/// What was cleared over the whole run, which starts empty, against the bound of any run; and
/// capacity as it is told against what the places let out for ever that nobody goes round, in the
/// mix that was cleared, with those who had passed them when its window began.
std::vector<HeldAgainst> held_against(const VariantOutcome& outcome, const BothBounds& bounds,
                                      CarriedIn in) {
  const Samples& full = *outcome.saturated;
  const double on_their_way = estimate(full.on_their_way_per_year(in)).mean;
  std::vector<HeldAgainst> all = {
      {estimate(full.whole_run_per_year(in)),
       any_run_per_year(bounds.whole_run, in),
       {"over the whole run", "全程"}},
      {estimate(full.of_port(carried_measure(in))),
       no_way_round_per_year(bounds.observed, in) * (1 + of_both_ends(outcome)) + on_their_way,
       {"lasting, after the warm-up", "预热后可长期维持"}}};
  all.erase(std::remove_if(all.begin(), all.end(),
                           [](const HeldAgainst& held) {
                             return !std::isfinite(held.limit) || !held.amount.known();
                           }),
            all.end());
  return all;
}

/// Without an interval nothing can be judged. What is broken is told; else the first.
ResultCheck bound_check(const VariantOutcome& outcome, const BothBounds& bounds) {
  ResultCheck check{
      "capacity-bound",
      {"Saturated throughput stays below the analytic bound", "饱和通过量不超过解析上界"},
      std::nullopt,
      {}};
  const CarriedWords words(outcome.variant->scenario);
  if (!estimate(outcome.saturated->whole_run_per_year(words.in())).half_width) {
    check.detail = {"fewer than two replications give no interval", "重复不足两次，无置信区间"};
    return check;
  }
  const std::vector<HeldAgainst> all = held_against(outcome, bounds, words.in());
  if (all.empty()) {
    check.applies = false;
    check.detail = {
        "the analysis finds no place that limits every run, so there is no bound to compare with",
        "解析未找到限制任意运行的环节，故无上界可比"};
    return check;
  }
  const auto broken =
      std::find_if(all.begin(), all.end(), [](const auto& h) { return !h.holds(); });
  check.ok = broken == all.end();
  check.detail = in_words(*check.ok ? all.front() : *broken, words);
  return check;
}

constexpr double k_few = 0.05;  ///< of those who come: so many change what is carried hardly

/// Whether the demand is carried in its own mix: of every class only a few who come are still
/// inside at the end, or turned away.
bool carries_its_mix(const VariantOutcome& outcome) {
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

/// Whether more than a few of a class are turned away in saturated runs: inside, as those at the
/// source wait.
bool saturated_turn_away(const VariantOutcome& outcome) {
  for (std::size_t c = 0; c < outcome.variant->scenario.classes.size(); ++c) {
    const auto of = [&](const char* measure) {
      return estimate(outcome.saturated->of_class(c, measure)).mean;
    };
    if (of("turned_away") > k_few * of("arrived")) return true;
  }
  return false;
}

/// Whether a fleet clears less where others come without end.
bool crowds_out_a_fleet(const VariantOutcome& outcome) {
  const auto& classes = outcome.variant->scenario.classes;
  for (std::size_t c = 0; c < classes.size(); ++c) {
    const auto cleared = [&](const Samples& samples) {
      return estimate(samples.of_class(c, "cleared_per_year")).mean;
    };
    if (classes[c].fleet > 0 &&
        cleared(*outcome.saturated) < (1 - k_few) * cleared(*outcome.samples))
      return true;
  }
  return false;
}

/// Why what is carried and what saturated runs give say nothing of each other; empty where they do.
Text why_not_comparable(const VariantOutcome& outcome, CarriedIn in, const Estimate& carried,
                        const Estimate& full) {
  constexpr double k_most_piled_up = 0.05;
  if (!carried.half_width || !full.half_width)
    return {"fewer than two replications give no interval", "重复不足两次，无置信区间"};
  if (!carries_its_mix(outcome))
    return {"not all who come are cleared, so the mix carried is another",
            "并非所有到达车辆均放行，实际构成与需求不同"};
  if (saturates_another_mix(outcome))
    return {"entries are apart, and saturated runs carry another mix",
            "各入口相互独立，饱和运行的构成与需求不同"};
  if (saturated_turn_away(outcome))
    return {"more are turned away inside when a queue without end waits before the port",
            "口岸前排队无尽时，内部被拒的车辆更多"};
  if (crowds_out_a_fleet(outcome))
    return {"in saturated runs others crowd out a fleet, so they carry another mix",
            "饱和运行中其他类别挤占循环车队，构成与需求不同"};
  const double leaving = estimate(outcome.saturated->of_port(carried_measure(in))).mean;
  if (leaving < (1 - k_most_piled_up) * full.mean)
    return {"more are cleared in saturated runs than leave, and capacity counts who leave",
            "饱和运行中放行车辆多于离开车辆，而通过能力按离开计"};
  return {};
}

/// Capacity is what demand without end brings through, so no less than what this demand does; but
/// for stores, which start full in saturated runs. Both over the whole run, which starts empty.
ResultCheck carried_check(const VariantOutcome& outcome) {
  ResultCheck check{"capacity-not-below-carried",
                    {"Capacity is not below what is carried", "通过能力不低于实际货运量"},
                    std::nullopt,
                    {}};
  const CarriedWords words(outcome.variant->scenario);
  const Estimate carried = estimate(outcome.samples->whole_run_per_year(words.in()));
  const Estimate full = estimate(outcome.saturated->whole_run_per_year(words.in()));
  check.detail = why_not_comparable(outcome, words.in(), carried, full);
  if (!check.detail.en.empty()) return check;
  const models::Scenario& scenario = outcome.variant->scenario;
  double room_t = 0;  // of a port that is told in vehicles nothing is stored
  for (const models::Store& store : scenario.stores)
    room_t += (store.capacity_kg - store.initial_kg) / models::k_kg_per_t;
  constexpr double k_slack = 1.01;  // the mix may differ by those not yet cleared
  const double room_a_year = room_t / (scenario.horizon_s / models::k_day_s) * models::k_year_days;
  check.ok = *carried.low() <= *full.high() * k_slack + room_a_year;
  const ShownUnit en = words.unit(Language::en, full.mean);
  const ShownUnit zh = words.unit(Language::zh, full.mean);
  const bool is_in_tonnes = words.in() == CarriedIn::tonnes;
  check.detail = {
      fmt::format("{} {} {} over the whole run, {} saturated",
                  with_interval(scaled(carried, en.factor)), en.name,
                  is_in_tonnes ? "carried" : "cleared", with_interval(scaled(full, en.factor))),
      fmt::format("全程{} {} {}，饱和 {}", is_in_tonnes ? "货运量" : "通关量",
                  with_interval(scaled(carried, zh.factor)), zh.name,
                  with_interval(scaled(full, zh.factor)))};
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
                                       const VariantOutcome& outcome, const BothBounds& bounds) {
  std::vector<ResultCheck> checks;
  checks.push_back(in_every_run("conservation",
                                {"Arrived = departed + turned away + inside, every class",
                                 "到达 = 离开 + 被拒 + 在场（各类别）"},
                                &BrokenRun::conserved, experiment, outcome));
  checks.push_back(in_every_run("little",
                                {"Little's law holds at every stage", "各环节满足利特尔法则"},
                                &BrokenRun::little, experiment, outcome));
  checks.push_back(
      in_every_run("tonnes",
                   {"Tonnes that came = cleared + gone uncleared + still inside, in all",
                    "到达吨数 = 通关 + 未通关离开 + 在场（合计）"},
                   &BrokenRun::tonnes, experiment, outcome));
  if (outcome.saturated) {
    checks.push_back(bound_check(outcome, bounds));
    checks.push_back(carried_check(outcome));
  }
  checks.push_back(workers_check(experiment, outcome));
  return checks;
}

}  // namespace kouan::analysis
