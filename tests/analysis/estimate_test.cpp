#include "analysis/estimate.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>
#include <span>
#include <stdexcept>
#include <vector>

namespace an = kouan::analysis;
using doctest::Approx;

namespace {
const std::vector<double> k_s03 = {12.1, 11.7, 13.4, 12.9, 12.2, 11.5, 12.8, 13.0, 12.4, 12.6};
}

// Oracle S03 (Student; Law 2015, chapter 9): ten values, computed independently. Boost 1.74's
// quantile of Student's t is good to ten digits.
TEST_CASE("t interval of ten replications") {
  const an::Estimate e = an::estimate(k_s03);
  CHECK(e.n == 10);
  CHECK(e.mean == Approx(12.46).epsilon(1e-12));
  REQUIRE(e.half_width.has_value());
  CHECK(*e.half_width == Approx(0.4268229598209045).epsilon(1e-9));
  CHECK(*e.half_width / e.mean == Approx(0.034255454239237926).epsilon(1e-9));
}

TEST_CASE("replications needed for a precision with mean and deviation as they are") {
  const an::Estimate pilot = an::estimate(k_s03);
  CHECK(an::replications_needed(pilot, 0.01) == 93);  // oracle S03
  // By hand: 12.706 x 0.5967 / sqrt(2) = 5.36 and 4.303 x 0.5967 / sqrt(3) = 1.48 against 12.46 / 2
  // and 12.46 / 3.
  CHECK(an::replications_needed(pilot, 1) == 2);
  CHECK(an::replications_needed(pilot, 0.5) == 3);
  CHECK(an::replications_needed(an::scaled(pilot, -60), 0.01) == 93);
  // Of as many replications as it names the half-width is small enough, of one less it is not.
  const double s = *pilot.half_width / an::t_factor(10);
  const int n = an::replications_needed(pilot, 1e-4).value();
  CHECK(an::t_factor(n) * s <= 1e-4 / 1.0001 * pilot.mean);
  CHECK(an::t_factor(n - 1) * s > 1e-4 / 1.0001 * pilot.mean);
}

TEST_CASE("no number of replications makes a mean of zero precise, and of one nothing is known") {
  CHECK_FALSE(an::replications_needed({0, 1.0, 10}, 0.05).has_value());
  CHECK(an::replications_needed({0, 0.0, 10}, 0.05) == 2);
  CHECK_FALSE(an::replications_needed({5, std::nullopt, 1}, 0.05).has_value());
  CHECK_FALSE(an::replications_needed({1e-9, 1.0, 10}, 0.01).has_value());
  CHECK_THROWS_AS(an::replications_needed({5, 1.0, 10}, 0), std::invalid_argument);
}

TEST_CASE("one replication: the half-width is unknown and not zero") {
  const an::Estimate e = an::estimate(std::vector<double>{5.0});
  CHECK(e.n == 1);
  CHECK(e.mean == 5.0);
  CHECK_FALSE(e.half_width.has_value());
  CHECK_FALSE(e.excludes_zero());
  CHECK_FALSE(e.low().has_value());
  CHECK_FALSE(e.high().has_value());
}

TEST_CASE("of one replication's difference nothing can be said, not even that it is chance") {
  const std::vector<double> base = {10};
  const std::vector<double> with = {12};
  CHECK(an::paired_difference(base, with).verdict() == an::Verdict::unknown);
  CHECK(an::paired_difference(base, base).verdict() == an::Verdict::unknown);
}

TEST_CASE("no replication: the mean is unknown") {
  const an::Estimate e = an::estimate(std::vector<double>{});
  CHECK_FALSE(e.known());
  CHECK(std::isnan(e.mean));
}

TEST_CASE("replications in which nothing was observed are left out and not counted") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const an::Estimate e = an::estimate(std::vector<double>{1.0, nan, 3.0});
  CHECK(e.n == 2);
  CHECK(e.mean == 2.0);
}

TEST_CASE("identical replications have half-width zero and that is known") {
  const an::Estimate e = an::estimate(std::vector<double>{4, 4, 4});
  REQUIRE(e.half_width.has_value());
  CHECK(*e.half_width == 0.0);
  CHECK(e.excludes_zero());
}

// By hand: d = {1, 2, 3}, mean 2, s = 1, t(0.975, 2) = 4.302652729911275, half-width t / sqrt(3).
TEST_CASE("paired difference of three replications by hand") {
  const std::vector<double> base = {10, 20, 30};
  const std::vector<double> with = {11, 22, 33};
  const an::PairedDifference p = an::paired_difference(base, with);
  CHECK(p.difference.mean == Approx(2.0));
  CHECK(*p.difference.half_width == Approx(4.302652729911275 / std::sqrt(3.0)).epsilon(1e-10));
  CHECK(p.verdict() == an::Verdict::chance);  // 2.48 > 2
  CHECK(p.relative.mean == Approx(0.1));
}

// By hand: Var = 500/3, 605/3 and 5/3, so that 1 - 5 / 1105 = 1 - 1 / 221 is saved.
TEST_CASE("how both vary together is told of four pairs, and of fewer it is not") {
  const std::vector<double> base = {10, 20, 30, 40};
  const std::vector<double> with = {11, 22, 33, 44};
  const an::PairedDifference p = an::paired_difference(base, with);
  CHECK(*p.correlation == Approx(1.0));
  CHECK(*p.variance_saved == Approx(1.0 - 1.0 / 221.0));
  for (const std::size_t n : {1U, 2U, 3U}) {
    const an::PairedDifference few =
        an::paired_difference(std::span(base).first(n), std::span(with).first(n));
    CHECK_FALSE(few.correlation.has_value());
    CHECK_FALSE(few.variance_saved.has_value());
    CHECK(few.difference.half_width.has_value() == (n > 1));
  }
}

