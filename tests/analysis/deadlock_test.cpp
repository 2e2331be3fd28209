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

TEST_CASE("who waits for a second truck in the only place of a yard, by name") {
  const auto folder = TemporaryFolder::own();
  std::ofstream(folder / "trucks.csv") << "time [min]\n0\n20\n";
  const auto file = folder / "yard.yaml";
  std::ofstream(file)
      << "kouan: 1\ntitle: {en: Port, zh: 口岸}\nrun: {start: 2023-01-02, horizon: 1 d}\n"
         "classes: {truck: {payload: 30 t, process: way, arrivals: {trace: trucks.csv}}}\n"
         "yards: {yard: {places: 1}}\ngatherings: {convoy: {number: 2}}\n"
         "processes: {way: {steps: [{within: {yard: yard, steps: [{gather: convoy}]}}, "
         "cleared]}}\n";
  const models::ReadResult read = models::read_scenario(file.string());
  REQUIRE_MESSAGE(read.scenario, read.diagnostics.text());
  const models::Compiled compiled = models::compile(*read.scenario);
  const sim::RunResult result = sim::run(compiled.model, {});
  REQUIRE(result.stop == sim::StopReason::deadlock);
  const models::Text text = an::text_of(an::deadlock_of(result, compiled.model));
  CHECK(text.en ==
        "deadlock after 20 min: truck 1 holds yard and waits at convoy for truck 2; "
        "truck 2 waits for yard, which truck 1 holds");
  CHECK(text.zh ==
        "20 分钟后死锁：truck 1 占用 yard，在 convoy 等候 truck 2；truck 2等候被 truck 1 占用的 "
        "yard");
}
