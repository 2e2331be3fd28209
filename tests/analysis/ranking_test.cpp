#include "analysis/ranking.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

namespace an = kouan::analysis;
using doctest::Approx;

// Oracle S07: k = 10, n0 = 20, alpha = 0.05 (Kim & Nelson 2001; Rinott 1978).
TEST_CASE("constants for ten alternatives after twenty replications") {
  const an::Selection s{10, 20, 0.05};
  CHECK(an::kim_nelson_eta(s) == Approx(0.3029338036492749).epsilon(1e-14));
  CHECK(an::kim_nelson_h2(s) == Approx(11.511484538672446).epsilon(1e-14));
  CHECK(std::abs(an::rinott_h(s) - 3.8753) <= 0.00005);  // five significant digits
}

// With two alternatives the condition is P(T + T' <= h) = 1 - alpha for two independent Student's t
// with n0 - 1 degrees of freedom.
TEST_CASE("Rinott's h for two alternatives by the sum of two t variables") {
  // One degree of freedom: Cauchy, whose sum is twice a Cauchy: h = 2 tan(pi (1/2 - alpha)).
  CHECK(an::rinott_h({2, 2, 0.05}) == Approx(2 * std::tan(M_PI * 0.45)).epsilon(1e-6));
  CHECK(an::rinott_h({2, 2, 0.25}) == Approx(2).epsilon(1e-6));
  // Many: normal, whose sum has variance 2: h = sqrt(2) z, to the order 1 / n0.
  CHECK(an::rinott_h({2, 100001, 0.05}) ==
        Approx(std::sqrt(2.0) * 1.6448536269514722).epsilon(4e-5));
}

TEST_CASE("more alternatives, fewer first replications and less error need a larger h") {
  const double h = an::rinott_h({10, 20, 0.05});
  CHECK(an::rinott_h({11, 20, 0.05}) > h);
  CHECK(an::rinott_h({10, 19, 0.05}) > h);
  CHECK(an::rinott_h({10, 20, 0.04}) > h);
}

// Oracle S08 (Chen, Lin, Yucesan & Chick 2000).
TEST_CASE("OCBA of four alternatives") {
  const std::vector<an::Alternative> all = {{1.0, 1.0}, {1.5, 1.2}, {2.0, 0.8}, {2.5, 1.5}};
  const std::vector<double> shares = an::ocba_shares(all);
  REQUIRE(shares.size() == 4);
  CHECK(shares[0] == Approx(0.39894396672550053).epsilon(1e-13));
  CHECK(shares[1] == Approx(0.4678490204947456).epsilon(1e-13));
  CHECK(shares[2] == Approx(0.051983224499416184).epsilon(1e-13));
  CHECK(shares[3] == Approx(0.08122378828033777).epsilon(1e-13));
}

// Of two, each gets its share of the standard deviations: N_b / N_i = s_b / s_i.
TEST_CASE("OCBA of two alternatives by hand, the best last") {
  const std::vector<an::Alternative> two = {{8, 3}, {5, 1}};
  const std::vector<double> shares = an::ocba_shares(two);
  CHECK(shares[0] == Approx(0.75));
  CHECK(shares[1] == Approx(0.25));
}

TEST_CASE("OCBA gives nothing to what does not vary") {
  const std::vector<an::Alternative> all = {{1, 2}, {2, 0}, {3, 2}};
  CHECK(an::ocba_shares(all)[1] == 0);
}

TEST_CASE("selections and allocations without meaning are refused") {
  CHECK_THROWS_AS(an::rinott_h({1, 20, 0.05}), std::invalid_argument);
  CHECK_THROWS_AS(an::rinott_h({10, 1, 0.05}), std::invalid_argument);
  CHECK_THROWS_AS(an::rinott_h({10, 20, 0}), std::invalid_argument);
  CHECK_THROWS_AS(an::rinott_h({10, 20, 0.9}), std::invalid_argument);
  CHECK_THROWS_AS(an::kim_nelson_eta({2, 20, 0.5}), std::invalid_argument);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  using All = std::vector<an::Alternative>;
  CHECK_THROWS_AS(an::ocba_shares(All{{1, 1}}), std::invalid_argument);
  CHECK_THROWS_AS(an::ocba_shares(All{{1, 1}, {1, 1}}), std::invalid_argument);
  CHECK_THROWS_AS(an::ocba_shares(All{{1, 1}, {2, 0}}), std::invalid_argument);
  CHECK_THROWS_AS(an::ocba_shares(All{{1, 1}, {nan, 1}}), std::invalid_argument);
  CHECK_THROWS_AS(an::ocba_shares(All{{1, 1}, {2, -1}}), std::invalid_argument);
}
