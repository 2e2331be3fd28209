#include "sim/calendar.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

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

TEST_CASE(
    "pushes and pops by chance, the calendar growing and shrinking, give what a sorted list "
    "gives") {
  Calendar calendar;
  std::set<std::tuple<Micros, int, std::uint64_t, std::uint32_t>> expected;
  const Draws draws(3, 0);
  for (std::uint32_t i = 0; i < 60000; ++i) {
    // Phases in which more is pushed than popped, and the other way round; long runs of each.
    const std::uint64_t of_eight = i / 3000 % 2 == 0 ? 5 : 3;
    if (expected.empty() || draws.bits(i, 1) % 8 < of_eight) {
      const auto at = static_cast<Micros>(draws.bits(i, 2) % 5000);
      const auto rank = static_cast<Rank>(draws.bits(i, 3) % 8);
      const std::uint64_t number = calendar.push(at, rank, i);
      expected.emplace(at, static_cast<int>(rank), number, i);
    } else {
      const auto [at, rank, number, index] = *expected.begin();
      expected.erase(expected.begin());
      if (draws.bits(i, 4) % 2 == 0) REQUIRE(calendar.next_at() == at);
      const Event event = calendar.pop();
      REQUIRE(event.at == at);
      REQUIRE(static_cast<int>(event.rank) == rank);
      REQUIRE(event.number == number);
      REQUIRE(event.index == index);
    }
    REQUIRE(calendar.size() == expected.size());
  }
}

TEST_CASE("the earlier of two keys, whichever way it is found") {
  const std::uint64_t values[] = {
      0, 1, 2, std::uint64_t{1} << 63U, ~std::uint64_t{0} - 1, ~std::uint64_t{0}};
  for (const std::uint64_t at : values) {
    for (const std::uint64_t order : values) {
      for (const std::uint64_t other_at : values) {
        for (const std::uint64_t other_order : values) {
          const auto expected = std::min(std::pair(at, order), std::pair(other_at, other_order));
          for (const auto find : {earlier, earlier_by_masks}) {
            const EventKey found = find({at, order}, {other_at, other_order});
            REQUIRE(std::pair(found.at, found.order) == expected);
          }
        }
      }
    }
  }
}

TEST_CASE("the largest index and two centuries fit") {
  Calendar calendar;
  const Micros far = 200 * 365 * k_day;
  calendar.push(far, Rank::observe, 0xffffffffU);
  CHECK(calendar.next_at() == far);
  const Event event = calendar.pop();
  CHECK(event.at == far);
  CHECK(event.rank == Rank::observe);
  CHECK(event.index == 0xffffffffU);
}
