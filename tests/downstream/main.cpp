// M/M/1 as a user of the library would write it: one arrival every two minutes, one minute of
// service. Exact mean sojourn time: 1 / (1 - 1/2) = 2 min.
#include <cmath>
#include <cstdio>

#include "sim/distribution.hpp"
#include "sim/draw.hpp"
#include "sim/program.hpp"
#include "sim/run.hpp"
#include "sim/world/world.hpp"

namespace sim = kouan::sim;

static sim::Model single_server() {
  const std::uint32_t counter = 0;
  const std::uint32_t service = 0;

  sim::Model model;
  model.horizon = 400 * sim::k_day;
  model.warm_up = sim::k_day;
  model.resources.push_back({.name = "counter", .capacity = {{.at = 0, .servers = 1}}});
  model.distributions.push_back(sim::exponential(60.0));
  model.classes.push_back({.name = "truck",
                           .source = sim::SourceKind::timed,
                           .rates = {{.at = 0, .rate_per_s = 1.0 / 120.0}},
                           .payload_kg = sim::constant(1.0)});
  const std::uint32_t cell = sim::LedgerLayout::resource_cell(counter);
  model.steps = {
      {.kind = sim::StepKind::seize, .a = counter},
      {.kind = sim::StepKind::hold,
       .a = counter,
       .b = service,
       .ledger = cell + sim::LedgerLayout::served,
       .purpose = sim::name_hash("service")},
      {.kind = sim::StepKind::finish, .a = counter},
      {.kind = sim::StepKind::depart},
  };
  return model;
}

int main() {
  const sim::Model model = single_server();
  const sim::RunResult alone = sim::run(model, {.seed = 1, .replication = 0});
  const sim::RunResult in_world = sim::run_in_world(model, {.seed = 1, .replication = 0});

  const double mean_min = alone.classes[0].sojourn.mean_s / 60;
  std::printf("kouan %s: %lld trucks, mean sojourn %.3f min (exact 2)\n", KOUAN_VERSION,
              static_cast<long long>(alone.classes[0].sojourn.count), mean_min);

  const bool good =
      alone.conserved && std::abs(mean_min - 2) < 0.1 && alone.fingerprint == in_world.fingerprint;
  return good ? 0 : 1;
}
