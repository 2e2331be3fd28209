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

void gate_is_busy(const Scenario& s, double hours_a_day) {
  const sim::RunResult r = run_saturated_yard(s);
  CHECK(r.stop == sim::StopReason::horizon);
  CHECK(r.resources[0].busy_time_s == doctest::Approx(2 * k_measured_days * hours_a_day * 3600));
  CHECK(r.classes[0].cleared == doctest::Approx(k_measured_days * hours_a_day * 40).epsilon(0.001));
  CHECK(r.classes[0].turned_away > 0);
}

}  // namespace

TEST_CASE("a full queue inside the first yard keeps the gate busy") {
  Scenario s = port_of_yard({visit("gate")});
  s.stages[0].queue_places = 5;
  SUBCASE("turned away from it") {
    s.stages[0].rules.turns_away = true;
    gate_is_busy(s, 24);
  }
  SUBCASE("of who balks") {
    s.stages[0].rules.balk_at = 2;
    gate_is_busy(s, 24);
  }
}

TEST_CASE("who leaves a shut port at once is followed when it opens") {
  When shut;
  shut.what = sim::Question::open;
  shut.of = "day";
  shut.how = sim::Comparison::equal;
  shut.value = 0;
  Option leaves = share(0, {{Leave{}, {}}});
  leaves.when = {shut};
  Scenario s = port_of_yard({choose({leaves}), visit("gate")});
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
