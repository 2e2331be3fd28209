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
  // Oracle Q09: lognormal with mean 10 and cv 1.2 has mu 1.8565861, sigma 0.94445648.
  const Distribution q09 = lognormal(10, 1.2);
  CHECK(q09.a == doctest::Approx(1.8565861).epsilon(1e-7));
  CHECK(q09.b == doctest::Approx(0.94445648).epsilon(1e-7));
  CHECK(q09.quantile(0.5) == doctest::Approx(std::exp(1.8565861)).epsilon(1e-6));
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
