// The analytic bound where some are turned away, served together or interrupted.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "analysis/theory/capacity_bound.hpp"
#include "models/compile.hpp"
#include "sim/run.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::analysis::theory;
using namespace kouan::models;
using namespace kouan::test;

namespace {

constexpr double k_unbounded = std::numeric_limits<double>::infinity();

/// Cleared vehicles a day in saturated runs.
double cleared_per_day(Scenario s, std::uint32_t replications) {
  s.saturated_warm_up_s = 0;
  const sim::Model model = compile(s, {DemandMode::saturated, ""}).model;
  double sum = 0;
  for (std::uint32_t r = 0; r < replications; ++r) {
    for (const sim::ClassResult& c : sim::run(model, {3, r}).classes)
      sum += static_cast<double>(c.cleared);
  }
  return sum / replications / (s.horizon_s / 86400);
}

}  // namespace

TEST_CASE("who is turned away may be cleared another way: no stage binds") {
  Scenario s = empty_port(2);
  s.stages = {stage("entry", 3, sim::constant(600)), stage("gate", 1, sim::constant(3600)),
              stage("second", 1, sim::constant(600))};
  s.stages[1].queue_places = 0;
  s.stages[1].rules.turns_away = true;
  add_class(s, "truck", {visit("entry"), visit("gate"), cleared()});
  // Nobody is cleared without the gate: 24 a day, and one in hand at the start.
  const CapacityBound through = capacity_bound(s);
  CHECK(through.vehicles_per_day_any_run == doctest::Approx(24 + 1.0 / 2));
  CHECK(cleared_per_day(s, 3) <= through.vehicles_per_day_any_run);
  Visit& at_gate = std::get<Visit>(s.processes[0].steps[1].what);
  at_gate.otherwise = {visit("second")};
  at_gate.has_otherwise = true;
  const CapacityBound around = capacity_bound(s);
  const double simulated = cleared_per_day(s, 3);
  CHECK(simulated > 24 + 100);  // the gate, and nearly all that the second one can do
  CHECK(around.vehicles_per_day_any_run >= simulated);
  CHECK(around.vehicles_per_day >= simulated);
  CHECK(around.min_cut_vehicles_per_day >= simulated);
  // Both gates together, a little more for what each has in hand at an opening.
  CHECK(around.vehicles_per_day == doctest::Approx(24 + 144).epsilon(0.02));
  CHECK(around.tonnes_per_year == doctest::Approx(around.vehicles_per_day * 10 * 365));
  CHECK(around.stage.empty());
}

TEST_CASE("who is turned away on a way has done it: there only the other way's stage binds") {
  Scenario s = empty_port(10);
  s.stages = {stage("scan", 1, sim::constant(240)), stage("papers", 1, sim::constant(60))};
  const Steps papers = {visit("papers")}, scan = {visit("scan")};
  add_class(s, "truck", {{Parallel{{papers, scan}}, {}}, cleared()}, 700);
  const double every_60_s = 1440.1, every_240_s = 360.1;  // one in hand at the end
  CHECK(capacity_bound(s).vehicles_per_day_any_run == doctest::Approx(every_240_s));
  QueueRules& rules = s.stages[0].rules;
  SUBCASE("queue full") {
    s.stages[0].queue_places = 1;
    rules.turns_away = true;
  }
  SUBCASE("too many before it") { rules.balk_at = 1; }
  SUBCASE("out of patience") { rules.patience_s = sim::constant(120); }
  const CapacityBound bound = capacity_bound(s);
  CHECK_FALSE(bound.stages[0].on_every_way);
  CHECK(bound.stages[1].on_every_way);
  CHECK(bound.vehicles_per_day == doctest::Approx(every_60_s));
  CHECK(bound.vehicles_per_day_any_run == doctest::Approx(every_60_s));
  CHECK(bound.min_cut_vehicles_per_day == doctest::Approx(every_60_s));
  const double simulated = cleared_per_day(s, 2);
  CHECK(simulated > 2 * every_240_s);
  CHECK(simulated <= bound.vehicles_per_day_any_run);
}

TEST_CASE("who does not come to an appointment on a way goes on behind the ways") {
  Scenario s = empty_port(10);
  s.books = {{"slots", {}, "cn", "day", 10}};
  s.stages = {stage("gate", 1, sim::constant(600)), stage("exit", 1, sim::constant(1200))};
  Appointment some{"slots"};
  some.no_show = 0.75;
  const Steps way = {{some, {}}, visit("gate")};
  add_class(s, "truck", {{Parallel{{way}}, {}}, cleared(), visit("exit")}, 100);
  const CapacityBound bound = capacity_bound(s);
  CHECK(bound.stages[0].visits == doctest::Approx(0.25));
  CHECK(bound.stages[1].visits == doctest::Approx(1));
}

TEST_CASE("who is sent elsewhere may hold what is kept for less: it sets no bound") {
  Scenario s = empty_port(10);
  s.stages = {yard("track", 1), stage("slow", 1, sim::constant(36'000)),
              stage("quick", 1, sim::constant(60))};
  s.stages[1].queue_places = 0;
  s.stages[1].rules.turns_away = true;
  Visit slow{"slow", {}};
  slow.otherwise = {visit("quick")};
  slow.has_otherwise = true;
  add_class(s, "train", {within("track", {{slow, {}}}), cleared()}, 100);
  const CapacityBound bound = capacity_bound(s);
  CHECK(bound.stages[0].is_left_out);
  CHECK(bound.vehicles_per_day_any_run >= cleared_per_day(s, 2));
}

TEST_CASE("a batch needs its part of a server's time") {
  Scenario s = empty_port(10);
  s.stages = {stage("ferry", 1, sim::exponential(3600))};
  s.stages[0].batch = Batch{10, 1};
  add_class(s, "truck", {visit("ferry"), cleared()});
  const CapacityBound bound = capacity_bound(s);
  // 240 + 2 trips of ten in ten days (Lorden 1970).
  CHECK(bound.vehicles_per_day_any_run == doctest::Approx(242));
  // The bound holds in the mean; 240 exponential trips vary by their root, and 20 runs by less.
  const double chance = 4 * std::sqrt(240.0) / std::sqrt(20.0);
  const double simulated = cleared_per_day(s, 20);
  CHECK(simulated <= 242 + chance);
  CHECK(simulated > 240 - chance);
}

TEST_CASE("where many can be begun and not done no run is bounded, the demand is") {
  Scenario s = empty_port(10);
  s.stages = {stage("gate", 1, sim::exponential(600))};
  s.stages[0].is_shared = true;
  add_class(s, "truck", {visit("gate"), cleared()});
  CHECK(capacity_bound(s).vehicles_per_day_any_run == k_unbounded);
  CHECK(capacity_bound(s).vehicles_per_day == doctest::Approx(144).epsilon(0.02));
  s.stages[0].is_shared = false;
  s.stages[0].preempts = true;
  CHECK(capacity_bound(s).vehicles_per_day_any_run < k_unbounded);  // all of one level
  s.stages[0].priority = {{"truck", 2}, {"bus", 1}};
  add_class(s, "bus", {visit("gate"), cleared()});
  CHECK(capacity_bound(s).vehicles_per_day_any_run == k_unbounded);
}
