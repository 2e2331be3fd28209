// The JSON Schema against every shipped file, by a validator that is not ours; and the reference
// page against the listings.
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "models/language/document.hpp"
#include "models/read_scenario.hpp"
#include "tests/models/temporary_folder.hpp"
#include "tests/support/enough.hpp"
#include "tests/support/file_content.hpp"

namespace fs = std::filesystem;
using namespace kouan::models;

using kouan::test::content;
using kouan::test::enough;

namespace {

bool has_line_starting(const fs::path& file, const std::string& word) {
  return ("\n" + content(file)).find("\n" + word) != std::string::npos;
}

/// Scenario and lever files below a folder, sorted.
std::vector<std::string> language_files(const fs::path& folder) {
  std::vector<std::string> out;
  REQUIRE_MESSAGE(fs::is_directory(folder), folder.string());
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".yaml") continue;
    const bool is_ours = has_line_starting(entry.path(), "kouan:") ||
                         has_line_starting(entry.path(), "extends:") ||
                         has_line_starting(entry.path(), "lever:");
    if (is_ours) out.push_back(entry.path().string());
  }
  REQUIRE_MESSAGE(!out.empty(), folder.string());
  std::sort(out.begin(), out.end());
  return out;
}

/// Of the files of tests/broken those that the schema refuses too: a floor, to be raised when it
/// learns more. What takes several values to see (names, sums, orders, ways through a process) is
/// beyond a schema.
constexpr int k_refused = 137;

/// Whether any byte sequence of the text is of the block of Chinese characters.
bool has_chinese(const std::string& text) {
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    const auto first = static_cast<unsigned char>(text[i]);
    if (first >= 0xe4 && first <= 0xe9) return true;
  }
  return false;
}

void check_both(const Text& title, const std::string& what) {
  INFO(what << ": " << title.en << " / " << title.zh);
  CHECK_FALSE(title.en.empty());
  CHECK_FALSE(has_chinese(title.en));
  CHECK(has_chinese(title.zh));
}

template <class Things>
void check_titles(const Things& things, const std::string& file) {
  for (const auto& thing : things)
    check_both(thing.title, file + ": " + thing.id);
}

/// Of all that is named where it stands: units, drives and what a lever says of itself.
void check_written(const language::Node& node, const std::string& file) {
  for (const language::Entry& entry : node.entries) {
    const std::vector<std::string> told = {"title", "unit", "summary", "question",
                                           "counterfactual"};
    const language::Node& is = entry.node;
    if (std::find(told.begin(), told.end(), entry.key) != told.end()) {
      const auto one = [&](const char* key) {
        const language::Node* text = is.value(key);
        return text == nullptr ? std::string() : text->text;
      };
      check_both({one("en"), one("zh")}, file + ": " + entry.key);
    }
    if (entry.key == "travel" && is.is_map()) {
      INFO(file << ": a drive");
      CHECK(is.find("title") != nullptr);
    }
    check_written(is, file);
  }
  for (const language::Node& item : node.items)
    check_written(item, file);
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words)
    out += " '" + word + "'";
  return out;
}

}  // namespace

TEST_CASE("every shipped file names all that it has in both languages") {
  fs::current_path(KOUAN_SOURCE_DIR);
  for (const char* folder : {"scenarios/ports", "scenarios/levers", "scenarios/small"}) {
    const std::vector<std::string> files = language_files(folder);
    for (std::size_t i = 0; i < files.size(); i += enough<std::size_t>(1, 3)) {
      const std::string& file = files[i];
      language::Diagnostics said;
      const auto node = language::load_document(said.files().add(file, file), said);
      REQUIRE_MESSAGE(node, file);
      check_written(*node, file);
      if (node->find("lever") != nullptr) continue;
      const ReadResult read = read_scenario(file, {});
      REQUIRE_MESSAGE(read.scenario, file);
      const Scenario& s = *read.scenario;
      check_titles(s.sides, file);
      check_titles(s.hours, file);
      check_titles(s.flows, file);
      check_titles(s.classes, file);
      check_titles(s.stages, file);
      check_titles(s.stores, file);
      check_titles(s.gatherings, file);
      check_titles(s.books, file);
      check_titles(s.stoppages, file);
      check_titles(s.processes, file);
    }
  }
}

