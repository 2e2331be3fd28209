// The analytic bound where loads are cleared by others than came with them.
#include <doctest/doctest.h>

#include <cmath>
#include <utility>
#include <vector>

#include "analysis/theory/capacity_bound.hpp"
#include "models/compile.hpp"
#include "sim/run.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::analysis::theory;
using namespace kouan::models;
using namespace kouan::test;
using doctest::Approx;

namespace {

/// What a saturated run clears, and the bounds in that mix.
struct HandedOn {
  double tonnes_per_year = 0;
  CapacityBound bound;
};

HandedOn saturated_against_bound(Scenario s) {
  s.saturated_warm_up_s = 0;
  const sim::RunResult run = sim::run(compile(s, {DemandMode::saturated, ""}).model, {7, 0});
  HandedOn out;
  std::vector<double> cleared;
  for (const sim::ClassResult& c : run.classes) {
    out.tonnes_per_year += c.cleared_kg / 1000 * 365 * 86400 / s.horizon_s;
    cleared.push_back(static_cast<double>(c.cleared));
  }
  out.bound = capacity_bound(s, 0, cleared);
  return out;
}

/// Carries, at the least, what the run did, and not much more than this.
void check_bounds(const HandedOn& handed_on, double tonnes_per_year) {
  CHECK(handed_on.tonnes_per_year == Approx(tonnes_per_year).epsilon(0.02));
  for (const double bound :
       {handed_on.bound.tonnes_per_year_cleared_mix, handed_on.bound.tonnes_per_year_no_way_round,
        handed_on.bound.tonnes_per_year_any_run}) {
    CHECK(bound >= handed_on.tonnes_per_year);
    CHECK(bound == Approx(tonnes_per_year).epsilon(0.02));
  }
}

ProcessStep gather_at(const std::string& id) {
  Gather gather;
  gather.at = id;
  return {gather, {}};
}

ProcessStep split_into(const std::string& id, double share = 1) {
  Split split;
  split.into = id;
  split.share = share;
  return {split, {}};
}

/// Trucks of 10 t that a stage lets through every 10 min, and trains that others make.
Scenario truck_and_train(Steps truck, Steps train) {
  Scenario s = empty_port(20);
  s.stages = {stage("gate", 1, sim::constant(600)), stage("line", 1, sim::constant(420))};
  add_class(s, "truck", std::move(truck), 100);
  EntityClass& made = add_class(s, "train", std::move(train), 0);
  made.from = "processes";
  made.payload_kg = sim::constant(0);
  return s;
}

Gathering batch_into_train() {
  Gathering batch;
  batch.id = "batch";
  batch.into = "train";
  return batch;
}

constexpr double k_through_gate = 144 * 10 * 365.0;

}  // namespace

TEST_CASE("what only trains clear that gatherings, meetings or splits make counts in the bound") {
  Scenario s = truck_and_train({visit("gate"), gather_at("batch")}, {visit("line"), cleared()});
  Gathering batch = batch_into_train();
  SUBCASE("gathered") { batch.number = 4; }
  SUBCASE("gathered, and the members end") {
    batch.number = 4;
    batch.members = "end";
  }
  SUBCASE("met") { batch.of = {{"truck", 2}}; }
  SUBCASE("split") { s.processes[0].steps[1] = split_into("train"); }
  s.gatherings = {batch};
  check_bounds(saturated_against_bound(s), k_through_gate);
}

TEST_CASE("what another class clears by itself comes on top of what is handed on") {
  Scenario s = truck_and_train({visit("gate"), gather_at("batch")}, {visit("line"), cleared()});
  s.gatherings = {batch_into_train()};
  s.gatherings[0].number = 4;
  s.stages.push_back(stage("other-gate", 1, sim::constant(1200)));
  add_class(s, "van", {visit("other-gate"), cleared()}, 50);
  check_bounds(saturated_against_bound(s), 1.5 * k_through_gate);
}

TEST_CASE("of who hands on a share and clears the rest the load counts once") {
  check_bounds(saturated_against_bound(truck_and_train(
                   {visit("gate"), split_into("train", 0.5), cleared()}, {cleared()})),
               k_through_gate);
}

TEST_CASE("a place behind which nothing need be handed on bounds no load that others clear") {
  Scenario s = truck_and_train({}, {cleared()});
  s.gatherings = {batch_into_train()};
  s.gatherings[0].number = 4;
  s.stages[1].service = sim::constant(3000);
  const Steps by_itself = {visit("line"), cleared(), {Leave{}, {}}};
  const Steps some_by_themselves = {
      visit("gate"), choose({share(0.2, by_itself), otherwise({gather_at("batch")})})};
  SUBCASE("others of the class pass it") { s.processes[0].steps = some_by_themselves; }
  SUBCASE("others of the class pass it, and some are turned away") {
    s.processes[0].steps = some_by_themselves;
    s.stages[0].queue_places = 5;
    s.stages[0].rules.turns_away = true;
    CHECK(capacity_bound(s).tonnes_per_year >= 0.79 * k_through_gate);
  }
  SUBCASE("it is on another of ways side by side") {
    const Steps slow = {visit("line")}, quick = {visit("gate"), split_into("train")};
    s.processes[0].steps = {{Parallel{{slow, quick}}, {}}};
  }
  const HandedOn handed_on = saturated_against_bound(s);
  CHECK(handed_on.tonnes_per_year > 1.1 * 28.8 * 10 * 365);  // more than the line lets through
  CHECK(handed_on.bound.tonnes_per_year_no_way_round >= handed_on.tonnes_per_year);
  CHECK(handed_on.bound.tonnes_per_year_any_run >= handed_on.tonnes_per_year);
}
