#include <boost/math/distributions/normal.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <numbers>
#include <stdexcept>

#include "analysis/theory/interval_transform.hpp"
#include "tests/analysis/exact.hpp"

using namespace kouan;
using namespace kouan::analysis::theory;

namespace {

/// Holds a transform against a closed form where s times the mean is small and large.
void compare_transform(const sim::Distribution& d, const std::function<double(double)>& closed,
                       double greatest_s = 1e4) {
  const Transform found = interval_transform(d);
  for (double s = 1e-6; s <= greatest_s; s *= 10) {
    const double expected = closed(s);
    CHECK_MESSAGE(std::abs(found(s) - expected) < 1e-13, "s = " << s);
    CHECK_MESSAGE(found(s) == doctest::Approx(expected).epsilon(1e-10).scale(0), "s = " << s);
  }
}

double normal_share(double from, double to) {
  const boost::math::normal normal;
  return boost::math::cdf(normal, to) - boost::math::cdf(normal, from);
}

}  // namespace

TEST_CASE("transforms in closed form: gamma of whole shape is Erlang, values are summed") {
  compare_transform(sim::gamma(3, 0.5), erlang_transform(3, 4));
  compare_transform(sim::erlang(4, 3), erlang_transform(3, 4));
  compare_transform(sim::gamma(3, 1), erlang_transform(3, 1));
  compare_transform(sim::exponential(3), erlang_transform(3, 1));
  compare_transform(sim::constant(3), constant_transform(3), 100);
  compare_transform(sim::uniform(1, 3), uniform_transform(1, 3), 100);
  compare_transform(sim::empirical({2, 0, 1}, {1, 2, 5}),
                    [](double s) { return (std::exp(-2 * s) + 2 + 5 * std::exp(-s)) / 8; });
}

TEST_CASE("transforms by quadrature: Weibull's") {
  compare_transform(sim::weibull(1, 3), erlang_transform(3, 1));
  // Shape 1/2 is the square of an exponential time.
  const Transform squared = interval_transform(sim::weibull(0.5, 2));
  for (const double s : {0.01, 0.1, 1.0, 100.0}) {
    const double root = 1 / (2 * std::sqrt(2 * s));
    const double closed =
        std::sqrt(std::numbers::pi) * root * std::exp(root * root) * std::erfc(root);
    CHECK(squared(s) == doctest::Approx(closed).epsilon(1e-12));
  }
}

TEST_CASE(
    "transforms by quadrature: a triangle is the sum of two uniform times, or goes to one end") {
  compare_transform(
      sim::triangular(1, 3, 5),
      [](double s) { return std::pow(uniform_transform(0.5, 2.5)(s), 2); }, 100);
  // Falling from 0 to 2: (2 s - 1 + exp(-2 s)) / (2 s^2).
  const Transform falling = interval_transform(sim::triangular(0, 0, 2));
  for (const double s : {0.1, 1.0, 10.0, 100.0})
    CHECK(falling(s) == doctest::Approx((2 * s + std::expm1(-2 * s)) / (2 * s * s)).epsilon(1e-12));
}

TEST_CASE("transforms by quadrature: what is cut") {
  compare_transform(
      sim::cut(sim::exponential(2), 1, 7),
      [](double s) {
        return std::exp(-s) * std::expm1(-6 * (s + 0.5)) / ((1 + 2 * s) * std::expm1(-3.0));
      },
      100);
  compare_transform(
      sim::cut(sim::gamma(2, 0.5), 0.5, 4),
      [](double s) {
        const auto between = [](double rate) {
          return boost::math::gamma_p(4.0, 4 * rate) - boost::math::gamma_p(4.0, 0.5 * rate);
        };
        return std::pow(1 + s / 2, -4) * between(2 + s) / between(2);
      },
      10);
  compare_transform(
      sim::cut(sim::normal(2, 1), 0, 3),
      [](double s) {
        return std::exp(s * s / 2 - 2 * s) * normal_share(s - 2, s + 1) / normal_share(-2, 1);
      },
      1);
  // A triangle cut at its mode rises from 1 to 3.
  const Transform rising = interval_transform(sim::cut(sim::triangular(1, 3, 9), 1, 3));
  for (const double s : {0.1, 1.0, 10.0})
    CHECK(rising(s) == doctest::Approx(std::exp(-3 * s) * (std::expm1(2 * s) - 2 * s) / (2 * s * s))
                           .epsilon(1e-12));
}

TEST_CASE("transforms by quadrature: lognormal, against a sum over its normal score") {
  for (const double cv : {0.1, 0.5, 1.5, 8.0}) {
    const sim::Distribution d = sim::lognormal(2, cv);
    compare_transform(
        d,
        [&](double s) {
          constexpr double k_step = 1.0 / 64;
          double sum = 0;
          for (double z = -12; z <= 12; z += k_step)
            sum += k_step * std::exp(-s * std::exp(d.a + d.b * z) - z * z / 2);
          return sum / std::sqrt(2 * std::numbers::pi);
        },
        10);
  }
}

TEST_CASE("what is not drawn, or may be negative, has no transform of a time") {
  CHECK_THROWS_AS(interval_transform(sim::normal(5, 1)), std::domain_error);
  CHECK_THROWS_AS(interval_transform(sim::empirical({-1, 5}, {1, 1})), std::domain_error);
  sim::Distribution told = sim::constant(1);
  told.attribute = 0;
  CHECK_THROWS_AS(interval_transform(told), std::domain_error);
}
