// Whole ways that are one known system; those of the oracle scenarios are held in
// scenario_theory_oracles_test.cpp.
#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "analysis/check.hpp"
#include "analysis/theory/batches.hpp"
#include "analysis/theory/birth_death.hpp"
#include "analysis/theory/infinite_servers.hpp"
#include "analysis/theory/lanes.hpp"
#include "analysis/theory/scenario_theory.hpp"
#include "models/read_scenario.hpp"
#include "tests/analysis/exact.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::analysis;
using namespace kouan::analysis::theory;
using namespace kouan::models;
using namespace kouan::test;

namespace {

constexpr double k_truck_rate = 600.0 / 86400;  ///< of those who come, per s

ScenarioTheory theory_here(const Scenario& s) { return check(s).theory; }

/// Checks side by side, a minute each.
Scenario side_by_side(std::size_t checks) {
  Scenario s = empty_port();
  Parallel all;
  for (std::size_t i = 0; i < checks; ++i) {
    const std::string id = "check-" + std::to_string(i);
    s.stages.push_back(stage(id, 1, sim::exponential(60)));
    all.ways.push_back({visit(id)});
  }
  add_class(s, "truck", {travel(300), {all, {}}, cleared()}, 600);
  return s;
}

Scenario oracle_scenario(const std::string& id) {
  ReadResult read = read_scenario("tests/oracles/" + id + ".yaml");
  REQUIRE(read.scenario);
  return std::move(*read.scenario);
}

}  // namespace

TEST_CASE("two checks side by side are exact, three nearly so, each check by itself exact") {
  const ScenarioTheory two = theory_here(side_by_side(2));
  CHECK(two.ways.at(0).standing == Standing::exact);
  CHECK(two.ways.at(0).model == QueueModel::fork_join);
  CHECK(*two.ways.at(0).sojourn_s == exact(300 + fork_join_of_two(k_truck_rate, 1.0 / 60).sojourn));
  CHECK(two.ways.at(0).why.empty());
  CHECK(two.stages.at(1).standing == Standing::exact);
  CHECK(two.stages.at(1).notation == "M/M/1");
  const ScenarioTheory three = theory_here(side_by_side(3));
  CHECK(three.ways.at(0).standing == Standing::approximate);
  CHECK(three.ways.at(0).why == Obstacles{Obstacle::many_ways});
  CHECK(*three.ways.at(0).sojourn_s ==
        exact(300 + fork_join_approximation(k_truck_rate, 1.0 / 60, 3).sojourn));
  CHECK(three.stages.at(2).standing == Standing::exact);
}

TEST_CASE("what is another system than it looks has no answer, and a reason") {
  Scenario s = side_by_side(2);
  std::get<Parallel>(s.processes[0].steps[1].what).needed = 1;  // the first done is enough
  CHECK(theory_here(s).ways.at(0).standing == Standing::none);
  CHECK_FALSE(theory_here(s).ways.at(0).why.empty());
  s = side_by_side(2);
  s.stages[1].service = sim::exponential(90);
  CHECK(theory_here(s).ways.at(0).standing == Standing::none);
  s = side_by_side(2);
  s.stages[1].service = sim::constant(60);
  CHECK(theory_here(s).ways.at(0).standing == Standing::none);
  s = side_by_side(2);
  add_class(s, "van", {visit("check-1"), cleared()});  // others come too
  CHECK(theory_here(s).ways.at(0).standing == Standing::none);
  s = side_by_side(2);
  s.stages[0].service = s.stages[1].service = sim::exponential(200);  // more than it can do
  CHECK(theory_here(s).ways.at(0).standing == Standing::none);
  s = oracle_scenario("Q44");
  s.stages[0].section->turns->most = 5;
  CHECK(theory_here(s).ways.at(0).standing == Standing::none);
}

TEST_CASE("departures by timetable and consolidation") {
  const ScenarioTheory timetable = theory_here(oracle_scenario("Q31"));
  CHECK(timetable.ways.at(0).model == QueueModel::timetable);
  CHECK(*timetable.ways.at(0).sojourn_s == exact(3 * 3600));
  CHECK(*timetable.ways.at(0).in_system == exact(12));
  Scenario s = oracle_scenario("Q31");
  s.gatherings[0].most = 30;
  CHECK(*theory_here(s).ways.at(0).sojourn_s == exact(timetabled_departures(4, 6, 30).wait * 3600));
  const ScenarioTheory both = theory_here(oracle_scenario("Q30"));
  CHECK(both.ways.at(0).model == QueueModel::consolidation);
  CHECK(*both.ways.at(0).sojourn_s == exact(5.761697947649797 * 3600));
  s = oracle_scenario("Q30");
  s.gatherings[0].within_s.reset();
  CHECK(*theory_here(s).ways.at(0).sojourn_s == exact(49.0 / 8 * 3600));  // (50 - 1) / (2 x 4 /h)
  s.gatherings[0].every_s = 3600;
  CHECK(theory_here(s).ways.at(0).standing == Standing::none);
}

TEST_CASE("pairs of two kinds, and travel whose arrivals follow a sine") {
  const ScenarioTheory pairs = theory_here(oracle_scenario("Q57"));  // unit of time: 1 h
  const WayAnswer& loaded = pairs.ways.at(0);
  CHECK(loaded.standing == Standing::exact);
  CHECK(loaded.model == QueueModel::pairing);
  const PairingFigures q = pairing(1, 0.9, 4, 3);
  CHECK(*loaded.per_s * 3600 == exact(q.pairs));
  CHECK(*loaded.turned_away_share == exact(q.first_refused));
  CHECK(*loaded.in_system == exact(q.first_in_queue));
  CHECK(*pairs.ways.at(1).turned_away_share == exact(q.second_refused));
  CHECK(*pairs.ways.at(1).sojourn_s == exact(q.second_wait * 3600));
  Scenario s = oracle_scenario("Q57");
  s.gatherings[0].places.erase("empty");  // then they may wait without end
  CHECK(theory_here(s).ways.at(0).standing == Standing::none);
  const ScenarioTheory travel = theory_here(oracle_scenario("Q46"));
  CHECK(travel.ways.at(0).standing == Standing::exact);
  CHECK(*travel.ways.at(0).in_system == exact(80));  // 40 / h for 2 h
  CHECK(travel.ways.at(0).peak->at_s == exact(28232.75984));
  CHECK(travel.ways.at(0).peak->inside == exact(present_peak({40, 30, 24}, 2).present));
}

TEST_CASE("trains on the hour at several teams are exact") {
  Scenario s = empty_port();
  s.stages = {stage("teams", 3, sim::exponential(2.5 * 3600))};
  EntityClass& c = add_class(s, "train", {visit("teams"), cleared()}, 0);
  c.arrivals.kind = ArrivalKind::renewal;
  c.arrivals.interarrival_s = sim::constant(3600);
  const ScenarioTheory theory = theory_here(s);
  CHECK(theory.stages.at(0).standing == Standing::exact);
  CHECK(theory.stages.at(0).notation == "D/M/3");
  CHECK(*theory.stages.at(0).figures.utilisation == exact(2.5 / 3));
}
