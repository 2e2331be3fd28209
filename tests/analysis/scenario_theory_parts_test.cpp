// What theory says of a stage where it cannot follow the class to its end: what stands behind a
// stage takes nothing from it.
#include <doctest/doctest.h>

#include <algorithm>
#include <regex>
#include <string>

#include "analysis/check.hpp"
#include "analysis/theory/batches.hpp"
#include "analysis/theory/queues.hpp"
#include "analysis/theory/renewal_arrivals.hpp"
#include "tests/analysis/exact.hpp"
#include "tests/analysis/stage_answer.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::analysis;
using namespace kouan::analysis::theory;
using namespace kouan::models;
using namespace kouan::test;

namespace {

/// A gate of three lanes, eight minutes each, and what comes then; 20 vehicles an hour.
Scenario gate_then(Steps rest) {
  Scenario s = empty_port();
  s.stages = {stage("gate", 3, sim::exponential(480)), stage("left", 1, sim::exponential(100)),
              stage("right", 1, sim::exponential(60)), stage("exit", 1, sim::exponential(90))};
  Gathering pairs;
  pairs.id = "pairs";
  pairs.number = 2;
  s.gatherings = {pairs};
  Steps steps = {visit("gate")};
  steps.insert(steps.end(), rest.begin(), rest.end());
  add_class(s, "truck", steps, 480);
  return s;
}

}  // namespace

TEST_CASE("steps that theory does not know leave the stages before them what they are") {
  const double per_s = 480.0 / 86400;
  const Scenario s = gate_then({{Gather{"pairs", {}}, {}}, visit("exit"), cleared()});
  const StageAnswer gate = answer_of_stage(s, "gate");
  CHECK(gate.standing == Standing::exact);
  CHECK(*gate.figures.wait_s == exact(mmc(per_s, 1.0 / 480, 3).wait));
  const StageAnswer exit = answer_of_stage(s, "exit");
  CHECK(exit.standing == Standing::none);
  CHECK(exit.why.count(Obstacle::others) == 1);
  CHECK(check(s).theory.ways.at(0).standing == Standing::none);
}

TEST_CASE("parts that go side by side come to their ways as their whole came") {
  const double per_s = 480.0 / 86400;
  const Scenario s =
      gate_then({{Parallel{{{visit("left")}, {visit("right")}}}, {}}, visit("exit"), cleared()});
  CHECK(answer_of_stage(s, "gate").standing == Standing::exact);
  CHECK(answer_of_stage(s, "left").standing == Standing::exact);
  CHECK(*answer_of_stage(s, "left").figures.wait_s == exact(mmc(per_s, 1.0 / 100, 1).wait));
  CHECK(*answer_of_stage(s, "right").figures.wait_s == exact(mmc(per_s, 1.0 / 60, 1).wait));
  // Behind them as many come as before, at other times.
  const StageAnswer exit = answer_of_stage(s, "exit");
  CHECK(exit.standing == Standing::approximate);
  CHECK(exit.why.count(Obstacle::waits_on_way) == 1);
  CHECK(*exit.figures.utilisation == exact(per_s * 90));
  CHECK(check(s).theory.ways.at(0).standing == Standing::none);
}

namespace {

/// Checks of a minute, side by side or not, to which 21 pairs of trucks an hour come.
Scenario pairs_to(const Steps& steps) {
  Scenario s = empty_port();
  for (const char* id : {"left", "right", "third", "inner", "exit"})
    s.stages.push_back(stage(id, 1, sim::exponential(60)));
  add_class(s, "truck", steps, 21 * 24).arrivals.batch = sim::constant(2);
  return s;
}

ProcessStep on_ways(std::vector<Steps> ways) { return {Parallel{std::move(ways)}, {}}; }

}  // namespace

