#include "models/compile.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "models/read_scenario.hpp"
#include "sim/recursion.hpp"
#include "sim/run.hpp"
#include "tests/support/small_scenario.hpp"

using namespace kouan;
using namespace kouan::models;
using sim::StepKind;

namespace {

std::vector<StepKind> kinds(const sim::Model& model) {
  std::vector<StepKind> out;
  for (const sim::Step& step : model.steps)
    out.push_back(step.kind);
  return out;
}

}  // namespace

TEST_CASE("a visit becomes seize, hold, finish; the process ends in depart") {
  const Compiled c = compile(test::small_scenario());
  CHECK(kinds(c.model) == std::vector<StepKind>{StepKind::seize, StepKind::hold, StepKind::finish,
                                                StepKind::clear, StepKind::depart});
  CHECK(c.model.resources[0].capacity.size() == 21);  // closed at first, then ten days open and
                                                      // closed
  CHECK(c.open_day[0] == 0);
  CHECK(c.open_day[1] == 1);
  CHECK(c.open_day[3] == 0);
}

TEST_CASE("a misread goes to the manned lane, others do not") {
  Scenario s = test::small_scenario();
  Stage manned = s.stages[0];
  manned.id = "manned-lane";
  manned.groups = {{50, "gate", {1, 1, 1}, {9999, 12, 31}}};
  s.stages.push_back(manned);
  s.stages[0].read_rate = 0.9;
  s.stages[0].on_misread = "manned-lane";
  s.flows[0].annual_kg = 8.76e9;
  s.stages[0].groups[0].servers = 1000;
  const sim::RunResult r = sim::run(compile(s).model, {});
  const double share =
      static_cast<double>(r.resources[1].served) / static_cast<double>(r.resources[0].served);
  CHECK(share == doctest::Approx(0.1).epsilon(0.02));
}

TEST_CASE("options are taken with their shares and the rest goes on") {
  Scenario s = test::small_scenario();
  for (const char* id : {"scan", "open", "walk"}) {
    Stage stage = s.stages[0];
    stage.id = id;
    stage.groups = {{1000, "", {1, 1, 1}, {9999, 12, 31}}};
    s.stages.push_back(stage);
  }
  s.stages[0].groups = s.stages[1].groups;
  s.flows[0].annual_kg = 8.76e9;
  Choose choose;
  choose.options.push_back({0.3, false, {{Visit{"scan", {}}, {}}}});
  choose.options.push_back({0.1, false, {{Visit{"open", {}}, {}}}});
  choose.options.push_back({0, true, {{Visit{"walk", {}}, {}}}});
  s.processes[0].steps.insert(s.processes[0].steps.begin() + 1, {choose, {}});
  const sim::RunResult r = sim::run(compile(s).model, {});
  const auto share = [&](std::size_t i) {
    return static_cast<double>(r.resources[i].served) / static_cast<double>(r.classes[0].cleared);
  };
  CHECK(share(1) == doctest::Approx(0.3).epsilon(0.02));
  CHECK(share(2) == doctest::Approx(0.1).epsilon(0.04));
  CHECK(share(1) + share(2) + share(3) == doctest::Approx(1.0).epsilon(1e-4));
}

TEST_CASE("a saturated source keeps the gate busy and never exceeds what its lanes can do") {
  Scenario s = test::small_scenario();
  s.saturated_warm_up_s = 86400;
  s.stages[0].service = sim::constant(60);
  const Compiled c = compile(s, {DemandMode::saturated, ""});
  CHECK(c.model.classes[0].source == sim::SourceKind::saturated);
  const sim::RunResult r = sim::run(c.model, {});
  // Ten open days of 600 min, two lanes, one minute each.
  CHECK(r.classes[0].cleared == 10 * 600 * 2);
  CHECK(r.resources[0].busy_time_s == doctest::Approx(r.resources[0].open_time_s));
}

TEST_CASE("one more server where asked, nowhere else") {
  Scenario s = test::small_scenario();
  s.saturated_warm_up_s = 0;
  s.stages[0].service = sim::constant(60);
  const sim::RunResult r = sim::run(compile(s, {DemandMode::saturated, "entry-gate"}).model, {});
  CHECK(r.classes[0].cleared == 10 * 600 * 3);
}

