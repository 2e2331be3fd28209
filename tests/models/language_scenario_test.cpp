#include <doctest/doctest.h>

#include <string>

#include "models/read_scenario.hpp"

using namespace kouan::models;

namespace {

ReadResult read_contract() { return read_scenario("tests/models/data/contract.yaml"); }

}  // namespace

TEST_CASE("the example of every construct reads without error") {
  const ReadResult result = read_contract();
  INFO(result.diagnostics.text());
  REQUIRE(result.scenario);
  const Scenario& s = *result.scenario;
  CHECK(s.title.zh == "甘其毛都公路口岸，2023年");
  CHECK(s.horizon_s == 365 * 86400.0);
  CHECK(s.start.year == 2023);
  REQUIRE(s.sides.size() == 2);
  CHECK(s.sides[0].utc_offset_s == 8 * 3600);
  REQUIRE(s.sides[0].holidays.size() == 1);
  CHECK(s.sides[0].holidays[0].to.day == 15);
  REQUIRE(s.hours.size() == 2);
  CHECK(s.hours[0].week[0].size() == 1);
  CHECK(s.hours[0].week[0][0].from_s == 8 * 3600);
  CHECK(s.hours[0].week[6].empty());
  CHECK(s.hours[1].week[5].size() == 2);
  REQUIRE(s.flows.size() == 1);
  CHECK(s.flows[0].annual_kg == doctest::Approx(36.5e9));
  CHECK(s.flows[0].months.size() == 12);
  CHECK(s.flows[0].lead_s == 7200);
  REQUIRE(s.classes.size() == 3);
  CHECK(s.classes[0].share == doctest::Approx(0.92));
  CHECK(s.classes[0].payload_kg.kind == kouan::sim::DistributionKind::normal);
  CHECK(s.classes[1].rates[0].rate_per_day == doctest::Approx(800));
  CHECK(s.classes[1].hours == "gate");
  CHECK(s.classes[2].fleet == 24);
  CHECK(s.stages.size() == 11);
  CHECK(s.stages[1].groups.size() == 2);
  CHECK(s.stages[1].groups[1].hours == "morning");
  CHECK(s.stages[1].on_misread == "manned-lane");
  CHECK(s.stages[2].queue_places == 20);
  CHECK(s.stages.back().kind == StageKind::yard);
  CHECK(s.stages.back().groups[0].servers == 30);
  REQUIRE(s.stores.size() == 1);
  CHECK(s.stores[0].removal_kg_per_s == doctest::Approx(140e6 / 86400));
  REQUIRE(s.processes.size() == 2);
  CHECK(s.processes[0].steps.size() == 14);
  CHECK(std::holds_alternative<Choose>(s.processes[0].steps[7].what));
  CHECK(s.hash.size() == 16);
}
