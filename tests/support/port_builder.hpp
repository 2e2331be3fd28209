// Ports of a few lines, built as structs: stages, steps and classes by short names.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "models/scenario.hpp"
#include "sim/distribution.hpp"

namespace kouan::test {

inline models::Stage stage(const std::string& id, int servers, sim::Distribution service,
                           const std::string& hours = "") {
  models::Stage s;
  s.id = id;
  s.title = {"Stage " + id, "环节" + id};
  s.groups = {{servers, hours, {1, 1, 1}, {9999, 12, 31}}};
  s.service = std::move(service);
  return s;
}

inline models::Stage yard(const std::string& id, int places) {
  models::Stage s = stage(id, places, {});
  s.kind = models::StageKind::yard;
  s.service.reset();
  return s;
}

inline models::ProcessStep visit(const std::string& id, models::Steps inner = {}) {
  return {models::Visit{id, std::move(inner)}, {}};
}
inline models::ProcessStep within(const std::string& id, models::Steps inner) {
  return {models::Within{id, std::move(inner)}, {}};
}
inline models::ProcessStep travel(double seconds) {
  return {models::Travel{sim::constant(seconds), {"Road", "道路"}, ""}, {}};
}
inline models::ProcessStep travel(sim::Distribution time) {
  return {models::Travel{std::move(time), {"Road", "道路"}, ""}, {}};
}
inline models::ProcessStep choose(std::vector<models::Option> options) {
  return {models::Choose{std::move(options)}, {}};
}
inline models::Option share(double value, models::Steps steps) {
  return {value, false, std::move(steps)};
}
inline models::Option otherwise(models::Steps steps) { return {0, true, std::move(steps)}; }
inline models::ProcessStep cleared() { return {models::Cleared{}, {}}; }
inline models::ProcessStep unload(const std::string& id) { return {models::Unload{id}, {}}; }

/// Adds a process and an open class of the same name that follows it, `per_day` vehicles of 10 t.
inline models::EntityClass& add_class(models::Scenario& s, const std::string& id,
                                      models::Steps steps, double per_day = 24) {
  models::Process process;
  process.id = id;
  process.title = {"Process " + id, "流程" + id};
  process.steps = std::move(steps);
  s.processes.push_back(std::move(process));
  models::EntityClass c;
  c.id = id;
  c.title = {"Class " + id, "类别" + id};
  c.process = id;
  c.payload_kg = sim::constant(10e3);
  if (per_day > 0) c.rates = {{{2023, 1, 1}, {2023, 12, 31}, per_day}};
  s.classes.push_back(std::move(c));
  return s.classes.back();
}

/// Adds a closed fleet.
inline models::EntityClass& add_fleet(models::Scenario& s, const std::string& id,
                                      models::Steps steps, int vehicles) {
  models::EntityClass& c = add_class(s, id, std::move(steps), 0);
  c.fleet = vehicles;
  return c;
}

/// An empty port on one side, open round the clock for `days` from 1 January 2023 but for stages
/// with hours "day" (08:00 to 18:00 daily).
inline models::Scenario empty_port(int days = 10) {
  models::Scenario s;
  s.title = {"Test port", "测试口岸"};
  s.horizon_s = days * 86400.0;
  s.sides = {{"cn", {"China", "中国"}, 8 * 3600, {}}};
  models::Hours day;
  day.id = "day";
  day.side = "cn";
  for (auto& spans : day.week)
    spans = {{8 * 3600, 18 * 3600}};
  s.hours = {day};
  return s;
}

}  // namespace kouan::test