TEST_CASE("one more server is open wherever any group is, whatever the dates of the first") {
  Scenario s = test::small_scenario();
  s.stages[0].groups = {{5, "gate", {2022, 1, 1}, {2022, 12, 31}},
                        {2, "gate", {2023, 1, 1}, {2023, 1, 7}},
                        {4, "gate", {2023, 1, 7}, {9999, 12, 31}}};
  const auto before = compile(s).model.resources[0].capacity;
  const auto after = compile(s, {DemandMode::as_given, "entry-gate"}).model.resources[0].capacity;
  REQUIRE(after.size() == before.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    CHECK(after[i].at == before[i].at);
    CHECK(after[i].servers == before[i].servers + (before[i].servers > 0 ? 1 : 0));
  }
}

TEST_CASE("a class without demand sends nobody in a saturated run") {
  Scenario s = test::small_scenario();
  s.classes.push_back(s.classes[0]);
  s.classes[1].id = "idle";
  s.classes[1].share = 0;
  const Compiled c = compile(s, {DemandMode::saturated, ""});
  CHECK(c.model.classes[0].count == 100);
  CHECK(c.model.classes[1].count == 0);
  CHECK(sim::run(c.model, {}).classes[1].arrived == 0);
  s.flows[0].annual_kg = 0;
  CHECK(compile(s, {DemandMode::saturated, ""}).model.classes[0].count == 0);
}

TEST_CASE("a fleet's open days are those of every stage it can begin with") {
  Scenario s = test::small_scenario();
  s.classes[0].flow.clear();
  s.classes[0].fleet = 5;
  Choose choose;
  choose.options.push_back({0.5, false, {{Visit{"entry-gate", {}}, {}}}});
  s.processes[0].steps = {{choose, {}}, {Cleared{}, {}}};
  CHECK(compile(s).class_open_day[0][1] == 1);
  CHECK(compile(s).class_open_day[0][0] == 0);
  Stage always = s.stages[0];
  always.id = "always";
  always.groups = {{1, "", {1, 1, 1}, {9999, 12, 31}}};
  s.stages.push_back(always);
  s.processes[0].steps.insert(s.processes[0].steps.begin() + 1, {Visit{"always", {}}, {}});
  CHECK(compile(s).class_open_day[0][0] == 1);
}

TEST_CASE("server groups have their own hours and dates") {
  Scenario s = test::small_scenario();
  s.stages[0].groups.push_back({5, "gate", {2023, 1, 7}, {2023, 1, 7}});
  const Compiled c = compile(s);
  std::int32_t most = 0;
  for (const auto& change : c.model.resources[0].capacity)
    most = std::max(most, change.servers);
  CHECK(most == 7);
  const auto count =
      std::count_if(c.model.resources[0].capacity.begin(), c.model.resources[0].capacity.end(),
                    [](const auto& change) { return change.servers == 7; });
  CHECK(count == 1);
}

namespace {

/// Lanes and hours without limit: nobody waits, so that a truck's times are its draws.
Scenario port_without_queues() {
  Scenario s = test::small_scenario();
  s.stages[0].groups = {{100000, "", {1, 1, 1}, {9999, 12, 31}}};
  for (const char* id : {"left", "right"}) {
    s.stages.push_back(s.stages[0]);
    s.stages.back().id = id;
  }
  s.flows[0].annual_kg = 8.76e7;
  s.classes[0].payload_kg = sim::uniform(8e3, 12e3);
  Choose choose;
  choose.options.push_back({0.4, false, {{Visit{"left", {}}, {}}}});
  choose.options.push_back({0, true, {{Visit{"right", {}}, {}}}});
  s.processes[0].steps = {{Visit{"entry-gate", {}}, {}},
                          {Declare{sim::exponential(600)}, {}},
                          {Travel{sim::exponential(300), {}, ""}, {}},
                          {AwaitDocuments{}, {}},
                          {choose, {}},
                          {Cleared{}, {}}};
  return s;
}

/// One more stage that everyone passes first, and takes time at.
void put_first(Scenario& s, const std::string& id) {
  s.stages.insert(s.stages.begin(), s.stages[0]);
  s.stages[0].id = id;
  s.processes[0].steps.insert(s.processes[0].steps.begin(), {Visit{id, {}}, {}});
}

/// What a run says of each truck: when it came, then what happened to it where, each with the time
/// [us] since what happened to it before. What happens at `but` is left out.
struct Lives {
  std::vector<std::string> trucks;
  sim::RunResult result;
};
Lives lives(const Scenario& scenario, const std::string& but) {
  const sim::Model model = compile(scenario).model;
  Lives out;
  std::vector<sim::Micros> before;
  sim::Trace trace([&](std::span<const sim::TraceRecord> records) {
    for (const sim::TraceRecord& r : records) {
      if (r.serial >= out.trucks.size()) {
        out.trucks.resize(r.serial + 1);
        before.resize(r.serial + 1);
      }
      const std::string place =
          r.place < model.resources.size() ? model.resources[r.place].name : "";
      if (place != but)
        out.trucks[r.serial] += std::string(name_of(r.event)) + " " + place + " " +
                                std::to_string(r.at - before[r.serial]) + "; ";
      before[r.serial] = r.at;
    }
  });
  out.result = sim::run(model, {1, 0, false, &trace});
  trace.flush();
  return out;
}

}  // namespace

