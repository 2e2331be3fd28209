// A port of one stage whose runs are made by hand, so that what becomes of them is known
// beforehand.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "analysis/experiment.hpp"
#include "analysis/report/report.hpp"
#include "sim/run.hpp"
#include "tests/analysis/sentences.hpp"
#include "tests/support/port_builder.hpp"

namespace kouan::test {

/// One stage, one class; `servers` tells the variants apart.
inline models::Scenario port(int servers) {
  models::Scenario s = empty_port(10);
  s.file = "port.yaml";
  s.hash = "h" + std::to_string(servers);
  s.title = {"Port", "口岸"};
  s.saturated_warm_up_s = 86400;
  s.stages = {stage("gate", servers, sim::constant(60))};
  add_class(s, "truck", {visit("gate"), cleared()});
  return s;
}

inline std::vector<analysis::Variant> variants() {
  return {{"base", {"Port", "口岸"}, port(1)}, {"two", {"Two lanes", "两条通道"}, port(2)}};
}

/// 1000 vehicles a server, and a little more for the replication; saturated runs have a class that
/// is saturated.
inline sim::RunResult made_up(const sim::Model& model, const sim::RunOptions& options) {
  const double servers = model.resources[0].capacity.front().servers;
  const bool saturated = model.classes[0].source == sim::SourceKind::saturated;
  sim::RunResult r;
  r.conserved = true;
  r.little = true;
  r.keeps_tonnes = true;
  sim::ClassResult c;
  c.cleared = static_cast<std::int64_t>(servers * (saturated ? 1000 : 300)) + options.replication;
  c.arrived = c.cleared;
  c.departed = c.cleared;
  c.cleared_left = c.cleared;
  c.cleared_kg = static_cast<double>(c.cleared) * 10e3;
  c.physical = {c.cleared, 0, 3600 / servers + options.replication, 0, 0, 0, 0, 0};
  c.sojourn = c.physical;
  c.ledger_s.assign(sim::LedgerLayout::cells_per_class(1, 0), 100.0);
  r.classes = {c};
  sim::ResourceResult gate;
  gate.queue_time_s = 86400;
  gate.open_time_s = 86400;
  gate.busy_time_s = 43200;
  r.resources = {gate};
  const auto days = static_cast<std::size_t>(model.horizon / sim::k_day);
  r.hourly_queue.assign(24 * days, 1);
  const std::size_t classes = model.classes.size();
  r.daily_cleared.assign(days * classes, 0);
  r.daily_cleared_kg.assign(days * classes, 0);
  for (std::size_t cell = 0; cell < days * classes; cell += classes) {  // of the first class
    r.daily_cleared[cell] = 1;
    r.daily_cleared_kg[cell] = 10e3;
  }
  return r;
}

inline analysis::ExperimentOptions options(int replications) {
  analysis::ExperimentOptions o;
  o.replications = replications;
  o.replicate.runner = made_up;
  o.replicate.pool.workers = 2;
  return o;
}

/// Breaks Little's law where the model has two servers: with more at the gate of `port(1)`.
inline sim::RunResult broken_with_two(const sim::Model& model, const sim::RunOptions& options) {
  sim::RunResult run = made_up(model, options);
  run.little = model.resources[0].capacity.front().servers != 2;
  return run;
}

inline analysis::ValidationCase observed(const std::string& id, int servers) {
  analysis::ValidationCase v;
  v.id = id;
  v.scenario = std::make_shared<const models::Scenario>(port(servers));
  v.measure = analysis::ValidationMeasure::tonnes;
  v.classes = {0};
  v.tolerance = {"at least", 0, 1e300};
  return v;
}

}  // namespace kouan::test
