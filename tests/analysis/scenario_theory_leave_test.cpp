// Some of a class leave on the way: little is said of the time of those who go to its end.
#include <doctest/doctest.h>

#include <vector>

#include "analysis/check.hpp"
#include "analysis/theory/queues.hpp"
#include "tests/analysis/exact.hpp"
#include "tests/analysis/stage_answer.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::analysis::theory;
using namespace kouan::models;
using namespace kouan::test;

namespace {

Scenario with_gate(const sim::Distribution& service = sim::exponential(300)) {
  Scenario s = empty_port();
  s.stages = {stage("gate", 2, service)};
  return s;
}

ProcessStep some_leave() { return choose({share(0.3, {{Leave{}, {}}})}); }

const std::vector<Steps>& ways_that_some_leave() {
  static const std::vector<Steps> k_ways{
      {travel(sim::constant(60)), some_leave(), visit("gate"), cleared()},
      {visit("gate"), travel(sim::constant(60)), some_leave(), cleared()}};
  return k_ways;
}

void is_known_at_the_gate_alone(const Scenario& s) {
  const WayAnswer way = analysis::check(s).theory.ways.at(0);
  CHECK(way.standing == Standing::none);
  CHECK(way.why == Obstacles{Obstacle::turned_away});
  CHECK(!way.sojourn_s);
  CHECK(!way.in_system);
  CHECK(answer_of_stage(s, "gate").standing == Standing::exact);
}

}  // namespace

TEST_CASE("where some leave on the way, the time of those who go to the end is not known") {
  for (const auto& way : ways_that_some_leave()) {
    Scenario s = with_gate(sim::constant(300));
    add_class(s, "truck", way, 10);
    is_known_at_the_gate_alone(s);
  }
}

TEST_CASE("where all times are exponential, it is known if those leave before all else") {
  constexpr double k_come_per_s = 10 / 86400.0;
  Scenario s = with_gate();
  add_class(s, "truck", ways_that_some_leave()[0], 10);
  const WayAnswer before = analysis::check(s).theory.ways.at(0);
  const double others_s = mmc(0.7 * k_come_per_s, 1 / 300.0, 2).sojourn;
  CHECK(before.standing == Standing::exact);
  CHECK(*before.turned_away_share == exact(0.3));
  CHECK(*before.sojourn_s == exact(60 + others_s));
  CHECK(*before.in_system == exact(k_come_per_s * (60 + 0.7 * others_s)));
  s = with_gate();
  add_class(s, "truck", ways_that_some_leave()[1], 10);
  const WayAnswer after = analysis::check(s).theory.ways.at(0);
  CHECK(after.standing == Standing::exact);
  CHECK(!after.sojourn_s);
  CHECK(*after.per_s == exact(0.7 * k_come_per_s));
  CHECK(*after.in_system == exact(k_come_per_s * (60 + mmc(k_come_per_s, 1 / 300.0, 2).sojourn)));
}

TEST_CASE("where some of a fleet turn back on the way, the time of the others is not known") {
  for (const auto& way : ways_that_some_leave()) {
    Scenario s = with_gate();
    add_fleet(s, "shuttle", way, 3);
    is_known_at_the_gate_alone(s);
  }
}

TEST_CASE("who is turned away at the queue that is all of the way takes nothing from the others") {
  Scenario s = with_gate();
  s.stages[0].queue_places = 4;
  add_class(s, "truck", {visit("gate"), cleared()}, 10);
  s.stages[0].rules.turns_away = true;
  CHECK(analysis::check(s).theory.ways.at(0).standing == Standing::exact);
}
