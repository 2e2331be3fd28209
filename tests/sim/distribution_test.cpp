#include "sim/distribution.hpp"

#include <boost/math/distributions/normal.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "sim/normal_quantile.hpp"

using namespace kouan::sim;

TEST_CASE("means and variances agree with the quantile function") {
  const Distribution all[] = {
      uniform(2, 5),
      triangular(2, 3, 7),
      exponential(4),
      erlang(3, 6),
      gamma(5, 0.4),
      weibull(1.5, 3),
      lognormal(8, 0.5),
      normal(10, 2),
      cut(normal(117, 6), 105, 125),
      cut(lognormal(24, 0.3), -1e300, 60),
      cut(exponential(4), 1, 9),
      cut(erlang(3, 6), 2, 8),
      cut(gamma(5, 0.4), 4, k_unbounded),
      cut(weibull(1.5, 3), -k_unbounded, 4),
      cut(triangular(2, 3, 7), 2.5, 6),
      cut(uniform(2, 5), 3, 9),
  };
  for (const Distribution& d : all) {
    CAPTURE(static_cast<int>(d.kind));
    const int n = 200000;
    double sum = 0, squares = 0;
    for (int i = 0; i < n; ++i) {
      const double x = d.quantile((i + 0.5) / n);
      sum += x;
      squares += x * x;
    }
    const double mean = sum / n;
    CHECK(mean == doctest::Approx(d.mean()).epsilon(1e-3));
    CHECK(squares / n - mean * mean == doctest::Approx(d.variance()).epsilon(1e-2));
  }
}

TEST_CASE("known values of single quantiles") {
  CHECK(exponential(2).quantile(0.5) == doctest::Approx(2 * std::log(2.0)));
  CHECK(triangular(0, 1, 2).quantile(0.5) == doctest::Approx(1.0));
  // ln x of a lognormal with mean 10 and cv 1.2 has sigma^2 = ln(1 + 1.2^2), mu = ln 10 - sigma^2 /
  // 2: mu 1.8565861, sigma 0.94445648.
  const Distribution d = lognormal(10, 1.2);
  CHECK(d.a == doctest::Approx(1.8565861).epsilon(1e-7));
  CHECK(d.b == doctest::Approx(0.94445648).epsilon(1e-7));
  CHECK(d.quantile(0.5) == doctest::Approx(std::exp(1.8565861)).epsilon(1e-6));
  CHECK(normal(0, 1).quantile(0.975) == doctest::Approx(1.959963984540054).epsilon(1e-12));
}

TEST_CASE("the normal quantile agrees with Boost's over the whole range of a draw") {
  const boost::math::normal_distribution<double> boost_normal;
  double worst = 0;
  const auto hold = [&](double u) {
    const double exact = boost::math::quantile(boost_normal, u);
    worst = std::max(worst, std::abs(normal_quantile(u) - exact) / std::max(std::abs(exact), 1e-3));
  };
  for (int i = 1; i < 20000; ++i)
    hold(i / 20000.0);
  for (double u = 0x1.0p-53; u < 0.1; u *= 1.5) {
    hold(u);
    hold(1 - u);
  }
  CHECK(worst < 4e-15);
}

TEST_CASE("a cut conditions, it does not pile mass on the bounds") {
  const Distribution d = cut(exponential(10), 5, 20);
  CHECK(d.quantile(1e-15) == doctest::Approx(5));
  CHECK(d.quantile(1 - 1e-15) == doctest::Approx(20));
  CHECK(d.lower_bound() == doctest::Approx(5));
  CHECK_THROWS_AS(cut(uniform(0, 1), 2, 3), std::invalid_argument);
}

TEST_CASE("a cut keeps the values on its bounds and the mean of what is left") {
  const Distribution values = empirical({2, 30, 60}, {1, 1, 1});
  CHECK(cut(values, 2, 1e300).mean() == doctest::Approx(92.0 / 3));
  CHECK(cut(values, -1e300, 35).mean() == doctest::Approx(16));
  CHECK(cut(values, -1e300, 35).quantile(0.99) == 30);
  CHECK(cut(constant(5), 5, 9).mean() == 5);
  CHECK_THROWS_AS(cut(values, 61, 70), std::invalid_argument);
  CHECK_THROWS_AS(cut(constant(5), 6, 9), std::invalid_argument);
}

TEST_CASE("a cut heavy tail has the moments of its formula") {
  // Lognormal with mean 8 and cv 10, above 1: E[X^k; X > 1] = exp(k m + k^2 s^2 / 2) N(k s + m /
  // s).
  const double s = std::sqrt(std::log(101.0)), m = std::log(8.0) - s * s / 2;
  const auto upper = [](double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); };
  const double z = upper(m / s);
  const double mean = 8 * upper(s + m / s) / z;
  const double square = 64 * 101 * upper(2 * s + m / s) / z;
  const Distribution d = cut(lognormal(8, 10), 1, k_unbounded);
  CHECK(d.mean() == doctest::Approx(mean));
  CHECK(d.variance() == doctest::Approx(square - mean * mean));
  CHECK(std::isfinite(d.quantile(1 - 0x1.0p-53)));
}

TEST_CASE("an empirical distribution draws its values with their weights") {
  const Distribution d = empirical({30, 2}, {1, 9});
  CHECK(d.quantile(0.89) == 2);
  CHECK(d.quantile(0.91) == 30);
  CHECK(d.mean() == doctest::Approx(4.8));
  CHECK(d.variance() == doctest::Approx(0.9 * 4 + 0.1 * 900 - 4.8 * 4.8));
}

TEST_CASE("only an uncut normal can be negative without end") {
  CHECK(std::isinf(normal(5, 3).lower_bound()));
  CHECK(cut(normal(5, 3), 1, 9).lower_bound() == doctest::Approx(1));
  CHECK(lognormal(5, 3).lower_bound() == 0);
}

TEST_CASE("an upper bound is that of the kind or of its cut") {
  CHECK(std::isinf(lognormal(5, 3).upper_bound()));
  CHECK(cut(lognormal(5, 3), 1, 9).upper_bound() == 9);
  CHECK(cut(triangular(1, 2, 5), 0, 9).upper_bound() == 5);
  CHECK(empirical({30, 2}, {1, 9}).upper_bound() == 30);
}
