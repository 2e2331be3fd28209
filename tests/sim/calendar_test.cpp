#include "sim/calendar.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <tuple>

#include "sim/draw.hpp"

using namespace kouan::sim;

TEST_CASE("thousands of ties come in time, rank, then insertion order") {
  Calendar calendar;
  using Expected = std::tuple<Micros, int, int>;  // time, rank, number
  std::vector<Expected> expected;
  const Draws draws(1, 0);
  for (std::uint32_t i = 0; i < 20000; ++i) {
    const auto at = static_cast<Micros>(draws.bits(i, 1) % 50);
    const auto rank = static_cast<Rank>(draws.bits(i, 2) % 5);
    calendar.push(at, rank, i);
    expected.emplace_back(at, static_cast<int>(rank), static_cast<int>(i));
  }
  std::sort(expected.begin(), expected.end());
  for (const auto& [at, rank, number] : expected) {
    const Event event = calendar.pop();
    REQUIRE(event.at == at);
    REQUIRE(static_cast<int>(event.rank) == rank);
    REQUIRE(static_cast<int>(event.index) == number);
  }
  CHECK(calendar.empty());
}

TEST_CASE("pushes between pops keep the order") {
  Calendar calendar;
  const Draws draws(2, 0);
  for (std::uint32_t i = 0; i < 1000; ++i) {
    calendar.push(static_cast<Micros>(draws.bits(i, 1) % 1000), Rank::resume, i);
  }
  Micros last = 0;
  for (std::uint32_t i = 0; i < 100000; ++i) {
    const Event event = calendar.pop();
    REQUIRE(event.at >= last);
    last = event.at;
    calendar.push(last + static_cast<Micros>(draws.bits(i, 3) % 1000), Rank::resume, event.index);
  }
  CHECK(calendar.size() == 1000);
}

TEST_CASE("the largest index and two centuries fit") {
  Calendar calendar;
  const Micros far = 200 * 365 * k_day;
  calendar.push(far, Rank::observe, Calendar::k_most_indices - 1);
  CHECK(calendar.next_at() == far);
  const Event event = calendar.pop();
  CHECK(event.at == far);
  CHECK(event.rank == Rank::observe);
  CHECK(event.index == Calendar::k_most_indices - 1);
}
