// What theory says of a stage where it cannot follow the class to its end: what stands behind a
// stage takes nothing from it.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "analysis/check.hpp"
#include "analysis/theory/queues.hpp"
#include "tests/analysis/exact.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::analysis;
using namespace kouan::analysis::theory;
using namespace kouan::models;
using namespace kouan::test;

namespace {

StageAnswer answer_of_stage(const Scenario& s, const std::string& id) {
  const ScenarioTheory theory = check(s).theory;
  const auto found = std::find_if(theory.stages.begin(), theory.stages.end(),
                                  [&](const StageAnswer& one) { return one.stage == id; });
  REQUIRE_MESSAGE(found != theory.stages.end(), id);
  return *found;
}

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
  CHECK(exit.why.count(Obstacle::unknown_steps) == 1);
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
  CHECK(answer_of_stage(s, "exit").standing == Standing::none);
}

TEST_CASE("what is met while a server is held counts there") {
  Scenario s = gate_then({cleared()});
  s.processes.clear();
  s.classes.clear();
  add_class(s, "truck", {visit("gate", {{Gather{"pairs", {}}, {}}}), visit("exit"), cleared()},
            480);
  CHECK(answer_of_stage(s, "gate").standing == Standing::none);
  CHECK(answer_of_stage(s, "exit").standing == Standing::none);
}

TEST_CASE("documents awaited behind a stage take nothing from it") {
  Scenario s = gate_then({{AwaitDocuments{}, {}}, {Release{}, {}}, visit("exit"), cleared()});
  s.processes[0].steps.insert(s.processes[0].steps.begin(), {Declare{sim::exponential(600)}, {}});
  CHECK(answer_of_stage(s, "gate").standing == Standing::exact);
  CHECK(answer_of_stage(s, "exit").why.count(Obstacle::documents) == 1);
}
