// The sentences of the answer, on runs made by hand.
#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "analysis/report/json.hpp"
#include "analysis/report/report.hpp"
#include "analysis/report/text.hpp"
#include "sim/run.hpp"
#include "tests/analysis/made_up_port.hpp"
#include "tests/analysis/report_of_one.hpp"

namespace an = kouan::analysis;
namespace models = kouan::models;
namespace sim = kouan::sim;
using namespace kouan::test;

namespace {

/// The answer, and how sure it is after it.
an::Answer answer_with(const std::vector<an::ValidationCase>& cases) {
  const auto both = variants();
  an::ExperimentOptions o = options(2);
  o.capacity = false;
  const an::Report report =
      an::make_report("compare", an::Language::en, an::run_experiment(both, cases, o), {});
  an::Answer all = report.answer;
  all.en.insert(all.en.end(), report.certainty.en.begin(), report.certainty.en.end());
  all.zh.insert(all.zh.end(), report.certainty.zh.begin(), report.certainty.zh.end());
  return all;
}

}  // namespace

TEST_CASE("cases that were fitted or depend on inputs are told apart from tests") {
  std::vector<an::ValidationCase> cases = {observed("A", 1), observed("B", 1), observed("C", 1),
                                           observed("D", 7)};
  cases[0].fitted = true;
  cases[1].dependent = true;
  cases[2].tolerance = {"at most", -1e300, 0};
  cases[2].title = {"C observed", "观测C"};
  const an::Answer answer = answer_with(cases);
  CHECK(says(answer,
             "3 of 4 cases are inside tolerance (outside: “C observed”); 2 are independent tests; "
             "no independent test is of its capacity."));
  CHECK(says(answer,
             "Of the 4 held against observation, 2 are independent tests (1 inside), 1 follows "
             "from inputs or fitted cases, 1 was fitted; of the 3 of this scenario itself, 1 is an "
             "independent test."));
}

TEST_CASE("of many cases that miss the answer has their number and the gravest") {
  std::vector<an::ValidationCase> cases = {observed("A", 1), observed("B", 1), observed("C", 1)};
  for (an::ValidationCase& v : cases)
    v.tolerance = {"at most", -1e300, 0};
  for (an::ValidationCase& v : cases)
    v.observed = 50;
  cases[1].title = {"B observed", "观测B"};
  const auto told_of = [&](double observed_of_b) {
    cases[1].observed = observed_of_b;
    return answer_with(cases);
  };
  // 100 t are simulated: A and C at twice what was observed.
  const an::Answer few = told_of(0.8);
  CHECK(says(few,
             "0 of 3 cases are inside tolerance (the gravest of 3 outside is “B observed”, "
             "simulated at 125 times the observed; the table of cases has all)"));
  CHECK(any_tells(few.zh, "超差 3 例，最甚者为“观测B”，仿真为观测值的 125 倍；其余见观测对照表"));
  // Nothing is a multiple of nothing.
  CHECK(says(told_of(0), "the gravest of 3 outside is A, simulated at 2.00 times the observed"));
}

TEST_CASE("cases of a scenario that are no tests are said to test nothing of it") {
  std::vector<an::ValidationCase> cases = {observed("A", 1), observed("B", 7)};
  cases[0].dependent = true;
  const an::Answer answer = answer_with(cases);
  CHECK(says(answer, "; 1 is an independent test; no observation tests its capacity."));
  CHECK(says(answer,
             "Of the 2 held against observation, 1 is an independent test (1 inside), 1 follows "
             "from inputs or fitted cases, 0 were fitted; of the 1 of this scenario itself, none "
             "is an independent test."));
}

TEST_CASE("how far the farthest test inside is from what was observed is told") {
  std::vector<an::ValidationCase> cases = {observed("A", 1), observed("B", 1), observed("C", 1)};
  for (an::ValidationCase& of : cases)
    of.tolerance = {"factor 3", 0, 1e9};
  cases[0].observed = 80;  // of 100 t
  cases[1].observed = 250;
  cases[2].observed = 1;
  cases[2].tolerance = {"at least", 1, std::numeric_limits<double>::infinity()};  // to one side: no
                                                                                  // distance
  CHECK(says(
      answer_with(cases),
      "3 of 3 cases are inside tolerance, the farthest of them at 0.4 times the observed; no"));
  cases[2].fitted = true;
  const an::Answer answer = answer_with(cases);
  CHECK(says(answer,
             "2 are independent tests (2 inside, the farthest of them at 0.4 times the observed)"));
  CHECK(std::any_of(answer.zh.begin(), answer.zh.end(), [](const std::string& s) {
    return s.find("（2 例在容差之内，其中最远者为观测值的 0.4 倍）") != std::string::npos;
  }));
  cases[1].tolerance = {"at most", -1, 0};
  CHECK(says(answer_with(cases), "2 of 3 cases are inside"));
  CHECK(says(answer_with(cases), "2 are independent tests (1 inside, at 1.25 times the observed)"));
  cases[0].tolerance = {"at most", -1, 0};
  CHECK(says(answer_with(cases), "1 of 3 cases is inside tolerance"));
}

