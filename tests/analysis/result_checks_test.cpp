// The checks that results have to stand: conservation, Little's law, the analytic bound.
#include "analysis/report/result_checks.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "analysis/report/json.hpp"
#include "analysis/report/report.hpp"
#include "analysis/report/text.hpp"
#include "sim/run.hpp"
#include "tests/analysis/made_up_port.hpp"

namespace an = kouan::analysis;
namespace models = kouan::models;
namespace sim = kouan::sim;
using namespace kouan::test;
using doctest::Approx;

TEST_CASE("broken conservation fails the check of the report") {
  const std::vector<an::Variant> one = {variants()[0]};
  an::ExperimentOptions o = options(3);
  o.capacity = false;
  o.replicate.runner = [](const sim::Model& m, const sim::RunOptions& r) {
    sim::RunResult result = made_up(m, r);
    result.conserved = r.replication != 1;
    return result;
  };
  const an::Report report =
      an::make_report("run", an::Language::en, an::run_experiment(one, {}, o), {});
  CHECK_FALSE(an::all_ok(report));
  CHECK(report.variants[0].checks[0].id == "conservation");
  CHECK(report.variants[0].checks[0].detail.en == "broken in replication 2 of base");
  CHECK(report.answer.en.back().find("CHECK FAILED") == 0);
}

TEST_CASE("tonnes made or lost fail a check of their own") {
  const std::vector<an::Variant> one = {variants()[0]};
  an::ExperimentOptions o = options(3);
  o.capacity = false;
  o.replicate.runner = [](const sim::Model& m, const sim::RunOptions& r) {
    sim::RunResult result = made_up(m, r);
    result.keeps_tonnes = r.replication != 2;
    return result;
  };
  an::ExperimentOutcome outcome = an::run_experiment(one, {}, o);
  REQUIRE(outcome.broken.size() == 1);
  CHECK(an::text_of(outcome.broken[0]).en == "replication 3 of base breaks the balance of tonnes");
  const an::Report report = an::make_report("run", an::Language::en, std::move(outcome), {});
  CHECK_FALSE(an::all_ok(report));
  CHECK(report.variants[0].checks[0].ok == true);
  CHECK(report.variants[0].checks[2].id == "tonnes");
  CHECK(report.variants[0].checks[2].detail.en == "broken in replication 3 of base");
}

TEST_CASE("a run that breaks in the search for the bottleneck fails the check too") {
  const std::vector<an::Variant> one = {variants()[0]};
  an::ExperimentOptions o = options(3);
  o.replicate.runner = broken_with_two;
  const an::Report report =
      an::make_report("run", an::Language::en, an::run_experiment(one, {}, o), {});
  CHECK_FALSE(an::all_ok(report));
  CHECK(report.variants[0].checks[1].id == "little");
  CHECK(report.variants[0].checks[1].detail.en.find("replication 1 of base, with more at gate") !=
        std::string::npos);
}

TEST_CASE("one replication claims nothing: no failed check, no difference, no bottleneck") {
  const auto both = variants();
  an::ExperimentOptions o = options(1);
  o.replicate.runner = [](const sim::Model& model, const sim::RunOptions& run) {
    sim::RunResult result = made_up(model, run);
    for (double& kg : result.daily_cleared_kg)
      kg *= 1e6;  // far above the bound: by chance, for all that one replication can tell
    return result;
  };
  const an::Report report =
      an::make_report("compare", an::Language::en, an::run_experiment(both, {}, o), {});
  CHECK(an::all_ok(report));
  const auto json = an::to_json(report);
  CHECK(json["scenarios"][0]["checks"][3]["id"] == "capacity-bound");
  CHECK(json["scenarios"][0]["checks"][3]["ok"].is_null());
  CHECK(json["comparisons"][0]["measures"][0]["real"].is_null());
  CHECK(json["scenarios"][0]["capacity"]["bottleneck"]["judged"] == false);
  CHECK(says(report.answer, "a difference takes at least two"));
  CHECK(says(report.answer, "bottleneck is takes at least two"));
  CHECK_FALSE(says(report.answer, "chance"));
  CHECK(an::text_report(report).find("? ") != std::string::npos);
}

namespace {

/// More at the gate adds 2 Mt in one replication and 20 in the next.
sim::RunResult unsure_gain(const sim::Model& model, const sim::RunOptions& run) {
  sim::RunResult result = made_up(model, run);
  const bool is_more = model.resources[0].capacity.front().servers == 2;
  if (is_more) result.classes[0].cleared_kg *= 1 + 9 * (run.replication % 2);
  return result;
}

}  // namespace

