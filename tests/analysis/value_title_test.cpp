#include "analysis/value_title.hpp"

#include <doctest/doctest.h>

#include <string>

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

TEST_CASE("the time of a drive with a title is called by it wherever the drive is") {
  namespace m = kouan::models;
  const auto drive = [](const char* en, const char* zh) {
    m::Travel travel;
    travel.title = {en, zh};
    return m::ProcessStep{travel, {}};
  };
  m::Within yard;
  yard.steps = {m::ProcessStep{m::Release{}, {}}, drive("Making up", "编组")};
  yard.otherwise = {drive("Round the yard", "绕行")};
  m::Choose choose;
  choose.options.resize(2);
  choose.options[1].steps = {drive("By-pass", "便道"), drive("", "")};
  m::Parallel parallel;
  parallel.ways = {{m::ProcessStep{m::Release{}, {}}}, {drive("On foot", "")}};
  auto s = kouan::tests::hand_made_scenario();
  s.processes.push_back({"way", {"Way", "流程"}, {{yard, {}}, {choose, {}}, {parallel, {}}}});

  const auto title = [&](const std::string& path) { return an::value_title(s, path); };
  CHECK(title("processes.way.steps[0].within.steps[1].travel.time").en == "Making up: travel time");
  CHECK(title("processes.way.steps[0].within.steps[1].travel.time").zh == "编组：行驶时间");
  CHECK(title("processes.way.steps[0].within.otherwise[0].travel.time").zh == "绕行：行驶时间");
  CHECK(title("processes.way.steps[1].choose[1].steps[0].travel.time").zh == "便道：行驶时间");
  CHECK(title("processes.way.steps[1].choose[1].otherwise[0].travel.time").en ==
        "By-pass: travel time");
  CHECK(title("processes.way.steps[2].parallel[1][0].travel.time").zh == "On foot：行驶时间");
  CHECK(title("processes.way.steps[2].parallel.ways[1][0].travel.time").en ==
        "On foot: travel time");
  // Without a title, and where there is no drive, by the process.
  CHECK(title("processes.way.steps[1].choose[1].steps[1].travel.time").en == "Way: travel time");
  CHECK(title("processes.way.steps[7].travel.time").en == "Way: travel time");
  CHECK(title("processes.way.steps[0].within.steps[0].travel.time").en == "Way: travel time");
  CHECK(an::owner_title(s, "processes.way.steps[0].within.steps[1].travel.time").zh == "流程");
  CHECK(an::owner_title(s, "run").en.empty());
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