TEST_CASE("a difference that never varies is real and saves all the variance") {
  const std::vector<double> base = {10, 20, 30, 40};
  const std::vector<double> with = {11, 21, 31, 41};
  const an::PairedDifference p = an::paired_difference(base, with);
  CHECK(p.is_real());
  CHECK(*p.difference.half_width == Approx(0.0));
  CHECK(*p.variance_saved == Approx(1.0));
}

TEST_CASE("pairs use the common prefix only") {
  const std::vector<double> base = {10, 20, 30, 40};
  const std::vector<double> with = {11, 22};
  const an::PairedDifference p = an::paired_difference(base, with);
  CHECK(p.difference.n == 2);
  CHECK(p.base.mean == 15.0);
}

TEST_CASE("no difference at all is not real") {
  const std::vector<double> v = {1, 2, 3};
  const an::PairedDifference p = an::paired_difference(v, v);
  CHECK(p.verdict() == an::Verdict::nothing);
  CHECK(p.difference.mean == 0.0);
}

TEST_CASE("the stopping rule looks after ten replications and then after blocks of eight") {
  const an::PrecisionRule rule;
  CHECK(rule.next(0) == 10);
  CHECK(rule.next(10) == 18);
  CHECK(rule.next(18) == 26);
  CHECK(rule.next(998) == 1000);
}

TEST_CASE("relative precision is judged against g over one plus g") {
  an::PrecisionRule rule;
  rule.relative = 0.25;  // g / (1 + g) = 0.2
  CHECK(rule.reached({10, 1.9, 5}));
  CHECK_FALSE(rule.reached({10, 2.1, 5}));
  CHECK(rule.reached({-10, 1.9, 5}));
  CHECK_FALSE(rule.reached({10, std::nullopt, 1}));
}

// With b = 100, 110, 90 and with = 1.1 b in every replication the ratio is known exactly, however
// much the base varies; with + 10 in each it varies as the base does. By hand for the latter:
// r = 0.1, residuals (10 - 0.1 b) / 100 = 0, -0.01, 0.01, s = 0.01, half-width 4.3027 x 0.01
// / 1.7321.
TEST_CASE("the interval of a relative difference holds the base's own uncertainty") {
  const std::vector<double> base = {100, 110, 90};
  const an::PairedDifference tenth = an::paired_difference(base, std::vector<double>{110, 121, 99});
  CHECK(tenth.relative.mean == Approx(0.1));
  CHECK(*tenth.relative.half_width == Approx(0).epsilon(1e-9));
  CHECK(*tenth.difference.half_width > 2);
  const an::PairedDifference ten = an::paired_difference(base, std::vector<double>{110, 120, 100});
  CHECK(ten.relative.mean == Approx(0.1));
  CHECK(*ten.relative.half_width == Approx(4.302652729911275 * 0.01 / std::sqrt(3.0)));
}

// Base N(100, 10), ratio 1.2 with its own noise: of 1000 experiments of ten replications the
// interval holds the true relative difference in 95 %. The delta method is of first order, hence
// the wider band below.
TEST_CASE("coverage of the interval of a relative difference") {
  std::mt19937_64 bits(7);
  std::normal_distribution<double> normal(0.0, 1.0);
  int inside = 0;
  for (int i = 0; i < 1000; ++i) {
    std::vector<double> base(10);
    std::vector<double> with(10);
    for (std::size_t k = 0; k < base.size(); ++k) {
      base[k] = 100 + 10 * normal(bits);
      with[k] = 120 + 3 * (base[k] - 100) / 10 + 2 * normal(bits);
    }
    const an::Estimate r = an::paired_difference(base, with).relative;
    inside += std::abs(r.mean - 0.2) <= *r.half_width ? 1 : 0;
  }
  CHECK(inside > 925);
  CHECK(inside < 975);
}

// 1000 samples of ten normal values each: the 95 % interval holds the true mean in 95 % of them;
// three standard errors of a share of 0.95 over 1000 are 0.021.
TEST_CASE("coverage of the t interval") {
  std::mt19937_64 bits(2023);
  std::normal_distribution<double> normal(3.0, 2.0);
  int inside = 0;
  for (int i = 0; i < 1000; ++i) {
    std::vector<double> values(10);
    for (double& v : values)
      v = normal(bits);
    const an::Estimate e = an::estimate(values);
    inside += std::abs(e.mean - 3.0) <= *e.half_width ? 1 : 0;
  }
  CHECK(inside > 929);
  CHECK(inside < 971);
}

TEST_CASE("the running mean agrees with two passes") {
  an::RunningMean running;
  for (const double v : k_s03)
    running.add(v);
  const an::Estimate e = running.estimate();
  const an::Estimate exact = an::estimate(k_s03);
  CHECK(e.n == exact.n);
  CHECK(e.mean == Approx(exact.mean).epsilon(1e-14));
  CHECK(*e.half_width == Approx(*exact.half_width).epsilon(1e-12));
}

TEST_CASE("sums that differ by their order only do not differ") {
  const std::vector<double> a = {5.47e7, 5.48e7, 5.46e7};
  const std::vector<double> b = {5.47e7 * (1 + 3e-16), 5.48e7 * (1 + 3e-16), 5.46e7 * (1 + 3e-16)};
  const an::PairedDifference p = an::paired_difference(a, b);
  CHECK(p.difference.mean == 0.0);
  CHECK(p.verdict() == an::Verdict::nothing);
}