TEST_CASE("pairs come as pairs to each of the ways on which their parts go") {
  const ProcessStep inside = on_ways({{visit("third")}, {visit("inner")}});
  const Scenario s = pairs_to({on_ways({{visit("left"), travel(600)}, {visit("right")}, {inside}}),
                               visit("exit"), cleared()});
  for (const char* id : {"left", "right", "third", "inner"}) {
    CAPTURE(id);
    const StageAnswer at = answer_of_stage(s, id);
    CHECK(at.standing == Standing::exact);
    CHECK(at.notation == "M^[2]/M/1");
    CHECK(*at.figures.wait_s == exact(240));  // (42/60 + 1/2) minutes / (1 - 42/60)
  }
  const StageAnswer exit = answer_of_stage(s, "exit");  // where they have met again
  CHECK(exit.standing == Standing::none);
  CHECK(exit.why == Obstacles{Obstacle::batch_arrivals});
}

TEST_CASE("what comes between where pairs part and a stage makes them others") {
  const Scenario after_travel = pairs_to(
      {on_ways({{visit("left")}, {travel(sim::exponential(60)), visit("right")}}), cleared()});
  CHECK(answer_of_stage(after_travel, "left").standing == Standing::exact);
  CHECK(answer_of_stage(after_travel, "right").standing == Standing::none);
  const Scenario after_stage =
      pairs_to({visit("inner"), on_ways({{visit("left")}, {visit("right")}}), cleared()});
  CHECK(answer_of_stage(after_stage, "inner").standing == Standing::exact);
  CHECK(answer_of_stage(after_stage, "left").standing == Standing::none);
  CHECK(answer_of_stage(after_stage, "right").why == Obstacles{Obstacle::batch_arrivals});
  const Scenario an_empty_way = pairs_to({on_ways({{visit("left")}, {cleared()}}), visit("exit")});
  CHECK(answer_of_stage(an_empty_way, "left").standing == Standing::exact);
  CHECK(answer_of_stage(an_empty_way, "exit").standing == Standing::none);
}

TEST_CASE("several servers on each way see pairs too, and trains at even intervals") {
  Scenario s = pairs_to({on_ways({{visit("left")}, {visit("right")}}), cleared()});
  s.stages[1].groups[0].servers = 2;
  s.stages[1].service = sim::exponential(120);
  const BatchSizes sizes{0, 1};
  CHECK(*answer_of_stage(s, "right").figures.wait_s ==
        exact(mxmc(21 / 3600.0, sizes, 1 / 120.0, 2).wait));
  EntityClass& train = s.classes[0];
  train.rates.clear();
  train.arrivals.batch.reset();
  train.arrivals.kind = ArrivalKind::renewal;
  train.arrivals.interarrival_s = sim::constant(75);
  s.stages[1] = stage("right", 1, sim::exponential(60));
  for (const char* id : {"left", "right"}) {
    CHECK(answer_of_stage(s, id).notation == "D/M/1");
    CHECK(*answer_of_stage(s, id).figures.wait_s ==
          exact(gimc(1 / 75.0, 1 / 60.0, 1, constant_transform(75)).wait));
  }
}

TEST_CASE("the approximation of a way side by side does not go by what leaves another") {
  Scenario s = pairs_to({on_ways({{visit("left")}, {visit("right")}}), cleared()});
  s.classes[0].arrivals.batch.reset();
  s.classes[0].rates[0].rate_per_day = 50 * 24;
  s.stages[0].service = sim::constant(60);
  s.stages[1] = stage("right", 2, sim::erlang(4, 120));
  // M/E4/2 at 5/6 by Allen and Cunneen: 5/8 of M/M/2.
  CHECK(*answer_of_stage(s, "right").figures.wait_s ==
        exact(mmc(50 / 3600.0, 1 / 120.0, 2).wait * 5 / 8));
}

namespace {

/// A lorry parts from its trailer, which is scanned, fetches it again and leaves; cars share the
/// scan's yard.
Scenario lorry_and_trailer() {
  Scenario s = empty_port();
  s.stages = {stage("gate", 1, sim::exponential(60)), stage("scan", 2, sim::constant(300)),
              stage("exit", 1, sim::exponential(90)), stage("lane", 1, sim::constant(60))};
  Gathering coupling;
  coupling.id = "coupling";
  coupling.by = "origin";
  coupling.of = {{"lorry", 1}, {"trailer", 1}};
  s.gatherings = {coupling};
  const Steps lorry{visit("gate"), {Split{"trailer"}, {}},
                    travel(60),    {Gather{"coupling", {}, "whole"}, {}},
                    visit("exit"), cleared()};
  add_class(s, "lorry", lorry, 240);
  const Steps trailer{visit("scan"), {Gather{"coupling", {}}, {}}};
  add_class(s, "trailer", trailer, 0).from = "processes";
  add_class(s, "car", {visit("scan"), visit("lane"), cleared()}, 120);
  return s;
}

}  // namespace