TEST_CASE("figures a year of a shorter run are told as scaled up") {
  const an::Answer ten_days = answer_with({});
  CHECK(says(ten_days,
             "Mt a year, under its own demand (scaled up from the 10 days simulated: "
             "other seasons and holidays are not in it)"));
  CHECK(ten_days.zh[0].find("（由所仿真的 10 天折算，未反映其余时间的季节与节假日）") !=
        std::string::npos);
  auto year = variants();
  for (an::Variant& v : year)
    v.scenario.horizon_s = 365 * 86400.0;
  const an::Report report =
      an::make_report("compare", an::Language::en, an::run_experiment(year, {}, options(2)), {});
  CHECK_FALSE(says(report.answer, "scaled up"));
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
  CHECK(says(skewed, "on average (half of them at most 10 ± 0 min, 95 in 100 at most"));
  CHECK(says(skewed, "and physical clearance of Class truck is"));
  CHECK(says(skewed, ", and document clearance 30 ± 0 min longer"));
  const an::Answer even = said(3600, 0);
  CHECK_FALSE(says(even, "half of them"));
  CHECK_FALSE(says(even, "min longer"));
}

TEST_CASE("a test in saturated runs is one of capacity, unless some classes alone count") {
  std::vector<an::ValidationCase> cases = {observed("A", 1)};
  cases[0].mode = models::DemandMode::saturated;
  CHECK(says(answer_with(cases), "1 of 1 case is inside tolerance."));
  cases[0].names_classes = true;
  CHECK(says(answer_with(cases),
             "1 of 1 case is inside tolerance; no independent test is of its capacity."));
}

TEST_CASE("a design figure is no observation, and stands beside the figure of its scenario") {
  std::vector<an::ValidationCase> cases = {observed("A", 1), observed("R", 2)};
  cases[1].design = true;
  cases[1].mode = models::DemandMode::saturated;
  cases[1].title = {"Published capacity", "公布能力"};
  cases[1].unit = "kt/d";
  cases[1].observed = 82.2;
  cases[1].tolerance = {"at most", -1e300, 82.2};
  const auto said = [&] { return answer_with(cases); };
  CHECK(says(said(), "1 of 1 case is inside tolerance; no independent test"));
  const an::Answer answer = said();
  const auto two = std::find_if(answer.en.begin(), answer.en.end(),
                                [](const std::string& s) { return s.find("Two lanes: ") == 0; });
  REQUIRE(two != answer.en.end());
  CHECK_MESSAGE(
      two->find("; the simulation is 9 % above “Published capacity”.") != std::string::npos, *two);
  CHECK(says(answer,
             "Two lanes: the simulation is 9 % above a published design figure, “Published "
             "capacity”: 90"));
  CHECK(says(answer, " kt/d simulated against 82.2 kt/d published."));
  CHECK_MESSAGE(answer.en[0].find("Published") == std::string::npos, answer.en[0]);
  CHECK(std::any_of(answer.zh.begin(), answer.zh.end(), [](const std::string& s) {
    return s.find("两条通道：仿真值高于公布的设计值“公布能力” 9 %（仿真 ") != std::string::npos;
  }));
  cases[1].scenario = cases[0].scenario;
  CHECK_MESSAGE(said().en[0].find(" “Published capacity”") != std::string::npos, said().en[0]);
  cases[1].tolerance.high = 1e300;
  CHECK_FALSE(says(said(), "Published capacity"));
}

TEST_CASE("the figures of a port of trains are told in trains in the sentence too") {
  std::vector<an::Variant> both = variants();
  both[0].scenario.classes[0].counts.trains = 1;
  both[0].scenario.hash = "trains";
  an::ValidationCase figure = observed("R", 1);
  figure.scenario = std::make_shared<const models::Scenario>(both[0].scenario);
  figure.design = true;
  figure.unit = "vehicles/d";
  figure.observed = 1;
  figure.tolerance = {"at most", -1e300, 1};
  const std::vector<an::ValidationCase> cases = {figure};
  const an::Report report =
      an::make_report("compare", an::Language::en, an::run_experiment(both, cases, options(3)), {});
  CHECK(says(report.certainty, " trains/d simulated against 1 trains/d published."));
  CHECK(std::any_of(
      report.certainty.zh.begin(), report.certainty.zh.end(),
      [](const std::string& s) { return s.find("公布 1 列/日") != std::string::npos; }));
}

