// The sentences of the answer, on runs made by hand.
#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "analysis/report/json.hpp"
#include "analysis/report/report.hpp"
#include "analysis/report/text.hpp"
#include "sim/run.hpp"
#include "tests/analysis/answer_with.hpp"
#include "tests/analysis/made_up_port.hpp"

namespace an = kouan::analysis;
namespace models = kouan::models;
namespace sim = kouan::sim;
using namespace kouan::test;

TEST_CASE("figures a year of a shorter run are told as scaled up") {
  const an::Answer ten_days = answer_with({});
  CHECK(says(ten_days, "Mt a year, under its own demand."));
  CHECK(says(ten_days,
             "A year is scaled up from the 10 days simulated: other seasons and holidays are not "
             "in it."));
  CHECK(any_tells(ten_days.zh, "年数由所仿真的 10 天折算，未反映其余时间的季节与节假日。"));
  auto year = variants();
  for (an::Variant& v : year)
    v.scenario.horizon_s = 365 * 86400.0;
  const an::Report report =
      an::make_report("compare", an::Language::en, an::run_experiment(year, {}, options(2)), {});
  CHECK_FALSE(says(report.answer, "scaled up"));
}

TEST_CASE("why capacity cannot be told is said as it is") {
  const auto told = [](double horizon_s, double warm_up_s, bool is_finished) {
    std::vector<an::Variant> one = {variants().front()};
    one[0].scenario.horizon_s = horizon_s;
    one[0].scenario.saturated_warm_up_s = warm_up_s;
    an::ExperimentOutcome out = an::run_experiment(one, {}, options(3));
    an::VariantOutcome& base = out.variants[0];
    if (!is_finished) {
      out.interrupted = true;
      base.saturated = std::make_unique<an::Samples>(one[0].scenario, *base.saturated_model);
      base.bottleneck.reset();
    }
    return an::make_report("run", an::Language::en, std::move(out), {}).answer;
  };
  const an::Answer interrupted = told(10 * 86400, 86400, false);
  CHECK(says(interrupted,
             "As it stands capacity cannot be told: none of its saturated runs was finished; "));
  CHECK(any_tells(interrupted.zh, "无法判断年通过能力：饱和运行尚无一次完成；"));
  const an::Answer brief = told(47 * 3600, 23.5 * 3600, true);
  CHECK(says(brief, "capacity cannot be told: no whole day is left after the first 0.979 days, "));
  CHECK(any_tells(brief.zh, "之后已不足完整的一天；"));
  CHECK(says(told(20 * 3600, 0, true), "capacity cannot be told: the run has no whole day; "));
  CHECK(says(told(10 * 86400, 86400, true), "the port can carry "));
}

TEST_CASE("a mean far from the median has the median beside it, documents their own clause") {
  const auto both = variants();
  an::ExperimentOptions o = options(3);
  const auto said = [&](double median_s, double documents_s) {
    o.replicate.runner = [=](const sim::Model& model, const sim::RunOptions& run) {
      sim::RunResult result = made_up(model, run);
      const double servers = model.resources[0].capacity.front().servers;
      result.classes[0].physical.p50_s = median_s;
      result.classes[0].documents = result.classes[0].physical;
      result.classes[0].documents.mean_s = 7200 + documents_s * servers + run.replication;
      return result;
    };
    return an::make_report("compare", an::Language::en, an::run_experiment(both, {}, o), {}).answer;
  };
  const an::Answer skewed = said(600, 1800);
  CHECK(says(skewed, "Half of them take at most 10 ± 0 min, 95 in 100 at most"));
  CHECK(says(skewed, "Physical clearance of Class truck is"));
  CHECK(says(skewed, "Document clearance of Class truck is 30 ± 0 min longer on average."));
  const an::Answer even = said(3600, 0);
  CHECK(says(even, "95 in 100 take at most"));
  CHECK_FALSE(says(even, "Half of them"));
  CHECK_FALSE(says(even, "min longer"));
}

TEST_CASE("an alternative that changes nothing is told as that, not as chance") {
  std::vector<an::Variant> both = variants();
  both[1].scenario = port(1);
  const an::Report report =
      an::make_report("compare", an::Language::en, an::run_experiment(both, {}, options(3)), {});
  CHECK(says(report.answer, "Two lanes: nothing changes, all that it sets stands there already."));
  CHECK(says(report.details,
             "Two lanes: what is carried a year under the given "
             "demand does not change at all."));
}