TEST_CASE("a lane or a stage more leaves all that trucks draw elsewhere as it was, in the run") {
  Scenario s = port_without_queues();
  const Lives before = lives(s, "another");
  REQUIRE(before.trucks.size() > 100);
  const auto left = std::count_if(
      before.trucks.begin(), before.trucks.end(),
      [](const std::string& life) { return life.find("start left") != std::string::npos; });
  CHECK(left > 50);
  CHECK(left < static_cast<std::ptrdiff_t>(before.trucks.size()) - 50);
  s.stages[0].groups[0].servers += 1;
  CHECK(lives(s, "another").trucks == before.trucks);
  put_first(s, "another");
  const Lives after = lives(s, "another");
  CHECK(after.trucks == before.trucks);
  CHECK(after.result.resources[0].busy_time_s > 1000);  // it does take time there
  // All have left before the end: the loads of the same trucks, summed in another order.
  CHECK(before.result.classes[0].inside == 0);
  CHECK(after.result.classes[0].inside == 0);
  CHECK(after.result.classes[0].cleared == before.result.classes[0].cleared);
  CHECK(after.result.classes[0].cleared_kg ==
        doctest::Approx(before.result.classes[0].cleared_kg).epsilon(1e-12));
}

TEST_CASE("a stage without service leaves the times of all trucks as they were") {
  Scenario s = test::small_scenario();
  s.stages[0].groups = {{100000, "", {1, 1, 1}, {9999, 12, 31}}};
  const sim::RunResult before = sim::run(compile(s).model, {});
  Stage extra = s.stages[0];
  extra.id = "another";
  extra.service = sim::constant(0);
  s.stages.insert(s.stages.begin(), extra);
  s.processes[0].steps.insert(s.processes[0].steps.begin(), {Visit{"another", {}}, {}});
  const sim::RunResult after = sim::run(compile(s).model, {});
  CHECK(before.classes[0].arrived == after.classes[0].arrived);
  CHECK(before.classes[0].sojourn.mean_s == after.classes[0].sojourn.mean_s);
  CHECK(before.classes[0].sojourn.p95_s == after.classes[0].sojourn.p95_s);
}

TEST_CASE("drives are named by where they lie: neither titles nor drives elsewhere move draws") {
  Scenario s = test::small_scenario();
  Stage exit = s.stages[0];
  exit.id = "exit-gate";
  s.stages.push_back(exit);
  const auto drive = [](const char* title) {
    return ProcessStep{Travel{sim::constant(60), {title, title}, ""}, {}};
  };
  s.processes[0].steps = {
      {Visit{"entry-gate", {}}, {}}, drive(""), {Visit{"exit-gate", {}}, {}}, drive(""), drive("")};
  const auto purposes = [](const Scenario& of) {
    std::vector<std::uint64_t> out;
    const sim::Model model = compile(of).model;
    for (const sim::Step& step : model.steps) {
      if (step.kind == StepKind::travel) out.push_back(step.purpose);
    }
    return out;
  };
  const auto before = purposes(s);
  REQUIRE(before.size() == 3);
  CHECK(before[1] != before[2]);
  s.processes[0].steps[1] = drive("Corridor");
  CHECK(purposes(s) == before);
  s.processes[0].steps.insert(s.processes[0].steps.begin(), drive(""));
  const auto after = purposes(s);
  CHECK(std::vector<std::uint64_t>(after.begin() + 1, after.end()) == before);
}

TEST_CASE("the lines that are measured are evaluated by recursion") {
  for (const char* name : {"tandem", "mm1"}) {
    CAPTURE(name);
    const ReadResult read = read_scenario(std::string("tools/bench/scenarios/") + name + ".yaml");
    REQUIRE(read.scenario);
    CHECK(sim::qualifies_for_recursion(compile(*read.scenario).model, 0));
  }
}