TEST_CASE("a whole that waits for its parts goes on as often as it came") {
  const Scenario s = lorry_and_trailer();
  CHECK(answer_of_stage(s, "gate").standing == Standing::exact);
  const StageAnswer exit = answer_of_stage(s, "exit");
  CHECK(exit.standing == Standing::approximate);
  CHECK(exit.why == Obstacles{Obstacle::waits_on_way});
  CHECK(*exit.figures.utilisation == exact(240 * 90 / 86400.0));
  const std::string en =
      std::regex_replace(to_text(check(s), Language::en), std::regex("\\s+"), " ");
  CHECK(en.find("more even than approximations take them") != std::string::npos);
}

TEST_CASE("of what goes on behind a split no whole way is told") {
  Scenario s = lorry_and_trailer();
  s.processes[0].steps = {visit("gate"), {Split{"trailer"}, {}}, travel(60), cleared()};
  s.processes[1].steps = {visit("scan")};
  CHECK(check(s).theory.ways.at(0).why == Obstacles{Obstacle::others});
  s.processes[0].steps[2] = visit("exit", {travel(600)});  // held for more than its own time
  CHECK(answer_of_stage(s, "exit").why.count(Obstacle::others) == 1);
}

TEST_CASE("where a yard lets no more in than there are servers nobody waits for these") {
  Scenario s = gate_then({within("yard", {travel(60), visit("exit")}), cleared()});
  s.stages.push_back(yard("yard", 4));
  s.stages[3].groups[0].servers = 3;
  s.stages[3].service = sim::constant(300);
  CHECK(answer_of_stage(s, "exit").standing == Standing::approximate);
  s.stages[4].groups[0].servers = 3;
  CHECK(answer_of_stage(s, "exit").why == Obstacles{Obstacle::waits_on_way});
  CHECK(answer_of_stage(s, "exit").standing == Standing::none);
}

TEST_CASE("a yard lets no more in for each of the ways side by side than it has places") {
  const Scenario s = gate_then(
      {within("yard", {on_ways({{visit("left")}, {visit("right")}})}), visit("exit"), cleared()});
  const auto with_places = [&](int places) {
    Scenario in_yard = s;
    in_yard.stages.push_back(yard("yard", places));
    return in_yard;
  };
  for (const char* id : {"left", "right"}) {
    CAPTURE(id);
    CHECK(answer_of_stage(with_places(2), id).standing == Standing::approximate);
    const StageAnswer at = answer_of_stage(with_places(1), id);
    CHECK(at.standing == Standing::none);
    CHECK(at.why == Obstacles{Obstacle::waits_on_way});
  }
  // The inner yard of a way side by side is around what goes side by side there.
  Scenario nested = with_places(3);
  nested.stages.push_back(yard("bay", 1));
  nested.processes[0].steps[1] = within(
      "yard",
      {on_ways({{within("bay", {on_ways({{visit("left")}, {travel(60)}})})}, {visit("right")}})});
  CHECK(answer_of_stage(nested, "left").standing == Standing::none);
  CHECK(answer_of_stage(nested, "right").standing == Standing::approximate);
}

TEST_CASE("a yard that a whole leaves before all its ways are done limits none of them") {
  Scenario s = gate_then({within("yard", {{Parallel{{{visit("left")}, {travel(60)}}, 1}, {}}}),
                          visit("exit"), cleared()});
  s.stages.push_back(yard("yard", 1));
  CHECK(answer_of_stage(s, "left").standing == Standing::approximate);
}

TEST_CASE("parts that meet in a yard of one place may wait there for each other") {
  Scenario s =
      gate_then({within("yard", {on_ways({{visit("left")}, {visit("left")}})}), cleared()});
  s.stages.push_back(yard("yard", 1));
  CHECK(answer_of_stage(s, "left").why == Obstacles{Obstacle::parts_meet});
}

