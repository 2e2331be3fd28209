// Who leaves the system gives up whatever it holds, at that instant, however it leaves: aboard of
// another, or as a member that ends in a batch. By hand.
#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "models/compile.hpp"
#include "sim/run.hpp"
#include "tests/support/movement_builder.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::models;
using namespace kouan::test;
using sim::TraceEvent;

namespace {

using WhoAndWhen = std::vector<std::pair<std::string, double>>;

/// The program, and the minutes at which each class comes, in the order of the classes.
sim::Model with_arrivals(const Scenario& port, const std::vector<std::vector<int>>& minutes) {
  sim::Model model = compile(port).model;
  for (std::size_t c = 0; c < minutes.size(); ++c) {
    if (minutes[c].empty()) continue;  // made by others
    model.classes[c].source = sim::SourceKind::listed;
    for (const int at : minutes[c])
      model.classes[c].plan.push_back(at * sim::k_minute);
  }
  return model;
}

sim::RunResult balanced(const sim::Model& model) {
  const sim::RunResult result = sim::run(model, {});
  CHECK(result.stop == sim::StopReason::horizon);
  CHECK(result.conserved);
  CHECK(result.little);
  return result;
}

ProcessStep gathers(const std::string& at, Steps steps = {}) {
  Gather gather;
  gather.at = at;
  gather.steps = std::move(steps);
  return {gather, {}};
}

Gathering tow() {
  Gathering out;
  out.id = "tow";
  out.of = {{"barge", 1}, {"tug", 1}};
  out.onto = "tug";
  return out;
}

}  // namespace

TEST_CASE("who leaves aboard of another gives up what it held") {
  // The barge comes to the only place at 5, or is served there from 5 to 6, and meets the tug,
  // which leaves with it a minute later. The next one comes at 10.
  Scenario port = empty_port(1);
  port.stages = {yard("place", 1), stage("desk", 1, sim::constant(60))};
  port.gatherings = {tow()};
  Steps barge;
  double leaves = 6;
  SUBCASE("a place over steps") { barge = {within("place", {gathers("tow")})}; }
  SUBCASE("a server") {
    port.stages[0] = stage("place", 1, sim::constant(60));
    barge = {visit("place", {gathers("tow")})};
    leaves = 7;
  }
  SUBCASE("a server that is told apart") {
    port.stages[0] = stage("place", 1, sim::constant(60));
    port.stages[0].at_closing = AtClosing::suspend;
    barge = {visit("place", {gathers("tow")})};
    leaves = 7;
  }
  SUBCASE("a place that was seized") {
    Seize seize;
    seize.places = {{"place"}};
    barge = {{seize, {}}, gathers("tow"), {Vacate{{"place"}}, {}}};
  }
  add_class(port, "barge", barge, 0);
  add_class(port, "tug", {gathers("tow"), visit("desk"), cleared()}, 0);
  add_class(port, "next", {visit("place"), cleared()}, 0);
  if (port.stages[0].kind == StageKind::yard)
    port.processes[2].steps = {within("place", {travel(60)}), cleared()};
  const sim::Model model = with_arrivals(port, {{5}, {0}, {10}});
  CHECK(traced(model, TraceEvent::leave, 0) == WhoAndWhen{{"barge", leaves}, {"next", 11}});
  CHECK(traced(model, TraceEvent::start, 0) == WhoAndWhen{{"barge", 5}, {"next", 10}});
  const sim::RunResult result = balanced(model);
  CHECK(result.resources[0].served == 2);
  CHECK(result.classes[0].departed == 1);
  CHECK(result.classes[2].cleared == 1);
}

TEST_CASE("several places, one in another, are given up together") {
  // Two of three seized places and the outer place: both are free for the next two at 6.
  Scenario port = empty_port(1);
  port.stages = {yard("outer", 1), yard("tracks", 3), stage("desk", 1, sim::constant(60))};
  port.gatherings = {tow()};
  Seize seize;
  seize.places = {{"tracks", 2}};
  add_class(port, "barge",
            {within("outer", {{seize, {}}, gathers("tow"), {Vacate{{"tracks"}}, {}}})}, 0);
  add_class(port, "tug", {gathers("tow"), visit("desk"), cleared()}, 0);
  add_class(port, "wide", {{seize, {}}, travel(60), {Vacate{{"tracks"}}, {}}, cleared()}, 0);
  add_class(port, "inner", {within("outer", {travel(60)}), cleared()}, 0);
  const sim::Model model = with_arrivals(port, {{3}, {5}, {4}, {4}});
  CHECK(traced(model, TraceEvent::start, 0) == WhoAndWhen{{"barge", 3}, {"inner", 6}});
  CHECK(traced(model, TraceEvent::leave, 1) == WhoAndWhen{{"barge", 6}, {"wide", 7}});
  CHECK(traced(model, TraceEvent::start, 1) == WhoAndWhen{{"barge", 3}, {"wide", 6}});
  balanced(model);
}

TEST_CASE("members that end in a batch give up their places as it sets out") {
  // Crates at 5 and 6 through a bay of one place, each a batch of one: no deadlock, nobody waits.
  // Of pairs both places are free at 7.
  Scenario port = empty_port(1);
  Gathering packing;
  packing.id = "packing";
  packing.into = "pallet";
  packing.members = "end";
  int in_a_batch = 1;
  SUBCASE("alone") {}
  SUBCASE("two") { in_a_batch = 2; }
  packing.number = in_a_batch;
  port.stages = {yard("bay", in_a_batch), stage("desk", 9, sim::constant(60))};
  port.gatherings = {packing};
  add_class(port, "crate", {within("bay", {gathers("packing")})}, 0);
  add_class(port, "pallet", {visit("desk"), cleared()}, 0).from = "processes";
  port.classes[1].payload_kg = sim::constant(0);
  const sim::Model model = with_arrivals(port, {{5, 6, 7, 8}, {}});
  const WhoAndWhen leave = in_a_batch == 1
                               ? WhoAndWhen{{"crate", 5}, {"crate", 6}, {"crate", 7}, {"crate", 8}}
                               : WhoAndWhen{{"crate", 6}, {"crate", 6}, {"crate", 8}, {"crate", 8}};
  CHECK(traced(model, TraceEvent::leave, 0) == leave);
  const sim::RunResult result = balanced(model);
  CHECK(result.classes[1].cleared == 4 / in_a_batch);
  CHECK(result.classes[1].cleared_kg == doctest::Approx(40e3));
}

TEST_CASE("nothing is taken for ever by meetings at which nobody is carried") {
  // Both go on by themselves and give up their places in their own steps: nothing twice.
  Scenario port = empty_port(1);
  port.stages = {yard("place", 1)};
  port.gatherings = {tow()};
  port.gatherings[0].onto.clear();
  add_class(port, "barge", {within("place", {gathers("tow")}), cleared()}, 0);
  add_class(port, "tug", {gathers("tow"), cleared()}, 0);
  const sim::Model model = with_arrivals(port, {{5, 6}, {5, 9}});
  CHECK(traced(model, TraceEvent::leave, 0) == WhoAndWhen{{"barge", 5}, {"barge", 9}});
  balanced(model);
}
