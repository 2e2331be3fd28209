#include "models/language/nearest_file.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "models/read_scenario.hpp"
#include "tests/models/temporary_folder.hpp"

namespace fs = std::filesystem;
using kouan::models::language::nearest_data_file;
using kouan::models::language::nearest_file;

namespace {

/// A file of a folder of its own, with its folders made.
std::string placed(const std::string& name, const std::string& text = "") {
  const fs::path file = TemporaryFolder::own() / "nearest" / name;
  fs::create_directories(file.parent_path());
  std::ofstream(file) << text;
  return file.string();
}

}  // namespace

TEST_CASE("the nearest file is named as it would be written") {
  const std::string mine = placed("ports/mine.yaml");
  placed("ports/2023.yaml");
  placed("ports/2023.csv");
  const std::string base = placed("shared/base.yaml");
  CHECK(nearest_file("2032.yaml", mine) == "2023.yaml");
  CHECK(nearest_file("2023.yml", mine) == "2023.yaml");
  CHECK(nearest_file("2023", mine) == "2023.yaml");
  CHECK(nearest_file("./2024.yaml", mine) == "./2023.yaml");
  CHECK(nearest_file("../shared/bsae.yaml", mine) == "../shared/base.yaml");
  CHECK(nearest_file("../shraed/base.yaml", mine) == "../shared/base.yaml");
  CHECK(nearest_file("../shraed/erenhot.yaml", mine) == "../shared/");
  CHECK(nearest_file(fs::path(base).replace_filename("bass.yaml").string(), mine) == base);
}

TEST_CASE("the nearest data file is named as it would be written") {
  const std::string near = placed("measured/times.csv");
  placed("measured/timse.yaml");
  const std::string folder = fs::path(near).parent_path().parent_path().string();
  CHECK(nearest_data_file(folder + "/measured/timse.csv", "measured/timse.csv") ==
        "measured/times.csv");
  CHECK(nearest_data_file(folder + "/mesured/times.csv", "mesured/times.csv") ==
        "measured/times.csv");
  CHECK(nearest_data_file(folder + "/measured/weights.csv", "measured/weights.csv").empty());
}

TEST_CASE("a scenario that is not there is told with the one that may be meant") {
  const std::string mine = placed("asked/2023.yaml");
  const fs::path folder = fs::path(mine).parent_path();
  const auto text = [](const fs::path& asked) {
    return kouan::models::read_scenario(asked.string()).diagnostics.text();
  };
  const std::string near = (folder / "2032.yaml").string() + ": error: there is no such file";
  CHECK(text(folder / "2032.yaml").find(near + "; did you mean \"" + mine + "\"?") == 0);
  CHECK(text(folder / "erenhot.yaml").find("did you mean") == std::string::npos);
}

TEST_CASE("no file is named where none is near") {
  const std::string mine = placed("ports/mine.yaml");
  const std::string long_name(300, 'x');
  for (const std::string& asked :
       {std::string("erenhot.yaml"), std::string("../elsewhere/base.yaml"),
        std::string("../ports/"), std::string(), long_name + ".yaml", long_name + "/base.yaml"}) {
    CAPTURE(asked);
    CHECK(nearest_file(asked, mine).empty());
  }
  CHECK(nearest_file("mien.yaml", mine).empty());  // a file never means itself
  const std::string other = placed("ports/mint.yaml");
  CHECK(nearest_file("mien.yaml", other) == "mine.yaml");
  CHECK(nearest_file("mien.yaml", other, [](const auto&) { return false; }).empty());
}

TEST_CASE("what is missing is no file of the chain, nor a lever that is applied") {
  const std::string base = placed("chain/base.yaml", "extends: bsae.yaml\n");
  const std::string mine = placed("chain/basf.yaml", "extends: base.yaml\n");
  kouan::models::ReadResult read = kouan::models::read_scenario(mine);
  REQUIRE(read.diagnostics.errors() == 1);
  CHECK(read.diagnostics.sorted()[0].nearest.empty());
  placed("chain/bsa.yaml");
  read = kouan::models::read_scenario(mine);
  CHECK(read.diagnostics.sorted()[0].nearest == "bsa.yaml");

  const std::string lever =
      placed("chain/lane.yaml", "lever: 1\ntitle: Lane\nset: {title: Lane}\n");
  const std::string missing = fs::path(lever).replace_filename("lnae.yaml").string();
  const auto nearest = [&](const std::vector<std::string>& levers) {
    return kouan::models::read_scenario(mine, {levers, {}, {}}).diagnostics.sorted()[0].nearest;
  };
  CHECK(nearest({missing}) == lever);
  CHECK(nearest({lever, missing}).empty());
}

TEST_CASE("a name too long for a file is told, and ends nothing") {
  const std::string mine =
      placed("long/mine.yaml", "extends: " + std::string(300, 'x') + ".yaml\n");
  CHECK(kouan::models::read_scenario(mine).diagnostics.errors() == 1);
}
