#include <doctest/doctest.h>

#include <stdexcept>

#include "analysis/theory/infinite_servers.hpp"
#include "tests/analysis/exact.hpp"

using namespace kouan::analysis::theory;

TEST_CASE("numbers present over the day come out as in Eick, Massey & Whitt 1993 (Q46)") {
  const SinusoidalRate rate{40, 30, 24};
  CHECK(present_periodic(rate, 2, 0) == exact(55.343729904383785));
  CHECK(present_periodic(rate, 2, 6) == exact(127.0900071671144));
  CHECK(present_periodic(rate, 2, 12) == exact(104.65627009561622));
  CHECK(present_periodic(rate, 2, 18) == exact(32.9099928328856));
  CHECK(present_peak(rate, 2).time == exact(7.842433288923803));
  CHECK(present_peak(rate, 2).present == exact(133.15449585902272));
}

TEST_CASE("rates that would be negative are refused") {
  CHECK_THROWS_AS(present_periodic({1, 2, 24}, 2, 0), std::domain_error);
  CHECK_THROWS_AS(present_peak({2, 1, 0}, 2), std::domain_error);
}
