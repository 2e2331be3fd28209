// Saturated runs in which those who come are turned back at once, behind a yard that has room.
#include <doctest/doctest.h>

#include <cstdlib>
#include <vector>

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

When shut_by_night() {
  When shut;
  shut.what = sim::Question::open;
  shut.of = "day";
  shut.how = sim::Comparison::equal;
  shut.value = 0;
  return shut;
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
  Option leaves = share(0, {{Leave{}, {}}});
  leaves.when = {shut_by_night()};
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

TEST_CASE("a class is kept out by nobody who is turned away beside it, however seldom it comes") {
  Scenario s = port_of_yard({visit("gate")});
  s.stages[0].queue_places = 1;
  s.stages[0].rules.turns_away = true;
  s.stages.push_back(stage("small-gate", 1, sim::constant(200)));
  s.stages[2].queue_places = 0;
  s.stages[2].rules.turns_away = true;
  add_class(s, "car", {within("lot", {visit("small-gate")}), cleared()}, 120.0 / 99);
  gate_is_busy(s, 24);
  const sim::RunResult r = run_saturated_yard(s);
  // Both gates work all the time, though one car comes for 99 trucks: 960 and 432 a day.
  CHECK(r.resources[2].busy_time_s == doctest::Approx(k_measured_days * 24 * 3600).epsilon(0.001));
  CHECK(r.classes[1].cleared == doctest::Approx(k_measured_days * 432).epsilon(0.001));
}

TEST_CASE("who was shut out for a night has no more turns than others by day") {
  // Two places; at night trucks leave at once, and cars take 90 s each. By day those who stand
  // there when it opens come first, in a drawn order, in which a car may find another one at its
  // gate; all places are taken all the time. By the afternoon all of these are through, and both
  // come by turns: a truck to one place and a car to the other, at 90 s a truck, at 180 s a car, at
  // 270 s again. If trucks made up for the night, no car would come.
  Option leaves = share(0, {{Leave{}, {}}});
  leaves.when = {shut_by_night()};
  Scenario s = port_of_yard({choose({leaves}), visit("gate")});
  s.stages[0].groups[0].hours = "day";
  s.stages[1].groups[0].servers = 2;
  s.stages.push_back(stage("small-gate", 1, sim::constant(90)));
  s.stages[2].queue_places = 0;
  s.stages[2].rules.turns_away = true;
  add_class(s, "car", {within("lot", {visit("small-gate")}), cleared()}, 120);
  const auto starts_between = [&](int from_h, int until_h, std::uint32_t place) {
    std::vector<int> starts(30, 0);  // by day
    sim::Trace trace([&](std::span<const sim::TraceRecord> records) {
      for (const sim::TraceRecord& r : records) {
        const auto hour = r.at / sim::k_hour % 24;
        if (r.event == sim::TraceEvent::start && r.place == place && hour >= from_h &&
            hour < until_h)
          ++starts.at(static_cast<std::size_t>(r.at / sim::k_day));
      }
    });
    sim::RunOptions options;
    options.trace = &trace;
    CHECK(sim::run(compile(s, {DemandMode::saturated, ""}).model, options).stop ==
          sim::StopReason::horizon);
    trace.flush();
    return starts;
  };
  CHECK(starts_between(14, 17, 0) == std::vector<int>(30, 2 * 3 * 3600 / 270));
  CHECK(starts_between(14, 17, 2) == std::vector<int>(30, 2 * 3 * 3600 / 270));
  const std::vector<int> trucks = starts_between(8, 18, 0), cars = starts_between(8, 18, 2);
  for (std::size_t day = 0; day < 30; ++day) {
    CAPTURE(day);
    const int taken_s = 180 * trucks[day] + 90 * cars[day];
    CHECK(std::abs(taken_s - 2 * 10 * 3600) <= 180 + 90);  // of the first and of the last
  }
}

TEST_CASE("what chance makes of those who come to an entry is theirs") {
  // As many of either come. Half of the trucks go to a gate of their own, which is full; the other
  // half and all cars to a second one, of 480 a day: one truck there for two cars.
  Scenario s = port_of_yard({choose({share(0.5, {visit("gate")}), otherwise({visit("other")})})});
  s.stages.push_back(stage("other", 1, sim::constant(180)));
  for (const std::size_t gate : {std::size_t{0}, std::size_t{2}}) {
    s.stages[gate].queue_places = 1;
    s.stages[gate].rules.turns_away = true;
  }
  add_class(s, "car", {within("lot", {visit("other")}), cleared()}, 120);
  const sim::RunResult r = run_saturated_yard(s);
  const auto cars = static_cast<double>(r.classes[1].cleared);
  CHECK(static_cast<double>(r.classes[0].cleared) + cars ==
        doctest::Approx(k_measured_days * 1440).epsilon(0.001));
  CHECK(cars == doctest::Approx(k_measured_days * 320).epsilon(0.02));
}

TEST_CASE("who leaves by chance has come to the entry") {
  // As many of either come to a gate where one may wait; half of the trucks leave before.
  Scenario s = port_of_yard({choose({share(0.5, {{Leave{}, {}}})}), visit("gate")});
  s.stages[0].queue_places = 1;
  s.stages[0].rules.turns_away = true;
  add_class(s, "car", {within("lot", {visit("gate")}), cleared()}, 120);
  const sim::RunResult r = run_saturated_yard(s);
  const auto cars = static_cast<double>(r.classes[1].cleared);
  CHECK(static_cast<double>(r.classes[0].cleared) + cars ==
        doctest::Approx(k_measured_days * 960).epsilon(0.001));
  CHECK(cars == doctest::Approx(k_measured_days * 640).epsilon(0.02));
}

TEST_CASE("few whom chance lets through keep their part beside a class that comes seldom") {
  // One car comes for 99 trucks, of which one in twenty goes on: 0.01 to 0.0495 at the gate.
  Scenario s = port_of_yard({choose({share(0.95, {{Leave{}, {}}})}), visit("gate")});
  s.stages[0].queue_places = 1;
  s.stages[0].rules.turns_away = true;
  add_class(s, "car", {within("lot", {visit("gate")}), cleared()}, 120.0 / 99);
  const sim::RunResult r = run_saturated_yard(s);
  const auto cars = static_cast<double>(r.classes[1].cleared);
  const double all = static_cast<double>(r.classes[0].cleared) + cars;
  CHECK(all > 0.9 * k_measured_days * 960);
  CHECK(cars / all == doctest::Approx(0.01 / 0.0595).epsilon(0.08));
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
