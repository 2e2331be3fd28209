// Some of a class leave on the way: nothing is said of the time of those who go to its end.
#include <doctest/doctest.h>

#include <vector>

#include "analysis/check.hpp"
#include "tests/analysis/stage_answer.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::analysis::theory;
using namespace kouan::models;
using namespace kouan::test;

namespace {

Scenario with_gate() {
  Scenario s = empty_port();
  s.stages = {stage("gate", 2, sim::exponential(300))};
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
    Scenario s = with_gate();
    add_class(s, "truck", way, 10);
    is_known_at_the_gate_alone(s);
  }
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