TEST_CASE("the demand behind the clearance times is told where the headline is capacity") {
  const auto both = variants();
  const an::Report report =
      an::make_report("compare", an::Language::en, an::run_experiment(both, {}, options(3)), {});
  CHECK(says(report.answer, "As it stands, at the demand of 2023 ("));
  CHECK(says(report.answer, " Mt carried), physical clearance of Class truck"));
  const bool in_zh = std::any_of(report.answer.zh.begin(), report.answer.zh.end(),
                                 [](const std::string& sentence) {
                                   return sentence.find("现状下，按 2023 年的需求（每年 ") == 0;
                                 });
  CHECK(in_zh);
  CHECK_FALSE(says(answer_with({}), "at the demand of"));  // the headline is of the demand itself
}

TEST_CASE("an alternative that only takes time says how much in the answer") {
  std::vector<an::Variant> both = variants();
  both[1].scenario = port(1);
  both[1].scenario.stages[0].queue_places = 5;  // tells the runs apart
  an::ExperimentOptions o = options(3);
  o.replicate.runner = [](const sim::Model& model, const sim::RunOptions& run) {
    sim::RunResult result = made_up(model, run);
    result.classes[0].physical.mean_s += model.resources[0].queue_places == 5 ? 21 : 0;
    return result;
  };
  const an::Report report =
      an::make_report("compare", an::Language::en, an::run_experiment(both, {}, o), {});
  CHECK(says(report.answer, "Two lanes: capacity does not change at all; the bottleneck"));
  CHECK(says(report.answer, "Physical clearance of Class truck is 21.00 ± 0 s longer on average"));
}

namespace {

/// Two variants, the second with `servers` and without what the base has.
std::vector<an::Variant> with_counterfactual(int servers) {
  std::vector<an::Variant> both = variants();
  both[1].title = {"Manual gate", "人工卡口"};
  both[1].scenario = port(servers);
  both[1].scenario.stages[0].service = sim::constant(61);  // a second more, far from full
  both[1].counterfactual = {"Smart gates instead of manual ones", "智能卡口替代人工卡口"};
  return both;
}

}  // namespace

TEST_CASE("a counterfactual is told as what the base gains by what it has, and why not more") {
  const std::vector<an::Variant> both = with_counterfactual(1);
  an::ExperimentOptions o = options(3);
  o.replicate.runner = [](const sim::Model& model, const sim::RunOptions& run) {
    sim::RunResult result = made_up(model, run);
    const bool is_slow = model.distributions.front().mean() > 60.5;
    result.classes[0].physical.mean_s += is_slow ? 21 : 0;
    return result;
  };
  const an::Report report =
      an::make_report("compare", an::Language::en, an::run_experiment(both, {}, o), {});
  // 24 vehicles a day, 61 s each at one lane round the clock: 24 x 61 / 86400 = 0.0169.
  CHECK(group_of(report.answer, 1).en ==
        "Smart gates instead of manual ones (the base against “Manual gate”): capacity does not "
        "change at all.\n"
        "Even with “Manual gate” the offered load of Stage gate would be only 0.0169.\n"
        "Physical clearance of Class truck is 21.00 ± 0 s shorter on average.\n");
  CHECK(group_of(report.answer, 1).zh ==
        "智能卡口替代人工卡口（基准与“人工卡口”相比）：年通过能力毫无变化。\n"
        "即使采用“人工卡口”，环节gate的负荷率也仅 0.0169。\n"
        "类别truck的车辆通关时间平均缩短 21.00 ± 0 秒。\n");
}

TEST_CASE("a counterfactual that has less capacity is told as what the base has more") {
  std::vector<an::Variant> both = with_counterfactual(1);
  both[0].scenario = port(2);
  const an::Report report =
      an::make_report("compare", an::Language::en, an::run_experiment(both, {}, options(3)), {});
  const models::Text said = group_of(report.answer, 1);
  CHECK(
      said.en.find("Smart gates instead of manual ones (the base against “Manual gate”): capacity "
                   "rises by ") == 0);
  CHECK(said.en.find("\nWith “Manual gate” the bottleneck stays at Stage gate: one more server (2 "
                     "instead of 1) adds ") != std::string::npos);
  CHECK(said.zh.find(
            "\n采用“人工卡口”时，瓶颈仍为环节gate：增加一条通道（作业位）（1 增至 2），年增量 ") !=
        std::string::npos);
}

