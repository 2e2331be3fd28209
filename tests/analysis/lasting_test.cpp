// What of a saturated run's clearances lasts: the same on whichever weekday its window begins.
#include "analysis/lasting.hpp"

#include <doctest/doctest.h>

#include "analysis/samples.hpp"
#include "models/compile.hpp"
#include "models/read_scenario.hpp"
#include "sim/run.hpp"
#include "tests/support/enough.hpp"
#include "tests/support/port_builder.hpp"

namespace an = kouan::analysis;
namespace models = kouan::models;
namespace sim = kouan::sim;
using namespace kouan::test;
using doctest::Approx;

namespace {

/// Tonnes a year of one saturated run.
double capacity(models::Scenario scenario, int warm_up_days) {
  scenario.saturated_warm_up_s = warm_up_days * 86400.0;
  const models::Compiled compiled = models::compile(scenario, {models::DemandMode::saturated, {}});
  an::Samples samples(scenario, compiled);
  samples.add(sim::run(compiled.model, {1, 0}));
  return samples.of_port("tonnes_per_year")[0];
}

/// Ten hours a day but Sundays two lanes let one of 10 t through a minute each, 12 kt a day; what
/// they bring is removed around the clock.
models::Scenario port_with_heap(double removed_t_a_day) {
  models::Scenario s = empty_port(40);
  s.hours[0].week[6].clear();
  s.stages = {stage("gate", 2, sim::constant(60), "day")};
  s.stores = {{"heap", {"Heap", "堆场"}, "", 20e6, 0, removed_t_a_day * 1000 / 86400}};
  add_class(s, "truck", {visit("gate", {unload("heap")}), cleared()}, 1000);
  return s;
}

/// A hundred cleared and gone in ten days, of 10 t, all unloaded into a store that was full until
/// half a day ago and had room for a day before.
sim::RunResult run_at_a_store() {
  sim::RunResult run;
  run.classes.resize(2);
  run.classes[0].cleared = run.classes[0].cleared_left = 100;
  run.classes[0].cleared_kg = 1e6;
  run.classes[1] = run.classes[0];
  run.stores = {{-50e3, {1e6, 0}, true, 43200, 86400}};
  return run;
}

/// Ten days; the first class comes in by itself, or with the other.
an::Window ten_days(std::uint32_t other_entry = 1) {
  an::Window window;
  window.days = 10;
  window.entry = {0, other_entry};
  return window;
}

}  // namespace

TEST_CASE("a store that holds up lets through what is removed, whatever day the window begins") {
  const models::Scenario s = port_with_heap(8e3);
  for (int days = 7; days <= 13; ++days) {
    CAPTURE(days);
    CHECK(capacity(s, days) == Approx(8e3 * 365).epsilon(1e-9));
  }
}

TEST_CASE("those of other goods come in with them, in the mix of the demand") {
  models::Scenario s = port_with_heap(8e3);
  add_class(s, "light", {visit("gate"), cleared()}, 100);
  for (int days = 7; days <= 13; ++days) {
    CAPTURE(days);  // one of eleven; two of 10 t more or less are three ten-thousandths
    CHECK(capacity(s, days) == Approx(8e3 * 1.1 * 365).epsilon(3e-4));
  }
}

TEST_CASE("a store that has room limits nothing: what it loses is no capacity") {
  // 12 kt on 28 of 33 days; the store starts full and then empties.
  CHECK(capacity(port_with_heap(11e3), 7) == Approx(12e3 * 28 / 33 * 365).epsilon(1e-9));
}

TEST_CASE("a shipped port that its store holds up meets its bound to the truck") {
  models::ReadOptions with;
  with.extra_levers = {"hours-24"};
  const models::ReadResult read =
      models::read_scenario("scenarios/ports/ganqimaodu/2018-three-lanes.yaml", with);
  REQUIRE(read.scenario);
  for (int days = 7; days <= 13; days += enough(1, 3)) {
    CAPTURE(days);
    CHECK(capacity(*read.scenario, days) == Approx(150e3 * 365).epsilon(85 / 54.75e6));
  }
}

TEST_CASE("what a store's level gained is taken off those who brought it") {
  sim::RunResult run = run_at_a_store();
  const an::Window window = ten_days();
  CHECK(an::share_that_lasts(run, window, 0) == Approx(1.05));
  CHECK(an::share_that_lasts(run, window, 1) == 1);
  run.stores[0].growth_kg = 50e3;
  CHECK(an::share_that_lasts(run, window, 0) == Approx(0.95));
  SUBCASE("and with them off those who come in with them, in the mix of one entry") {
    CHECK(an::share_that_lasts(run, ten_days(0), 1) == Approx(0.95));
  }
  SUBCASE("by what each class unloaded") {
    run.stores[0].put_kg = {1e6, 1e6};
    CHECK(an::share_that_lasts(run, window, 0) == Approx(0.975));
    CHECK(an::share_that_lasts(run, window, 1) == Approx(0.975));
  }
  SUBCASE("not where the store has had room for longer than ever before") {
    run.stores[0].since_full_s = 86401;
    CHECK(an::share_that_lasts(run, window, 0) == 1);
  }
  SUBCASE("nor where it never was full") {
    run.stores[0] = {50e3, {1e6, 0}, false, 0, 86400};
    CHECK(an::share_that_lasts(run, window, 0) == 1);
  }
  SUBCASE("those on their way to it are no pile") {
    run.stores[0].put_kg[0] = 1.02e6;
    run.classes[0].cleared_left = 99;
    CHECK(an::share_that_lasts(run, window, 0) == Approx(0.97));
  }
  SUBCASE("a pile behind it does not last") {
    run.classes[0].cleared_left = 50;
    CHECK(an::share_that_lasts(run, window, 0) == Approx(0.45));
  }
}
