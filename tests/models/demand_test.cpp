#include "models/demand.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "tests/support/small_scenario.hpp"

using namespace kouan;
using namespace kouan::models;
using sim::k_day;
using sim::k_hour;

namespace {
double expected(const Scenario& s) {
  sim::ClassDef def;
  set_arrivals(s, s.classes[0], def);
  return expected_arrivals(def, 0, sim::from_seconds(s.horizon_s));
}
}  // namespace

TEST_CASE("a year of arrivals carries the year's tonnes") {
  Scenario s = test::small_scenario();
  s.horizon_s = 365 * 86400.0;
  CHECK(expected(s) == doctest::Approx(876));
  s.flows[0].months = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 5};
  CHECK(expected(s) == doctest::Approx(876));
  s.horizon_s = 31 * 86400.0;
  CHECK(expected(s) == doctest::Approx(876.0 / 16));
}

TEST_CASE("a month's tonnes are spread over its open days") {
  Scenario s = test::small_scenario();
  // January 2023: 31 days less 5 Sundays less 2 feast days = 24 open days; the fortnight has 10 of
  // them.
  CHECK(expected(s) == doctest::Approx(8.76e6 * 31 / 365 / 10e3 * 10 / 24));
}

TEST_CASE("lead and tail move the arrivals before the opening hours") {
  Scenario s = test::small_scenario();
  s.flows[0].lead_s = 2 * 3600;
  s.flows[0].tail_s = 3600;
  const auto rates = arrival_rates(s, s.classes[0]);
  REQUIRE(rates.size() >= 3);
  CHECK(rates[1].at == k_day + 6 * k_hour);
  CHECK(rates[2].at == k_day + 17 * k_hour);
  CHECK(rates[2].rate_per_s == 0);
}

TEST_CASE("where one shift joins another nobody gathers; after a day off they do") {
  Scenario s = test::small_scenario();
  for (auto& day : s.hours[0].week)
    if (!day.empty()) day = {{0, 24 * 3600}};
  CHECK(joined_shifts(s).empty());  // without lead and tail there is nothing to say
  s.flows[0].lead_s = 2 * 3600;
  s.flows[0].tail_s = 3600;
  auto rates = arrival_rates(s, s.classes[0]);
  // A shift that joins another begins with the rate that the other had.
  rates.erase(std::unique(rates.begin(), rates.end(),
                          [](const auto& a, const auto& b) {
                            return a.rate_per_s == doctest::Approx(b.rate_per_s);
                          }),
              rates.end());
  // Open on 2 and 3, on 6 and 7 and from 9 to 14 January.
  const std::vector<sim::Micros> on = {1 * k_day, 5 * k_day, 8 * k_day};
  const std::vector<sim::Micros> off = {3 * k_day, 7 * k_day};
  REQUIRE(rates.size() >= 6);
  for (std::size_t i = 0; i < on.size(); ++i) {
    CHECK(rates[1 + 2 * i].at == on[i] - 2 * k_hour);
    CHECK(rates[1 + 2 * i].rate_per_s > 0);
  }
  for (std::size_t i = 0; i < off.size(); ++i) {
    CHECK(rates[2 + 2 * i].at == off[i] - k_hour);
    CHECK(rates[2 + 2 * i].rate_per_s == 0);
  }
  s.horizon_s = 31 * 86400.0;
  Scenario before = test::small_scenario();
  before.horizon_s = s.horizon_s;
  CHECK(expected(s) == doctest::Approx(expected(before)));  // the month's tonnes come all the same
  s.horizon_s = 14 * 86400.0;
  REQUIRE(joined_shifts(s).size() == 1);
  CHECK(joined_shifts(s)[0].shifts == 10);
  CHECK(joined_shifts(s)[0].joined == 7);
}