TEST_CASE(
    "a counterfactual beside other levers is told as a change, and every form says which way") {
  std::vector<an::Variant> three = with_counterfactual(1);
  three[0].scenario = port(2);
  three.push_back({"both", {"Manual gate + More", "人工卡口 + 扩能"}, port(4)});
  three[2].undoes = three[1].counterfactual;
  const an::Report report =
      an::make_report("compare", an::Language::en, an::run_experiment(three, {}, options(3)), {});
  const models::Text said = group_of(report.answer, 2);
  CHECK_MESSAGE(
      said.en.find("Manual gate + More (against the base, which has “Smart gates instead of "
                   "manual ones”): capacity rises by ") == 0,
      said.en);
  CHECK(said.zh.find("人工卡口 + 扩能（与基准相比；基准为“智能卡口替代人工卡口”）：") == 0);
  const std::string text = an::text_report(report, 1000);
  CHECK(text.find(
            "  each difference is “Manual gate” less the base; the answer tells it the other ") !=
        std::string::npos);
  CHECK(text.find("  each difference is against the base, which has “Smart gates instead of manual "
                  "ones”\n") != std::string::npos);
  const auto scenarios = an::to_json(report)["scenarios"];
  CHECK(scenarios[0]["counterfactual"].is_null());
  CHECK(scenarios[0]["way_of_differences"].is_null());
  CHECK(scenarios[1]["counterfactual"]["zh"] == "智能卡口替代人工卡口");
  CHECK(scenarios[2]["counterfactual"].is_null());
  CHECK(scenarios[2]["undoes"]["en"] == "Smart gates instead of manual ones");
  CHECK(scenarios[2]["way_of_differences"]["zh"] == "差值均相对基准，基准为“智能卡口替代人工卡口”");
}

TEST_CASE("a design figure of what the base is held against is told of that, not of the base") {
  std::vector<an::Variant> both = with_counterfactual(1);
  both[0].scenario = port(2);
  an::ValidationCase figure = observed("R", 1);
  figure.scenario = std::make_shared<const models::Scenario>(both[1].scenario);
  figure.design = true;
  figure.mode = models::DemandMode::saturated;
  figure.title = {"Published capacity", "公布能力"};
  figure.unit = "kt/d";
  figure.observed = 1e6;
  figure.tolerance = {"10 %", 9e5, 1.1e6};
  const std::vector<an::ValidationCase> cases = {figure};
  const an::Report report =
      an::make_report("compare", an::Language::en, an::run_experiment(both, cases, options(3)), {});
  const models::Text told = group_of(report.answer, 1);
  CHECK_MESSAGE(told.en.find("\nWith “Manual gate” the simulation is 100 % below “Published "
                             "capacity”.") != std::string::npos,
                told.en);
  CHECK_MESSAGE(
      told.zh.find("\n采用“人工卡口”时，仿真值低于“公布能力” 100 %。") != std::string::npos,
      told.zh);
  CHECK(says(report.certainty, "Manual gate: the simulation is 100 % below a published design"));
  CHECK_FALSE(says(report.certainty, "Smart gates instead of manual ones: the simulation"));
}

TEST_CASE("three alternatives are answered in eight groups at most, headline first") {
  std::vector<an::Variant> four = variants();
  four.push_back({"three", {"Three lanes", "三条通道"}, port(3)});
  four.push_back({"four", {"Four lanes", "四条通道"}, port(4)});
  for (models::EntityClass& c : four[0].scenario.classes)
    c.rates[0].rate_per_day = 5000;  // overloaded
  an::ValidationCase v;
  v.id = "V";
  v.scenario = std::make_shared<const models::Scenario>(port(1));
  v.measure = an::ValidationMeasure::tonnes;
  v.classes = {0};
  const std::vector<an::ValidationCase> cases = {v};
  const an::Report report =
      an::make_report("compare", an::Language::en, an::run_experiment(four, cases, options(4)), {});
  CHECK(report.answer.groups.size() <= 8);
  CHECK(std::accumulate(report.answer.groups.begin(), report.answer.groups.end(), std::size_t{0}) ==
        report.answer.en.size());
  CHECK(report.answer.en.size() == report.answer.zh.size());
  CHECK(report.details.en.size() == report.details.zh.size());
  CHECK(report.answer.en[0].find("As it stands the port can carry") == 0);
  CHECK(report.answer.en[0].find("the bottleneck is") != std::string::npos);
  CHECK(group_of(report.answer, 1).en.find("Two lanes: capacity rises by ") == 0);
  CHECK(says(report.details, "demand is more than these can do"));
  CHECK(says(report.answer, "0 of 1 case is inside tolerance."));
  CHECK(says(report.answer, "Outside: V."));
}

