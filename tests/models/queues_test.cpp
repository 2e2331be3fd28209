// Rules of queues and servers, from the scenario to the steps and the run.
#include <doctest/doctest.h>

#include <algorithm>

#include "models/compile.hpp"
#include "models/demand.hpp"
#include "models/process_graph.hpp"
#include "models/program_writer.hpp"
#include "models/read_scenario.hpp"
#include "sim/run.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::models;
using namespace kouan::test;
using sim::StepKind;

namespace {

std::vector<StepKind> step_kinds(const sim::Model& model) {
  std::vector<StepKind> out;
  for (const sim::Step& step : model.steps)
    out.push_back(step.kind);
  return out;
}

Visit& visit_of(Scenario& s, std::size_t step) {
  return std::get<Visit>(s.processes[0].steps[step].what);
}

/// A gate of one server and `places`, everybody comes there.
Scenario gate_port(std::int64_t places) {
  Scenario s = empty_port(4);
  s.stages = {stage("gate", 1, sim::exponential(600))};
  s.stages[0].queue_places = places;
  add_class(s, "truck", {visit("gate"), cleared()}, 300);
  return s;
}

}  // namespace

TEST_CASE("numbers of priority become levels without gaps, those without a number last") {
  Scenario s = empty_port();
  s.stages = {stage("gate", 1, sim::constant(60)), stage("scan", 1, sim::constant(60))};
  s.stages[0].priority = {{"bus", 7}, {"truck", 40}};
  for (const char* id : {"bus", "truck", "van"})
    add_class(s, id, {visit("gate"), visit("scan"), cleared()});
  std::get<Visit>(s.processes[2].steps[0].what).priority = 1;
  std::get<Visit>(s.processes[1].steps[1].what).priority = 5;
  const sim::Model model = compile(s).model;
  std::vector<int> at_gate;
  std::vector<int> at_scan;
  for (const sim::Step& step : model.steps) {
    if (step.kind == StepKind::seize) (step.a == 0 ? at_gate : at_scan).push_back(step.level);
  }
  CHECK(at_gate == std::vector<int>{1, 2, 0});  // the van's visit has a number of its own
  CHECK(at_scan == std::vector<int>{1, 0, 1});
}

TEST_CASE("those turned away leave, or do something else and go on") {
  Scenario s = gate_port(0);
  s.stages[0].rules.turns_away = true;
  CHECK(step_kinds(compile(s).model) ==
        std::vector<StepKind>{StepKind::seize, StepKind::hold, StepKind::finish, StepKind::jump,
                              StepKind::turn_away, StepKind::clear, StepKind::depart});
  const sim::RunResult left = sim::run(compile(s).model, {});
  CHECK(left.conserved);
  CHECK(left.classes[0].turned_away > 0);
  CHECK(left.classes[0].turned_away == left.resources[0].refused);
  // Every one of them goes to a second gate instead: all are cleared.
  s.stages.push_back(stage("second", 50, sim::constant(60)));
  visit_of(s, 0).otherwise = {visit("second")};
  visit_of(s, 0).has_otherwise = true;
  const sim::RunResult other = sim::run(compile(s).model, {});
  CHECK(other.classes[0].turned_away == 0);
  CHECK(other.resources[1].served > 0);
  CHECK(other.classes[0].cleared == other.resources[0].served + other.resources[1].served);
}

TEST_CASE("a visit's own rules go before the stage's") {
  Scenario s = gate_port(0);
  s.stages[0].rules.turns_away = true;
  visit_of(s, 0).rules.turns_away = false;
  const sim::RunResult waits = sim::run(compile(s).model, {});
  CHECK(waits.resources[0].refused == 0);
  CHECK(waits.classes[0].turned_away == 0);
}

TEST_CASE("who leaves gives up what is held") {
  Scenario s = empty_port(2);
  s.stages = {stage("check", 1, sim::constant(3600)), yard("yard", 2)};
  s.stages[0].queue_places = 0;
  s.stages[0].rules.turns_away = true;
  add_class(s, "truck", {within("yard", {visit("check")}), cleared()}, 200);
  const sim::RunResult r = sim::run(compile(s).model, {});
  CHECK(r.conserved);
  CHECK(r.little);
  CHECK(r.classes[0].turned_away > 100);  // the yard never fills up with those turned away
  CHECK(r.classes[0].inside <= 2);
}

