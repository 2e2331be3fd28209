// A ring of those who wait for each other, in words.
#include "analysis/deadlock.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <string>

#include "models/compile.hpp"
#include "models/read_scenario.hpp"
#include "sim/run.hpp"
#include "tests/models/temporary_folder.hpp"

namespace an = kouan::analysis;
namespace models = kouan::models;
namespace sim = kouan::sim;

namespace {

/// Of a day of the port that `places` and what follows it describe.
models::Text deadlock_told(const std::string& places, const std::string& arrivals) {
  const auto folder = TemporaryFolder::own();
  std::ofstream(folder / "trucks.csv") << "time [min]\n" << arrivals;
  const auto file = folder / "yard.yaml";
  std::ofstream(file)
      << "kouan: 1\ntitle: {en: Port, zh: 口岸}\nrun: {start: 2023-01-02, horizon: 5 d}\n"
      << places;
  const models::ReadResult read = models::read_scenario(file.string());
  REQUIRE_MESSAGE(read.scenario, read.diagnostics.text());
  const models::Compiled compiled = models::compile(*read.scenario);
  const sim::RunResult result = sim::run(compiled.model, {});
  REQUIRE(result.stop == sim::StopReason::deadlock);
  return an::text_of(an::deadlock_of(result, compiled.model));
}

}  // namespace

TEST_CASE("who waits for a second truck in the only place of a yard, by name") {
  const models::Text text = deadlock_told(
      "classes: {truck: {payload: 30 t, process: way, arrivals: {trace: trucks.csv}}}\n"
      "yards: {yard: {places: 1}}\ngatherings: {convoy: {number: 2}}\n"
      "processes: {way: {steps: [{within: {yard: yard, steps: [{gather: convoy}]}}, "
      "cleared]}}\n",
      "0\n20\n");
  CHECK(text.en ==
        "deadlock after 20 min: truck 1 holds yard and waits at convoy for truck 2; "
        "truck 2 waits for yard, which truck 1 holds");
  CHECK(text.zh ==
        "20 分钟后死锁：truck 1 占用 yard，在 convoy 等候 truck 2；truck 2等候被 truck 1 占用的 "
        "yard");
}

TEST_CASE("a part is told by its whole, and a late instant by days and hours") {
  const models::Text text = deadlock_told(
      "classes:\n"
      "  lorry: {payload: 30 t, process: way, arrivals: {trace: trucks.csv}}\n"
      "  trailer: {from: processes, process: tow}\n"
      "yards: {yard: {places: 1}}\n"
      "meetings: {reunion: {of: {lorry: 1, trailer: 2}, by: origin}}\n"
      "processes:\n"
      "  way: {steps: [{within: {yard: yard, steps: [{split: {into: trailer, number: 2}}, "
      "{meet: {at: reunion, as: whole}}]}}, cleared]}\n"
      "  tow: {steps: [{travel: 90 min}, {within: {yard: yard, steps: [{travel: 5 min}]}}, "
      "{meet: reunion}]}\n",
      "1600\n");
  CHECK(text.en ==
        "deadlock after 1 d 4 h 10 min: lorry 1 holds yard and waits at reunion for trailer 1 of "
        "lorry 1; trailer 1 of lorry 1 waits for yard, which lorry 1 holds");
  CHECK(text.zh ==
        "1 天 4 小时 10 分钟后死锁：lorry 1 占用 yard，在 reunion 等候 lorry 1 的 trailer 1；"
        "lorry 1 的 trailer 1等候被 lorry 1 占用的 yard");
}

TEST_CASE("a part of a part is told without the number of its whole, which is drawn") {
  const models::Text text = deadlock_told(
      "classes:\n"
      "  train: {payload: 30 t, process: way, arrivals: {trace: trucks.csv}}\n"
      "  wagon: {from: processes, process: shunted}\n"
      "  box: {from: processes, process: moved}\n"
      "yards: {yard: {places: 1}}\n"
      "meetings:\n"
      "  all: {of: {train: 1, wagon: 1}, by: origin}\n"
      "  unloaded: {of: {wagon: 1, box: 2}, by: origin}\n"
      "processes:\n"
      "  way: {steps: [{split: {into: wagon, number: 1}}, {meet: {at: all, as: whole}}, cleared]}\n"
      "  shunted: {steps: [{within: {yard: yard, steps: [{split: {into: box, number: 2}}, "
      "{meet: {at: unloaded, as: whole}}]}}, {meet: all}]}\n"
      "  moved: {steps: [{travel: 90 min}, {within: {yard: yard, steps: [{travel: 5 min}]}}, "
      "{meet: unloaded}]}\n",
      "0\n");
  CHECK(text.en ==
        "deadlock after 1 h 30 min: wagon 1 of train 1 holds yard and waits at unloaded for box 1 "
        "of a wagon; box 1 of a wagon waits for yard, which wagon 1 of train 1 holds");
  CHECK(text.zh ==
        "1 小时 30 分钟后死锁：train 1 的 wagon 1 占用 yard，在 unloaded 等候 wagon 的 box 1；"
        "wagon 的 box 1等候被 train 1 的 wagon 1 占用的 yard");
}