TEST_CASE("a tail that takes all of the last shift takes from the one before as well") {
  Scenario s = test::small_scenario();
  for (auto& day : s.hours[0].week)
    if (!day.empty()) day = {{8 * 3600, 16 * 3600}, {16 * 3600, 18 * 3600}};
  s.flows[0].tail_s = 3 * 3600;
  const auto rates = arrival_rates(s, s.classes[0]);
  REQUIRE(rates.size() >= 3);
  CHECK(rates[1].at == k_day + 8 * k_hour);
  CHECK(rates[2].at == k_day + 15 * k_hour);
  CHECK(rates[2].rate_per_s == 0);
}

TEST_CASE("a month whose only shift lies within its tail has its tonnes during that shift") {
  Scenario s = test::small_scenario();
  for (auto& day : s.hours[0].week)
    if (!day.empty()) day = {{0, 24 * 3600}};
  s.hours[0].closures = {{{}, {2023, 1, 3}, {2023, 2, 28}}};
  s.flows[0].tail_s = 24 * 3600;
  CHECK(expected(s) == doctest::Approx(8.76e6 * 31 / 365 / 10e3));
}

TEST_CASE("a share splits a flow, exactly") {
  Scenario s = test::small_scenario();
  const double whole = expected(s);
  s.classes[0].share = 0.25;
  CHECK(expected(s) == doctest::Approx(whole / 4));
}

TEST_CASE("explicit rates are per open day") {
  Scenario s = test::small_scenario();
  s.classes[0].flow.clear();
  s.classes[0].hours = "gate";
  s.classes[0].rates = {{{2023, 1, 1}, {2023, 1, 7}, 100}, {{2023, 1, 8}, {2023, 1, 14}, 40}};
  CHECK(expected(s) == doctest::Approx(4 * 100 + 6 * 40));
}

TEST_CASE("a night shift has one lead, one tail and one day's rate") {
  Scenario s = test::small_scenario();
  for (auto& day : s.hours[0].week)
    day.clear();
  s.hours[0].week[0] = {{22 * 3600, 30 * 3600}};  // Mondays, 22:00 to 06:00
  s.flows[0].lead_s = 2 * 3600;
  s.flows[0].tail_s = 3600;
  const auto rates = arrival_rates(s, s.classes[0]);
  REQUIRE(rates.size() == 5);
  CHECK(rates[1].at == k_day + 20 * k_hour);
  CHECK(rates[2].at == 2 * k_day + 5 * k_hour);
  CHECK(rates[3].at == 8 * k_day + 20 * k_hour);
  s.classes[0].flow.clear();
  s.classes[0].hours = "gate";
  s.classes[0].rates = {{{2023, 1, 1}, {2023, 1, 31}, 100}};
  CHECK(expected(s) == doctest::Approx(2 * 100));
}

TEST_CASE("a shift of the month before brings its share of arrivals into the run") {
  Scenario s = test::small_scenario();
  for (auto& day : s.hours[0].week)
    day = {{22 * 3600, 30 * 3600}};
  s.sides[0].holidays.clear();
  const auto rates = arrival_rates(s, s.classes[0]);
  CHECK(rates.front().rate_per_s > 0);
  CHECK(rates[1].at == 6 * k_hour);
}

TEST_CASE("rates that hold for centuries are looked at only where the run is") {
  Scenario s = test::small_scenario();
  s.classes[0].flow.clear();
  s.classes[0].rates = {{{1900, 1, 1}, {2200, 12, 31}, 10}};
  CHECK(expected(s) == doctest::Approx(14 * 10));
}

TEST_CASE("a month without an open day loses its tonnes, and says so") {
  Scenario s = test::small_scenario();
  s.horizon_s = (31 + 14) * 86400.0;  // to 14 February
  CHECK(dropped_demand(s).empty());
  s.hours[0].closures = {{{}, {2023, 2, 1}, {2023, 2, 28}}};
  const auto dropped = dropped_demand(s);
  REQUIRE(dropped.size() == 1);
  CHECK(dropped[0].flow == "coal");
  REQUIRE(dropped[0].months.size() == 1);
  CHECK(dropped[0].months[0].month == 2);
  CHECK(dropped[0].kg == doctest::Approx(8.76e6 * 14 / 365));
  CHECK(expected(s) * 10e3 == doctest::Approx(8.76e6 * 31 / 365));
}
