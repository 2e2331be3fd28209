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

TEST_CASE("a timetable with lateness, or at uneven intervals, is no constant interval") {
  Scenario late = by_timetable(every(75));
  late.classes[0].arrivals.lateness_s = sim::exponential(10);
  CHECK(told_of_gate(late).standing == Standing::approximate);
  Scenario shifted = by_timetable(every(75));
  shifted.classes[0].arrivals.lateness_s = sim::constant(10);  // of all the same
  CHECK(told_of_gate(shifted).standing == Standing::exact);
  shifted.classes[0].arrivals.lateness_s = sim::constant(5 * 86400);  // none comes until then
  CHECK(told_of_gate(shifted).standing == Standing::approximate);
  Timetable uneven;
  uneven.times_s = {0, 3600, 7200};  // not at night
  CHECK(told_of_gate(by_timetable(uneven)).standing == Standing::approximate);
  Timetable in_the_end = every(3600);
  in_the_end.first_s = 5 * 86400.0;
  CHECK(told_of_gate(by_timetable(in_the_end)).standing == Standing::approximate);
}
