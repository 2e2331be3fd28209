// What the reader settles or lets pass where sections must agree; what it refuses has a file in
// tests/broken.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "models/demand.hpp"
#include "models/read_scenario.hpp"
#include "tests/models/temporary_folder.hpp"

namespace fs = std::filesystem;
using namespace kouan::models;
namespace sim = kouan::sim;

namespace {

/// The port without faults of the broken files, with these changes.
ReadResult changed(const std::string& text) {
  fs::current_path(KOUAN_SOURCE_DIR);
  const fs::path broken = fs::path(KOUAN_SOURCE_DIR) / "tests/broken";
  const fs::path file = TemporaryFolder::own() / "changed.yaml";
  std::ofstream(file) << "extends: " << (broken / "parts/base.yaml").string() << "\n" << text;
  return read_scenario(file.string(), {{}, {}, (broken / "scenarios/sources.yaml").string()});
}

Scenario read_changed(const std::string& text) {
  ReadResult result = changed(text);
  INFO(result.diagnostics.text());
  REQUIRE(result.scenario);
  return *result.scenario;
}

}  // namespace

TEST_CASE("the saturated warm-up fits the horizon where none is given") {
  CHECK(read_changed("").saturated_warm_up_s == 7 * 86400.0);
  CHECK(read_changed("run: {horizon: 5 d}").saturated_warm_up_s == 2.5 * 86400);
  CHECK(read_changed("run: {horizon: 5 d, saturated_warm_up: 4 d}").saturated_warm_up_s ==
        4 * 86400.0);
}

TEST_CASE("a span past midnight is kept whole on the day on which it begins") {
  const Scenario s = read_changed(
      "hours: {gate: {open: {value: [\"22:00-02:00\", \"06:00-12:00\"], source: KNOWN}}}");
  REQUIRE(s.hours[0].week[5].size() == 2);
  CHECK(s.hours[0].week[5][0].from_s == 6 * 3600);
  CHECK(s.hours[0].week[5][1].to_s == 26 * 3600);
  CHECK(s.hours[0].week[6].empty());
}

TEST_CASE("a tail may be as long as the shift and its lead allow") {
  CHECK(changed("flows: {coal: {arrive: {lead: 2 h, tail: 11 h, source: KNOWN}}}").scenario);
  // Day and night they stay away from the last day before one that is closed.
  CHECK(changed("hours: {gate: {open: {value: \"00:00-24:00\", source: KNOWN}}}\n"
                "flows: {coal: {arrive: {lead: 0 h, tail: 24 h, source: KNOWN}}}")
            .scenario);
}

TEST_CASE("a tail may take the last shift of a stretch and nobody comes then") {
  const Scenario s = read_changed(
      "hours: {gate: {open: {value: [\"08:00-17:00\", \"17:00-18:00\"], source: KNOWN}}}\n"
      "flows: {coal: {arrive: {lead: 0 h, tail: 1 h, source: KNOWN}}}");
  const auto rates = arrival_rates(s, s.classes[0]);  // 1 January 2023 is a Sunday, closed
  REQUIRE(rates.size() >= 4);
  CHECK(rates[1].at == sim::k_day + 8 * sim::k_hour);
  CHECK(rates[1].rate_per_s > 0);
  CHECK(rates[2].at == sim::k_day + 17 * sim::k_hour);
  CHECK(rates[2].rate_per_s == 0);
  CHECK(rates[3].at == 2 * sim::k_day + 8 * sim::k_hour);
}

TEST_CASE("a stretch goes on past midnight") {
  const std::string hours =
      "hours: {gate: {open: {value: [\"00:00-02:00\", \"20:00-24:00\"], source: KNOWN}, days: ";
  const std::string tail = "}}\nflows: {coal: {arrive: {lead: 0 h, tail: 5 h, source: KNOWN}}}";
  CHECK(changed(hours + "mon-sun" + tail).scenario);
  // Nothing joins the hours after midnight on Mondays, nor those before on Saturdays.
  CHECK_FALSE(changed(hours + "mon-sat" + tail).scenario);
}

TEST_CASE("assumed opening hours carry a range of the time open a day") {
  const Scenario s = read_changed(
      "hours: {gate: {open: {value: \"22:00-06:00\", grade: assumed, range: 6 h .. 10 h}}}");
  bool found = false;
  for (const Provenance& p : s.provenance) {
    if (p.path == "hours.gate.open") found = p.range == "6 h .. 10 h";
  }
  CHECK(found);
}

TEST_CASE("clocks may start and stop once in each way of a choice") {
  CHECK(changed(
            "processes:\n"
            "  import:\n"
            "    steps:\n"
            "      - choose:\n"
            "          - share: {value: 40 %, source: KNOWN}\n"
            "            steps: [{declare: {value: 1 h, source: KNOWN}}, await-documents, release, "
            "cleared]\n"
            "          - share: {value: 60 %, source: KNOWN}\n"
            "            steps: [{declare: {value: 2 h, source: KNOWN}}, await-documents, cleared, "
            "release]\n"
            "      - {visit: entry-gate}\n"
            "      - {within: {yard: yard, steps: [{visit: scanner}]}}\n"
            "      - {within: {yard: yard, steps: [{visit: scanner}]}}\n"
            "      - unload: shed\n")
            .scenario);
}

TEST_CASE("slots outside the hours of their section are warned of") {
  const auto slots = [](const std::string& first) {
    return changed(
        "hours: {line: {side: cn, open: {value: \"00:30-24:00\", source: KNOWN}}}\n"
        "sections: {track: {side: cn, hours: line, run: {value: 20 min, source: KNOWN}, "
        "directions: "
        "[{name: out, every: {value: 180 min, source: KNOWN}, first: " +
        first + "}]}}\n");
  };
  const ReadResult badly = slots("0 min");
  REQUIRE(badly.scenario);
  CHECK(badly.diagnostics.text().find("found 7 of the 56 slots of direction out") !=
        std::string::npos);
  CHECK(slots("1 h").diagnostics.text().find("slots") == std::string::npos);
}

TEST_CASE("a class without goods has a load of nothing, and one that carries a flow has not") {
  const char* train =
      "classes: {train: {arrivals: {rate: {value: 4 /d, source: KNOWN}}, payload: "
      "{value: 0 t, source: KNOWN}, process: import}}";
  CHECK(read_changed(train).classes.back().payload_kg.mean() == 0);
  const ReadResult truck = changed("classes: {truck: {payload: {value: 0 t, source: KNOWN}}}");
  CHECK(truck.diagnostics.has_errors());
  CHECK(truck.diagnostics.text().find("tonnes of a flow") != std::string::npos);
}
