// A small port built as structs, for tests of what turns scenarios into models.
#pragma once

#include "models/scenario.hpp"

namespace kouan::test {

/// Ten open hours a day but Sundays; one gate of two lanes; 8,760 t of coal a year in trucks of 10
/// t.
inline models::Scenario small_scenario() {
  using namespace models;
  Scenario s;
  s.start = {2023, 1, 1};  // a Sunday
  s.horizon_s = 14 * 86400.0;
  Side mn{"mn", {"Mongolia", "蒙古国"}, 8 * 3600, {}};
  mn.holidays.push_back({{"Feast", "节日"}, {2023, 1, 4}, {2023, 1, 5}});
  Side cn{"cn", {"China", "中国"}, 8 * 3600, {}};
  s.sides = {mn, cn};
  Hours gate;
  gate.id = "gate";
  gate.side = "cn";
  gate.closed_on = {"mn"};
  for (int weekday = 0; weekday < 6; ++weekday)
    gate.week[weekday] = {{8 * 3600, 18 * 3600}};
  s.hours = {gate};
  Flow coal;
  coal.id = "coal";
  coal.annual_kg = 8.76e6;
  coal.hours = "gate";
  s.flows = {coal};
  EntityClass truck;
  truck.id = "truck";
  truck.title = {"Trucks", "货车"};
  truck.process = "import";
  truck.flow = "coal";
  truck.payload_kg = sim::constant(10e3);
  truck.vehicle_length_m = 20;
  s.classes = {truck};
  Stage stage;
  stage.id = "entry-gate";
  stage.title = {"Gate", "卡口"};
  stage.side = "cn";
  stage.groups = {{2, "gate", {1, 1, 1}, {9999, 12, 31}}};
  stage.service = sim::exponential(60);
  s.stages = {stage};
  Process import;
  import.id = "import";
  import.steps.push_back({Visit{"entry-gate", {}}, {}});
  import.steps.push_back({Cleared{}, {}});
  s.processes = {import};
  return s;
}

}  // namespace kouan::test