TEST_CASE("who is turned away is told: of the base in the answer, of others in the details") {
  an::ExperimentOptions o = options(3);
  o.replicate.runner = [](const sim::Model& model, const sim::RunOptions& run) {
    sim::RunResult result = made_up(model, run);
    result.classes[0].turned_away = result.classes[0].sojourn.count / 4;
    return result;
  };
  const auto both = variants();
  const an::Report report =
      an::make_report("compare", an::Language::en, an::run_experiment(both, {}, o), {});
  CHECK(says(report.answer, "of those that leave (Class truck) have been turned away"));
  CHECK_FALSE(says(report.answer, "With “Two lanes”, 20 %"));
  CHECK(says(report.details, "of those that leave (Class truck) have been turned away"));
  CHECK(an::text_report(report).find("turned away") != std::string::npos);
}

TEST_CASE("a change that chance explains is told by what it is at most, a trifle as none") {
  std::vector<an::Variant> both = variants();
  both[1].scenario = port(1);
  both[1].scenario.stages[0].queue_places = 5;  // tells the runs apart
  an::ExperimentOptions o = options(4);
  double by_kg = 2e5;
  o.replicate.runner = [&by_kg](const sim::Model& model, const sim::RunOptions& run) {
    sim::RunResult result = made_up(model, run);
    const bool is_other = model.resources[0].queue_places == 5;
    const double sign = run.replication % 2 == 0 ? 1 : -1;
    result.classes[0].cleared_kg += is_other ? sign * by_kg : 0;
    return result;
  };
  const auto told = [&] {
    return an::make_report("compare", an::Language::en, an::run_experiment(both, {}, o), {});
  };
  // 200 t up and down in 9 days.
  const an::Report much = told();
  CHECK_MESSAGE(group_of(much.answer, 1)
                        .en.find("Two lanes: capacity does not change by more than chance "
                                 "explains (with 95 % confidence at most 15 kt a year either "
                                 "way)") == 0,
                group_of(much.answer, 1).en);
  CHECK_MESSAGE(group_of(much.answer, 1)
                        .zh.find("两条通道：年通过能力的变化不超过随机误差（95 % "
                                 "置信度下每年增减至多 1.5 万吨）") == 0,
                group_of(much.answer, 1).zh);
  by_kg = 1e3;
  const an::Report trifle = told();
  CHECK_MESSAGE(
      group_of(trifle.answer, 1).en.find("Two lanes: capacity stays practically as it was") == 0,
      group_of(trifle.answer, 1).en);
  CHECK_FALSE(says(trifle.answer, "confidence"));
  CHECK_MESSAGE(group_of(trifle.answer, 1).zh.find("两条通道：年通过能力几乎不变") == 0,
                group_of(trifle.answer, 1).zh);
}

TEST_CASE("how sure it is stands below the answer, chance first") {
  const auto both = variants();
  const an::Report report =
      an::make_report("compare", an::Language::en, an::run_experiment(both, {}, options(3)), {});
  REQUIRE_FALSE(report.certainty.en.empty());
  CHECK(report.certainty.en.size() == report.certainty.zh.size());
  CHECK(report.certainty.en[0].find("Figures are means over 3 replications") == 0);
  CHECK_FALSE(says(report.answer, "Figures are means"));
  const std::string text = an::text_report(report);
  CHECK(text.find("\nHow sure is that\n") > text.find("\nThe answer\n"));
  CHECK(text.find("\nHow sure is that\n") < text.find("\nDetails\n"));
}
