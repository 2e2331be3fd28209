#include "analysis/check.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "tests/support/checked_port.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::analysis;
using namespace kouan::models;
using namespace kouan::test;
using namespace kouan::test::checked;
using doctest::Approx;

TEST_CASE("a sound port: demand, hours, loads, bound, no warning") {
  const CheckReport report = check(port());
  CHECK(report.computed);
  CHECK(report.warnings.empty());
  CHECK(report.hours[0].open_days == 10);
  CHECK(report.hours[0].hours_per_open_day == Approx(10));
  CHECK(report.demand[0].vehicles == Approx(1000));
  CHECK(report.demand[0].vehicles_per_open_day == Approx(100));
  CHECK(report.demand[0].tonnes == Approx(10000));
  CHECK(report.loads[0].load == Approx(100 * 600 / 72000.0));
  CHECK(report.bound.stage == "gate");
  CHECK(report.bound.vehicles_per_day == Approx(2 * (60 + 1.25)));
  CHECK(report.assumptions.size() == 1);
  CHECK(report.values == 2);
  CHECK(report.unstated == 0);
}

TEST_CASE("a day that the run ends in is no open day") {
  Scenario s = port();
  s.horizon_s = 9.5 * 86400;
  const CheckReport most = check(s);
  CHECK(most.hours[0].days == 9);
  CHECK(most.hours[0].open_days == 9);
  CHECK(most.demand[0].vehicles_per_open_day == Approx(100));
  s.horizon_s = 86400 / 2;
  const CheckReport half = check(s);
  CHECK(half.hours[0].days == 0);
  CHECK(half.hours[0].open_days == 0);
  CHECK(half.demand[0].vehicles > 0);
  CHECK(std::isnan(half.demand[0].vehicles_per_open_day));
}

TEST_CASE("values that state no origin are counted apart") {
  Scenario s = port();
  s.provenance.push_back({"stages.scan.servers", "1", "", Grade::none, "", {}, {}});
  const CheckReport report = check(s);
  CHECK(report.values == 2);
  CHECK(report.unstated == 1);
  CHECK(to_json(report)["values_without_origin"] == 1);
  CHECK(holds(to_text(report, Language::en), "Values that state neither: 1"));
  s.provenance = {s.provenance.back()};
  CHECK(holds(to_text(check(s), Language::en), "Assumed: no value states a source or grade"));
}

TEST_CASE("a night shift of more than half a day may be two times swapped") {
  Scenario s = port();
  const auto with = [&](std::int32_t from_h, std::int32_t to_h) {
    for (auto& day : s.hours[0].week)
      if (!day.empty()) day = {{from_h * 3600, to_h * 3600}};
    return warning(check(s), "long-night") != nullptr;
  };
  CHECK(with(17, 33));
  CHECK(holds(warning(check(s), "long-night")->text.en, "write 09:00-17:00"));
  CHECK(check(s).warnings.size() == 1);  // not once a weekday
  CHECK_FALSE(with(20, 32));             // twelve hours are a night
  CHECK_FALSE(with(8, 32));              // round the clock, changing at 8
  CHECK_FALSE(with(6, 22));
}

TEST_CASE("fleets offer no load: they come as often as the port lets them") {
  Scenario s = port();
  s.stages.push_back(stage("load", 1, sim::constant(60)));
  add_class(s, "shuttle", {visit("load"), cleared()}, 0);
  s.classes.back().rates.clear();
  s.classes.back().fleet = 3;
  const CheckReport report = check(s);
  CHECK_FALSE(report.loads[0].is_of_fleets);
  CHECK(report.loads[3].is_of_fleets);
  CHECK(to_json(report)["stages"][3]["offered_load"].is_null());
  CHECK(to_json(report)["stages"][0]["offered_load"].is_number());
  CHECK(warning(report, "unreachable") == nullptr);
}

TEST_CASE("tonnes of a column have one unit") {
  Scenario s = port();
  add_class(s, "lorry", {visit("exit"), cleared()}, 5000);
  s.classes[0].payload_kg = sim::constant(2e6);
  const std::string en = to_text(check(s), Language::en);
  CHECK(holds(en, "in all, Mt"));
  CHECK(holds(en, "bound, Mt"));
  CHECK(holds(en, "0.500"));  // 50,000 lorries of 10 t beside 2 Mt of the others
  CHECK(holds(en, "2.00"));
  CHECK(holds(to_text(check(s), Language::zh), "合计，万吨"));
  CHECK(holds(to_text(check(port()), Language::en), "in all, t"));
  s.classes[1].rates[0].rate_per_day = 0.5;  // 50 t, which would be 0.0000 of a million
  CHECK(holds(to_text(check(s), Language::en), "in all, t"));
}

