#include "models/working_time.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

#include "tests/support/small_scenario.hpp"

using namespace kouan;
using namespace kouan::models;
using sim::k_day;
using sim::k_hour;

namespace {

ServerGroup lanes(const std::string& hours) {
  ServerGroup group;
  group.hours = hours;
  return group;
}

/// A shift from 22:00 to 06:00 on every weekday.
Scenario night_scenario() {
  Scenario s = test::small_scenario();
  for (auto& day : s.hours[0].week) {
    if (!day.empty()) day = {{22 * 3600, 30 * 3600}};
  }
  return s;
}

}  // namespace

TEST_CASE("dates and days convert both ways, leap years included") {
  CHECK(days_from_civil({1970, 1, 1}) == 0);
  CHECK(days_from_civil({2023, 1, 1}) == 19358);
  for (const std::int64_t day : {-25567, -1, 0, 11016, 19358, 19782, 40000}) {
    CHECK(days_from_civil(civil_from_days(day)) == day);
  }
  CHECK(days_from_civil({2024, 3, 1}) - days_from_civil({2024, 2, 28}) == 2);
}

TEST_CASE("hours are open on their weekdays, but not on the holidays of the sides named") {
  const Scenario s = test::small_scenario();
  const auto spans = open_spans(s, lanes("gate"), "cn");
  // 14 days from Sunday 1 January 2023: two Sundays and the feast on 4 and 5 January are closed.
  CHECK(spans.size() == 10);
  CHECK(spans.front().from == k_day + 8 * k_hour);
  CHECK(spans.front().to == k_day + 18 * k_hour);
  CHECK(spans[2].from == 5 * k_day + 8 * k_hour);
}

TEST_CASE("round-the-clock hours join over midnight and stop at closed days") {
  Scenario s = test::small_scenario();
  for (auto& day : s.hours[0].week) {
    if (!day.empty()) day = {{0, 86400}};
  }
  const auto spans = open_spans(s, lanes("gate"), "cn");
  REQUIRE(spans.size() == 3);
  CHECK(spans[0].from == k_day);
  CHECK(spans[0].to == 3 * k_day);
  CHECK(spans[1].from == 5 * k_day);
  CHECK(spans[1].to == 7 * k_day);
  CHECK(spans[2].to == 14 * k_day);
}

TEST_CASE("a side two hours ahead opens two hours earlier on the run's clock") {
  Scenario s = test::small_scenario();
  s.sides[1].utc_offset_s = 10 * 3600;
  CHECK(open_spans(s, lanes("gate"), "cn").front().from == k_day + 6 * k_hour);
}

TEST_CASE("no hours means always open") {
  const auto spans = open_spans(test::small_scenario(), lanes(""), "cn");
  REQUIRE(spans.size() == 1);
  CHECK(spans[0].from == 0);
  CHECK(spans[0].to == 14 * k_day);
}

TEST_CASE("hours open on their weekdays before 1970 too") {
  Scenario s = test::small_scenario();
  s.start = {1967, 1, 1};  // a Sunday, as in 2023
  const auto spans = open_spans(s, lanes("gate"), "cn");
  CHECK(spans.size() == 12);
  CHECK(spans.front().from == k_day + 8 * k_hour);
}

TEST_CASE("a night shift belongs to the day on which it begins, holidays included") {
  const Scenario s = night_scenario();
  const auto spans = open_spans(s, lanes("gate"), "cn");
  REQUIRE(spans.size() == 11);
  // Saturday's shift before the first Sunday of the run is not cut off ...
  CHECK(spans[0].from == 0);
  CHECK(spans[0].to == 6 * k_hour);
  CHECK(spans[1].from == k_day + 22 * k_hour);
  // ... nor Tuesday's before the feast, whose own shifts are off until Friday evening.
  CHECK(spans[2].to == 3 * k_day + 6 * k_hour);
  CHECK(spans[3].from == 5 * k_day + 22 * k_hour);
  CHECK(spans.back().to == 14 * k_day);
}

TEST_CASE("an open day counts once though its shift ends on the next") {
  const Scenario s = night_scenario();
  const std::int64_t first = days_from_civil(s.start);
  const auto days = open_days(s, "gate", first, first + 6);
  REQUIRE(days.size() == 4);
  CHECK(days[0].date.day == 2);
  REQUIRE(days[0].spans.size() == 1);
  CHECK(days[0].spans[0].to - days[0].spans[0].from == 8 * k_hour);
}

TEST_CASE("dates of lanes are those of their hours' clock, or of their stage's side") {
  Scenario s = test::small_scenario();
  s.sides[1].utc_offset_s = 10 * 3600;
  ServerGroup group = lanes("");
  group.from = group.to = {2023, 1, 3};
  const auto always = open_spans(s, group, "cn");
  REQUIRE(always.size() == 1);
  CHECK(always[0].from == 2 * k_day - 2 * k_hour);
  CHECK(always[0].to == 3 * k_day - 2 * k_hour);
  s = night_scenario();
  group.hours = "gate";
  const auto night = open_spans(s, group, "cn");
  REQUIRE(night.size() == 1);
  CHECK(night[0].to == 3 * k_day + 6 * k_hour);
}

TEST_CASE("longer hours end later, but not after the next shift begins") {
  Scenario s = test::small_scenario();
  s.hours[0].closed_on.clear();
  for (auto& day : s.hours[0].week)
    day = {{8 * 3600, 12 * 3600}, {13 * 3600, 18 * 3600}};
  s.hours[0].week[6].clear();  // Sundays
  CHECK(open_s_per_week(s.hours[0]) == 6 * 9 * 3600);
  const Scenario longer = with_longer_hours(s, s.hours[0].id, 2 * 3600);
  CHECK(open_s_per_week(longer.hours[0]) == 6 * 11 * 3600);
  CHECK(longer.hours[0].week[0].front().to_s == 12 * 3600);  // the lunch break stays
  CHECK(longer.hours[0].week[6].empty());
  // Half an hour is all that 00:30 to 24:00 has left, and nothing what is open round the clock.
  for (auto& day : s.hours[0].week)
    day = {{1800, 86400}};
  CHECK(open_s_per_week(with_longer_hours(s, s.hours[0].id, 3600).hours[0]) == 7 * 86400);
  for (auto& day : s.hours[0].week)
    day = {{0, 86400}};
  CHECK(open_s_per_week(with_longer_hours(s, s.hours[0].id, 3600).hours[0]) == 7 * 86400);
  CHECK_THROWS_AS(with_longer_hours(s, "others", 3600), std::logic_error);
}
