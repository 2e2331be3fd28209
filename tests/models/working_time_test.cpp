#include "models/working_time.hpp"

#include <doctest/doctest.h>

#include "tests/support/small_scenario.hpp"

using namespace kouan;
using namespace kouan::models;
using sim::k_day;
using sim::k_hour;

TEST_CASE("dates and days convert both ways, leap years included") {
  CHECK(days_from_civil({1970, 1, 1}) == 0);
  CHECK(days_from_civil({2023, 1, 1}) == 19358);
  for (const std::int64_t day : {0, 11016, 19358, 19782, 40000}) {
    CHECK(days_from_civil(civil_from_days(day)) == day);
  }
  CHECK(days_from_civil({2024, 3, 1}) - days_from_civil({2024, 2, 28}) == 2);
}

TEST_CASE("hours are open on their weekdays, but not on the holidays of the sides named") {
  const Scenario s = test::small_scenario();
  const auto spans = open_spans(s, "gate");
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
  const auto spans = open_spans(s, "gate");
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
  CHECK(open_spans(s, "gate").front().from == k_day + 6 * k_hour);
}

TEST_CASE("no hours means always open") {
  const auto spans = open_spans(test::small_scenario(), "");
  REQUIRE(spans.size() == 1);
  CHECK(spans[0].from == 0);
  CHECK(spans[0].to == 14 * k_day);
}