TEST_CASE("places that are seized let in as many as have all of theirs") {
  const Taken two{"yard", 2, 0};
  Scenario s = gate_then({{Seize{{two}}, {}},
                          on_ways({{visit("left")}, {travel(60)}}),
                          visit("right"),
                          {Vacate{{"yard"}}, {}},
                          cleared()});
  s.stages.push_back(yard("yard", 4));
  CHECK(answer_of_stage(s, "left").standing == Standing::approximate);
  s.stages.back() = yard("yard", 3);  // one vehicle's two, and one that is of no use
  for (const char* id : {"left", "right"})
    CHECK(answer_of_stage(s, id).why == Obstacles{Obstacle::waits_on_way});
}

TEST_CASE("parts of others at a stage leave it without an answer, not what comes after it") {
  const Scenario s = lorry_and_trailer();
  CHECK(answer_of_stage(s, "scan").standing == Standing::none);
  CHECK(answer_of_stage(s, "scan").why.count(Obstacle::others) == 1);
  const StageAnswer lane = answer_of_stage(s, "lane");  // to which cars alone come
  CHECK(lane.standing == Standing::approximate);
  CHECK(lane.why == Obstacles{Obstacle::shaped_arrivals});
  CHECK(*lane.figures.utilisation == exact(120 * 60 / 86400.0));
}

TEST_CASE("where no formula is known only what it lacks is told") {
  Scenario s = gate_then({{AwaitDocuments{}, {}}, {Release{}, {}}, visit("exit"), cleared()});
  s.processes[0].steps.insert(s.processes[0].steps.begin(), {Declare{sim::exponential(600)}, {}});
  s.stages[3].rules.patience_s = sim::constant(600);
  s.stages[3].service = sim::constant(90);
  CHECK(answer_of_stage(s, "exit").why == Obstacles{Obstacle::patience});
}

TEST_CASE("choices by the state leave unknown who comes, and are told as such") {
  Visit lane{"left", {}};
  lane.stage.clear();
  lane.shortest = {"left", "right"};
  const Scenario s = gate_then({{lane, {}}, visit("exit"), cleared()});
  CHECK(answer_of_stage(s, "gate").standing == Standing::exact);
  CHECK(answer_of_stage(s, "exit").why == Obstacles{Obstacle::conditions});
}

TEST_CASE("where the state decides who comes, nothing is told as overloaded") {
  Visit lane{"left", {}};
  lane.stage.clear();
  lane.shortest = {"left", "right"};
  Scenario s = gate_then({{lane, {}}, visit("exit"), cleared()});
  for (Stage& stage : s.stages)
    if (stage.id != "left") stage.groups[0].servers = 40;
  s.classes[0].rates[0].rate_per_day = 2400;  // half of them would be too many for `left`
  CHECK(answer_of_stage(s, "left").why == Obstacles{Obstacle::conditions});
  CHECK(answer_of_stage(s, "exit").why == Obstacles{Obstacle::conditions});
}

TEST_CASE("a shared server keeps its answer whatever comes behind it") {
  Scenario s = gate_then({{Gather{"pairs", {}}, {}}, cleared()});
  s.stages[0].is_shared = true;
  CHECK(answer_of_stage(s, "gate").standing == Standing::exact);
  CHECK(answer_of_stage(s, "gate").notation == "M/G/3-PS");
}

TEST_CASE("what is met while a server is held counts there") {
  Scenario s = gate_then({cleared()});
  s.processes.clear();
  s.classes.clear();
  add_class(s, "truck", {visit("gate", {{Gather{"pairs", {}}, {}}}), visit("exit"), cleared()},
            480);
  CHECK(answer_of_stage(s, "gate").why == Obstacles{Obstacle::nested});
  CHECK(answer_of_stage(s, "exit").standing == Standing::none);
}

TEST_CASE("documents awaited behind a stage take nothing from it") {
  Scenario s = gate_then({{AwaitDocuments{}, {}}, {Release{}, {}}, visit("exit"), cleared()});
  s.processes[0].steps.insert(s.processes[0].steps.begin(), {Declare{sim::exponential(600)}, {}});
  CHECK(answer_of_stage(s, "gate").standing == Standing::exact);
  CHECK(answer_of_stage(s, "exit").why.count(Obstacle::documents) == 1);
}
