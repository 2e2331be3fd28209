// Dates that do nothing: holidays that close nothing, levers that open while the run goes on.
#include <doctest/doctest.h>

#include <algorithm>

#include "analysis/check.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan::analysis;
using namespace kouan::models;
using namespace kouan::test;

namespace {

const CheckWarning* dated(const CheckReport& report, const std::string& id) {
  const auto found = std::find_if(report.warnings.begin(), report.warnings.end(),
                                  [&](const CheckWarning& w) { return w.id == id; });
  return found == report.warnings.end() ? nullptr : &*found;
}

/// Ten days of January 2023, with a holiday of the scenario's own file.
Scenario with_holiday(const CivilDate& from, const CivilDate& to) {
  Scenario s = empty_port(10);
  s.file = "port.yaml";
  s.stages = {stage("gate", 1, kouan::sim::constant(60), "day")};
  s.sides[0].holidays = {{{"Feast", "节日"}, from, to, {"port.yaml", 4, 9}}};
  s.hours[0].closed_on = {"cn"};
  add_class(s, "truck", {visit("gate"), cleared()});
  return s;
}

}  // namespace

TEST_CASE("holidays of another year are told at the first of them") {
  const CheckReport report = check(with_holiday({2024, 1, 3}, {2024, 1, 4}));
  REQUIRE(dated(report, "idle-dates") != nullptr);
  const CheckWarning& told = *dated(report, "idle-dates");
  CHECK(told.about == "cn");
  CHECK(told.place == "port.yaml:4:9");
  CHECK(told.text.en ==
        "the holidays of China (cn) close nothing: they are dated 2024-01-03 to 2024-01-04, "
        "outside the run, 2023-01-01 to 2023-01-10");
  CHECK(told.text.zh.find("2024-01-03至2024-01-04") != std::string::npos);
  CHECK(to_text(report, Language::en).find("0 days of holiday (1 more outside the run)") !=
        std::string::npos);
}

TEST_CASE("holidays that touch the run, or stand in a base for several years, are as meant") {
  CHECK(dated(check(with_holiday({2023, 1, 10}, {2023, 1, 14})), "idle-dates") == nullptr);
  CHECK(dated(check(with_holiday({2022, 12, 28}, {2023, 1, 1})), "idle-dates") == nullptr);
  Scenario s = with_holiday({2024, 1, 3}, {2024, 1, 4});
  s.sides[0].holidays.push_back({{}, {2023, 1, 2}, {2023, 1, 2}, {"port.yaml", 5, 9}});
  CHECK(dated(check(s), "idle-dates") == nullptr);
  s.sides[0].holidays = {{{}, {2024, 1, 3}, {2024, 1, 4}, {"base.yaml", 4, 9}}};
  CHECK(dated(check(s), "idle-dates") == nullptr);
}

TEST_CASE("holidays that no hours name are told, and closures of another year") {
  Scenario s = with_holiday({2023, 1, 3}, {2023, 1, 4});
  CHECK(dated(check(s), "idle-holidays") == nullptr);
  s.hours[0].closed_on.clear();
  REQUIRE(dated(check(s), "idle-holidays") != nullptr);
  CHECK(dated(check(s), "idle-holidays")->place == "port.yaml:4:9");
  CHECK(dated(check(s), "idle-holidays")->text.en.find("closed_on: [cn]") != std::string::npos);
  CHECK(dated(check(s), "idle-dates") == nullptr);
  s.hours[0].closures = {{{}, {2022, 1, 1}, {2022, 1, 31}, {"port.yaml", 9, 5}}};
  REQUIRE(dated(check(s), "idle-dates") != nullptr);
  CHECK(dated(check(s), "idle-dates")->about == "day");
}

TEST_CASE("a lever that opens within the run or after it is noted, one before it is not") {
  Scenario s = with_holiday({2023, 1, 3}, {2023, 1, 4});
  s.levers = {{"lane", {"Lane", "通道"}, {}, {}, {}, {}, CivilDate{2023, 1, 5}, ""}};
  const auto noted = [&] { return notes_of_levers(s); };
  REQUIRE(noted().size() == 1);
  CHECK(noted()[0].en ==
        "Lane (lane) opens 2023-01-05, within the time simulated, 2023-01-01 to 2023-01-10: "
        "counted as if it had been open from the first day");
  CHECK(noted()[0].zh.find("处于仿真期2023-01-01至2023-01-10") != std::string::npos);
  s.levers[0].opens = CivilDate{2027, 12, 31};
  CHECK(noted()[0].en.find("after the time simulated") != std::string::npos);
  s.levers[0].opens = CivilDate{2023, 1, 1};
  CHECK(noted().empty());
}

TEST_CASE("holidays of a base are told where the file that extends it moves the run away") {
  Scenario s = with_holiday({2022, 1, 3}, {2022, 1, 4});
  s.sides[0].holidays[0].place = {"base.yaml", 4, 9};
  s.names = {{"run", "start", {"base.yaml", 2, 3}, true, ""}};
  CHECK(dated(check(s), "idle-dates") == nullptr);
  s.names[0].place = {"port.yaml", 3, 8};
  const CheckReport report = check(s);
  REQUIRE(dated(report, "idle-dates") != nullptr);
  const CheckWarning& told = *dated(report, "idle-dates");
  CHECK(told.place == "port.yaml:3:8");
  CHECK(told.text.en.find("2023-01-10; they stand at base.yaml:4:9, and run.start is set here") !=
        std::string::npos);
  CHECK(told.text.zh.find("其位于base.yaml:4:9") != std::string::npos);
}
