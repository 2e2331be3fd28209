#include "analysis/samples.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <stdexcept>

#include "models/compile.hpp"
#include "sim/run.hpp"
#include "tests/analysis/hand_made.hpp"
#include "tests/support/port_builder.hpp"

namespace an = kouan::analysis;
namespace models = kouan::models;
namespace sim = kouan::sim;
using doctest::Approx;

namespace {

struct Fixture {
  kouan::models::Scenario scenario = kouan::tests::hand_made_scenario();
  kouan::models::Compiled compiled = kouan::tests::hand_made_model();
  an::Samples samples{scenario, compiled};
  Fixture() {
    for (int r = 0; r < 3; ++r)
      samples.add(kouan::tests::hand_made_run(r));
  }
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "throughput per day and open day and year by hand") {
  CHECK(samples.replications() == 3);
  CHECK(samples.window().days == 2);
  CHECK(samples.window().open_days == 1);
  CHECK(samples.of_class(0, "cleared_per_day")[0] == 50);
  CHECK(samples.of_class(0, "cleared_per_open_day")[0] == 100);
  CHECK(samples.of_class(0, "cleared_per_year")[0] == 50 * 365);
  CHECK(samples.of_class(0, "tonnes_per_day")[0] == 2500);
  CHECK(samples.of_port("tonnes_per_year")[0] == 2500 * 365);
  CHECK(samples.of_port("tonnes_per_year")[2] == Approx(2510 * 365));
  CHECK(samples.of_class(0, "inside_at_end")[2] == 12);
}

TEST_CASE_FIXTURE(Fixture,
                  "stages by hand: shares of open server time and closed share of all time") {
  CHECK(samples.of_stage(0, "utilisation")[0] == 0.5);
  CHECK(samples.of_stage(0, "blocked")[0] == 0.05);
  CHECK(samples.of_stage(0, "starved")[0] == Approx(0.45));
  CHECK(samples.of_stage(0, "closed")[0] == 0.5);
  CHECK(samples.of_stage(0, "queue.mean")[0] == 1.0);
  CHECK(samples.of_stage(0, "queue.max")[0] == 30);
  CHECK(samples.of_stage(0, "served_per_day")[0] == 50);
}

TEST_CASE_FIXTURE(Fixture, "a queue's length in km comes from vehicle lengths and lanes abreast") {
  CHECK(samples.of_stage(0, "queue_km.mean")[0] == Approx(0.010));  // 1 vehicle x 20 m / 2 lanes
  CHECK(samples.of_stage(0, "queue_km.max")[0] == Approx(0.300));
  CHECK(std::isnan(samples.of_stage(1, "queue_km.mean")[0]));
}

TEST_CASE("who stands before a full queue is in its length") {
  models::Scenario s = kouan::test::empty_port(1);
  s.stages = {kouan::test::stage("gate", 1, sim::constant(1200))};
  s.stages[0].queue_places = 0;
  kouan::test::add_class(s, "lorry", {kouan::test::visit("gate"), kouan::test::cleared()}, 144);
  s.classes[0].vehicle_length_m = 20;
  const models::Compiled compiled = models::compile(s);
  an::Samples samples(s, compiled);
  samples.add(sim::run(compiled.model, {}));
  const double vehicles = samples.of_stage(0, "queue.mean")[0];
  CHECK(vehicles > 20);
  CHECK(samples.of_stage(0, "queue_km.mean")[0] == Approx(vehicles * 0.020));
}

TEST_CASE("a replication in which nobody waited has a queue of no length and counts") {
  const auto scenario = kouan::tests::hand_made_scenario();
  const auto compiled = kouan::tests::hand_made_model();
  an::Samples samples(scenario, compiled);
  samples.add(kouan::tests::hand_made_run(0));
  sim::RunResult nobody = kouan::tests::hand_made_run(1);
  nobody.classes[0].ledger_s.assign(nobody.classes[0].ledger_s.size(), 0);
  nobody.resources[0].queue_time_s = 0;
  nobody.resources[0].queue_max = 0;
  samples.add(nobody);
  const an::Estimate km = an::estimate(samples.of_stage(0, "queue_km.mean"));
  CHECK(km.n == 2);
  CHECK(km.mean == Approx(0.005));
  CHECK(samples.of_stage(0, "queue_km.max")[1] == 0);
}

TEST_CASE("open days are each class's own, and whole ones in vehicles as in days") {
  auto scenario = kouan::tests::hand_made_scenario();
  auto compiled = kouan::tests::hand_made_model();
  scenario.classes.push_back(scenario.classes[0]);
  compiled.model.classes.resize(2);
  compiled.model.horizon = 3 * sim::k_day;
  compiled.model.warm_up = sim::k_hour;  // the first day is observed in part
  compiled.open_day = {1, 1, 1};
  compiled.class_open_day = {{1, 1, 1}, {1, 1, 0}};
  sim::RunResult run = kouan::tests::hand_made_run(0);
  run.classes.push_back(run.classes[0]);
  run.daily_cleared = {60, 60, 30, 30, 10, 10};
  run.daily_cleared_kg.assign(6, 1e6);
  run.hourly_queue.assign(std::size_t{2} * 72, 0);
  an::Samples samples(scenario, compiled);
  samples.add(run);
  CHECK(samples.of_class(0, "cleared_per_open_day")[0] == 20);
  CHECK(samples.of_class(1, "cleared_per_open_day")[0] == 40);
  CHECK(samples.of_port("cleared_per_open_day")[0] == 40);
}

TEST_CASE_FIXTURE(Fixture, "what was never observed has no value") {
  CHECK(std::isnan(samples.of_class(0, "document_clearance_s.mean")[0]));
  CHECK(std::isnan(samples.of_stage(1, "utilisation")[0]));
  CHECK(an::estimate(samples.of_class(0, "document_clearance_s.mean")).n == 0);
}

TEST_CASE_FIXTURE(Fixture, "the ledger is in hours per vehicle that left") {
  using Layout = sim::LedgerLayout;
  CHECK(samples.ledger_hours(0, Layout::moving)[0] == Approx(0.1));
  CHECK(samples.ledger_hours(0, Layout::resource_cell(0) + Layout::waiting)[1] == Approx(0.48));
}

TEST_CASE_FIXTURE(Fixture,
                  "series: mean of a day and number at the full hour and tonnes of a day") {
  const an::Series& series = samples.series();
  CHECK(series.days() == 2);
  CHECK(series.queue_on_day(0, 0).mean == Approx(11.5));
  CHECK(series.queue_on_day(0, 1).mean == Approx(10));
  // At 01:00 hour 0 has ended with 0 on day one, with 10 on day two.
  CHECK(series.queue_at_hour(0, 1).mean == Approx(5));
  // At 00:00: 23 at the end of day one, 10 at the end of day two.
  CHECK(series.queue_at_hour(0, 0).mean == Approx(16.5));
  CHECK(series.tonnes_on_day(0).mean == Approx(3000));
  CHECK(series.tonnes_on_day(1).n == 3);
}

TEST_CASE_FIXTURE(Fixture, "tonnes over the whole run are those of all its days") {
  CHECK(samples.whole_run_per_year(kouan::analysis::CarriedIn::tonnes)[0] ==
        Approx(5000 / 2.0 * 365));
}

TEST_CASE("a measure that is in no table is a mistake of ours") {
  CHECK_THROWS_AS(an::measure_index(an::class_measures(), "no-such"), std::logic_error);
}
