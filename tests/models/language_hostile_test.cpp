// Files made to hurt: large, deep, exploding, cut off, with bytes changed. Each gives messages,
// none takes the program down or much of its time.
#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include "models/read_scenario.hpp"
#include "tests/models/temporary_folder.hpp"
#include "tests/support/enough.hpp"
#include "tests/support/file_content.hpp"

namespace fs = std::filesystem;
using namespace kouan::models;
using kouan::test::content;
using kouan::test::enough;

namespace {

const std::string k_contracts = "tests/models/data/";

/// Reads `text` as the file of its own folder.
ReadResult read_text(const std::string& text) {
  fs::current_path(KOUAN_SOURCE_DIR);
  const fs::path folder = TemporaryFolder::own() / "hostile";
  fs::create_directories(folder);
  fs::copy_file(k_contracts + "sources.yaml", folder / "sources.yaml",
                fs::copy_options::overwrite_existing);
  const fs::path file = folder / "scenario.yaml";
  std::ofstream(file, std::ios::binary) << text;
  return read_scenario(file.string());
}

language::Code first_code(const ReadResult& result) {
  REQUIRE(result.diagnostics.has_errors());
  return result.diagnostics.sorted().front().code;
}

std::string repeated(const std::string& part, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i)
    out += part;
  return out;
}

/// Numbers for changing bytes; any fixed sequence will do.
struct Sequence {
  std::uint64_t state = 42;
  std::size_t next(std::size_t below) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>(state >> 33U) % below;
  }
};

}  // namespace

TEST_CASE("a file that is too large is not read") {
  const ReadResult result = read_text("kouan: 1\n# " + std::string(5'000'000, 'x'));
  CHECK(first_code(result) == language::Code::file_size);
}

TEST_CASE("a file just small enough is read") {
  CHECK(read_text(content(k_contracts + "overlay-base.yaml") + "# " + std::string(4'000'000, 'x'))
            .scenario);
}

