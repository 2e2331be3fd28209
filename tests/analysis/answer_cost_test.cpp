// What the answer says of the cost of levers.
#include <doctest/doctest.h>

#include <vector>

#include "analysis/report/json.hpp"
#include "analysis/report/report.hpp"
#include "tests/analysis/made_up_port.hpp"

namespace an = kouan::analysis;
namespace models = kouan::models;
using namespace kouan::test;

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
  CHECK(says(report.answer, "Cost 1.2 billion yuan (grade B), opens 2025-07-01."));
  CHECK(any_tells(report.answer.zh, "费用 12亿元（等级 B），2025-07-01 启用。"));
  CHECK_FALSE(says(report.answer, "5 million yuan"));
  CHECK(says(report.details, "As it stands, the levers that apply: “Old”: cost 5 million yuan."));
  both[1].scenario.levers[1].cost_covers = {"one lane only", "仅一条通道"};
  const an::Report part = told();
  CHECK(says(part.answer,
             "Cost at least 1.2 billion yuan (one lane only; grade B), opens 2025-07-01."));
  CHECK(any_tells(part.answer.zh, "费用至少 12亿元（仅一条通道；等级 B），2025-07-01 启用。"));
  CHECK(an::to_json(part)["scenarios"][1]["levers"][1]["cost"]["en"] ==
        "at least 1.2 GCNY (one lane only)");
  both[1].scenario.levers[1].cost_covers = {};
  both[1].scenario.levers.push_back(known);
  CHECK(says(told().answer,
             "“Two lanes”: cost 1.2 billion yuan (grade B), opens 2025-07-01; "
             "“Old”: cost 5 million yuan."));
  both[1].scenario.levers = {known, {"free", {"Free", "免费"}, {}, {}, {}, "", {}, ""}};
  CHECK_FALSE(says(told().answer, "Cost "));
}

TEST_CASE(
    "what the effect of a measure presupposes stands with it, of the alternative's own alone") {
  std::vector<an::Variant> both = variants();
  models::LeverInfo old{"old", {"Old", "旧"}, {}, {}, {}, "", {}, ""};
  old.presupposes = {{"stages.gate.servers", {"an old thing", "旧前提"}, "1"}};
  models::LeverInfo line{"line", {"Line", "铁路"}, {}, {}, {}, "", {}, ""};
  line.presupposes = {
      {"stages.gate.servers", {"a railway beyond of 60 Mt a year", "后方铁路每年6000万吨"}, "2"}};
  both[0].scenario.levers = {old};
  both[1].scenario.levers = {old, line};
  const an::Report report =
      an::make_report("compare", an::Language::en, an::run_experiment(both, {}, options(3)), {});
  CHECK(says(report.answer, "It presupposes a railway beyond of 60 Mt a year."));
  CHECK(any_tells(report.answer.zh, "前提：后方铁路每年6000万吨。"));
  CHECK_FALSE(says(report.answer, "an old thing"));
  const auto lever = an::to_json(report)["scenarios"][1]["levers"][1]["presupposes"][0];
  CHECK(lever["value"] == "stages.gate.servers");
  CHECK(lever["says"]["zh"] == "后方铁路每年6000万吨");
}
