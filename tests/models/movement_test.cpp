// Sections and things taken together: from the file to the engine's model, and what the runs do.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "models/compile.hpp"
#include "models/process_graph.hpp"
#include "models/read_scenario.hpp"
#include "models/working_time.hpp"
#include "sim/run.hpp"
#include "tests/models/temporary_folder.hpp"
#include "tests/support/file_content.hpp"

using namespace kouan;
using namespace kouan::models;

namespace {

using Times = std::vector<std::pair<std::string, double>>;

Scenario scenario_of(const std::string& file) {
  ReadResult read = read_scenario(file);
  INFO(read.diagnostics.text());
  REQUIRE(read.scenario);
  return std::move(*read.scenario);
}

std::size_t resource(const sim::Model& model, const std::string& name) {
  const auto it = std::find_if(model.resources.begin(), model.resources.end(),
                               [&](const sim::ResourceDef& r) { return r.name == name; });
  REQUIRE(it != model.resources.end());
  return static_cast<std::size_t>(it - model.resources.begin());
}

/// Entries [min] into the place, by class.
Times entries(const sim::Model& model, const std::string& place = "line") {
  const std::size_t line = resource(model, place);
  Times out;
  sim::Trace trace([&](std::span<const sim::TraceRecord> records) {
    for (const sim::TraceRecord& r : records) {
      if (r.place == line && r.event == sim::TraceEvent::start)
        out.emplace_back(model.classes[r.class_index].name, sim::to_seconds(r.at) / 60);
    }
  });
  sim::RunOptions options;
  options.trace = &trace;
  sim::run(model, options);
  trace.flush();
  return out;
}

}  // namespace

TEST_CASE("cranes and workers are seized together, the urgent first, as the reference page says") {
  const std::string page = test::content("docs/reference/scenario-language.md");
  const std::string begin = "```yaml\n";
  const std::size_t from = page.find(begin, page.find("**What is counted is a yard.**"));
  REQUIRE(from != std::string::npos);
  const std::size_t first = from + begin.size();
  const auto file = TemporaryFolder::own() / "cranes.yaml";
  std::ofstream(file) << page.substr(first, page.find("```\n", first) - first);
  const Compiled compiled = compile(scenario_of(file.string()));
  const Times wanted = {{"ordinary", 0}, {"perishable", 10}, {"perishable", 30}, {"ordinary", 40}};
  CHECK(entries(compiled.model, "cranes") == wanted);
  CHECK(entries(compiled.model, "workers") == wanted);
  const sim::RunResult result = sim::run(compiled.model, {});
  CHECK(result.stop == sim::StopReason::horizon);
  CHECK(result.resources[resource(compiled.model, "workers")].busy_time_s == 6 * 1800);
}

TEST_CASE("trains on a single track as in the validation case") {
  const Compiled compiled = compile(scenario_of("tests/oracles/D03.yaml"));
  CHECK(entries(compiled.model) ==
        Times{{"A", 0}, {"B", 6}, {"C", 21}, {"D", 36}, {"E", 51}, {"F", 57}});
}

TEST_CASE("turns come before the order of asking, which is kept in each direction by itself") {
  // The same trains. North has its turn until D, who came before C could enter, is off the line at
  // 27; a minute to change over.
  const auto file = TemporaryFolder::own() / "turns.yaml";
  std::ofstream(file) << "extends: " << std::filesystem::absolute("tests/oracles/D03.yaml").string()
                      << "\nsections: {line: {turns: {changeover: 1 min}}}\n";
  const Scenario scenario = scenario_of(file.string());
  CHECK(entries(compile(scenario).model) ==
        Times{{"A", 0}, {"B", 6}, {"D", 12}, {"C", 28}, {"E", 34}, {"F", 40}});
}

TEST_CASE("the compressed timetable as in the validation case") {
  const Compiled compiled = compile(scenario_of("tests/oracles/D07.yaml"));
  const Times found = entries(compiled.model);
  REQUIRE(found.size() == 7);
  CHECK(found.back().second == 84);
}

TEST_CASE("the gridlock of the validation case, by name") {
  const Compiled compiled = compile(scenario_of("tests/oracles/D08.yaml"));
  const sim::RunResult result = sim::run(compiled.model, {});
  REQUIRE(result.stop == sim::StopReason::deadlock);
  CHECK(result.stopped_at == 0);
  REQUIRE(result.knot.size() == 2);
  const auto a = static_cast<std::uint32_t>(resource(compiled.model, "yard-a"));
  const auto b = static_cast<std::uint32_t>(resource(compiled.model, "yard-b"));
  CHECK(result.knot[0] == sim::KnotLink{0, 0, b, sim::KnotCause::is_held, {a}});
  CHECK(result.knot[1] == sim::KnotLink{1, 0, a, sim::KnotCause::is_held, {b}});
}

TEST_CASE("no rounding adds up over slots") {
  Direction direction;
  direction.first_s = 60;
  direction.every_s = 86400.0 / 7;  // no whole number of microseconds
  const auto slots = slots_before(direction, 3650 * 86400.0);
  REQUIRE(slots.size() == 3650 * 7);
  for (std::size_t day = 0; day < 3650; ++day)
    REQUIRE(slots[7 * day] == static_cast<sim::Micros>(day) * sim::k_day + sim::k_minute);
}

