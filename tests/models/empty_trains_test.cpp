// Empty trains and loaded ones on the same tracks: scenarios/small/empty-trains.yaml, all times
// constant, against a schedule computed by hand.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "models/compile.hpp"
#include "models/read_scenario.hpp"
#include "sim/run.hpp"
#include "tests/models/temporary_folder.hpp"

using namespace kouan;
using namespace kouan::models;

namespace {

sim::Model empty_trains(const ReadOptions& options) {
  const ReadResult read = read_scenario("scenarios/small/empty-trains.yaml", options);
  INFO(read.diagnostics.text());
  REQUIRE(read.scenario);
  return compile(*read.scenario).model;
}

const sim::ClassResult& result_of(const sim::Model& model, const sim::RunResult& run,
                                  const std::string& name) {
  const auto it = std::find_if(model.classes.begin(), model.classes.end(),
                               [&](const sim::ClassDef& c) { return c.name == name; });
  REQUIRE(it != model.classes.end());
  return run.classes[static_cast<std::size_t>(it - model.classes.begin())];
}

}  // namespace

TEST_CASE("what a gathering makes is known for it, though it says nothing of itself") {
  const ReadResult read = read_scenario("scenarios/small/empty-trains.yaml", {});
  REQUIRE(read.scenario);
  for (const EntityClass& cls : read.scenario->classes)
    CHECK_MESSAGE(cls.is_gathered == (cls.id == "empty-train" || cls.id == "loaded-train"), cls.id);
}

TEST_CASE("one empty train called at a time leaves a track to the loaded one") {
  const sim::Model model = empty_trains({});
  const sim::RunResult run = sim::run(model, {});
  REQUIRE(run.knot.empty());
  CHECK(run.conserved);
  // Two cuts of ore at 0:00, and every six hours. The first empty train enters the line at 0:00, is
  // there at 1:00, checked at 1:30, set beside the grabs at 2:00, uncoupled at 2:05: loaded at
  // 3:25. Each later one stands there before its ore comes, which takes 80 min at once.
  const sim::ClassResult& ore = result_of(model, run, "ore-cut");
  CHECK(ore.cleared == 80);
  CHECK(ore.physical.mean_s / 60 == doctest::Approx((205 + 39 * 80) / 40.0));
  // A loaded train asks at once for a track and the locomotive, and has them: 30 min to draw it, 60
  // on the line. The first at 4:55, then 8:50 and every six hours to 236:50.
  const sim::ClassResult& loaded = result_of(model, run, "loaded-train");
  CHECK(loaded.cleared == 40);
  CHECK(loaded.physical.mean_s / 60 == doctest::Approx(90));
  CHECK(loaded.physical.max_s / 60 == doctest::Approx(90));
}

TEST_CASE("empties on every track and loads beside the grabs wait for each other") {
  const sim::Model model = empty_trains({{"empties-uncalled"}});
  const sim::RunResult run = sim::run(model, {});
  // The second empty train comes ten minutes behind the first and waits for the reloading track
  // from 1:40 on. The third has its track as the first leaves it at 2:00, and waits from 3:30 on.
  // Meanwhile, at 3:25, the wagons of the first are loaded, and find no track to leave by.
  REQUIRE(run.stop == sim::StopReason::deadlock);
  CHECK(sim::to_seconds(run.stopped_at) / 60 == doctest::Approx(210));
  const auto waits = [&](const std::string& who) {
    return std::any_of(run.knot.begin(), run.knot.end(), [&](const sim::KnotLink& link) {
      return model.classes[link.class_index].name == who;
    });
  };
  CHECK(waits("loaded-train"));
  CHECK(waits("empty-train"));
}

TEST_CASE(
    "a ring that a train closes which holds nothing but by the wagons aboard is named at once") {
  // No check on arrival, and the line takes half an hour: the loaded train is the last to wait, for
  // a track, and the reloading track is held by its wagons, not by itself.
  const auto folder = TemporaryFolder::own() / "carried-ring";
  std::filesystem::create_directories(folder);
  const auto root = std::filesystem::current_path() / "scenarios" / "small";
  std::ofstream(folder / "ring.yaml") << "extends: " << (root / "empty-trains.yaml").string() << R"(
sections: {inland-line: {run: 30 min}}
processes:
  empty-in:
    steps:
      - pass: {section: inland-line, direction: in, with: [empties-called, tracks]}
      - seize: [{yard: standard-places, number: 2}, shunters]
      - travel: {title: {en: Shunting}, side: cn, time: 30 min}
      - vacate: [shunters, tracks, empties-called]
      - let-off
      - travel: {title: {en: Uncoupling}, side: cn, time: 5 min}
      - vacate: [standard-places]
      - cleared
)";
  const ReadResult read = read_scenario((folder / "ring.yaml").string(),
                                        {{(root / "levers" / "empties-uncalled.yaml").string()}});
  INFO(read.diagnostics.text());
  REQUIRE(read.scenario);
  const sim::RunResult run = sim::run(compile(*read.scenario).model, {});
  REQUIRE(run.stop == sim::StopReason::deadlock);
  // 0:30 in, 1:00 beside the grabs, 1:05 uncoupled, 2:25 loaded: no track then.
  CHECK(sim::to_seconds(run.stopped_at) / 60 == doctest::Approx(145));
}
