// What theory says of scenarios with fleets that go round, alone or beside those who come and go.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "analysis/check.hpp"
#include "analysis/theory/closed_network.hpp"
#include "analysis/theory/queues.hpp"
#include "analysis/theory/scenario_theory.hpp"
#include "tests/analysis/exact.hpp"
#include "tests/analysis/three_stages_port.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::analysis;
using namespace kouan::analysis::theory;
using namespace kouan::models;
using namespace kouan::test;

namespace {

constexpr double k_s_a_day = 86400;

}  // namespace

TEST_CASE("open classes beside a fleet are exact at exponential stages, as is all they come to") {
  Scenario s = three_stages(exponential_min(2), exponential_min(1));
  add_fleet(s, "shuttle", {visit("gate"), travel(600), cleared()}, 3);
  s.classes[0].rates[0].rate_per_day = 700;
  const ScenarioTheory theory = theory_of(s);
  const StageAnswer& gate = stage_of(theory, "gate");
  CHECK(gate.standing == Standing::exact);
  CHECK(gate.model == QueueModel::mixed_network);
  CHECK(gate.notation == "M/M/2//3+∞");
  const FleetsFigures found =
      closed_fleets({{{120}, 2, 700 / k_s_a_day * 120}, {{600}, 0, 0}}, {3});
  CHECK(*gate.figures.in_system == exact(found.in_system[0][0] + found.open_in_system[0]));
  CHECK(gate.classes.at(0).entity_class == "truck");
  CHECK(gate.classes.at(0).sojourn_s == exact(found.open_in_system[0] * k_s_a_day / 700));
  CHECK(stage_of(theory, "exit").standing == Standing::exact);  // they come out as they came in
  CHECK(theory.ways.at(0).standing == Standing::exact);
  CHECK(theory.ways.at(0).model == QueueModel::mixed_network);
  CHECK(*theory.ways.at(0).sojourn_s == exact(gate.classes.at(0).sojourn_s + 330 +
                                              0.25 * mmc(175 / k_s_a_day, 1 / 240.0, 1).sojourn +
                                              mmc(700 / k_s_a_day, 1 / 60.0, 1).sojourn));
  CHECK(*theory.ways.at(1).per_s == exact(found.throughput[0]));
}

TEST_CASE("beside a fleet other service is an approximation, as is what comes after") {
  Scenario s = three_stages(sim::constant(120), exponential_min(1));
  add_fleet(s, "shuttle", {visit("gate"), travel(600), cleared()}, 3);
  s.classes[0].rates[0].rate_per_day = 700;
  CHECK(stage_of(theory_of(s), "gate").why == Obstacles{Obstacle::general_service});
  CHECK(stage_of(theory_of(s), "exit").why == Obstacles{Obstacle::shaped_arrivals});
  // A crane of constant times elsewhere on the fleet's round is enough.
  Scenario far = three_stages(exponential_min(2), exponential_min(0.5));
  far.stages.push_back(stage("crane", 1, sim::constant(60)));
  add_fleet(far, "shuttle", {visit("gate"), visit("crane"), cleared()}, 3);
  far.classes[0].rates[0].rate_per_day = 700;
  CHECK(stage_of(theory_of(far), "gate").standing == Standing::approximate);
  CHECK(stage_of(theory_of(far), "exit").why == Obstacles{Obstacle::shaped_arrivals});
  // Rates that change leave nothing beside a fleet; too many are too many.
  s.classes[0].rates = {{{2023, 1, 1}, {2023, 1, 5}, 200}, {{2023, 1, 6}, {2023, 12, 31}, 300}};
  CHECK(stage_of(theory_of(s), "gate").why == Obstacles{Obstacle::rates_change, Obstacle::fleet});
  far.classes[0].rates[0].rate_per_day = 1500;
  CHECK(stage_of(theory_of(far), "gate").why == Obstacles{Obstacle::overload});
  CHECK(stage_of(theory_of(far), "exit").why == Obstacles{Obstacle::overload_before});
}

TEST_CASE("a fleet of constant times is an approximation, one vehicle of any is exact") {
  const auto round = [](int vehicles) {
    Scenario s = empty_port();
    s.stages = {stage("load", 1, sim::constant(300)), stage("unload", 1, sim::constant(480))};
    add_fleet(s, "agv", {visit("load"), travel(1800), visit("unload"), cleared(), travel(1800)},
              vehicles);
    return theory_of(s).ways.at(0);
  };
  CHECK(round(1).standing == Standing::exact);
  CHECK(*round(1).sojourn_s == exact(300 + 480 + 3600));
  CHECK(round(3).standing == Standing::approximate);
  CHECK(round(3).why == Obstacles{Obstacle::general_service});
}

TEST_CASE("where those beside a fleet take no time there is no answer") {
  Scenario s = three_stages(exponential_min(2), exponential_min(1));
  s.stages[0].service_by_class["truck"] = sim::constant(0);
  add_fleet(s, "shuttle", {visit("gate"), travel(600), cleared()}, 3);
  s.classes[0].rates[0].rate_per_day = 700;
  const ScenarioTheory theory = theory_of(s);
  CHECK(stage_of(theory, "gate").standing == Standing::none);
  CHECK(stage_of(theory, "gate").why.count(Obstacle::no_service) == 1);
  CHECK(stage_of(theory, "gate").classes.empty());
  for (const WayAnswer& way : theory.ways) {
    CHECK(way.standing == Standing::none);
    CHECK_FALSE(way.sojourn_s.has_value());
  }
}

TEST_CASE("a fleet too large to be computed says so at its stages too") {
  const auto both_ways_of = [](int servers, double work_min, int vehicles) {
    Scenario s = empty_port();
    s.stages = {stage("load", servers, exponential_min(work_min))};
    add_fleet(s, "agv", {visit("load"), travel(60), cleared()}, vehicles);
    const ScenarioTheory theory = theory_of(s);
    CHECK(theory.ways.at(0).why == Obstacles{Obstacle::too_large});
    CHECK(stage_of(theory, "load").why == Obstacles{Obstacle::too_large});
  };
  both_ways_of(30, 30, 400);      // mean value analysis loses its digits
  both_ways_of(3000, 1, 100000);  // too long
}

TEST_CASE("a large fleet at a stage that others nearly fill is too large") {
  Scenario s = three_stages(exponential_min(2), exponential_min(0.5));
  add_fleet(s, "shuttle", {visit("gate"), travel(600), cleared()}, 1500);
  s.classes[0].rates[0].rate_per_day = 700;
  CHECK(stage_of(theory_of(s), "gate").standing == Standing::exact);
  s.classes[0].rates[0].rate_per_day = 0.998 * 1440;
  s.stages[1].service = exponential_min(0.5);
  CHECK(stage_of(theory_of(s), "gate").why == Obstacles{Obstacle::too_large});
}
