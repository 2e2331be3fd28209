// Where an exact rule would forget something of a stage: urgent ones before a full queue, those of
// one direction that overtake, those of whom nobody knows how many come, gates that open twice, and
// what the ends of a run have that its middle has not.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <regex>
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
  Stage many = stage("gate", 3, exponential_min(4));
  many.queue_places = 2;
  const QueueFigures q = mmc(36 / 3600.0, 1 / 240.0, 3);
  CHECK(*stage_of(theory_of(urgent_and_others(many)), "gate").figures.wait_s == exact(q.wait));
  many.service = sim::constant(240);
  CHECK(stage_of(theory_of(urgent_and_others(many)), "gate").why ==
        Obstacles{Obstacle::priorities});
  gate.service = sim::constant(60);
  for (const WayAnswer& way : theory_of(urgent_and_others(gate)).ways) {
    CHECK(way.standing == Standing::none);
    CHECK(way.why == Obstacles{Obstacle::urgent_at_limit});
  }
  gate.service_by_class["bus"] = sim::constant(30);
  CHECK(stage_of(theory_of(urgent_and_others(gate)), "gate").why ==
        Obstacles{Obstacle::urgent_at_limit});
}

TEST_CASE("several urgencies before a limited queue have ways by their chain if small") {
  // By hand, at half the rates: an urgent one finds the server busy (0.3) and then is in the one
  // place of the queue for a minute on average; it finds that taken too (0.09) and stands before it
  // for a minute, and one more for each urgent one that stands there, W = 0.09 + 6/60 W. All
  // together wait 0.3 / 0.7 min on average.
  Stage gate = stage("gate", 1, exponential_min(1));
  gate.queue_places = 1;
  Scenario s = urgent_and_others(gate);
  s.classes[0].rates[0].rate_per_day /= 2;
  s.classes[1].rates[0].rate_per_day /= 2;
  const double urgent_min = 0.3 + 0.09 / (1 - 0.1);
  const double others_min = (3 * 0.3 / 0.7 - urgent_min) / 2;
  const ScenarioTheory both = theory_of(s);
  CHECK(both.ways.at(0).standing == Standing::exact);
  CHECK(both.ways.at(0).model == QueueModel::markov_chain);
  CHECK(*both.ways[0].sojourn_s / 60 == doctest::Approx(1 + others_min).epsilon(1e-9));
  CHECK(*both.ways.at(1).sojourn_s / 60 == doctest::Approx(1 + urgent_min).epsilon(1e-9));
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
  CHECK(*theory_of(s).ways.at(1).sojourn_s == exact(840));  // by their chain
  s.stages[0] = stage("gate", 1, sim::constant(60));
  s.stages[0].rules.balk_at = 1;
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
  const ScenarioTheory by_chain = theory_of(urgent_and_others(small));
  CHECK(stage_of(by_chain, "gate").notation == "M/M/1/3");
  CHECK(by_chain.ways.at(0).model == QueueModel::markov_chain);
  CHECK(*by_chain.ways[0].in_system + *by_chain.ways.at(1).in_system ==
        exact(*stage_of(by_chain, "gate").figures.in_system));
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
  CHECK(gate.why == Obstacles{Obstacle::hours});
  CHECK_FALSE(gate.figures.wait_s.has_value());
  s.classes[0].rates[0].rate_per_day = 2;  // next to nobody waits at opening
  CHECK(stage_of(theory_of(s), "gate").standing == Standing::approximate);
}

namespace {

/// Open from 8 to 18 o'clock on 30 days from the first of January; 5 vehicles an hour.
Scenario by_day() {
  Scenario s = empty_port(30);
  s.stages = {stage("gate", 2, exponential_min(5), "day")};
  add_class(s, "truck", {visit("gate"), cleared()}, 120);
  return s;
}

/// Why it is not exact, which it must not be.
Obstacles why_not_exact(const Scenario& s) {
  const StageAnswer gate = stage_of(theory_of(s), "gate");
  CHECK(gate.standing != Standing::exact);
  return gate.why;
}

}  // namespace

TEST_CASE("a gate that opens late in the run, or shuts for good, has no long run") {
  const Obstacles irregular{Obstacle::hours, Obstacle::irregular_hours};
  const Scenario s = by_day();
  Scenario changed = s;
  models::ServerGroup& lanes = changed.stages[0].groups[0];
  for (const CivilDate to : {CivilDate{2023, 1, 20}, CivilDate{2023, 1, 29}}) {
    lanes.to = to;
    CHECK(why_not_exact(changed) == irregular);
  }
  lanes.to = {2023, 1, 30};  // the last day of the run
  CHECK(stage_of(theory_of(changed), "gate").standing == Standing::exact);
  for (const CivilDate from : {CivilDate{2023, 1, 2}, CivilDate{2023, 1, 10}}) {
    lanes.from = from;
    CHECK(why_not_exact(changed) == irregular);
  }
  for (const Holiday& closed :
       {Holiday{{}, {2023, 1, 21}, {2023, 3, 1}}, Holiday{{}, {2022, 12, 1}, {2023, 1, 10}}}) {
    changed = s;
    changed.hours[0].closures = {closed};
    CHECK(why_not_exact(changed) == irregular);
  }
}

TEST_CASE("a gate that stays open for longer at an end of the run has no long run") {
  const CivilDate first{1, 1, 1}, last{9999, 12, 31};
  Scenario s = by_day();
  for (auto& spans : s.hours[0].week)
    spans = {{0, 12 * 3600}};
  s.stages[0].groups = {{2, "day", first, {2023, 1, 20}}, {2, "", {2023, 1, 21}, last}};
  CHECK(why_not_exact(s).count(Obstacle::irregular_hours) == 1);
  s.stages[0].groups = {{2, "", first, {2023, 1, 5}}, {2, "day", {2023, 1, 6}, last}};
  CHECK(why_not_exact(s).count(Obstacle::irregular_hours) == 1);
}

