#include "analysis/validation.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <memory>

#include "tests/analysis/hand_made.hpp"
#include "tests/support/port_builder.hpp"

namespace an = kouan::analysis;
using doctest::Approx;

namespace {

an::ValidationCase a_case(an::ValidationMeasure measure) {
  an::ValidationCase c;
  c.id = "V1";
  c.scenario = std::make_shared<const kouan::models::Scenario>(kouan::tests::hand_made_scenario());
  c.measure = measure;
  c.classes = {0};
  c.stage = 0;
  return c;
}

double value(const an::ValidationCase& c) {
  return an::validation_value(c, kouan::tests::hand_made_model(), kouan::tests::hand_made_run(0));
}

}  // namespace

TEST_CASE("vehicles and tonnes over the whole run by hand") {
  CHECK(value(a_case(an::ValidationMeasure::vehicles_per_open_day)) == 100);  // open on one day of
                                                                              // two
  CHECK(value(a_case(an::ValidationMeasure::trips_per_day)) == 50);
  CHECK(value(a_case(an::ValidationMeasure::tonnes)) == 5000);
  CHECK(value(a_case(an::ValidationMeasure::tonnes_per_open_day)) == 5000);
}

TEST_CASE("a period counts its own days only") {
  an::ValidationCase c = a_case(an::ValidationMeasure::tonnes);
  c.from = kouan::models::CivilDate{2024, 1, 1};  // the second day
  CHECK(value(c) == 2000);
  c.from.reset();
  c.to = kouan::models::CivilDate{2023, 12, 31};
  CHECK(value(c) == 3000);
}

TEST_CASE("a period outside the run has no value") {
  an::ValidationCase c = a_case(an::ValidationMeasure::tonnes);
  c.from = kouan::models::CivilDate{2024, 2, 1};
  CHECK(std::isnan(value(c)));
}

TEST_CASE("who leaves is counted by the day as who is cleared, whatever the warm-up") {
  kouan::models::Compiled model = kouan::tests::hand_made_model();
  model.model.warm_up = 6 * kouan::sim::k_hour;  // of the second day the 40 count, and in 42 h 100
                                                 // left
  const auto of = [&](an::ValidationMeasure measure, an::Direction direction) {
    an::ValidationCase one = a_case(measure);
    one.direction = direction;
    return an::validation_value(one, model, kouan::tests::hand_made_run(0));
  };
  using M = an::ValidationMeasure;
  const double left = 100 / (42.0 / 24);
  const double cleared = of(M::trips_per_day, an::Direction::inbound);
  CHECK(cleared == Approx(40));
  CHECK(of(M::trips_per_day, an::Direction::outbound) == Approx(left));
  CHECK(of(M::trips_per_day, an::Direction::both) == Approx(cleared + left));
  model.open_day = {1, 1};
  CHECK(of(M::vehicles_per_open_day, an::Direction::outbound) == Approx(left));
}

TEST_CASE("a part of a day is no day of a period, but times are over all the run") {
  kouan::models::Compiled model = kouan::tests::hand_made_model();
  model.open_day = {1, 1};
  const auto of = [&](an::ValidationMeasure measure) {
    return an::validation_value(a_case(measure), model, kouan::tests::hand_made_run(0));
  };
  model.model.horizon = 36 * kouan::sim::k_hour;
  CHECK(of(an::ValidationMeasure::trips_per_day) == 60);  // of the first day alone
  CHECK(of(an::ValidationMeasure::vehicles_per_open_day) == 60);
  CHECK(of(an::ValidationMeasure::tonnes) == 3000);
  model.model.horizon = 20 * kouan::sim::k_hour;
  CHECK(std::isnan(of(an::ValidationMeasure::trips_per_day)));
  CHECK(of(an::ValidationMeasure::physical_clearance) == 3600);
}

TEST_CASE("values come in the unit of what was observed") {
  an::ValidationCase c = a_case(an::ValidationMeasure::tonnes);
  c.unit_si = 1e3;  // kt
  CHECK(value(c) == 5);
}

TEST_CASE("what the cleared count for is observed a day") {
  an::ValidationCase c = a_case(an::ValidationMeasure::wagons_per_day);
  kouan::models::Scenario s = kouan::tests::hand_made_scenario();
  s.classes[0].counts = {1, 54, 108, 0};
  c.scenario = std::make_shared<const kouan::models::Scenario>(s);
  CHECK(value(c) == 54 * 50);
  c.measure = an::ValidationMeasure::trains_per_day;
  CHECK(value(c) == 50);
  c.measure = an::ValidationMeasure::teu_per_day;
  CHECK(value(c) == 108 * 50);
}

