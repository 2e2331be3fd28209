// Every file of tests/broken gives exactly the messages of its NAME.expected, and in Chinese those
// of NAME.expected-zh. With KOUAN_UPDATE_GOLDEN=1 the expected files are written anew instead: look
// at the difference before you commit it.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "models/read_scenario.hpp"
#include "tests/support/file_content.hpp"

namespace fs = std::filesystem;
using namespace kouan::models;

using kouan::test::content;

namespace {

std::vector<fs::path> broken_files() {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator("tests/broken")) {
    if (entry.path().extension() == ".yaml") out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// Levers of a first line "# with: a, b".
ReadOptions options_of(const fs::path& file) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  const std::string start = "# with: ";
  ReadOptions out;
  if (line.compare(0, start.size(), start) != 0) return out;
  for (std::size_t from = start.size(); from < line.size();) {
    const std::size_t comma = std::min(line.find(", ", from), line.size());
    out.extra_levers.push_back(line.substr(from, comma - from));
    from = comma + 2;
  }
  return out;
}

/// With the levers of this folder alone: the shipped ones, which lie above it too, come and go.
/// Each file is read once for all cases of one run.
const ReadResult& read_broken(const fs::path& file) {
  static std::map<fs::path, ReadResult> read;
  const auto [it, is_new] = read.try_emplace(file);
  if (is_new) {
    ReadOptions options = options_of(file);
    options.levers_dir = "tests/broken/scenarios/levers";
    it->second = read_scenario(file.string(), options);
  }
  return it->second;
}

constexpr std::array<std::pair<const char*, Language>, 2> k_goldens = {
    {{".expected", Language::en}, {".expected-zh", Language::zh}}};

/// Whether two words of English follow each other outside of what one types in a file.
bool has_english(const std::string& text) {
  static const std::regex k_typed("“[^”]*”|\"[^\"]*\"|\\{[^}]*\\}|\\[[^\\]]*\\]|\\([^)]*\\)");
  static const std::regex k_sentence("[A-Za-z]{2,},? +[A-Za-z]{2,}");
  return std::regex_search(std::regex_replace(text, k_typed, "…"), k_sentence);
}

bool is_updating() { return std::getenv("KOUAN_UPDATE_GOLDEN") != nullptr; }

}  // namespace

TEST_CASE("broken files give their messages") {
  fs::current_path(KOUAN_SOURCE_DIR);
  const std::vector<fs::path> files = broken_files();
  CHECK(files.size() >= 70);
  for (const fs::path& file : files) {
    CAPTURE(file.string());
    const ReadResult& result = read_broken(file);
    CHECK(result.diagnostics.has_errors());
    CHECK_FALSE(result.scenario);
    for (const auto& [extension, in] : k_goldens) {
      const fs::path golden = fs::path(file).replace_extension(extension);
      if (is_updating()) std::ofstream(golden, std::ios::binary) << result.diagnostics.text(in);
      CHECK(result.diagnostics.text(in) == content(golden));
    }
  }
}

TEST_CASE("Chinese messages hold no English sentence") {
  fs::current_path(KOUAN_SOURCE_DIR);
  CHECK(has_english("应为：a map of names"));
  CHECK_FALSE(has_english("应为：{en: TEXT, zh: TEXT}、“exit gate”、mon、tue"));
  for (const fs::path& file : broken_files()) {
    CAPTURE(file.string());
    const ReadResult& result = read_broken(file);
    for (const language::Diagnostic& d : result.diagnostics.sorted()) {
      for (const Text* text : {&d.found, &d.allowed, &d.other_says}) {
        CAPTURE(text->zh);
        CHECK(text->zh.empty() == text->en.empty());
        CHECK_FALSE(has_english(text->zh));
      }
    }
  }
}

TEST_CASE("no expected messages without their file") {
  fs::current_path(KOUAN_SOURCE_DIR);
  for (const auto& entry : fs::directory_iterator("tests/broken")) {
    if (!entry.path().extension().string().starts_with(".expected")) continue;
    CAPTURE(entry.path().string());
    CHECK(fs::exists(fs::path(entry.path()).replace_extension(".yaml")));
  }
}

TEST_CASE("every kind of message has a broken file") {
  fs::current_path(KOUAN_SOURCE_DIR);
  std::set<std::string> seen;
  for (const fs::path& file : broken_files()) {
    const ReadResult& result = read_broken(file);
    for (const language::Diagnostic& d : result.diagnostics.sorted()) {
      seen.insert(language::code_word(d.code));
    }
  }
  // These need files too large to keep, or none at all: language_hostile_test makes them.
  for (const char* made : {"file-size", "too-many", "source-file"})
    seen.insert(made);
  for (int i = 0; i < language::k_code_count; ++i) {
    const std::string word = language::code_word(static_cast<language::Code>(i));
    CAPTURE(word);
    CHECK(seen.count(word) == 1);
  }
}

TEST_CASE("a broken base file is valid before it is broken") {
  fs::current_path(KOUAN_SOURCE_DIR);
  const ReadResult result = read_scenario("tests/broken/parts/base.yaml");
  CHECK(result.diagnostics.text().empty());
  CHECK(result.scenario);
}
