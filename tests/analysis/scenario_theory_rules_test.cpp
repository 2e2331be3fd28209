// Stages with rules out of the ordinary, several fleets and batches: what theory says of them as
// scenarios, and what it leaves out.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "analysis/check.hpp"
#include "analysis/theory/batches.hpp"
#include "analysis/theory/birth_death.hpp"
#include "analysis/theory/limited_queue.hpp"
#include "analysis/theory/queues.hpp"
#include "analysis/theory/scenario_theory.hpp"
#include "analysis/theory_words.hpp"
#include "tests/analysis/exact.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::analysis;
using namespace kouan::analysis::theory;
using namespace kouan::models;
using namespace kouan::test;

namespace {

constexpr double k_one_day_s = 86400;

sim::Distribution drawn_minutes(double mean) { return sim::exponential(60 * mean); }

ScenarioTheory found_for(const Scenario& s) { return check(s).theory; }

const StageAnswer& gate_of(const ScenarioTheory& theory) { return theory.stages.at(0); }

/// Two fleets that share a gate, each with its drive.
Scenario two_fleets(int first, int second, const sim::Distribution& at_gate) {
  Scenario s = empty_port();
  s.stages = {stage("gate", 2, at_gate)};
  add_fleet(s, "agv", {visit("gate"), cleared(), travel(360)}, first);
  add_fleet(s, "shuttle", {visit("gate"), cleared(), travel(540)}, second);
  return s;
}

}  // namespace

TEST_CASE("several fleets have a theory of their own, and are exact with exponential service") {
  const ScenarioTheory theory = found_for(two_fleets(3, 2, drawn_minutes(5)));
  for (const WayAnswer& way : theory.ways) {
    CHECK(way.standing == Standing::exact);
    CHECK(way.model == QueueModel::closed_fleets);
  }
  CHECK(gate_of(theory).model == QueueModel::closed_fleets);
  CHECK(std::string(source_of(QueueModel::closed_fleets)).find("Baskett") != std::string::npos);
  // One vehicle each: they may still meet.
  const ScenarioTheory singles = found_for(two_fleets(1, 1, sim::constant(300)));
  CHECK(singles.ways.at(0).standing == Standing::approximate);
  CHECK(singles.ways.at(0).why == Obstacles{Obstacle::general_service});
}

TEST_CASE("several fleets have no answer with priorities or if one takes no time") {
  Scenario urgent = two_fleets(3, 2, drawn_minutes(5));
  urgent.stages[0].priority = {{"agv", 1}, {"shuttle", 2}};
  CHECK(found_for(urgent).ways.at(0).why == Obstacles{Obstacle::several_rules});
  CHECK(found_for(urgent).ways.at(1).standing == Standing::none);
  CHECK(gate_of(found_for(urgent)).standing == Standing::none);

  Scenario endless = two_fleets(3, 4, sim::constant(60));
  endless.stages[0].service_by_class["shuttle"] = sim::constant(0);
  endless.processes[1].steps.pop_back();
  CHECK(found_for(endless).ways.at(0).why.count(Obstacle::no_service) == 1);
  CHECK(found_for(endless).ways.at(1).why.count(Obstacle::no_service) == 1);
}

TEST_CASE("a limited queue of those with patience is exact with exponential service") {
  Scenario s = empty_port();
  s.stages = {stage("gate", 3, drawn_minutes(3.5))};
  s.stages[0].queue_places = 4;
  s.stages[0].rules.turns_away = true;
  s.stages[0].rules.patience_s = sim::exponential(300);
  add_class(s, "truck", {visit("gate"), cleared()}, 1440);
  const StageAnswer gate = gate_of(found_for(s));
  CHECK(gate.standing == Standing::exact);
  CHECK(gate.notation == "M/M/3/7+M");
  // By the chain of how many are inside.
  std::vector<double> up, down;
  for (int n = 1; n <= 7; ++n) {
    up.push_back(1 / 60.0);
    down.push_back(std::min(n, 3) / 210.0 + std::max(0, n - 3) / 300.0);
  }
  const std::vector<double> p = birth_death(up, down);
  const double busy = p[1] + 2 * p[2] + 3 * (p[3] + p[4] + p[5] + p[6] + p[7]);
  CHECK(*gate.figures.utilisation == doctest::Approx(busy / 3).epsilon(1e-7));
  CHECK(*gate.figures.turned_away_share == doctest::Approx(1 - busy / 210 * 60).epsilon(1e-7));
  CHECK(*gate.figures.in_queue ==
        doctest::Approx(p[4] + 2 * p[5] + 3 * p[6] + 4 * p[7]).epsilon(1e-7));
  CHECK(*gate.figures.wait_share ==
        doctest::Approx((p[3] + p[4] + p[5] + p[6]) / (1 - p[7])).epsilon(1e-7));
  s.stages[0].rules.patience_s = sim::constant(300);
  CHECK(gate_of(found_for(s)).notation == "M/M/3/7+G");
  s.stages[0].queue_places = 0;
  CHECK(gate_of(found_for(s)).notation == "M/G/3/3");
  s.stages[0].queue_places = 4;
  s.stages[0].service = sim::constant(210);
  CHECK(gate_of(found_for(s)).why == Obstacles{Obstacle::patience});
  s.stages[0].service = drawn_minutes(3.5);
  s.stages[0].priority = {{"bus", 1}};
  add_class(s, "bus", {visit("gate"), cleared()}, 10);
  CHECK(gate_of(found_for(s)).why == Obstacles{Obstacle::several_rules});
}

