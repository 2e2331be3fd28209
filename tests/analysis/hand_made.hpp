// A port of one class and two stages, and results of its runs, made by hand: what comes out of the
// tables can be worked out on paper.
#pragma once

#include "models/compile.hpp"
#include "models/scenario.hpp"
#include "sim/program.hpp"
#include "sim/result.hpp"

namespace kouan::tests {

/// Two days. Trucks of 20 m wait abreast of one other at the gate; the yard has no queue.
inline models::Scenario hand_made_scenario() {
  models::Scenario s;
  s.file = "hand-made.yaml";
  s.hash = "0123456789abcdef";
  s.title = {"A gate", "卡口"};
  s.question = {"How much?", "多少？"};
  s.start = {2023, 12, 31};
  s.horizon_s = 2 * 86400;
  s.sides = {{"cn", {"China", "中国"}, 8 * 3600, {}}};
  models::EntityClass truck;
  truck.id = "truck";
  truck.title = {"Trucks", "货车"};
  truck.vehicle_length_m = 20;
  s.classes = {truck};
  models::Stage gate;
  gate.id = "gate";
  gate.title = {"Gate", "卡口"};
  gate.side = "cn";
  gate.activity = "customs";
  gate.queue_lanes = 2;
  models::Stage yard;
  yard.id = "yard";
  yard.title = {"Yard", "场地"};
  yard.kind = models::StageKind::yard;
  s.stages = {gate, yard};
  return s;
}

/// Open on the first day only.
inline models::Compiled hand_made_model() {
  models::Compiled c;
  c.model.horizon = 2 * sim::k_day;
  c.model.resources.resize(2);
  c.model.classes.resize(1);
  c.model.steps = {{.kind = sim::StepKind::seize, .a = 0}, {}};
  c.open_day = {1, 0};
  c.class_open_day = {{1, 0}};
  return c;
}

/// 100 vehicles of 50 t in two days, a little other in each replication.
inline sim::RunResult hand_made_run(int replication) {
  using Layout = sim::LedgerLayout;
  sim::RunResult r;
  r.conserved = true;
  r.little = true;
  r.keeps_tonnes = true;
  sim::ClassResult c;
  c.arrived = 110 + replication;
  c.departed = 100;
  c.inside = 10 + replication;
  c.cleared = 100;
  c.cleared_kg = 5e6 + 1e4 * replication;
  c.physical = {100, 0, 3600.0 + 10 * replication, 0, 9000, 3000, 7200, 8000};
  c.sojourn = {100, 0, 4000, 0, 9500, 3500, 7500, 8500};
  c.ledger_s.assign(Layout::cells_per_class(2, 0), 0.0);
  c.ledger_s[Layout::moving] = 36000;                               // 0.1 h a vehicle
  c.ledger_s[Layout::resource_cell(0) + Layout::waiting] = 172800;  // 0.48 h
  c.ledger_s[Layout::resource_cell(0) + Layout::served] = 72000;    // 0.2 h
  r.classes = {c};
  sim::ResourceResult gate;
  gate.served = 100;
  gate.waiting = {100, 0, 1728, 0, 5000, 1500, 4000, 4500};
  gate.queue_time_s = 172800;  // one waiting, on average over two days
  gate.busy_time_s = 72000;
  gate.blocked_time_s = 7200;
  gate.open_time_s = 144000;
  gate.closed_time_s = 86400;
  gate.queue_max = 30;
  r.resources = {gate, {}};
  for (std::uint32_t h = 0; h < 48; ++h) {
    r.hourly_queue.push_back(h < 24 ? h : 10);
    r.hourly_queue.push_back(0);
  }
  r.daily_cleared = {60, 40};
  r.daily_cleared_kg = {3e6, 2e6 + 1e4 * replication};
  return r;
}

}  // namespace kouan::tests
