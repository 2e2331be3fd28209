// Where an exact rule would forget something of a stage: urgent ones before a full queue, those of
// one direction that overtake, those of whom nobody knows how many come, gates that open twice.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <tuple>

#include "analysis/check.hpp"
#include "analysis/theory/birth_death.hpp"
#include "analysis/theory/opening_hours.hpp"
#include "analysis/theory/queues.hpp"
#include "models/read_scenario.hpp"
#include "tests/analysis/exact.hpp"
#include "tests/analysis/three_stages_port.hpp"
#include "tests/models/temporary_folder.hpp"

using namespace kouan;
using namespace kouan::analysis;
using namespace kouan::analysis::theory;
using namespace kouan::models;
using namespace kouan::test;

namespace {

/// 24 and 12 an hour, the second before the first.
Scenario urgent_and_others(const Stage& gate) {
  Scenario s = empty_port();
  s.stages = {gate};
  s.stages[0].priority = {{"bus", 1}};
  add_class(s, "truck", {visit("gate"), cleared()}, 24 * 24);
  add_class(s, "bus", {visit("gate"), cleared()}, 12 * 24);
  return s;
}

ScenarioTheory theory_of_text(const std::string& classes_and_places) {
  const std::filesystem::path file = TemporaryFolder::own() / "limits.yaml";
  std::ofstream(file, std::ios::binary)
      << "kouan: 1\ntitle: T\nrun: {start: 2023-01-02, horizon: 40 d}\n"
      << classes_and_places;
  const ReadResult read = read_scenario(file.string());
  INFO(read.diagnostics.text());
  REQUIRE(read.scenario.has_value());
  return theory_of(*read.scenario);
}

/// An alternating lane of one at a time; `more` stands in its rules.
ScenarioTheory lane(const std::string& more, const std::string& places = "") {
  return theory_of_text(
      "classes:\n"
      "  n: {payload: 0 t, process: pn, arrivals: {rate: 20 /h}}\n"
      "  m: {payload: 0 t, process: pn, arrivals: {rate: 10 /h}}\n"
      "  s: {payload: 0 t, process: ps, arrivals: {rate: 5 /h}}\n"
      "sections:\n"
      "  l: {directions: [a, b], run: exponential(1 min), most: 1, " +
      more +
      "turns: {by: exhaustive, idle: keep-turning, changeover: 1 min}}\n"
      "processes:\n"
      "  pn: {steps: [{pass: {section: l, direction: a}}, cleared]}\n"
      "  ps: {steps: [{pass: {section: l, direction: b}}, cleared]}\n" +
      places);
}

}  // namespace

TEST_CASE("several urgencies before a limited queue have the mean of all, not that of a class") {
  Stage gate = stage("gate", 1, exponential_min(1));
  gate.queue_places = 1;
  const ScenarioTheory one = theory_of(urgent_and_others(gate));
  CHECK(stage_of(one, "gate").standing == Standing::exact);
  CHECK(stage_of(one, "gate").notation == "M/M/1");
  CHECK(*stage_of(one, "gate").figures.wait_s == exact(90));
  CHECK(stage_of(one, "gate").classes.empty());
  for (const WayAnswer& way : one.ways) {
    CHECK(way.standing == Standing::none);
    CHECK(way.why == Obstacles{Obstacle::urgent_at_limit});
  }
  Stage many = stage("gate", 3, exponential_min(4));
  many.queue_places = 2;
  const QueueFigures q = mmc(36 / 3600.0, 1 / 240.0, 3);
  CHECK(*stage_of(theory_of(urgent_and_others(many)), "gate").figures.wait_s == exact(q.wait));
  many.service = sim::constant(240);
  CHECK(stage_of(theory_of(urgent_and_others(many)), "gate").why ==
        Obstacles{Obstacle::priorities});
  gate.service_by_class["bus"] = sim::constant(30);
  CHECK(stage_of(theory_of(urgent_and_others(gate)), "gate").why ==
        Obstacles{Obstacle::urgent_at_limit});
}

