// The same bytes whatever compiler, optimisation and sanitizers the program was built with: what
// the runs of many scenarios give is held against data/run_hashes.txt, which every build must meet.
// With KOUAN_UPDATE_GOLDEN=1 that file is written anew: only a wanted change of results is a
// reason.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "analysis/run_bytes.hpp"
#include "models/compile.hpp"
#include "models/read_scenario.hpp"
#include "sim/draw.hpp"
#include "sim/run.hpp"
#include "tests/support/file_content.hpp"

namespace fs = std::filesystem;
using namespace kouan;

namespace {

const fs::path golden = "tests/analysis/data/run_hashes.txt";

std::vector<fs::path> scenarios() {
  std::vector<fs::path> out{"scenarios/ports/ganqimaodu/2023.yaml",
                            "scenarios/ports/erenhot-rail/2023.yaml"};
  for (const auto& entry : fs::directory_iterator("tests/oracles")) {
    if (entry.path().extension() == ".yaml") out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// All that a run of at most ten days gives, without warm-up, as one number.
std::uint64_t run_hash(const fs::path& file) {
  models::ReadResult read = models::read_scenario(file.string());
  INFO(read.diagnostics.text());
  REQUIRE(read.scenario);
  read.scenario->horizon_s = std::min(read.scenario->horizon_s, 10 * 86400.0);
  read.scenario->warm_up_s = 0;
  const sim::Model model =
      models::compile(*read.scenario, {models::DemandMode::as_given, {}}).model;
  return sim::name_hash(analysis::to_bytes(sim::run(model, {1, 0})));
}

}  // namespace

TEST_CASE("every build gives the same bytes") {
  std::string lines;
  for (const fs::path& file : scenarios()) {
    CAPTURE(file.string());
    lines += file.generic_string() + " " + std::to_string(run_hash(file)) + "\n";
  }
  if (std::getenv("KOUAN_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(golden, std::ios::binary) << lines;
  }
  CHECK(lines == test::content(golden));
}
