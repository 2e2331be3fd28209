// Where levers and bibliographies are looked for: beside the files of the chain and above them.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "models/read_scenario.hpp"
#include "tests/models/copied_data.hpp"
#include "tests/models/temporary_folder.hpp"
#include "tests/support/file_content.hpp"

namespace fs = std::filesystem;
using namespace kouan::models;
using kouan::test::content;

TEST_CASE("levers and sources are looked for beside every file of the chain, the own ones first") {
  const std::string base = written("shipped", content(k_data + "overlay-base.yaml"));
  const fs::path folder = TemporaryFolder::own() / "elsewhere" / "mine";
  fs::remove_all(folder.parent_path());
  fs::create_directories(folder);
  fs::current_path(KOUAN_SOURCE_DIR);
  const std::string file = (folder / "mine.yaml").string();
  std::ofstream(file) << "extends: " + base +
                             "\nstages:\n  gate:\n    servers: {value: 3, source: OWN, grade: B}\n";
  const std::string of_base = (fs::path(base).parent_path() / "sources.yaml").string();
  CHECK(read_scenario(file).diagnostics.text().find("allowed: a key of " + of_base) !=
        std::string::npos);
  std::ofstream(folder / "sources.yaml") << "OWN: {title: Own count, year: 2024, grade: B}\n";
  const ReadResult result = read_scenario(file, {{"faster"}, {}, {}});
  INFO(result.diagnostics.text());
  REQUIRE(result.scenario);
  CHECK(result.sources_files ==
        std::vector<std::string>{(folder / "sources.yaml").string(), of_base});
  CHECK(result.scenario->levers.size() == 1);
}

TEST_CASE("a lever that the system doesn't let one look for is not there") {
  const std::string base = written("unseen", content(k_data + "overlay-base.yaml"));
  const fs::path levers = fs::path(base).parent_path() / "levers";
  fs::create_directories(levers);
  fs::remove(levers / "ring.yaml");
  fs::create_symlink("ring.yaml", levers / "ring.yaml");
  for (const std::string& name : {std::string("ring"), std::string(300, 'a')}) {
    const ReadResult result = read_scenario(base, {{name}, {}, {}});
    CHECK(result.diagnostics.text().find("found the unknown lever \"" + name + "\"") !=
          std::string::npos);
  }
}

TEST_CASE("a folder's own levers go before those of the folders above and hide no others") {
  const std::string base = written("shared", content(k_data + "overlay-base.yaml"));
  const fs::path shared = fs::path(base).parent_path();
  const fs::path own = shared / "ports" / "mine";
  fs::create_directories(own / "levers");
  fs::current_path(KOUAN_SOURCE_DIR);
  const std::string file = (own / "mine.yaml").string();
  std::ofstream(file) << "extends: ../../scenario.yaml\n";
  std::ofstream(own / "levers" / "rail.yaml")
      << "lever: 1\ntitle: {en: Own, zh: 自有}\nset: {stages.scanner.servers: 3}\n";
  const ReadResult result = read_scenario(file, {{"faster", "rail"}, {}, {}});
  INFO(result.diagnostics.text());
  REQUIRE(result.scenario);
  CHECK(result.scenario->levers[0].file == (shared / "levers" / "faster.yaml").string());
  CHECK(result.scenario->levers[1].title.en == "Own");
  const std::string alone = (own / "alone.yaml").string();  // the shared folder is above it alone
  std::ofstream(alone) << content(k_data + "overlay-base.yaml");
  CHECK(read_scenario(alone, {{"faster"}, {}, {}}).scenario);
  const std::string text = read_scenario(alone, {{"fastest"}, {}, {}}).diagnostics.text();
  CAPTURE(text);
  CHECK(text.find("a lever of " + (own / "levers").string() + " or " +
                  (shared / "levers").string() + ": faster, rail") != std::string::npos);
}

TEST_CASE("the own levers of a base go before those that are farther above the file") {
  const fs::path top =
      fs::path(written("tiers", content(k_data + "overlay-base.yaml"))).parent_path();
  for (const char* port : {"one", "two"})
    fs::create_directories(top / port / "levers");
  fs::current_path(KOUAN_SOURCE_DIR);
  std::ofstream(top / "two" / "two.yaml") << "extends: ../scenario.yaml\n";
  std::ofstream(top / "two" / "levers" / "faster.yaml")
      << "lever: 1\ntitle: {en: Of two, zh: 二}\nset: {stages.scanner.servers: 3}\n";
  const std::string file = (top / "one" / "one.yaml").string();
  std::ofstream(file) << "extends: ../two/two.yaml\n";
  const ReadResult result = read_scenario(file, {{"faster"}, {}, {}});
  INFO(result.diagnostics.text());
  REQUIRE(result.scenario);
  CHECK(result.scenario->levers[0].title.en == "Of two");
}