TEST_CASE("a railway section with slots, tracks kept free and an alternating gate") {
  const Scenario scenario = scenario_of("tests/models/data/rail.yaml");
  const Compiled compiled = compile(scenario);
  const sim::Model& model = compiled.model;
  const sim::ResourceDef& line = model.resources[resource(model, "line")];
  REQUIRE(line.section);
  CHECK(line.is_joint);
  CHECK(line.section->exclusive);
  CHECK(line.section->following == 8 * sim::k_minute);
  CHECK(line.section->opposing == 4 * sim::k_minute);
  CHECK_FALSE(line.section->overtaking);
  CHECK_FALSE(line.section->directions[0].by_slots);
  CHECK(line.section->directions[1].slots.size() == 60 * 36);
  CHECK(line.capacity.front().servers == 0);  // closed until four
  const sim::ResourceDef& gate = model.resources[resource(model, "gate")];
  REQUIRE(gate.section->turns);
  CHECK(gate.section->turns->most == 10);
  CHECK(gate.section->directions[1].name == "out");
  const sim::RunResult result = sim::run(model, {});
  REQUIRE(result.stop == sim::StopReason::horizon);
  CHECK(result.conserved);
  CHECK(result.little);
  for (const sim::ClassResult& c : result.classes)
    CHECK(c.cleared > 0);
  // Nothing more is on the tracks than places, and time passes on the line for every train.
  CHECK(result.resources[resource(model, "line")].busy_time_s <
        result.resources[resource(model, "line")].open_time_s);
  CHECK(result == sim::run(model, {}));
}

TEST_CASE("a storm shuts a gate, a lane and a yard at once, and lets out who is inside") {
  // From minute 30 to 50 and 80 to 100; they come from minute 8 on, 20 min apart, and stay for 5.
  const Compiled compiled = compile(scenario_of("tests/models/data/stopped.yaml"));
  using Pair = std::pair<std::string, std::string>;
  for (const Pair& pair : {Pair{"gate", "gated"}, {"lane", "passing"}, {"yard", "parked"}}) {
    const std::string& place = pair.first;
    const std::string& who = pair.second;
    CAPTURE(place);
    CHECK(entries(compiled.model, place) ==
          Times{{who, 8}, {who, 28}, {who, 50}, {who, 68}, {who, 100}, {who, 108}});
  }
  const sim::RunResult result = sim::run(compiled.model, {});
  for (const sim::ClassResult& c : result.classes)
    CHECK(c.cleared == 6);
}

TEST_CASE("the process graph knows sections and places that are seized") {
  const Scenario scenario = scenario_of("tests/models/data/rail.yaml");
  const ProcessGraph graph(scenario);
  CHECK(unreachable_places(scenario, graph).empty());
  const std::vector<char> is_reached = reached(graph);
  for (std::size_t c = 0; c < scenario.classes.size(); ++c)
    CHECK(has_clearance(graph, c, is_reached));
}

TEST_CASE("the stock of bogies limits how many cuts change gauge, until the shed does") {
  Scenario s = scenario_of("tests/models/data/bogies.yaml");
  const auto cleared = [&](std::int32_t sets) {
    for (Stage& stage : s.stages) {
      if (stage.id == "standard-sets") stage.groups.front().servers = sets;
    }
    const sim::RunResult run = sim::run(compile(s, {DemandMode::saturated, {}}).model, {});
    CHECK(run.conserved);
    return run.classes[0].cleared;
  };
  // Four cuts every 75 hours, first after 3: ten times in 720 hours.
  CHECK(cleared(4) == 40);
  // The second four go in while the first are away, and each may wait once for the shed.
  CHECK(cleared(8) >= 72);
  CHECK(cleared(8) <= 80);
  // Four cuts in and four out keep the shed for six hours: no more than 120 times four in 720, and
  // ground for 40 sets of broad gauge lets 40 be away at once.
  CHECK(cleared(400) <= 480);
  CHECK(cleared(400) == cleared(40));
}

TEST_CASE("more of a single track is a second one, as if the file said double") {
  Scenario scenario = scenario_of("tests/oracles/D03.yaml");
  const auto line = std::find_if(scenario.stages.begin(), scenario.stages.end(),
                                 [](const Stage& s) { return s.id == "line"; });
  REQUIRE(line != scenario.stages.end());
  REQUIRE(could_be_double(*line));
  const Compiled now = compile(scenario);
  const Compiled more = compile(scenario, {DemandMode::as_given, "line"});
  const std::size_t r = resource(now.model, "line");
  CHECK(now.model.resources[r].section->exclusive);
  CHECK_FALSE(more.model.resources[r].section->exclusive);
  CHECK(more.model.resources[r].capacity == now.model.resources[r].capacity);
  const Times found = entries(more.model);
  CHECK(found != entries(now.model));
  line->section->exclusive = false;
  CHECK(found == entries(compile(scenario).model));
  CHECK_FALSE(can_have_more(*line));  // double already
}

TEST_CASE("with a second track nobody waits for a turn, and a number on it is raised by one") {
  Scenario scenario = scenario_of("tests/oracles/D03.yaml");
  const auto line = std::find_if(scenario.stages.begin(), scenario.stages.end(),
                                 [](const Stage& s) { return s.id == "line"; });
  REQUIRE(line != scenario.stages.end());
  line->section->turns.emplace();
  const std::size_t r = resource(compile(scenario).model, "line");
  CHECK(compile(scenario).model.resources[r].section->turns);
  const Compiled more = compile(scenario, {DemandMode::as_given, "line"});
  CHECK_FALSE(more.model.resources[r].section->turns);
  // With `most` there is room for one more on it; the track stays one.
  line->section->any_number = false;
  line->groups[0].servers = 3;
  CHECK(can_have_more(*line));
  CHECK_FALSE(could_be_double(*line));
  const Compiled room = compile(scenario, {DemandMode::as_given, "line"});
  CHECK(room.model.resources[r].section->exclusive);
  CHECK(room.model.resources[r].capacity.front().servers == 4);
  // One direction has a track of its own.
  line->section->any_number = true;
  line->section->directions.resize(1);
  CHECK_FALSE(can_have_more(*line));
}
