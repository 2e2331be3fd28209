// Saturated runs in which those who come are turned back at once, behind a yard that has room.
#include <doctest/doctest.h>

#include "models/compile.hpp"
#include "sim/run.hpp"
#include "tests/support/port_builder.hpp"

namespace kouan::models {
namespace {

using namespace test;

constexpr double k_measured_days = 20;

/// A yard of 30 places around a gate of two lanes, three minutes each; `first` stands before the
/// gate.
Scenario port_of_yard(Steps inside) {
  Scenario s = empty_port(30);
  s.saturated_warm_up_s = (30 - k_measured_days) * 86400;
  s.stages = {stage("gate", 2, sim::constant(180)), yard("lot", 30)};
  add_class(s, "truck", {within("lot", std::move(inside)), cleared()}, 120);
  return s;
}

sim::RunResult run_saturated_yard(const Scenario& s) {
  return sim::run(compile(s, {DemandMode::saturated, ""}).model, {});
}

sim::RunResult gate_is_busy(const Scenario& s, double hours_a_day) {
  const sim::RunResult r = run_saturated_yard(s);
  CHECK(r.stop == sim::StopReason::horizon);
  CHECK(r.resources[0].busy_time_s == doctest::Approx(2 * k_measured_days * hours_a_day * 3600));
  CHECK(r.classes[0].cleared == doctest::Approx(k_measured_days * hours_a_day * 40).epsilon(0.001));
  return r;
}

/// A visit to the gate, where five may wait; who finds no place does this instead.
ProcessStep visit_or(Steps instead, Steps inner = {}) {
  Visit gate{"gate", std::move(inner)};
  gate.rules.turns_away = true;
  gate.otherwise = std::move(instead);
  gate.has_otherwise = true;
  return {gate, {}};
}

Option when_shut(Steps steps) {
  When shut;
  shut.what = sim::Question::open;
  shut.of = "day";
  shut.how = sim::Comparison::equal;
  shut.value = 0;
  Option option = share(0, std::move(steps));
  option.when = {shut};
  return option;
}

ProcessStep taken(const std::string& place) {
  Seize seize;
  seize.places = {{place}};
  return {seize, {}};
}

}  // namespace

TEST_CASE("a full queue inside the first yard keeps the gate busy") {
  Scenario s = port_of_yard({visit("gate")});
  s.stages[0].queue_places = 5;
  SUBCASE("turned away from it") { s.stages[0].rules.turns_away = true; }
  SUBCASE("of who balks") { s.stages[0].rules.balk_at = 2; }
  CHECK(gate_is_busy(s, 24).classes[0].turned_away > 0);
}

TEST_CASE("who leaves the yard and drives out in vain is followed as who leaves at once") {
  Scenario s = port_of_yard({});
  const ProcessStep left{Vacate{{"lot"}}, {}};
  const ProcessStep gone{Leave{}, {}};
  SUBCASE("turned away at the gate") {
    s.stages[0].queue_places = 5;
    s.processes[0].steps = {taken("lot"), visit_or({left, travel(600), gone}), left, cleared()};
    const sim::RunResult r = gate_is_busy(s, 24);
    CHECK(r.classes[0].turned_away > 0);
    CHECK(r.classes[0].inside < 200);  // a hundred who want to come in, and who is in the port
  }
  SUBCASE("by a choice, since the port is shut") {
    s.stages[0].groups[0].hours = "day";
    s.stages[0].at_closing = AtClosing::suspend;
    s.processes[0].steps = {taken("lot"),
                            choose({when_shut({left, travel(sim::exponential(600)), gone})}),
                            visit("gate"), left, cleared()};
    CHECK(gate_is_busy(s, 10).classes[0].inside < 200);
  }
  SUBCASE("who still holds the yard on the way keeps it from the next") {
    s.stages[0].queue_places = 0;
    s.stages[1].groups[0].servers = 3;
    s.processes[0].steps = {within("lot", {visit_or({travel(600), gone})}), cleared()};
    // The third place is always with somebody who drives out: six an hour.
    const double drive_out = k_measured_days * 24 * 6;
    CHECK(gate_is_busy(s, 24).classes[0].turned_away == doctest::Approx(drive_out).epsilon(0.01));
  }
}

TEST_CASE("who goes on without the gate") {
  Scenario s = port_of_yard({});
  s.stages[0].queue_places = 5;
  SUBCASE("and leaves uncleared is followed as who is turned away") {
    s.processes[0].steps = {within("lot", {visit_or({}, {cleared()})})};
    gate_is_busy(s, 24);
  }
  const auto is_told_of = [&] {
    const sim::RunResult r = run_saturated_yard(s);
    CHECK(r.stop == sim::StopReason::endless_passing);
    CHECK(r.crowd.class_index == 0);
  };
  SUBCASE("and is cleared all the same is limited by nothing") {
    s.processes[0].steps = {within("lot", {visit_or({})}), cleared()};
    is_told_of();
  }
  SUBCASE("on one of ways side by side, too") {
    Parallel ways;
    ways.ways = {{within("lot", {visit_or({})})}, {{Declare{sim::constant(60)}, {}}}};
    s.processes[0].steps = {{ways, {}}, cleared()};
    is_told_of();
  }
}

TEST_CASE("a class that is turned away comes again, however few of it there are") {
  Scenario s = port_of_yard({visit("gate")});
  s.stages[0].queue_places = 1;
  s.stages[0].rules.turns_away = true;
  s.stages.push_back(stage("small-gate", 1, sim::constant(200)));
  s.stages[2].queue_places = 0;
  s.stages[2].rules.turns_away = true;
  add_class(s, "car", {within("lot", {visit("small-gate")}), cleared()}, 120.0 / 99);
  const sim::RunResult r = gate_is_busy(s, 24);
  // Both gates work all the time, though one car comes for 99 trucks.
  CHECK(r.resources[2].busy_time_s == doctest::Approx(k_measured_days * 24 * 3600).epsilon(0.001));
  CHECK(r.classes[1].cleared == doctest::Approx(k_measured_days * 24 * 18).epsilon(0.001));
}

TEST_CASE("who leaves a shut port at once is followed when it opens") {
  Scenario s = port_of_yard({choose({when_shut({{Leave{}, {}}})}), visit("gate")});
  s.stages[0].groups[0].hours = "day";
  s.stages[0].at_closing = AtClosing::suspend;
  gate_is_busy(s, 10);
}

TEST_CASE("an entry that is turned back takes nothing from another one") {
  Scenario s = port_of_yard({visit("gate")});
  s.stages[0].groups[0].hours = "day";
  s.stages[0].queue_places = 1;
  s.stages[0].rules.turns_away = true;
  s.stages.push_back(stage("other-gate", 2, sim::constant(180)));
  s.stages.push_back(yard("other-lot", 30));
  s.stages[2].queue_places = 1;
  s.stages[2].rules.turns_away = true;
  add_class(s, "car", {within("other-lot", {visit("other-gate")}), cleared()}, 120);
  const sim::RunResult r = run_saturated_yard(s);
  CHECK(r.stop == sim::StopReason::horizon);
  CHECK(r.resources[2].busy_time_s == doctest::Approx(2 * k_measured_days * 24 * 3600));
  CHECK(r.classes[0].cleared >= k_measured_days * 10 * 40);
}

TEST_CASE("slots are taken as soon as they are near enough, though the first who ask leave") {
  Scenario s = port_of_yard({{Appointment{"slots", {}, {}, 0, {}, false}, {}}, visit("gate")});
  Book slots;
  slots.id = "slots";
  slots.hours = "day";
  slots.per_hour = 20;
  slots.most_ahead_s = 86400;
  s.books = {slots};
  for (const int day : {4, 5, 6})
    s.hours[0].week[static_cast<std::size_t>(day)].clear();
  const sim::RunResult r = run_saturated_yard(s);
  CHECK(r.stop == sim::StopReason::horizon);
  // 11 to 30 January 2023 have 11 days from Monday to Thursday, of 200 slots each.
  CHECK(r.classes[0].cleared == 2200);
}

}  // namespace kouan::models