TEST_CASE("two replications that leave the bottleneck open say so, and what adds most so far") {
  const std::vector<an::Variant> one = {variants()[0]};
  an::ExperimentOptions o = options(2);
  o.replicate.runner = unsure_gain;
  const an::Report report =
      an::make_report("run", an::Language::en, an::run_experiment(one, {}, o), {});
  CHECK(says(report.answer,
             "; where the bottleneck is cannot be told yet: in 2 replications one more "
             "server (2 instead of 1) at Stage gate adds most, "));
  CHECK(any_tells(report.answer.zh,
                  "尚无法判断瓶颈：2 次重复中环节gate增加一条通道（作业位）（1 增至 2）的增量最大，"
                  "年增量 "));
  CHECK_FALSE(says(report.answer, "chance"));
  const auto json = an::to_json(report)["capacity"]["bottleneck"];
  CHECK(json["judged"] == false);
  CHECK(json["stage"].is_null());
  CHECK(json["gains"][0]["stage"] == "gate");
}

TEST_CASE("a search that was interrupted before it could judge is not finished") {
  const std::vector<an::Variant> one = {variants()[0]};
  an::ExperimentOptions o = options(6);
  o.replicate.runner = [](const sim::Model& model, const sim::RunOptions& run) {
    const bool is_more = model.resources[0].capacity.front().servers == 2;
    if (is_more && run.replication == 2) throw std::runtime_error("no memory");
    return unsure_gain(model, run);
  };
  const an::Report report =
      an::make_report("run", an::Language::en, an::run_experiment(one, {}, o), {});
  CHECK_FALSE(report.variants[0].outcome->bottleneck.has_value());
  CHECK(says(report.answer, "the search for its bottleneck was not finished"));
}

TEST_CASE("above the bound in several replications is a failed check") {
  const std::vector<an::Variant> one = {variants()[0]};
  an::ExperimentOptions o = options(3);
  o.replicate.runner = [](const sim::Model& model, const sim::RunOptions& run) {
    sim::RunResult result = made_up(model, run);
    for (double& kg : result.daily_cleared_kg)
      kg *= 1e6;
    return result;
  };
  const an::Report report =
      an::make_report("run", an::Language::en, an::run_experiment(one, {}, o), {});
  CHECK_FALSE(an::all_ok(report));
  CHECK(report.variants[0].checks[3].failed());
}

// The gate shuts at 18:00 and the road takes ten hours: in the two hours after midnight that are
// observed nobody starts at the gate, yet those who passed it in the afternoon are cleared.
TEST_CASE("what was on its way when the warm-up ended does not fail the bound") {
  models::Scenario s = port(1);
  s.horizon_s = 26 * 3600;
  s.stages = {stage("gate", 1, sim::exponential(60), "day")};
  s.processes[0].steps = {visit("gate"), travel(10 * 3600), cleared()};
  const std::vector<an::Variant> one = {{"base", {"Port", "口岸"}, s}};
  an::ExperimentOptions o = options(3);
  o.replicate.runner = [](const sim::Model& model, const sim::RunOptions& run) {
    return sim::run(model, run);
  };
  const an::Report report =
      an::make_report("run", an::Language::en, an::run_experiment(one, {}, o), {});
  CHECK(report.variants[0].bound.tonnes_per_year_any_run == 0);
  CHECK(an::estimate(report.variants[0].outcome->saturated->of_port("tonnes_per_year")).mean > 0);
  CHECK(report.variants[0].checks[3].ok == true);
}

namespace {

an::Report run_for_real(const std::vector<an::Variant>& variants) {
  an::ExperimentOptions o = options(3);
  o.replicate.runner = [](const sim::Model& model, const sim::RunOptions& run) {
    return sim::run(model, run);
  };
  return an::make_report("run", an::Language::en, an::run_experiment(variants, {}, o), {});
}

}  // namespace

