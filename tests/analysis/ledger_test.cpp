// The rows of the time ledger: a drive with a title has one of its own, however often it is driven.
#include "analysis/report/ledger.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "analysis/experiment.hpp"
#include "sim/run.hpp"
#include "tests/support/port_builder.hpp"

namespace an = kouan::analysis;
namespace models = kouan::models;
namespace sim = kouan::sim;
using namespace kouan::test;
using doctest::Approx;

namespace {

models::ProcessStep drive(double seconds, const std::string& en, const std::string& zh) {
  return {models::Travel{sim::constant(seconds), {en, zh}, ""}, {}};
}

}  // namespace

TEST_CASE("each named drive has a row, drives without a name share one") {
  models::Scenario s = empty_port(10);
  s.stages = {stage("gate", 50, sim::constant(360))};
  add_class(s, "truck",
            {drive(720, "To the gate", "至卡口"), visit("gate", {drive(360, "Through", "驶过")}),
             drive(720, "To the gate", "至卡口"), drive(180, "", ""), cleared()},
            50);
  an::ExperimentOptions options;
  options.replications = 2;
  options.capacity = false;
  options.replicate.runner = [](const sim::Model& model, const sim::RunOptions& run) {
    return sim::run(model, run);
  };
  const std::vector<an::Variant> base = {{"base", {"Port", "口岸"}, s, {}}};
  const an::ExperimentOutcome outcome = an::run_experiment(base, {}, options);
  std::map<std::string, double> moving_h;
  for (const an::LedgerRow& row : an::ledger_rows(outcome.variants[0], 0))
    if (row.state == an::LedgerState::moving) moving_h[row.drive.zh] = row.hours.mean;
  REQUIRE(moving_h.size() == 3);
  CHECK(moving_h["至卡口"] == Approx(0.4).epsilon(0.02));
  CHECK(moving_h["驶过"] == Approx(0.1).epsilon(0.02));
  CHECK(moving_h[""] == Approx(0.05).epsilon(0.02));
  CHECK(an::ledger_total(outcome.variants[0], 0, an::LedgerState::moving).mean ==
        Approx(moving_h["至卡口"] + moving_h["驶过"] + moving_h[""]));
}