TEST_CASE("every shipped file fits the schema and broken ones do not") {
  fs::current_path(KOUAN_SOURCE_DIR);
  const fs::path schema = TemporaryFolder::own() / "schema.json";
  std::ofstream(schema) << scenario_schema();
  std::vector<std::string> valid;
  for (const char* folder :
       {"scenarios/ports", "scenarios/levers", "scenarios/small", "tests/models/data"}) {
    const auto files = language_files(folder);
    valid.insert(valid.end(), files.begin(), files.end());
  }
  CHECK(valid.size() >= 6);
  std::vector<std::string> broken;
  for (const char* name : {"unknown-key",
                           "unknown-key-at-root",
                           "unknown-key-in-value",
                           "unit-missing",
                           "unit-plural",
                           "unit-of-another-quantity",
                           "activity-unknown",
                           "mode-unknown",
                           "missing-keys",
                           "grade-unknown",
                           "date-form",
                           "step-unknown",
                           "steps-empty",
                           "step-two-verbs",
                           "step-without-argument",
                           "distribution-unknown",
                           "negative-servers",
                           "number-fraction-of-a-server",
                           "wrong-type-text-for-map",
                           "wrong-type-list-for-section",
                           "months-eleven",
                           "hours-day-unknown",
                           "file-of-another-version",
                           "queue-word",
                           "many-errors"}) {
    broken.push_back(std::string("tests/broken/") + name + ".yaml");
  }
  const std::string command =
      "python3 tests/models/validate_schema.py '" + schema.string() + "' --valid" + joined(valid) +
      " --sources scenarios/sources.yaml tests/models/data/sources.yaml --corpus tests/broken"
      " --refused " +
      std::to_string(k_refused) + " --broken" + joined(broken);
  // The validator is no code of ours, and the schema the same in every build: once is enough.
  if (enough(true, false)) CHECK(std::system(command.c_str()) == 0);
}

TEST_CASE("the schema says the same every time and describes every key") {
  const auto schema = nlohmann::json::parse(scenario_schema());
  CHECK(scenario_schema() == scenario_schema());
  for (const auto& type : schema["$defs"].items()) {
    const nlohmann::json& definition = type.value();
    CAPTURE(type.key());
    if (!definition.contains("properties") || !definition.contains("description")) continue;
    for (const auto& property : definition["properties"].items()) {
      const std::string& key = property.key();
      CAPTURE(key);
      const bool is_sourcing = key == "source" || key == "grade" || key == "note";
      const bool is_described = property.value().contains("description");
      CHECK((is_described || is_sourcing));
    }
  }
}

TEST_CASE("every example of the listings is YAML") {
  const auto schema = nlohmann::json::parse(scenario_schema());
  int count = 0;
  for (const auto& [name, definition] : schema["$defs"].items()) {
    if (!definition.contains("properties")) continue;
    for (const auto& [key, property] : definition["properties"].items()) {
      if (!property.contains("examples")) continue;
      const std::string line = key + ": " + property["examples"][0].get<std::string>() + "\n";
      language::Diagnostics diagnostics;
      const int file = diagnostics.files().add(name, name);
      const auto node = language::parse_document(file, line, diagnostics);
      INFO(line << diagnostics.text());
      CHECK(node.has_value());
      ++count;
    }
  }
  CHECK(count > 60);
}

TEST_CASE("the first example of the reference page is a scenario") {
  fs::current_path(KOUAN_SOURCE_DIR);
  const std::string page = content("docs/reference/scenario-language.md");
  const std::string fence = "```yaml\n";
  const std::size_t from = page.find(fence) + fence.size();
  const fs::path file = TemporaryFolder::own() / "example.yaml";
  std::ofstream(file) << page.substr(from, page.find("```\n", from) - from);
  const ReadResult result = read_scenario(file.string());
  INFO(result.diagnostics.text());
  CHECK(result.scenario);
}

TEST_CASE("the reference page holds the tables of the listings") {
  fs::current_path(KOUAN_SOURCE_DIR);
  const fs::path page = "docs/reference/scenario-language.md";
  const std::string begin = "<!-- generated from the field listings; do not edit below -->\n\n";
  const std::string text = content(page);
  const std::size_t at = text.find(begin);
  REQUIRE(at != std::string::npos);
  const std::string wanted = text.substr(0, at) + begin + scenario_reference();
  if (std::getenv("KOUAN_UPDATE_GOLDEN") != nullptr)
    std::ofstream(page, std::ios::binary) << wanted;
  CHECK(content(page) == wanted);
}
