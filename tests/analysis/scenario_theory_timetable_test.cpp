// Planned arrivals that are always as far apart are what intervals of a constant are.
#include <doctest/doctest.h>

#include "analysis/check.hpp"
#include "analysis/theory/renewal_arrivals.hpp"
#include "tests/analysis/exact.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::analysis;
using namespace kouan::analysis::theory;
using namespace kouan::models;
using namespace kouan::test;

namespace {

/// One server of a minute, to which vehicles come by timetable.
Scenario by_timetable(const Timetable& timetable) {
  Scenario s = empty_port();
  s.stages = {stage("gate", 1, sim::exponential(60))};
  EntityClass& c = add_class(s, "train", {visit("gate"), cleared()}, 0);
  c.arrivals.kind = ArrivalKind::timetable;
  c.arrivals.timetable = timetable;
  return s;
}

Timetable every(double seconds) {
  Timetable out;
  out.every_s = seconds;
  return out;
}

StageAnswer told_of_gate(const Scenario& s) { return check(s).theory.stages.at(0); }

/// Since arrivals come by a plan.
bool has_no_formula(const Scenario& s) {
  const StageAnswer gate = told_of_gate(s);
  return gate.standing == Standing::none && !gate.figures.wait_s &&
         gate.why == Obstacles{Obstacle::planned_arrivals};
}

}  // namespace

TEST_CASE("a timetable at even intervals has the answer of constant intervals") {
  for (const double interval_s : {75.0, 200.0 / 3}) {  // to the microsecond, and rounded to it
    const StageAnswer gate = told_of_gate(by_timetable(every(interval_s)));
    CHECK(gate.standing == Standing::exact);
    CHECK(gate.notation == "D/M/1");
    const QueueFigures q = gimc(1 / interval_s, 1 / 60.0, 1, constant_transform(interval_s));
    CHECK(*gate.figures.wait_s == doctest::Approx(q.wait).epsilon(1e-7));
    CHECK(*gate.figures.utilisation == doctest::Approx(60 / interval_s).epsilon(1e-7));
  }
  Timetable hourly;
  for (std::int32_t hour = 0; hour < 24; ++hour)
    hourly.times_s.push_back(3600 * hour + 600);
  CHECK(told_of_gate(by_timetable(hourly)).standing == Standing::exact);
}

TEST_CASE("a timetable at even intervals is approximated by its interval where service is other") {
  Scenario s = by_timetable(every(75));
  s.stages[0].service = sim::constant(60);
  const StageAnswer gate = told_of_gate(s);
  CHECK(gate.standing == Standing::approximate);
  CHECK(*gate.figures.wait_s == 0);  // D/D/1
}

TEST_CASE("a timetable that begins within the warm-up is even from there on") {
  Timetable shifted = every(75);
  shifted.first_s = 600;
  Scenario s = by_timetable(shifted);
  s.warm_up_s = 86400;
  const StageAnswer gate = told_of_gate(s);
  CHECK(gate.standing == Standing::exact);
  CHECK(*gate.figures.wait_s ==
        doctest::Approx(gimc(1 / 75.0, 1 / 60.0, 1, constant_transform(75)).wait).epsilon(1e-7));
  s.classes[0].arrivals.lateness_s = sim::constant(180);  // of all the same
  CHECK(told_of_gate(s).standing == Standing::exact);
  s.warm_up_s = 300;
  CHECK(has_no_formula(s));
}

TEST_CASE("a timetable with lateness, or at uneven intervals, has no answer") {
  Scenario late = by_timetable(every(75));
  late.classes[0].arrivals.lateness_s = sim::exponential(10);
  CHECK(has_no_formula(late));
  late.classes[0].arrivals.lateness_s = sim::uniform(0, 60);
  CHECK(has_no_formula(late));
  Scenario shifted = by_timetable(every(75));
  shifted.classes[0].arrivals.lateness_s = sim::constant(10);  // of all the same
  CHECK(told_of_gate(shifted).standing == Standing::exact);
  shifted.classes[0].arrivals.lateness_s = sim::constant(5 * 86400);  // none comes until then
  CHECK(has_no_formula(shifted));
  Timetable uneven;
  uneven.times_s = {0, 3600, 7200};  // not at night
  CHECK(has_no_formula(by_timetable(uneven)));
  Timetable in_the_end = every(3600);
  in_the_end.first_s = 5 * 86400.0;
  CHECK(has_no_formula(by_timetable(in_the_end)));
}

TEST_CASE("a timetable says nothing of stages behind a drive of random length") {
  Scenario s = by_timetable(every(75));
  s.processes[0].steps = {travel(600), visit("gate"), cleared()};
  CHECK(told_of_gate(s).standing == Standing::approximate);  // as even as before
  s.processes[0].steps[0] = travel(sim::exponential(600));
  CHECK(has_no_formula(s));
}

TEST_CASE("observed arrivals have no answer, nor what comes after them") {
  Scenario s = by_timetable({});
  s.stages.push_back(stage("exit", 1, sim::exponential(60)));
  s.processes[0].steps = {visit("gate"), visit("exit"), cleared()};
  s.classes[0].arrivals.kind = ArrivalKind::trace;
  s.classes[0].arrivals.trace.times_s = {60, 90, 1000, 5000, 40000, 40010};
  CHECK(has_no_formula(s));
  CHECK(check(s).theory.stages.at(1).why == Obstacles{Obstacle::planned_arrivals});
  CHECK(check(s).theory.ways.at(0).standing == Standing::none);
}

TEST_CASE("formulas that take arrivals for Poisson have no answer for an even timetable") {
  Scenario s = by_timetable(every(75));
  s.stages[0].is_shared = true;
  CHECK(has_no_formula(s));
  s = by_timetable(every(75));
  s.stages[0].rules.balk_at = 0;
  CHECK(has_no_formula(s));
}
