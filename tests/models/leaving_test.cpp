// Who leaves the system gives up whatever it holds, at that instant, however it leaves: aboard of
// another, as a member that ends in a batch, or with a batch that is turned away. By hand.
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

TEST_CASE("a batch that is turned away leaves, and its members give up what they hold") {
  // Two come at 5 and 6 to the yard of two, and find the check taken until 64: both leave at 6.
  Scenario port = empty_port(1);
  port.stages = {yard("yard", 2), stage("check", 1, sim::constant(3600)),
                 stage("after", 9, sim::constant(60))};
  port.stages[1].queue_places = 0;
  port.stages[1].rules.turns_away = true;
  Gathering pairs;
  pairs.id = "pairs";
  pairs.number = 2;
  port.gatherings = {pairs};
  bool goes_on = false;
  Visit check;
  check.stage = "check";
  SUBCASE("without otherwise") {}
  SUBCASE("the batch does something else and goes on") {
    check.otherwise = {travel(60)};
    check.has_otherwise = true;
    goes_on = true;
  }
  add_class(port, "one",
            {within("yard", {gathers("pairs", {{check, {}}, visit("after")})}), cleared()}, 0);
  add_class(port, "first", {visit("check"), cleared()}, 0);
  const sim::Model model = with_arrivals(port, {{5, 6}, {4}});
  const double leaves = goes_on ? 8 : 6;
  CHECK(traced(model, TraceEvent::leave, 0) == WhoAndWhen{{"one", leaves}, {"one", leaves}});
  const sim::RunResult result = balanced(model);
  CHECK(result.classes[0].turned_away_in_all == (goes_on ? 0 : 2));
  CHECK(result.classes[0].cleared == (goes_on ? 2 : 0));
  CHECK(result.resources[2].served == (goes_on ? 1 : 0));
  CHECK(result.resources[1].refused == 1);
}

TEST_CASE("saturated sources go on behind a batch that is turned away") {
  // Pairs before a check of 10 min without a queue: one pair at a time, the others leave.
  Scenario port = empty_port(2);
  port.stages = {stage("gate", 1, sim::constant(60)), stage("check", 1, sim::constant(600))};
  port.stages[1].queue_places = 0;
  port.stages[1].rules.turns_away = true;
  Gathering pairs;
  pairs.id = "pairs";
  pairs.number = 2;
  port.gatherings = {pairs};
  add_class(port, "truck", {visit("gate"), gathers("pairs", {visit("check")}), cleared()});
  port.saturated_warm_up_s = 0;
  const sim::RunResult result = balanced(compile(port, {DemandMode::saturated, ""}).model);
  // A pair every 2 min, of which every fifth finds the check free.
  const auto left = static_cast<double>(result.classes[0].turned_away_in_all);
  const auto passed = static_cast<double>(result.classes[0].departed);
  CHECK(left / passed == doctest::Approx(4).epsilon(0.02));
}

TEST_CASE("room that is kept for one who leaves on the way is for the next") {
  // One a minute; the desk keeps the booth, without a queue, for whoever it serves, and all of them
  // miss their appointment on the way.
  Scenario port = empty_port(1);
  port.stages = {stage("desk", 1, sim::constant(300)), stage("booth", 1, sim::constant(120))};
  port.stages[0].blocks_before = true;
  port.stages[1].queue_places = 0;
  Book book;
  book.id = "slots";
  book.hours = "day";
  book.per_hour = 60;
  port.books = {book};
  Appointment missed;
  missed.book = "slots";
  missed.no_show = 1;
  add_class(port, "truck", {visit("desk"), {missed, {}}, visit("booth"), cleared()}, 0);
  const sim::Model model = with_arrivals(port, {{0, 1, 2, 3}});
  CHECK(traced(model, TraceEvent::leave, 0) ==
        WhoAndWhen{{"truck", 5}, {"truck", 10}, {"truck", 15}, {"truck", 20}});
  CHECK(balanced(model).classes[0].turned_away_in_all == 4);
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
