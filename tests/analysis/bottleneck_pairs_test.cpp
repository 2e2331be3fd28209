// Two places that bind together, found by running more at both.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "analysis/capacity.hpp"
#include "analysis/report/json.hpp"
#include "analysis/report/report.hpp"
#include "analysis/report/text.hpp"
#include "sim/run.hpp"
#include "tests/analysis/made_up_port.hpp"

namespace an = kouan::analysis;
namespace models = kouan::models;
namespace sim = kouan::sim;
using namespace kouan::test;

namespace {

/// Inspection inside a yard: `servers` serve 20 min each, and nobody waits for them where the yard
/// has no more places.
models::Scenario yard_port(int servers, int places) {
  models::Scenario s = empty_port(10);
  s.saturated_warm_up_s = 86400;
  s.hash = "yard";
  s.stages = {stage("gate", 2, sim::constant(60)), yard("yard", places),
              stage("inspection", servers, sim::constant(1200))};
  add_class(s, "truck", {visit("gate"), within("yard", {visit("inspection")}), cleared()}, 24);
  return s;
}

an::Report report_of_yard(int servers, int places) {
  static std::vector<an::Variant> one;  // outlives the report
  one = {{"base", {"Port", "口岸"}, yard_port(servers, places)}};
  an::ExperimentOptions o;
  o.replications = 4;
  o.replicate.runner = [](const sim::Model& model, const sim::RunOptions& run) {
    return sim::run(model, run);
  };
  return an::make_report("run", an::Language::en, an::run_experiment(one, {}, o), {});
}

an::Gain gain_at(const std::string& id, const std::vector<double>& with,
                 const std::string& also = "") {
  const std::vector<double> base = {10, 20, 30};
  an::Gain gain{{id, {id, id}, false}, an::paired_difference(base, with), with, 0.5};
  if (!also.empty()) gain.also = an::Place{also, {also, also}, false};
  return gain;
}

}  // namespace

TEST_CASE("servers and the places that they stand in bind together") {
  const an::Report report = report_of_yard(2, 2);
  const an::Bottleneck& found = *report.variants[0].outcome->bottleneck;
  CHECK_FALSE(found.place.has_value());
  CHECK(found.pairs.size() <= 6);
  REQUIRE(found.together.has_value());
  CHECK(found.together->key() == "yard+inspection");
  // 72 of 10 t a day more, of 144: 262,800 t a year.
  CHECK(found.together->per_year.difference.mean == doctest::Approx(262800).epsilon(0.01));
  CHECK_MESSAGE(
      says(report.answer,
           "No single place is the bottleneck: Stage yard and Stage inspection bind together (more "
           "at one alone adds nothing that can be told from chance, one more place and one more "
           "server add 0.26"),
      report.answer.en[0]);
  CHECK(any_tells(report.answer.zh,
                  "无单一瓶颈：环节yard与环节inspection共同限制通过能力（仅一处扩能，增量均不显著；"
                  "两处依次增加一个车位、增加一条通道（作业位），年增量 26"));
  CHECK(an::text_report(report, 1000).find("one more place, one more server") != std::string::npos);
  const auto json = an::to_json(report)["capacity"]["bottleneck"];
  CHECK(json["stage"].is_null());
  CHECK(json["together"].dump() == R"(["yard","inspection"])");
  CHECK(json["pairs"][0]["stages"] == json["together"]);
  CHECK(json["pairs"][0]["what"]["en"] == "one more place, one more server");
}

TEST_CASE("no pair is tried where a single place is the bottleneck") {
  const an::Report report = report_of_yard(2, 20);
  const an::Bottleneck& found = *report.variants[0].outcome->bottleneck;
  REQUIRE(found.place.has_value());
  CHECK(found.place->id == "inspection");
  CHECK(found.pairs.empty());
  CHECK_FALSE(found.together.has_value());
}

TEST_CASE("a pair that gains no more than one of its places alone does not bind") {
  an::Bottleneck alone =
      an::rank_gains({gain_at("a", {10.2, 20, 32.1}), gain_at("b", {10, 20, 30})});
  REQUIRE_FALSE(alone.place.has_value());
  an::rank_pairs({gain_at("a", {11, 21.1, 31.9}, "b")}, alone);
  CHECK_FALSE(alone.together.has_value());
  CHECK(alone.pairs.size() == 1);
  an::rank_pairs({gain_at("a", {14, 24.1, 35}, "b"), gain_at("a", {10, 20, 30}, "c")}, alone);
  REQUIRE(alone.together.has_value());
  CHECK(alone.together->key() == "a+b");
}

TEST_CASE("a pair has to lead over the single places that were tried before it too") {
  an::Bottleneck alone = an::rank_gains({gain_at("a", {10, 20, 30}), gain_at("b", {10, 20, 30})});
  // 7.2 standard errors: t of 2 degrees is 6.2 at 1 - 0.05 / 2, and 8.9 at 1 - 0.05 / 4.
  an::rank_pairs({gain_at("a", {14, 24.1, 36}, "b"), gain_at("a", {10, 20, 30}, "c")}, alone);
  CHECK_FALSE(alone.together.has_value());
}