TEST_CASE("a check with nothing to compare with is not called passed, and says why") {
  models::Scenario s = port(1);
  const std::vector<an::Variant> one = {{"base", {"Port", "口岸"}, s}};
  const an::Report report = run_for_real(one);
  kouan::analysis::theory::CapacityBound none = report.variants[0].bound;
  CHECK(report.variants[0].checks[3].applies);
  none.tonnes_per_year_any_run = std::numeric_limits<double>::infinity();
  none.tonnes_per_year_no_way_round = none.tonnes_per_year_any_run;
  const an::VariantOutcome& outcome = *report.variants[0].outcome;
  const an::ResultCheck check = an::result_checks(report.outcome, outcome, {none, none}).at(3);
  CHECK(check.id == "capacity-bound");
  CHECK_FALSE(check.ok.has_value());
  CHECK_FALSE(check.applies);
  CHECK(check.detail.en.find("there is no bound to compare with") != std::string::npos);
  CHECK(check.detail.zh.find("无上界可比") != std::string::npos);
}

TEST_CASE("what the bound is held against counts the warm-up too") {
  models::Scenario s = port(1);
  s.saturated_warm_up_s = 8 * 86400;  // of ten days
  s.stages = {stage("gate", 1, sim::exponential(60))};
  const std::vector<an::Variant> one = {{"base", {"Port", "口岸"}, s}};
  const an::Report report = run_for_real(one);
  const an::Samples& saturated = *report.variants[0].outcome->saturated;
  const double whole =
      an::estimate(saturated.whole_run_per_year(kouan::analysis::CarriedIn::tonnes)).mean;
  CHECK(whole == Approx(1440 * 10 * 365.0).epsilon(0.03));  // one a minute, each of 10 t
  CHECK(whole == Approx(an::estimate(saturated.of_port("tonnes_per_year")).mean).epsilon(0.03));
  CHECK(report.variants[0].checks[3].ok == true);
}

TEST_CASE(
    "the bound that saturated runs are held against has no room in stores, as they start full") {
  models::Scenario s = port(1);
  s.stores = {{"heap", {"Heap", "堆场"}, "", 1e9, 0, 1e6 / 86400}};  // empty if it were as given
  s.processes[0].steps = {visit("gate", {unload("heap")}), cleared()};
  const std::vector<an::Variant> one = {{"base", {"Port", "口岸"}, s}};
  const an::Report report = run_for_real(one);
  CHECK(report.variants[0].checks[3].ok == true);
  // Removal of 1 kt a day: 0.365 Mt a year.
  CHECK(report.variants[0].checks[3].detail.en.find("bound 0.365") != std::string::npos);
}

TEST_CASE("a capacity below what is carried is a failed check") {
  const std::vector<an::Variant> one = {variants()[0]};
  bool leaves_some = false;
  an::ExperimentOptions o = options(3);
  o.replicate.runner = [&](const sim::Model& model, const sim::RunOptions& run) {
    sim::RunResult result = made_up(model, run);
    const bool saturated = model.classes[0].source == sim::SourceKind::saturated;
    for (double& kg : result.daily_cleared_kg)
      kg += run.replication + (saturated ? 0 : 2e3);
    if (leaves_some) result.classes[0].inside = result.classes[0].arrived / 2;
    return result;
  };
  const auto check = [&] {
    const an::Report report =
        an::make_report("run", an::Language::en, an::run_experiment(one, {}, o), {});
    REQUIRE(report.variants[0].checks[4].id == "capacity-not-below-carried");
    return report.variants[0].checks[4].ok;
  };
  CHECK(check() == false);
  SUBCASE("unless half of those who come are left, so that the mix carried is another") {
    leaves_some = true;
    CHECK_FALSE(check().has_value());
  }
}

TEST_CASE("a capacity of another mix is not held against what is carried") {
  models::Scenario s = port(1);
  s.stages = {stage("quick", 4, sim::constant(60)), stage("slow", 1, sim::constant(60)),
              stage("joint", 1, sim::constant(60))};
  s.processes[0].steps = {visit("slow"), visit("joint"), cleared()};
  s.classes[0].rates[0].rate_per_day = 1200;
  add_class(s, "light", {visit("quick"), visit("joint"), cleared()}, 24);
  s.classes[0].payload_kg = sim::constant(100e3);
  s.classes[1].payload_kg = sim::constant(1e3);  // the mix of tonnes hardly differs
  const an::Report report = run_for_real({{"base", {"Port", "口岸"}, s}});
  CHECK_FALSE(report.variants[0].checks[4].ok.has_value());
  CHECK(says(report.answer, "The mix of that capacity is not the demand's"));
}

namespace {

/// What it says instead of holding capacity against what is carried.
std::string why_not_held(const models::Scenario& s) {
  const an::Report report = run_for_real({{"base", {"Port", "口岸"}, s}});
  const an::ResultCheck& check = report.variants[0].checks[4];
  CHECK_FALSE(check.ok.has_value());
  return check.detail.en;
}

}  // namespace