TEST_CASE("without a place to queue, or with preemption, urgencies are those of any queue") {
  Stage gate = stage("gate", 1, exponential_min(1));
  gate.queue_places = 0;
  const ScenarioTheory none = theory_of(urgent_and_others(gate));
  CHECK(*none.ways.at(1).sojourn_s == exact(105));  // Cobham
  gate.queue_places = 1;
  gate.preempts = true;
  CHECK(*theory_of(urgent_and_others(gate)).ways.at(1).sojourn_s == exact(75));  // M/M/1 alone
}

TEST_CASE(
    "of several classes those have a whole way who have what some are turned away from alone") {
  Stage gate = stage("gate", 3, exponential_min(4));
  gate.service_by_class["truck"] = sim::constant(60);
  gate.rules.balk_at = 0;
  Scenario s = urgent_and_others(gate);
  s.stages[0].priority.clear();
  const double blocked = erlang_b(3, (24 * 1 + 12 * 4) / 60.0);
  const ScenarioTheory loss = theory_of(s);
  for (const auto& [way, per_h, stay_s] :
       {std::tuple(loss.ways.at(0), 24.0, 60.0), std::tuple(loss.ways.at(1), 12.0, 240.0)}) {
    CHECK(way.standing == Standing::exact);
    CHECK(*way.sojourn_s == exact(stay_s));
    CHECK(*way.per_s == exact(per_h / 3600 * (1 - blocked)));
    CHECK(*way.in_system == exact(*way.per_s * stay_s));
  }
  s.processes[1].steps.push_back(travel(600));
  CHECK(theory_of(s).ways.at(0).standing == Standing::exact);
  CHECK(theory_of(s).ways.at(1).why == Obstacles{Obstacle::turned_away});
  // With patience the number inside is shared by how many come; with urgencies it is not known how.
  Scenario patient = urgent_and_others(stage("gate", 1, exponential_min(1)));
  patient.stages[0].priority.clear();
  patient.stages[0].rules.patience_s = sim::exponential(300);
  const ScenarioTheory leaving = theory_of(patient);
  CHECK(*leaving.ways.at(1).in_system == exact(*stage_of(leaving, "gate").figures.in_system / 3));
  Stage small = stage("gate", 1, exponential_min(1));
  small.rules.balk_at = 2;
  CHECK(theory_of(urgent_and_others(small)).ways.at(0).why == Obstacles{Obstacle::urgent_at_limit});
}

TEST_CASE("an alternating lane is exact where those of one direction are equals") {
  const ScenarioTheory equals = lane("");
  CHECK(stage_of(equals, "l").standing == Standing::exact);
  CHECK(*equals.ways.at(0).sojourn_s == exact(206));
  // Turns decide between the directions.
  CHECK(*lane("priority: {s: 1}, ").ways.at(2).sojourn_s == exact(*equals.ways.at(2).sojourn_s));
  const ScenarioTheory urgent = lane("priority: {m: 1}, ");
  CHECK(stage_of(urgent, "l").standing == Standing::none);
  CHECK(stage_of(urgent, "l").why.count(Obstacle::urgent_in_direction) == 1);
  for (const WayAnswer& way : urgent.ways)
    CHECK(way.why.count(Obstacle::urgent_in_direction) == 1);
}

TEST_CASE("an alternating lane has no answer with stoppages, limited room or others who come") {
  const ScenarioTheory stopped =
      lane("", "stoppages:\n  storm: {stages: [l], between: 10 h, lasts: 2 h}\n");
  CHECK(stage_of(stopped, "l").standing == Standing::none);
  CHECK(stopped.ways.at(0).why.count(Obstacle::stoppages) == 1);
  CHECK(stage_of(lane("queue: 1 vehicle, "), "l").standing == Standing::none);
  CHECK(stage_of(lane("queue: none, "), "l").standing == Standing::exact);
  // Turned away elsewhere.
  const ScenarioTheory joined = theory_of_text(
      "classes:\n"
      "  n: {payload: 0 t, process: pn, arrivals: {rate: 20 /h}}\n"
      "  s: {payload: 0 t, process: ps, arrivals: {rate: 5 /h}}\n"
      "  b: {payload: 0 t, process: pb, arrivals: {rate: 30 /h}}\n"
      "stages:\n  t: {servers: 1, service: exponential(2 min), balk_at: 2 vehicles}\n"
      "sections:\n"
      "  l: {directions: [a, b], run: exponential(1 min), most: 1,\n"
      "      turns: {by: exhaustive, idle: keep-turning, changeover: 1 min}}\n"
      "processes:\n"
      "  pn: {steps: [{pass: {section: l, direction: a}}, cleared]}\n"
      "  ps: {steps: [{pass: {section: l, direction: b}}, cleared]}\n"
      "  pb: {steps: [{visit: {stage: t, otherwise: [{pass: {section: l, direction: a}}]}}]}\n");
  CHECK(stage_of(joined, "l").standing == Standing::none);
  CHECK(joined.ways.at(0).standing == Standing::none);
}