TEST_CASE("verdicts on a design figure are of its own words") {
  an::ValidationCase figure = observed("R", 1);
  figure.tolerance = {"9 .. 11", 9, 11};
  const auto said = [&](const std::vector<double>& values) {
    return std::string(an::name_of(an::verdict(an::judge(figure, values))));
  };
  CHECK(said({12, 13}) == "miss");
  CHECK(said({10, 10}) == "inside");
  CHECK(said({}).empty());
  figure.design = true;
  CHECK(said({12, 13}) == "above");
  CHECK(said({8, 8}) == "below");
  CHECK(said({10, 10}) == "within");
  CHECK(said({an::k_nan}) == "no-value");
  CHECK(said({}).empty());
}

TEST_CASE("cases of other scenarios alone are no praise of this one") {
  const an::Answer answer = answer_with({observed("A", 7), observed("B", 8)});
  CHECK(says(answer,
             "No observed case is of this scenario: 2 of other scenarios were run (2 inside their "
             "tolerance)"));
  CHECK_FALSE(says(answer, "Held against observation"));
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

TEST_CASE(
    "what an alternative costs and when it opens stands in its sentence, what the base has not") {
  std::vector<an::Variant> both = variants();
  const models::LeverInfo known{"old", {"Old", "旧"}, {}, {"5 MCNY", "500万元"},
                                5e6,   "CNY",         {}, ""};
  models::LeverInfo lane{"two", {"Two lanes", "两条通道"},     {}, {"1.2 GCNY", "12亿元"}, 1.2e9,
                         "CNY", models::CivilDate{2025, 7, 1}, ""};
  both[0].scenario.levers = {known};
  both[1].scenario.levers = {known, lane};
  models::Provenance cost{"levers.two.cost", "1.2 GCNY", "SUR24", models::Grade::b, "", {}, {}};
  both[1].scenario.provenance = {cost};
  const auto told = [&] {
    return an::make_report("compare", an::Language::en, an::run_experiment(both, {}, options(3)),
                           {});
  };
  const an::Report report = told();
  CHECK(says(report.answer, "; cost 1.2 billion yuan (grade B), opens 2025-07-01."));
  CHECK(report.answer.zh[1].find("；费用 12亿元（等级 B），2025-07-01 启用。") !=
        std::string::npos);
  CHECK_FALSE(says(report.answer, "5 million yuan"));
  CHECK(says(report.details, "As it stands, the levers that apply: “Old”: cost 5 million yuan."));
  both[1].scenario.levers[1].cost_covers = {"one lane only", "仅一条通道"};
  const an::Report part = told();
  CHECK(says(part.answer,
             "; cost at least 1.2 billion yuan (one lane only; grade B), opens 2025-07-01."));
  CHECK(part.answer.zh[1].find("；费用至少 12亿元（仅一条通道；等级 B），2025-07-01 启用。") !=
        std::string::npos);
  CHECK(an::to_json(part)["scenarios"][1]["levers"][1]["cost"]["en"] ==
        "at least 1.2 GCNY (one lane only)");
  both[1].scenario.levers[1].cost_covers = {};
  both[1].scenario.levers.push_back(known);
  CHECK(says(told().answer,
             "; “Two lanes”: cost 1.2 billion yuan (grade B), opens 2025-07-01; "
             "“Old”: cost 5 million yuan."));
  both[1].scenario.levers = {known, {"free", {"Free", "免费"}, {}, {}, {}, "", {}, ""}};
  CHECK_FALSE(says(told().answer, "cost"));
}

TEST_CASE("sources that notes and levers quote are listed beside those of values") {
  std::vector<an::Variant> both = variants();
  models::Provenance value{"stages.gate.service", "60 s", "OWN1", models::Grade::b, "", {}, {}};
  value.note = {"as in NOTE2, not at NEARBY-3", "见NOTE4"};
  both[0].scenario.provenance = {value};
  models::LeverInfo lane{
      "two", {"Two lanes", "两条通道"}, {"Planned (LEVER5).", "列入规划。"}, {}, {}, "", {}, ""};
  both[1].scenario.levers = {lane};
  an::ValidationCase held = observed("A", 1);
  held.source = "CASE6";
  held.note = {"half of CASE7", "半数"};
  const std::vector<an::ValidationCase> cases = {held};
  std::vector<models::Source> all;
  for (const char* key :
       {"OWN1", "NOTE2", "NEARBY", "NOTE4", "LEVER5", "CASE6", "CASE7", "NEVER8", "NOTE"})
    all.push_back({key, {key, key}, "", "", models::Grade::b, {}});
  const an::Report report = an::make_report("compare", an::Language::en,
                                            an::run_experiment(both, cases, options(3)), all);
  std::string keys;
  for (const models::Source& source : report.sources)
    keys += source.key + " ";
  CHECK(keys == "OWN1 NOTE2 NOTE4 LEVER5 CASE6 CASE7 ");
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
  CHECK(says(report.answer,
             "Two lanes: capacity does not change at all, but physical clearance of Class truck is "
             "21.00 ± 0 s longer on average"));
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
  CHECK(report.answer.en[1] ==
        "Smart gates instead of manual ones (the base against “Manual gate”): capacity does not "
        "change at all, but physical clearance of Class truck is 21.00 ± 0 s shorter on average; "
        "even with “Manual gate” the offered load of Stage gate would be only 0.0169.");
  CHECK(report.answer.zh[1] ==
        "智能卡口替代人工卡口（基准与“人工卡口”相比）：年通过能力毫无变化，但类别truck的车辆通关时"
        "间平均缩短 21.00 ± 0 秒；"
        "即使采用“人工卡口”，环节gate的负荷率也仅 0.0169。");
}

TEST_CASE("a counterfactual that has less capacity is told as what the base has more") {
  std::vector<an::Variant> both = with_counterfactual(1);
  both[0].scenario = port(2);
  const an::Report report =
      an::make_report("compare", an::Language::en, an::run_experiment(both, {}, options(3)), {});
  CHECK(report.answer.en[1].find("Smart gates instead of manual ones (the base against “Manual "
                                 "gate”): capacity rises by ") == 0);
  CHECK(report.answer.en[1].find("; with “Manual gate” the bottleneck stays at Stage gate.") !=
        std::string::npos);
  CHECK(report.answer.zh[1].find("；采用“人工卡口”时，瓶颈仍为环节gate。") != std::string::npos);
}

TEST_CASE(
    "a counterfactual beside other levers is told as a change, and every form says which way") {
  std::vector<an::Variant> three = with_counterfactual(1);
  three[0].scenario = port(2);
  three.push_back({"both", {"Manual gate + More", "人工卡口 + 扩能"}, port(4)});
  three[2].undoes = three[1].counterfactual;
  const an::Report report =
      an::make_report("compare", an::Language::en, an::run_experiment(three, {}, options(3)), {});
  CHECK_MESSAGE(
      report.answer.en[2].find(
          "Manual gate + More (against the base, which has “Smart gates instead of manual "
          "ones”): capacity rises by ") == 0,
      report.answer.en[2]);
  CHECK(report.answer.zh[2].find("人工卡口 + 扩能（与基准相比；基准为“智能卡口替代人工卡口”）：") ==
        0);
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
  CHECK_MESSAGE(report.answer.en[1].find("; with “Manual gate” the simulation is 100 % below "
                                         "“Published capacity”.") != std::string::npos,
                report.answer.en[1]);
  CHECK_MESSAGE(report.answer.zh[1].find("；采用“人工卡口”时，仿真值低于“公布能力” 100 %。") !=
                    std::string::npos,
                report.answer.zh[1]);
  CHECK(says(report.certainty, "Manual gate: the simulation is 100 % below a published design"));
  CHECK_FALSE(says(report.certainty, "Smart gates instead of manual ones: the simulation"));
}

TEST_CASE("three alternatives are answered in eight sentences at most, headline first") {
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
  CHECK(report.answer.en.size() <= 8);
  CHECK(report.answer.en.size() == report.answer.zh.size());
  CHECK(report.details.en.size() == report.details.zh.size());
  CHECK(report.answer.en[0].find("As it stands the port can carry") == 0);
  CHECK(report.answer.en[0].find("the bottleneck is") != std::string::npos);
  CHECK(report.answer.en[1].find("Two lanes: capacity rises by ") == 0);
  CHECK(says(report.details, "demand is more than these can do"));
  CHECK(says(report.answer, "0 of 1 case is inside tolerance (outside: V)"));
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
  CHECK_MESSAGE(
      much.answer.en[1].find("Two lanes: capacity does not change by more than chance "
                             "explains (with 95 % confidence at most 0.015 Mt a year either "
                             "way)") == 0,
      much.answer.en[1]);
  CHECK_MESSAGE(much.answer.zh[1].find("两条通道：年通过能力的变化不超过随机误差（95 % "
                                       "置信度下每年增减至多 1.5 万吨）") == 0,
                much.answer.zh[1]);
  by_kg = 1e3;
  const an::Report trifle = told();
  CHECK_MESSAGE(trifle.answer.en[1].find("Two lanes: capacity stays practically as it was") == 0,
                trifle.answer.en[1]);
  CHECK_FALSE(says(trifle.answer, "confidence"));
  CHECK_MESSAGE(trifle.answer.zh[1].find("两条通道：年通过能力几乎不变") == 0, trifle.answer.zh[1]);
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