TEST_CASE("only stages that need it tell their servers apart") {
  Scenario s = empty_port();
  for (const char* id : {"plain", "before", "next", "suspends", "shared"})
    s.stages.push_back(stage(id, 1, sim::constant(60)));
  s.stages[1].blocks_before = true;
  s.stages[2].queue_places = 2;
  s.stages[3].at_closing = AtClosing::suspend;
  s.stages[4].is_shared = true;
  add_class(s, "truck",
            {visit("plain"), visit("before"), travel(60), visit("next"), visit("suspends"),
             visit("shared"), cleared()});
  CHECK(reserved_places(s) == std::set<std::string>{"next"});
  const sim::Model model = compile(s).model;
  CHECK(!model.resources[0].rules);
  CHECK(model.resources[1].rules);
  CHECK(model.resources[2].rules);
  CHECK(model.resources[3].rules);
  CHECK(model.resources[4].is_shared);
  const std::vector<StepKind> all = step_kinds(model);
  CHECK(std::count(all.begin(), all.end(), StepKind::reserve) == 1);
  CHECK(std::count(all.begin(), all.end(), StepKind::share) == 1);
  CHECK(std::count(all.begin(), all.end(), StepKind::serve) == 3);
}

TEST_CASE("servers told apart without anything happening to them do as counted ones") {
  Scenario s = empty_port(20);
  s.stages = {stage("gate", 3, sim::lognormal(900, 0.8), "day"),
              stage("scan", 2, sim::exponential(600))};
  s.stages[1].queue_places = 4;
  add_class(s, "truck", {visit("gate"), visit("scan"), cleared()}, 150);
  const sim::RunResult counted = sim::run(compile(s).model, {});
  s.stages[0].batch = Batch{1, 1};
  s.stages[1].batch = Batch{1, 1};
  const sim::RunResult apart = sim::run(compile(s).model, {});
  CHECK(apart.classes[0].sojourn.mean_s == counted.classes[0].sojourn.mean_s);
  CHECK(apart.resources[0].waiting.mean_s == counted.resources[0].waiting.mean_s);
  CHECK(apart.resources[0].blocked_time_s == counted.resources[0].blocked_time_s);
  CHECK(apart.resources[0].open_time_s == counted.resources[0].open_time_s);
  CHECK(apart.resources[1].queue_time_s == counted.resources[1].queue_time_s);
}

TEST_CASE("ways of those turned away are in the graph, with probability 0") {
  Scenario s = gate_port(0);
  s.stages[0].rules.turns_away = true;
  s.stages.push_back(stage("second", 1, sim::constant(60)));
  visit_of(s, 0).otherwise = {visit("second")};
  visit_of(s, 0).has_otherwise = true;
  const ProcessGraph graph(s);
  CHECK(unreachable_places(s, graph).empty());
  CHECK(!is_on_every_way(graph, 0, "gate"));
  for (std::size_t i = 0; i < graph.nodes().size(); ++i) {
    const double visits = graph.nodes()[i].id == "second" ? 0 : 1;
    CHECK(expected_visits(graph)[i] == visits);
  }
}

TEST_CASE("shared work stands still while closed, unless the stage says that it is finished") {
  const ReadResult read = read_scenario("tests/models/data/shared_closing.yaml");
  INFO(read.diagnostics.text());
  REQUIRE(read.scenario);
  const sim::Model model = compile(*read.scenario).model;
  const sim::RunResult r = sim::run(model, {});
  CHECK(r.conserved);
  CHECK(r.little);
  // As in tests/sim/sharing_test.cpp.
  CHECK(r.classes[0].sojourn.mean_s / 60 == doctest::Approx((63 + 59 + 37) / 3.0));
  CHECK(r.classes[1].sojourn.mean_s == r.classes[0].sojourn.mean_s);
  CHECK(r.classes[2].sojourn.mean_s / 60 == doctest::Approx((22 + 16 + 33) / 3.0));
}

TEST_CASE("a timetable's lateness counts from so long before it as is said") {
  const ReadResult read = read_scenario("tests/models/data/shared_closing.yaml");
  REQUIRE(read.scenario);
  const sim::Model model = compile(*read.scenario).model;
  std::vector<double> hours;
  for (const sim::Micros at : model.classes[3].plan)
    hours.push_back(sim::to_seconds(at) / 3600);
  CHECK(hours == std::vector<double>{-0.5, 5.5, 11.5, 17.5, 23.5});
  const sim::RunResult r = sim::run(model, {});
  CHECK(r.classes[3].arrived == 4);  // one came before the run
  CHECK(r.classes[4].arrived == 4);  // 10 min late each, the last of them after the run
  CHECK(r.classes[3].cleared == 4);
  CHECK(expected_arrivals(model.classes[3], 0, model.horizon) == 4);
  CHECK(expected_arrivals(model.classes[4], 0, model.horizon) == 4);
}

TEST_CASE("batches that find no room where they are waited for are warned of") {
  const ReadResult read = read_scenario("tests/models/data/never-full.yaml");
  INFO(read.diagnostics.text());
  REQUIRE(read.scenario);
  const std::string text = read.diagnostics.text();
  CHECK(text.find("stages.never.batch: found batches of 2 or more") != std::string::npos);
  CHECK(text.find("stages.other.batch: found batches") == std::string::npos);
  CHECK(text.find("stages.parts.batch: found batches") == std::string::npos);
}