TEST_CASE("a fleet that others crowd out makes capacity another mix") {
  models::Scenario s = port(1);
  s.stages = {stage("test", 1, sim::constant(720))};
  models::Gathering train;
  train.id = "pairs";
  train.number = 2;
  train.into = "pair";
  s.gatherings = {train};
  models::Gather gather;
  gather.at = "pairs";
  s.processes[0].steps = {{gather, {}}};
  add_class(s, "pair", {visit("test"), cleared()}, 0).from = "processes";
  add_fleet(s, "shuttle", {visit("test"), cleared()}, 3);
  s.classes[2].payload_kg = sim::constant(30e3);
  CHECK(why_not_held(s) == "in saturated runs others crowd out a fleet, so they carry another mix");
}

TEST_CASE("departures by the clock at both ends of the observed time pass no bound") {
  models::Scenario s = port(1);  // a run of ten days, observed from a full day on
  s.stages = {stage("shed", 5, sim::constant(7200))};
  models::Gathering train;
  train.id = "train";
  train.every_s = 86400;
  s.gatherings = {train};
  models::Gather gather;
  gather.at = "train";
  s.processes[0].steps = {visit("shed"), {gather, {}}, cleared()};
  const an::Report report = run_for_real({{"base", {"Port", "口岸"}, s}});
  CHECK(report.variants[0].checks[3].id == "capacity-bound");
  CHECK(report.variants[0].checks[3].ok == true);
}

TEST_CASE("who is turned away inside for an endless queue is no reason to doubt a run") {
  models::Scenario s = port(1);
  s.stages = {stage("desk", 3, sim::constant(360))};
  s.stages[0].rules.balk_at = 1;
  s.processes[0].steps = {visit("desk"), travel(600), visit("desk"), cleared()};
  CHECK(why_not_held(s) ==
        "more are turned away inside when a queue without end waits before the port");
}

TEST_CASE("filling a store once may carry more than capacity") {
  models::Scenario s = port(1);
  s.stores = {{"heap", {"Heap", "堆场"}, "", 200e3, 0, 100e3 / 86400}};  // ten vehicles a day
  s.processes[0].steps = {visit("gate", {unload("heap")}), cleared()};
  s.classes[0].rates[0].rate_per_day = 12;
  const an::Report report = run_for_real({{"base", {"Port", "口岸"}, s}});
  const an::VariantOutcome& base = *report.variants[0].outcome;
  CHECK(an::estimate(base.samples->whole_run_per_year(kouan::analysis::CarriedIn::tonnes)).mean >
        an::estimate(base.saturated->whole_run_per_year(kouan::analysis::CarriedIn::tonnes)).mean);
  CHECK(report.variants[0].checks[4].ok != false);
}

TEST_CASE("a broken run is told with every law that it breaks") {
  CHECK(an::text_of(an::BrokenRun{"", {"base", "基准"}, 2, true, false}).en ==
        "replication 3 of base breaks Little's law");
  CHECK(an::text_of(an::BrokenRun{"", {"base", "基准"}, 2, false, true}).zh ==
        "基准 第 3 次重复不满足守恒");
  const models::Text both = an::text_of(an::BrokenRun{"", {"base", "基准"}, 2, false, false});
  CHECK(both.en == "replication 3 of base breaks conservation and Little's law");
  CHECK(both.zh == "基准 第 3 次重复不满足守恒与利特尔法则");
}

TEST_CASE("a capacity above what the place that all pass lets out for ever is a failed check") {
  const std::vector<an::Variant> one = {variants()[0]};
  an::ExperimentOptions o = options(3);
  o.replicate.runner = [](const sim::Model& model, const sim::RunOptions& run) {
    sim::RunResult result = made_up(model, run);  // of the whole run the days tell, and they hold
    result.classes[0].cleared_kg *= 20;
    return result;
  };
  const an::Report report =
      an::make_report("run", an::Language::en, an::run_experiment(one, {}, o), {});
  CHECK(report.variants[0].checks[3].failed());
  CHECK(report.variants[0].checks[3].detail.en.find("lasting, after the warm-up, bound") !=
        std::string::npos);
  CHECK(report.variants[0].checks[3].detail.zh.find("预热后可长期维持") != std::string::npos);
  CHECK_FALSE(says(report.answer, "Not all of what it can carry lasts"));
}