TEST_CASE(
    "a limited queue at one server is exact with any service, at several with none but Erlang's") {
  Scenario s = empty_port();
  s.stages = {stage("gate", 1, sim::constant(60))};
  s.stages[0].rules.balk_at = 4;
  add_class(s, "truck", {visit("gate"), cleared()}, 1200);
  const StageAnswer gate = gate_of(found_for(s));
  CHECK(gate.standing == Standing::exact);
  CHECK(gate.notation == "M/G/1/5");
  const LossFigures q = mg1k(1200 / k_one_day_s, sim::constant(60), 4);
  CHECK(*gate.figures.turned_away_share == exact(q.blocked_share));
  CHECK(*gate.figures.wait_s == exact(q.wait));
  CHECK(*gate.figures.utilisation == exact(q.throughput * 60));
  s.stages[0].groups[0].servers = 2;
  CHECK(gate_of(found_for(s)).why == Obstacles{Obstacle::limited});
  s.stages[0].groups[0].servers = 1;
  s.stages[0].service_by_class["car"] = sim::constant(50);
  add_class(s, "car", {visit("gate"), cleared()}, 10);
  CHECK(gate_of(found_for(s)).why == Obstacles{Obstacle::limited});
}

TEST_CASE("patience is exact at idle servers, and said to be too large rather than overloaded") {
  Scenario s = empty_port();
  s.stages = {stage("gate", 200, drawn_minutes(1))};
  s.stages[0].rules.patience_s = sim::constant(600);
  add_class(s, "truck", {visit("gate"), cleared()}, 720);
  const StageAnswer idle = gate_of(found_for(s));
  CHECK(idle.standing == Standing::exact);
  CHECK(idle.notation == "M/M/200+G");
  CHECK(*idle.figures.in_system == exact(0.5));
  s.stages[0].groups[0].servers = 1;
  s.classes[0].rates[0].rate_per_day = 14400;
  s.stages[0].rules.patience_s = sim::uniform(0, 1e10);
  CHECK(gate_of(found_for(s)).why == Obstacles{Obstacle::too_large});
  s.stages[0].service_by_class["car"] = drawn_minutes(2);
  add_class(s, "car", {visit("gate"), cleared()}, 10);
  CHECK(gate_of(found_for(s)).why == Obstacles{Obstacle::patience});
  CHECK(text_of(Obstacle::patience).en.find("and alike") != std::string::npos);
}

TEST_CASE("with preemption the mean wait is left out, since results count the first wait alone") {
  for (const int servers : {1, 2}) {
    Scenario s = empty_port();
    s.stages = {stage("gate", servers, drawn_minutes(1))};
    s.stages[0].priority = {{"bus", 1}, {"truck", 2}};
    s.stages[0].preempts = true;
    add_class(s, "bus", {visit("gate"), cleared()}, 576);
    add_class(s, "truck", {visit("gate"), cleared()}, 576);
    const ScenarioTheory theory = found_for(s);
    const StageAnswer& gate = gate_of(theory);
    CHECK(gate.standing == Standing::exact);
    CHECK_FALSE(gate.figures.wait_s.has_value());
    for (const ClassFigures& c : gate.classes)
      CHECK_FALSE(c.wait_s.has_value());
    const QueueFigures urgent = mmc(576 / k_one_day_s, 1 / 60.0, servers);
    CHECK(*theory.ways.at(0).sojourn_s == exact(urgent.sojourn));
    CHECK(*gate.figures.in_system == exact(mmc(1152 / k_one_day_s, 1 / 60.0, servers).in_system));
    CHECK(to_json(check(s))["theory"]["stages"][0]["classes"][0]["wait_s"].is_null());
    s.stages[0].preempts = false;
    CHECK(gate_of(found_for(s)).classes.at(0).wait_s.has_value());
  }
}

TEST_CASE("batches of a drawn size are as the run rounds them; too large ones have no answer") {
  Scenario s = empty_port();
  s.stages = {stage("gate", 2, drawn_minutes(1))};
  EntityClass& c = add_class(s, "truck", {visit("gate"), cleared()}, 720);
  c.arrivals.batch = sim::uniform(1, 5);  // 1 and 5 have half a vehicle's share
  const QueueFigures q = mxmc(0.5 / 60, {0.125, 0.25, 0.25, 0.25, 0.125}, 1 / 60.0, 3);
  s.stages[0].groups[0].servers = 3;
  const StageAnswer drawn = gate_of(found_for(s));
  CHECK(drawn.standing == Standing::exact);
  CHECK(*drawn.figures.wait_s == exact(q.wait));
  CHECK(*drawn.figures.served_per_s == exact(1.5 / 60));
  s.classes[0].arrivals.batch = sim::empirical({1, 2.5}, {1, 1});  // a half to the even number
  CHECK(*gate_of(found_for(s)).figures.served_per_s == exact(0.75 / 60));
  s.classes[0].rates[0].rate_per_day = 1;
  s.classes[0].arrivals.batch = sim::exponential(200);
  CHECK(gate_of(found_for(s)).why == Obstacles{Obstacle::batch_arrivals});
  s.classes[0].arrivals.batch = sim::constant(500000);
  s.stages[0] = stage("gate", 100, sim::exponential(10));
  CHECK(gate_of(found_for(s)).why == Obstacles{Obstacle::batch_arrivals});
}
