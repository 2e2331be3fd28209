// Published design figures, which are no observations, in the answer.
#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "analysis/report/report.hpp"
#include "tests/analysis/answer_with.hpp"
#include "tests/analysis/made_up_port.hpp"

namespace an = kouan::analysis;
namespace models = kouan::models;
using namespace kouan::test;

TEST_CASE("a design figure is no observation, and stands beside the figure of its scenario") {
  std::vector<an::ValidationCase> cases = {observed("A", 1), observed("R", 2)};
  cases[1].design = true;
  cases[1].mode = models::DemandMode::saturated;
  cases[1].title = {"Published capacity", "公布能力"};
  cases[1].unit = "kt/d";
  cases[1].observed = 82.2;
  cases[1].tolerance = {"at most", -1e300, 82.2};
  const auto said = [&] { return answer_with(cases); };
  CHECK(says(said(), "No independent test is of its capacity."));
  const an::Answer answer = said();
  const models::Text two = group_of(answer, 1);
  CHECK(two.en.starts_with("Two lanes: "));
  CHECK_MESSAGE(
      two.en.find("\nThe simulation is 9 % above “Published capacity”.") != std::string::npos,
      two.en);
  CHECK(says(answer,
             "Two lanes: the simulation is 9 % above a published design figure, “Published "
             "capacity”: 90"));
  CHECK(says(answer, " kt/d simulated against 82.2 kt/d published."));
  CHECK(group_of(answer, 0).en.find("Published") == std::string::npos);
  CHECK(std::any_of(answer.zh.begin(), answer.zh.end(), [](const std::string& s) {
    return s.find("两条通道：仿真值高于公布的设计值“公布能力” 9 %（仿真 ") != std::string::npos;
  }));
  cases[1].scenario = cases[0].scenario;
  CHECK(group_of(said(), 0).en.find(" “Published capacity”") != std::string::npos);
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