TEST_CASE("loads and times of many digits are written as people write them") {
  Scenario s = port();
  s.classes[0].payload_kg = sim::constant(28e6);
  CHECK(holds(to_text(check(s), Language::en), " 28,000 t "));
  s.classes[0].payload_kg = sim::constant(76531);
  CHECK(holds(to_text(check(s), Language::en), " 76.53 t "));
  s.stages[0].service = sim::constant(4321.0 * 3600);
  CHECK(holds(to_text(check(s), Language::en), "4,320 h"));
}

TEST_CASE("a lane for failed readings is no unreached stage while every reading succeeds") {
  Scenario s = port();
  s.stages.push_back(stage("manned", 1, sim::constant(1)));
  s.stages.push_back(stage("spare", 1, sim::constant(1)));
  s.stages[0].on_misread = "manned";
  s.stages[0].read_rate = 1;
  REQUIRE(warning(check(s), "unreachable") != nullptr);
  CHECK(warning(check(s), "unreachable")->about == "spare");
  s.stages.back().on_misread = "manned";  // nobody comes there either
  s.stages[0].on_misread.clear();
  CHECK(warning(check(s), "unreachable")->about == "manned");
}

TEST_CASE("unreached stages, stages never open and classes never cleared are named") {
  Scenario s = port();
  s.stages.push_back(stage("spare", 1, sim::constant(1)));
  s.stages[2].groups[0].servers = 0;
  add_class(s, "ghost", {visit("gate")});
  const CheckReport report = check(s);
  REQUIRE(warning(report, "unreachable") != nullptr);
  CHECK(warning(report, "unreachable")->about == "spare");
  REQUIRE(warning(report, "never-open") != nullptr);
  CHECK(warning(report, "never-open")->about == "exit");
  REQUIRE(warning(report, "never-cleared") != nullptr);
  CHECK(warning(report, "never-cleared")->about == "ghost");
}

TEST_CASE("tonnes of a month that never opens, and a store that fills, are told") {
  Scenario s = port();
  s.stores = {{"shed", {"Shed", "料棚"}, "", 5e6, 0, 0}};
  s.processes[0].steps.push_back(unload("shed"));
  CheckReport report = check(s);
  REQUIRE(warning(report, "never-open") != nullptr);
  CHECK(holds(warning(report, "never-open")->text.en, "filled but never emptied"));
  s.stores[0].removal_kg_per_s = 0.9e6 / 86400;
  REQUIRE(warning(check(s), "overload") != nullptr);
  s.stores[0].removal_kg_per_s = 1.1e6 / 86400;
  CHECK(warning(check(s), "overload") == nullptr);
  Flow coal;
  coal.id = "coal";
  coal.annual_kg = 365e6;
  coal.hours = "day";
  s.flows = {coal};
  s.classes[0].rates.clear();
  s.classes[0].flow = "coal";
  CHECK(warning(check(s), "dropped-demand") == nullptr);
  s.hours[0].closures = {{{}, {2023, 1, 1}, {2023, 1, 31}}};
  report = check(s);
  REQUIRE(warning(report, "dropped-demand") != nullptr);
  CHECK(warning(report, "dropped-demand")->about == "coal");
  CHECK(holds(warning(report, "dropped-demand")->text.en,
              "10000 t: its hours never open in 2023-01"));
}

TEST_CASE("a missing process stops the computation, not the check") {
  Scenario s = port();
  s.classes[0].process = "nowhere";
  CheckReport report = check(s);
  CHECK_FALSE(report.computed);
  CHECK(warning(report, "no-process") != nullptr);
  CHECK(holds(to_text(report, Language::en), "not computed"));
  CHECK(to_json(report)["bound"].is_null());
}