TEST_CASE("a file with too many values stops") {
  const ReadResult result = read_text("kouan: [" + repeated("1,", 300'000) + "1]\n");
  CHECK(first_code(result) == language::Code::file_size);
}

TEST_CASE("thousands of unknown keys are cut short") {
  std::string text = "kouan: 1\n";
  for (int i = 0; i < enough(9'000, 2'000); ++i)
    text += "key-" + std::to_string(i) + ": 1\n";
  const ReadResult result = read_text(text);
  CHECK(result.diagnostics.has_errors());
  CHECK(result.diagnostics.errors() <= 1001);
  bool says_so = false;
  for (const auto& d : result.diagnostics.sorted())
    says_so |= d.code == language::Code::too_many;
  CHECK(says_so);
}

TEST_CASE("a thousand values without source are enough of a warning and no error") {
  std::string text =
      "kouan: 1\ntitle: {en: Long line}\nrun: {start: 2023-01-01, horizon: 1 d}\n"
      "sides: {cn: {title: {en: Here}}}\nhours: {always: {side: cn, open: \"00:00-24:00\"}}\n"
      "classes: {truck: {title: {en: Trucks}, payload: 1 t, process: line, fleet: 1}}\nstages:\n";
  std::string steps = "processes:\n  line:\n    title: {en: Line}\n    steps:\n";
  for (int i = 0; i < 600; ++i) {
    const std::string name = "s" + std::to_string(i);
    text += "  " + name + ": {title: {en: Stage}, side: cn, activity: customs, servers: 1, " +
            "hours: always, service: 1 min}\n";
    steps += "      - visit: " + name + "\n";
  }
  const ReadResult result = read_text(text + steps + "      - cleared\n");
  CHECK(result.diagnostics.errors() == 0);
  CHECK(result.diagnostics.warnings() == 1001);  // the last says that there are more
  CHECK(result.scenario);
}

TEST_CASE("a map with too many keys stops") {
  std::string text = "kouan: 1\n";
  for (int i = 0; i < 60'000; ++i)
    text += "key-" + std::to_string(i) + ": 1\n";
  CHECK(first_code(read_text(text)) == language::Code::file_size);
}

TEST_CASE("deep nesting is refused in every form") {
  for (const char* open : {"[", "{a: ", "- "}) {
    CAPTURE(open);
    const ReadResult result = read_text("kouan: 1\nrun: \n  " + repeated(open, 100'000) + "\n");
    CHECK(first_code(result) == language::Code::yaml_depth);
  }
  std::string blocks = "kouan: 1\n";
  for (std::size_t depth = 0; depth < 1000; ++depth)
    blocks += std::string(depth, ' ') + "a:\n";
  CHECK(first_code(read_text(blocks)) == language::Code::yaml_depth);
}

TEST_CASE("text that is no YAML on every line is read on for a while only") {
  const std::string lines[] = {"\ta: 1\n",         "a：b\n",     "a: @\n",
                               "a: [\n",           "a: “b: c\n", std::string(50, '\t') + "a:\n",
                               "a: {b， c: 1｝\n", "- a: 'b\n"};
  for (const std::string& line : lines) {
    CAPTURE(line);
    const ReadResult result = read_text(repeated(line, 2'000'000 / line.size()));
    CHECK(result.diagnostics.has_errors());
    CHECK_FALSE(result.scenario);
  }
  for (const char* part : {"a：1，", "｛", "“", "a：“", "[{a： @}, "}) {
    CAPTURE(part);
    CHECK(read_text("kouan: 1\nrun: {" + repeated(part, 200'000) + "\n").diagnostics.has_errors());
  }
}

TEST_CASE("alias bombs do not go off") {
  std::string text = "a: &a [x, x, x, x, x, x, x, x, x]\n";
  for (char c = 'b'; c <= 'z'; ++c) {
    const std::string before(1, static_cast<char>(c - 1));
    text += std::string(1, c) + ": &" + c + " [" + repeated("*" + before + ", ", 9) + "*" + before +
            "]\n";
  }
  CHECK(first_code(read_text("kouan: 1\n" + text)) == language::Code::file_size);
}

TEST_CASE("anchors inside anchors do not multiply") {
  std::string text = "kouan: 1\nrun: ";
  for (int i = 0; i < 50; ++i)
    text += "&a" + std::to_string(i) + " [";
  text += repeated("x,", 100'000) + std::string(50, ']') + "\n";
  CHECK(first_code(read_text(text)) == language::Code::file_size);
}

TEST_CASE("aliases may not hide depth") {
  std::string text = "kouan: 1\na0: &a0 [x]\n";
  for (int i = 1; i < 100; ++i) {
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) +
            "]\n";
  }
  CHECK(first_code(read_text(text)) == language::Code::yaml_depth);
}

TEST_CASE("long lines and long words") {
  CHECK(
      read_text("kouan: 1\ntitle: " + std::string(3'000'000, 'a') + "\n").diagnostics.has_errors());
  CHECK(read_text("kouan: 1\n" + std::string(2000, 'k') + ": 1\n").diagnostics.has_errors());
  const ReadResult flow =
      read_text("kouan: 1\nrun: {start: 2023-01-01, " +
                repeated("start: 2023-01-01, ", enough<std::size_t>(20'000, 5'000)) + "}\n");
  CHECK(flow.diagnostics.has_errors());
  for (const auto& d : flow.diagnostics.sorted())
    CHECK(flow.diagnostics.text(d).size() < 2000);
}

TEST_CASE("folders and missing files and empty names") {
  fs::current_path(KOUAN_SOURCE_DIR);
  for (const char* name : {"", "tests", "tests/none.yaml", "/dev/null", "tests/\n.yaml"}) {
    CAPTURE(name);
    const ReadResult result = read_scenario(name);
    CHECK(result.diagnostics.has_errors());
    CHECK_FALSE(result.scenario);
  }
  const ReadResult levers =
      read_scenario(k_contracts + "overlay-base.yaml", {{"", "/", "none", "../x.yaml"}, {}, {}});
  CHECK(levers.diagnostics.errors() == 4);
}

TEST_CASE("a file cut off anywhere gives messages or a scenario") {
  const std::string text =
      content(std::string(KOUAN_SOURCE_DIR) + "/" + k_contracts + "contract.yaml");
  for (std::size_t length = 0; length < text.size(); length += enough<std::size_t>(41, 101)) {
    const ReadResult result = read_text(text.substr(0, length));
    CHECK(result.scenario.has_value() != result.diagnostics.has_errors());
  }
}

TEST_CASE("a file with bytes changed gives messages or a scenario") {
  const std::string text =
      content(std::string(KOUAN_SOURCE_DIR) + "/" + k_contracts + "contract.yaml");
  const std::string bytes =
      "{}[]:,-?&*!|>'\"%@`#~ \n\t\r0123456789abcxyz.()\\<=/\x01\xC3\xEF\xBC\x9A";
  Sequence sequence;
  for (int round = 0; round < enough(400, 150); ++round) {
    std::string broken = text;
    for (std::size_t change = sequence.next(4) + 1; change > 0; --change) {
      const std::size_t at = sequence.next(broken.size());
      const char byte = bytes[sequence.next(bytes.size())];
      if (sequence.next(3) == 0)
        broken.insert(at, 1, byte);
      else if (sequence.next(2) == 0)
        broken.erase(at, 1 + sequence.next(20));
      else
        broken[at] = byte;
    }
    const ReadResult result = read_text(broken);
    CHECK(result.scenario.has_value() != result.diagnostics.has_errors());
    CHECK_FALSE(result.diagnostics.json().empty());
  }
}

TEST_CASE("messages as JSON") {
  const ReadResult result = read_text("kouan: 1\ntitle: \"a\\\"b\"\nrun: 甘\n");
  const std::string json = result.diagnostics.json();
  CHECK(json.find("\"code\": \"wrong-type\"") != std::string::npos);
  CHECK(json.find("\"path\": \"run\"") != std::string::npos);
  CHECK(json.find("\"line\": 3") != std::string::npos);
  CHECK(json.find("甘") != std::string::npos);
}