TEST_CASE("the ends of the run may cut the times of a gate, by the day or the week") {
  Scenario s = by_day();
  const double wait_s = *stage_of(theory_of(s), "gate").figures.wait_s;
  for (const double days : {3.0, 29.3, 29.5, 29.9}) {
    s.horizon_s = days * 86400;
    const StageAnswer gate = stage_of(theory_of(s), "gate");
    CHECK(gate.standing == Standing::exact);
    CHECK(*gate.figures.wait_s == exact(wait_s));
  }
  s.horizon_s = 2 * 86400;  // one night alone is whole
  CHECK(why_not_exact(s).count(Obstacle::irregular_hours) == 1);
  s.hours[0].week[6] = {};  // the first of January was a Sunday
  s.classes[0].rates[0].rate_per_day = 48;
  for (const double days : {15.5, 30.0}) {
    s.horizon_s = days * 86400;
    CHECK(stage_of(theory_of(s), "gate").standing == Standing::exact);
  }
  s.stages[0].groups[0].to = {2023, 1, 28};  // the Saturday before the last Sunday of the run ...
  s.horizon_s = 29 * 86400;
  CHECK(stage_of(theory_of(s), "gate").standing == Standing::exact);
  s.horizon_s = 30 * 86400;  // ... and the Monday after it
  CHECK(why_not_exact(s).count(Obstacle::irregular_hours) == 1);
}

TEST_CASE("two closures far apart are no hours that repeat") {
  Scenario s = by_day();
  for (auto& spans : s.hours[0].week)
    spans = {{0, 86400}};
  s.hours[0].closures = {{{}, {2023, 1, 8}, {2023, 1, 8}}, {{}, {2023, 1, 20}, {2023, 1, 20}}};
  CHECK(why_not_exact(s).count(Obstacle::irregular_hours) == 1);
}

TEST_CASE("what a gate can serve by the day counts, not what the run's ends leave of it") {
  Scenario s = by_day();
  for (auto& spans : s.hours[0].week)
    spans = {{0, 12 * 3600}};
  s.horizon_s = 3.5 * 86400;                 // open for 48 of 84 hours
  s.classes[0].rates[0].rate_per_day = 312;  // of 288 a day
  CHECK(why_not_exact(s).count(Obstacle::overload) == 1);
}

TEST_CASE("hours that do not repeat are told in words") {
  Scenario s = by_day();
  s.stages[0].groups[0].to = {2023, 1, 20};
  const std::string en =
      std::regex_replace(to_text(check(s), Language::en), std::regex("\\s+"), " ");
  CHECK(en.find("its hours do not repeat by the day or week all through the run") !=
        std::string::npos);
  const std::string zh =
      std::regex_replace(to_text(check(s), Language::zh), std::regex("\\s+"), "");
  CHECK(zh.find("开放时间未在整个仿真期内按日或按周重复") != std::string::npos);
}

TEST_CASE("an alternating lane that is in use for part of the run has no answer") {
  Scenario s = empty_port();
  Stage l = stage("l", 1, exponential_min(1));
  SectionRules rules;
  rules.directions.resize(2);
  rules.directions[0].id = "a";
  rules.directions[1].id = "b";
  rules.turns = Turns{};
  rules.turns->by = "exhaustive";
  rules.turns->keeps_turning = true;
  rules.turns->changeover_s = sim::constant(60);
  l.section = rules;
  s.stages = {l};
  Pass there, back;
  there.section = back.section = "l";
  there.direction = "a";
  back.direction = "b";
  add_class(s, "n", {{there, {}}, cleared()}, 240);
  add_class(s, "m", {{back, {}}, cleared()}, 240);
  CHECK(stage_of(theory_of(s), "l").standing == Standing::exact);
  s.stages[0].groups[0].to = {2023, 1, 5};
  CHECK(stage_of(theory_of(s), "l").standing == Standing::none);
}

TEST_CASE("departures that begin late in the run, or come less than twice, have no long run") {
  const auto standing = [](const std::string& departures) {
    return theory_of_text(
               "classes:\n  a: {payload: 0 t, process: p, arrivals: {rate: 4 /h}}\n"
               "gatherings:\n  g: {" +
               departures + "}\nprocesses:\n  p: {steps: [{gather: g}, cleared]}\n")
        .ways.at(0)
        .standing;
  };
  CHECK(standing("every: 6 h, first: 1 h") == Standing::exact);
  CHECK(standing("every: 6 h, first: 6 h") == Standing::exact);
  CHECK(standing("every: 6 h, first: 7 h") == Standing::none);
  CHECK(standing("every: 6 h, first: 20 d") == Standing::none);
  CHECK(standing("every: 400 d") == Standing::none);
}

TEST_CASE("a sine of which the run has less than a period has no long run") {
  const auto way = [](const std::string& period) {
    return theory_of_text(
               "classes:\n  a: {payload: 0 t, process: p, arrivals: {cycle: {base: 4 /h, "
               "amplitude: 3 /h, period: " +
               period + ", peak: 6 h}}}\nprocesses:\n  p: {steps: [{travel: 2 h}, cleared]}\n")
        .ways.at(0);
  };
  CHECK(way("40 d").standing == Standing::exact);
  CHECK(way("365 d").standing == Standing::approximate);
}