TEST_CASE("the text says all of it in planner's words, in both languages") {
  Scenario s = port();
  s.stages[0].read_rate = 0.98;
  s.stages[0].on_misread = "scan";
  const CheckReport report = check(s);
  const std::string en = to_text(report, Language::en);
  for (const char* part :
       {"Test port", "10 of 10", "Class truck", "Stage gate", "10 min, cv 0.50", "2 day",
        "waits for and is served at Stage gate (10 min on average)",
        "if not read (2 %), is also served at Stage scan",
        "25 %:", "the rest (75 %) go straight on", "is cleared", "Analytic capacity bound",
        "least cut: Stage gate", "none: every stage", "Assumed: 1 of 2 values",
        "(stages.gate.service)", "range 5 min .. 15 min", "a guess"}) {
    CHECK_MESSAGE(holds(en, part), part << " is not in\n" << en);
  }
  const std::string zh = to_text(report, Language::zh);
  for (const char* part : {"测试口岸", "环节gate", "10 分钟，变异系数 0.50", "识读失败时（2 %）",
                           "其余（75 %）", "通关完毕", "解析上界", "最小割：环节gate",
                           "取值范围 5 分钟至 15 分钟", "猜测", "10/10", " 吨"}) {
    CHECK_MESSAGE(holds(zh, part), part << " is not in\n" << zh);
  }
}

TEST_CASE("the text is no wider than a terminal where it is wrapped, and ends its lines clean") {
  const std::string text = to_text(check(port()), Language::en);
  CHECK(text.back() == '\n');
  CHECK_FALSE(holds(text, " \n"));
}

TEST_CASE("JSON: the keys that reports and programs read") {
  const CheckReport report = check(port());
  const auto json = to_json(report);
  CHECK(json["bound"]["sustained_stage"] == "gate");
  CHECK(json["bound"]["sustained_tonnes_per_year"].get<double>() ==
        Approx(report.bound.tonnes_per_year));
  CHECK(json["bound"]["min_cut_vehicles_per_day"].is_number());
  CHECK(json["stages"][0]["offered_load"].get<double>() == Approx(report.loads[0].load));
  CHECK(json["assumptions"][0]["path"] == "stages.gate.service");
  CHECK(json["assumptions"][0]["grade"] == "assumed");
  CHECK(json["assumptions"][0]["source"].is_null());
  CHECK(json["warnings"].empty());
  const auto& graph = json["graph"];
  REQUIRE(graph["nodes"].size() == 6);
  CHECK(graph["nodes"][0]["id"] == "source-truck");
  CHECK(graph["nodes"][0]["stage"].is_null());
  CHECK(std::any_of(graph["edges"].begin(), graph["edges"].end(), [](const auto& e) {
    return e["from"] == "travel-truck-1" && e["to"] == "stage-exit" && e["share"] == 0.75;
  }));
}

TEST_CASE("loads that depend on the state are marked and set no bound") {
  Scenario s = empty_port(10);
  s.stages = {stage("a", 1, sim::constant(60)), stage("b", 1, sim::constant(60)),
              stage("gate", 1, sim::constant(30))};
  Visit shorter;
  shorter.shortest = {"a", "b"};
  add_class(s, "truck", {visit("gate"), {shorter, {}}, cleared()}, 1000);
  const CheckReport report = check(s);
  CHECK(report.warnings.empty());
  CHECK(report.loads[0].is_assumed);
  CHECK(report.loads[0].load == Approx(500 * 60 / 86400.0));
  CHECK_FALSE(report.loads[2].is_assumed);
  CHECK(report.bound.stages[0].is_left_out);
  CHECK_FALSE(report.bound.stages[2].is_left_out);
  CHECK(report.bound.stage == "gate");
  CHECK(holds(to_text(report, Language::en), "~0.35"));
  CHECK(to_json(report)["stages"][0]["load_is_assumed"] == true);
  CHECK(to_json(report)["bound"]["stages"][0]["left_out"] == true);
}

TEST_CASE("rework counts in loads and bounds") {
  Scenario s = empty_port(10);
  s.stages = {stage("gate", 1, sim::constant(60))};
  Repeat again;
  again.steps = {visit("gate")};
  again.again = 0.5;
  add_class(s, "truck", {{again, {}}, cleared()}, 360);
  const CheckReport report = check(s);
  CHECK(report.loads[0].visits == Approx(7200));
  CHECK(report.loads[0].load == Approx(0.5));
  CHECK(report.warnings.empty());
  CHECK(holds(to_text(report, Language::en), "again with 50 %"));
}

TEST_CASE("a place from which nobody gets out is told") {
  Scenario s = empty_port(10);
  s.stages = {stage("gate", 1, sim::constant(60)), stage("trap", 1, sim::constant(60))};
  const ProcessStep label{Label{"again"}, {}};
  const ProcessStep back{GoTo{"again"}, {}};
  add_class(s, "truck",
            {visit("gate"), cleared(), choose({share(0.5, {label, visit("trap"), back})})}, 100);
  const CheckReport report = check(s);
  REQUIRE(warning(report, "no-way-out") != nullptr);
  CHECK(warning(report, "no-way-out")->about == "truck");
  CHECK(holds(warning(report, "no-way-out")->text.en, "trap"));
  CHECK_FALSE(holds(warning(report, "no-way-out")->text.en, "gate"));
}