TEST_CASE("lanes and fleets have no answer where others are made who come there too") {
  const std::string made =
      "  b: {payload: 3 t, process: pb, arrivals: {rate: 5 /h}}\n"
      "  w: {process: pw, from: processes}\n"
      "stages:\n"
      "  s: {servers: 1, service: exponential(2 min)}\n"
      "  t: {servers: 1, service: exponential(2 min)}\n"
      "processes:\n"
      "  pb: {steps: [{split: {into: w, number: 3}}, cleared]}\n"
      "  pw: {steps: [{visit: s}, cleared]}\n";
  const ScenarioTheory lanes =
      theory_of_text("classes:\n  a: {payload: 0 t, process: p, arrivals: {rate: 30 /h}}\n" + made +
                     "  p: {steps: [{visit: {shortest: [s, t]}}, cleared]}\n");
  CHECK(lanes.ways.at(0).standing == Standing::none);
  CHECK(stage_of(lanes, "s").standing == Standing::none);
  const ScenarioTheory fleet =
      theory_of_text("classes:\n  a: {payload: 0 t, process: p, fleet: 3}\n" + made +
                     "  p: {steps: [{visit: s}, {travel: 10 min}, cleared]}\n");
  CHECK(fleet.ways.at(0).standing == Standing::none);
  CHECK(fleet.ways.at(0).why.count(Obstacle::others) == 1);
  CHECK(stage_of(fleet, "s").standing == Standing::none);
}

TEST_CASE("a gate that opens twice a day is exact, and by the week where that is seen twice") {
  Scenario s = empty_port(30);
  s.stages = {stage("gate", 2, exponential_min(7.5), "day")};
  for (auto& spans : s.hours[0].week)
    spans = {{6 * 3600, 12 * 3600}, {13 * 3600, 18 * 3600}};
  add_class(s, "truck", {visit("gate"), cleared()}, 6 * 24);
  const StageAnswer twice = stage_of(theory_of(s), "gate");
  CHECK(twice.standing == Standing::exact);
  const DailyFigures q = daily_gate({6, 8, 2, {{6, 1}, {5, 12}}, WorkInHand::finished});
  CHECK(*twice.figures.wait_s == doctest::Approx(3600 * q.wait).epsilon(1e-9));
  s.hours[0].week[6] = {};  // never on Sundays
  s.classes[0].rates[0].rate_per_day = 2 * 24;
  CHECK(stage_of(theory_of(s), "gate").standing == Standing::exact);
  s.horizon_s = 10 * 86400;
  CHECK(stage_of(theory_of(s), "gate").standing == Standing::none);
}

TEST_CASE("a formula for open hours that forgets the night's queue is no approximation") {
  Scenario s = empty_port();
  s.stages = {stage("gate", 2, sim::constant(450), "day")};
  add_class(s, "truck", {visit("gate"), cleared()}, 120);
  const StageAnswer gate = stage_of(theory_of(s), "gate");
  CHECK(gate.standing == Standing::none);
  CHECK(gate.why == Obstacles{Obstacle::hours, Obstacle::general_service});
  CHECK_FALSE(gate.figures.wait_s.has_value());
  s.classes[0].rates[0].rate_per_day = 2;  // next to nobody waits at opening
  CHECK(stage_of(theory_of(s), "gate").standing == Standing::approximate);
}