TEST_CASE("times are means over the run, in the unit of what was observed") {
  CHECK(value(a_case(an::ValidationMeasure::physical_clearance)) == 3600);
  CHECK(value(a_case(an::ValidationMeasure::time_in_system)) == 4000);
  CHECK(std::isnan(value(a_case(an::ValidationMeasure::document_clearance))));  // nobody declared
  an::ValidationCase wait = a_case(an::ValidationMeasure::waiting);
  wait.unit_si = 60;
  CHECK(value(wait) == Approx(1728.0 / 60));
  // At work for 72,000 s and blocked for 7,200 s, a hundred.
  CHECK(value(a_case(an::ValidationMeasure::time_held)) == 792);
}

TEST_CASE("queues in km from the hourly counts") {
  CHECK(value(a_case(an::ValidationMeasure::queue_km_max)) == Approx(0.23));  // 23 waiting, 10 m
                                                                              // each
  an::ValidationCase c = a_case(an::ValidationMeasure::queue_km_at);
  c.from = kouan::models::CivilDate{2024, 1, 1};
  CHECK(value(c) == Approx(0.10));
}

TEST_CASE("the mean decides and a miss is a miss") {
  an::ValidationCase c = a_case(an::ValidationMeasure::tonnes);
  c.tolerance = {"95 .. 105", 95, 105};
  CHECK(an::judge(c, {104, 106}).inside);
  CHECK_FALSE(an::judge(c, {104, 107}).inside);
  CHECK(an::judge(c, {104, 107}).simulated.n == 2);
  CHECK_FALSE(an::judge(c, {}).inside);
}

TEST_CASE(
    "a case that ran without coming to a value counts as a miss, one that did not run not at all") {
  an::ValidationCase c = a_case(an::ValidationMeasure::tonnes);
  c.tolerance = {"95 .. 105", 95, 105};
  const an::ValidationCount n =
      an::count({an::judge(c, {100, 101}), an::judge(c, {NAN, NAN}), an::judge(c, {})});
  CHECK(n.ran == 2);
  CHECK(n.inside == 1);
}

TEST_CASE("what demand brings is known by hand, and a case that gives it back is no test") {
  using namespace kouan;
  models::Scenario s = test::empty_port(10);
  s.stages = {test::stage("gate", 1, sim::constant(60))};
  test::add_class(s, "truck", {test::visit("gate"), test::cleared()}, 24);  // of 10 t each
  const models::Compiled compiled = models::compile(s);
  an::ValidationCase c = a_case(an::ValidationMeasure::tonnes);
  c.scenario = std::make_shared<const models::Scenario>(s);
  c.tolerance = {"0 .. 9999", 0, 9999};
  CHECK(an::demand_value(c, compiled) == Approx(2400));
  c.from = models::CivilDate{s.start.year, s.start.month, s.start.day + 1};
  CHECK(an::demand_value(c, compiled) == Approx(2160));
  c.measure = an::ValidationMeasure::trips_per_day;
  CHECK(an::demand_value(c, compiled) == Approx(24));
  c.direction = an::Direction::both;
  CHECK(an::demand_value(c, compiled) == Approx(48));
  CHECK_FALSE(an::judge(c, {47.5, 48}, 48).is_test());
  CHECK(an::judge(c, {47.5, 48}, 48).follows());
  CHECK(an::judge(c, {40, 41}, 48).is_test());
  CHECK(an::judge(c, {47.5, 48}).is_test());  // demand does not say
  // Two replications leave an interval of several times the demand, in which anything would lie.
  CHECK(an::judge(c, {20, 60}, 48).is_test());
  CHECK(an::judge(c, {2, 4}, 5).is_test());     // of five that come three came through
  CHECK(an::judge(c, {44, 50}, 48).follows());  // 2.1 % off, which chance explains
  c.fitted = true;
  CHECK_FALSE(an::judge(c, {48, 48}, 48).follows());  // it is that already
  c.measure = an::ValidationMeasure::physical_clearance;
  CHECK(std::isnan(an::demand_value(c, compiled)));
  c.measure = an::ValidationMeasure::tonnes;
  c.mode = models::DemandMode::saturated;
  CHECK(std::isnan(an::demand_value(c, compiled)));
}
