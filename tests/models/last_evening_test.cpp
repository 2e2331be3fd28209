// Places that are closed for the night as a run ends: who waits for them does not wait for ever.
#include <doctest/doctest.h>

#include <utility>

#include "models/compile.hpp"
#include "sim/run.hpp"
#include "tests/support/port_builder.hpp"

namespace kouan::models {
namespace {

using namespace test;

/// One is at x and then asks for y, the other the other way round; y has two places by day, from
/// 08:00 to 18:00. Both come at 17:00 and ask for the second place at 19:00.
Scenario crosswise() {
  Scenario s = empty_port(1);
  s.stages = {yard("x", 1), yard("y", 2)};
  s.stages[1].groups[0].hours = "day";
  const Steps inner = {travel(3600)};
  add_class(s, "a", {within("x", {travel(7200), within("y", inner)}), cleared()}, 0);
  add_class(s, "b", {within("y", {travel(7200), within("x", inner)}), cleared()}, 0);
  for (EntityClass& cls : s.classes) {
    cls.arrivals.kind = ArrivalKind::timetable;
    cls.arrivals.timetable.times_s = {17 * 3600};
  }
  return s;
}

sim::StopReason stop_of(const Scenario& s) { return sim::run(compile(s).model, {}).stop; }

}  // namespace

TEST_CASE("on the last evening too a place that opens in the morning is a way out") {
  Scenario s = crosswise();
  for (const int days : {1, 2, 10}) {
    s.horizon_s = days * 86400.0;
    CHECK(stop_of(s) == sim::StopReason::horizon);
  }
  SUBCASE("unless it never opens again") {
    s.horizon_s = 86400;
    s.stages[1].groups[0].to = {2023, 1, 1};
    CHECK(stop_of(s) == sim::StopReason::deadlock);
  }
  SUBCASE("nor if the place is short by day") {
    s.stages[1].groups[0].servers = 1;
    CHECK(stop_of(s) == sim::StopReason::deadlock);
  }
}

TEST_CASE("what is open after the run is known of every group of servers") {
  Scenario s = crosswise();
  const auto later = [&] { return compile(s).model.resources[1].servers_later; };
  CHECK(later() == 2);
  s.stages[1].groups.push_back({3, "", {2023, 6, 1}, {9999, 12, 31}});
  CHECK(later() == 5);
  s.stages[1].groups[1].from = {2025, 1, 1};  // in more than a year
  CHECK(later() == 2);
  s.stages[1].groups[0].to = {2023, 1, 1};
  CHECK(later() == 0);
}

}  // namespace kouan::models
