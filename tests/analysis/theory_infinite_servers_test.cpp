#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
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
  CHECK(present_from_empty(rate, 2, 1) == exact(34.80399361368517));
  CHECK(present_from_empty(rate, 2, 3) == exact(83.5141922938358));
  CHECK(present_from_empty(rate, 2, 9) == exact(130.1174658734458));
  CHECK(present_peak(rate, 2).time == exact(7.842433288923803));
  CHECK(present_peak(rate, 2).present == exact(133.15449585902272));
}

TEST_CASE("numbers present from empty agree with m' = lambda(t) - mu m, step by step") {
  const SinusoidalRate rate{5, 3, 10};
  const auto slope = [&](double t, double m) {
    return 5 + 3 * std::sin(2 * std::numbers::pi * t / 10) - m / 1.7;
  };
  double m = 0;
  const double h = 0.001;
  for (int i = 0; i < 7000; ++i) {  // Runge-Kutta of order 4
    const double t = i * h;
    const double k1 = slope(t, m);
    const double k2 = slope(t + h / 2, m + h / 2 * k1);
    const double k3 = slope(t + h / 2, m + h / 2 * k2);
    const double k4 = slope(t + h, m + h * k3);
    m += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
  }
  CHECK(present_from_empty(rate, 1.7, 7) == exact(m));
}

TEST_CASE("rates that would be negative are refused") {
  CHECK_THROWS_AS(present_periodic({1, 2, 24}, 2, 0), std::domain_error);
  CHECK_THROWS_AS(present_peak({2, 1, 0}, 2), std::domain_error);
  CHECK(present_from_empty({2, 1, 24}, 2, -1) == 0);
}