TEST_CASE("classes and places of warnings have their titles") {
  Scenario s = empty_port(10);
  s.stages = {stage("trap", 1, sim::constant(60)), stage("maze", 1, sim::constant(60))};
  s.stages[0].title = {"Trap", "陷阱"};
  s.stages[1].title = {"Maze", "迷宫"};
  const ProcessStep label{Label{"again"}, {}};
  add_class(s, "truck", {label, visit("trap"), visit("maze"), {GoTo{"again"}, {}}}, 100);
  s.classes.back().title = {"Coal trucks", "煤炭货车"};
  const CheckReport report = check(s);
  REQUIRE(warning(report, "no-way-out") != nullptr);
  CHECK(warning(report, "no-way-out")->text.en ==
        "Coal trucks (truck) comes to where it never gets out again: Trap (trap), Maze (maze)");
  CHECK(warning(report, "no-way-out")->text.zh ==
        "煤炭货车（truck）进入后无法离开：陷阱（trap）、迷宫（maze）");
  REQUIRE(warning(report, "never-cleared") != nullptr);
  CHECK(warning(report, "never-cleared")->text.en ==
        "Coal trucks (truck) is never cleared: its load does not count as throughput");
  CHECK(warning(report, "never-cleared")->text.zh ==
        "煤炭货车（truck）从不放行：其载重不计入通过量");
}

TEST_CASE("a full queue is told as a cause only where the queue has a limit") {
  Scenario s = port();
  s.stages[0].rules.turns_away = true;
  s.stages[0].rules.balk_at = 20;
  CHECK(holds(to_text(check(s), Language::en, 200), "if 20 wait, leaves without being cleared"));
  CHECK_FALSE(holds(to_text(check(s), Language::en, 200), "queue is full"));
  CHECK_FALSE(holds(to_text(check(s), Language::zh, 200), "排队已满"));
  s.stages[0].queue_places = 30;
  CHECK(holds(to_text(check(s), Language::en, 200), "if its queue is full or 20 wait, leaves"));
  CHECK(holds(to_text(check(s), Language::zh, 200), "若排队已满或已有20辆排队"));
}

TEST_CASE("who is turned away on one of ways side by side has done that way") {
  Scenario s = empty_port(10);
  s.stages = {stage("a", 1, sim::constant(180)), stage("b", 1, sim::constant(300))};
  s.stages[0].rules.balk_at = 20;
  Parallel both;
  both.ways = {{visit("a")}, {visit("b"), {Leave{}, {}}}};
  add_class(s, "truck", {{both, {}}, cleared()}, 100);
  const std::string en = to_text(check(s), Language::en, 200);
  CHECK(holds(en, "if 20 wait, leaves this way, which is then done"));
  CHECK(holds(en, "- leaves this way, which is then done"));
  CHECK_FALSE(holds(en, "without being cleared"));
  const std::string zh = to_text(check(s), Language::zh);
  CHECK(holds(zh, "若已有20辆排队，退出本项，该项即算完成"));
  CHECK_FALSE(holds(zh, "未办结即离开"));
}

TEST_CASE("what may happen at each of several stages is told") {
  Scenario s = empty_port(10);
  s.stages = {stage("a", 1, sim::constant(180)), stage("b", 1, sim::constant(300)),
              stage("c", 1, sim::constant(180))};
  s.stages[0].rules.balk_at = 20;
  s.stages[1].at_closing = AtClosing::suspend;
  Visit shorter;
  shorter.shortest = {"a", "b", "c"};
  add_class(s, "truck", {{shorter, {}}, cleared()}, 100);
  const std::string en = to_text(check(s), Language::en, 200);
  CHECK(holds(en,
              "served where fewest are: Stage a (3 min on average), Stage b (5 min on average), "
              "Stage c (3 min on average)\n"
              "      - at Stage a:\n"
              "        - if 20 wait, leaves without being cleared\n"
              "      - at Stage b:\n"
              "        - work in hand at closing is suspended\n"
              "    - is cleared"));
  const std::string zh = to_text(check(s), Language::zh);
  CHECK(holds(zh, "      - 在环节a：\n"));
  CHECK(holds(zh, "若已有20辆排队，未办结即离开"));
}
