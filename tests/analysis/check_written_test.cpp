// What `kouan check` prints of values as they stand in the file, and of what has no number.
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>
#include <string>

#include "analysis/check.hpp"
#include "analysis/report/table.hpp"
#include "models/read_scenario.hpp"

using namespace kouan;
using namespace kouan::analysis;

namespace {

CheckReport written_check(const std::string& file) {
  const models::ReadResult read = models::read_scenario(file);
  INFO(read.diagnostics.text());
  REQUIRE(read.scenario);
  return check(*read.scenario);
}

bool text_says(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("conditions on attributes are told in the units of the file, counting as such") {
  const CheckReport report = written_check("tests/models/data/rework.yaml");
  const std::string en = to_text(report, Language::en);
  CHECK(text_says(en, "if its load is above 38.5 t"));
  CHECK(text_says(en, "again while its tries is below 3"));
  CHECK(text_says(en, "adds to its tries"));
  CHECK(text_says(to_text(report, Language::zh), "大于38.5 t"));
}

TEST_CASE("a section on which any number may be has no number of servers, and no load") {
  const CheckReport report = written_check("tests/oracles/D07.yaml");
  CHECK(text_says(to_text(report, Language::en), "any number always"));
  CHECK_FALSE(text_says(to_text(report, Language::en), "1000000"));
  const auto line = to_json(report)["stages"][0];
  CHECK(line["servers"].is_null());
  CHECK(line["open_server_hours"].is_null());
  CHECK(line["offered_load"].is_null());
  CHECK(line["visits"] == 7);
  CHECK(to_json(report)["bound"]["stages"][0]["open_server_hours_per_year"] == 8760);
}

TEST_CASE("what theory says of ways is told where nobody comes to a stage too") {
  CHECK(text_says(to_text(written_check("tests/oracles/Q31.yaml"), Language::en),
                  "container: 3 h from arriving to leaving"));
}

TEST_CASE("what check says keeps to the columns there are, in both languages") {
  const CheckReport report = written_check("scenarios/ports/ganqimaodu/2023.yaml");
  for (const Language language : {Language::en, Language::zh}) {
    for (const std::size_t columns : {80U, 100U}) {
      CAPTURE(columns);
      std::istringstream text(to_text(report, language, columns));
      std::size_t widest = 0;
      for (std::string line; std::getline(text, line);)
        widest = std::max(widest, display_width(line));
      CHECK(widest <= columns);
      CHECK(widest > columns - 10);
    }
  }
}

TEST_CASE("where nothing is cleared, classes without loads are told too") {
  const auto is_told = [](const CheckReport& report) {
    return std::any_of(report.warnings.begin(), report.warnings.end(), [](const CheckWarning& w) {
      return w.id == "never-cleared" && w.about == "bus";
    });
  };
  models::ReadResult read = models::read_scenario("tests/models/data/passengers.yaml");
  REQUIRE(read.scenario);
  CHECK_FALSE(is_told(check(*read.scenario)));
  for (models::Process& process : read.scenario->processes) {
    std::erase_if(process.steps, [](const models::ProcessStep& step) {
      return std::holds_alternative<models::Cleared>(step.what);
    });
  }
  CHECK(is_told(check(*read.scenario)));
}
