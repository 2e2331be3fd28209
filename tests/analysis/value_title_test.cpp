#include "analysis/value_title.hpp"

#include <doctest/doctest.h>

#include "analysis/check.hpp"
#include "tests/analysis/hand_made.hpp"

namespace an = kouan::analysis;

TEST_CASE("a value is called by its thing and its field in both languages") {
  const auto s = kouan::tests::hand_made_scenario();
  CHECK(an::value_title(s, "stages.gate.service").en == "Gate: service time");
  CHECK(an::value_title(s, "stages.gate.service").zh == "卡口：作业时间");
  CHECK(an::value_title(s, "classes.truck.payload").zh == "货车：单车载重");
  CHECK(an::value_title(s, "sides.cn.holidays[0].from").en == "China: holiday, first day");
  CHECK(an::value_title(s, "yards.yard.places").en == "Yard: places");
  CHECK(an::value_title(s, "yards.yard.queue").zh == "场地：候位");
  CHECK(an::value_title(s, "stages.gate.queue_lanes").en == "Gate: queue lanes abreast");
}

TEST_CASE("what has no title is called by its id and what has no words by nothing") {
  auto s = kouan::tests::hand_made_scenario();
  CHECK(an::value_title(s, "hours.night.open").en == "night: opening hours");
  s.hours.push_back({});
  s.hours.back().id = "night";
  s.hours.back().title = {"Night shift", "夜班"};
  CHECK(an::value_title(s, "hours.night.open").zh == "夜班：开放时间");
  CHECK(an::value_title(s, "stages.gate.colour").en.empty());
  CHECK(an::value_title(s, "service").en.empty());
}

TEST_CASE("assumptions in the results have titles") {
  auto s = kouan::tests::hand_made_scenario();
  kouan::models::Provenance p;
  p.path = "stages.gate.service";
  p.value = "24 s";
  p.grade = kouan::models::Grade::assumed;
  s.provenance = {p};
  const auto json = an::assumptions_json(s);
  REQUIRE(json.size() == 1);
  CHECK(json[0]["title"]["zh"] == "卡口：作业时间");
}
