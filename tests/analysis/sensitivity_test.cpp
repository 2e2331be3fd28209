#include "analysis/sensitivity.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <set>
#include <stdexcept>
#include <vector>

namespace an = kouan::analysis;
using doctest::Approx;

namespace {

using Function = std::function<double(std::span<const double>)>;

an::SobolIndices indices(std::size_t inputs, std::size_t rows, const Function& f) {
  const an::SobolDesign design(inputs, rows);
  std::vector<double> y;
  for (std::size_t i = 0; i < design.points(); ++i)
    y.push_back(f(design.point(i)));
  return an::sobol_indices(inputs, y);
}

double ishigami(std::span<const double> u) {
  const auto x = [&](std::size_t i) { return M_PI * (2 * u[i] - 1); };
  return std::sin(x(0)) + 7 * std::pow(std::sin(x(1)), 2) +
         0.1 * std::pow(x(2), 4) * std::sin(x(0));
}

/// Largest error of any index against oracle S05 (Ishigami & Homma 1990; Saltelli et al. 2008).
double ishigami_error(const an::SobolIndices& s) {
  const double first[] = {0.31390519114781146, 0.4424111447900409, 0.0};
  const double total[] = {0.5575888552099592, 0.4424111447900409, 0.2436836640621477};
  double error = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    error = std::max(error, std::abs(s.first[i] - first[i]));
    error = std::max(error, std::abs(s.total[i] - total[i]));
  }
  return error;
}

}  // namespace

TEST_CASE("Sobol indices of the Ishigami function") {
  const an::SobolIndices s = indices(3, 1 << 14, ishigami);
  CHECK(ishigami_error(s) < 0.002);
  CHECK(s.variance == Approx(13.844587940719254).epsilon(0.002));
  CHECK(s.mean == Approx(3.5).epsilon(0.002));  // a / 2
}

// Independent random points would come nearer by the root of 64 only.
TEST_CASE("more rows of the low-discrepancy design come nearer") {
  for (int k = 8; k <= 16; k += 2)
    CHECK(ishigami_error(indices(3, 1 << 16, ishigami)) <
          ishigami_error(indices(3, 1 << 10, ishigami)) / 8);
}

// By hand: f = 1 u0 + 2 u1 + 3 u2, variances 1, 4 and 9 twelfths, nothing together.
TEST_CASE("of a sum the total indices are those of first order") {
  const an::SobolIndices s =
      indices(3, 1 << 12, [](std::span<const double> u) { return u[0] + 2 * u[1] + 3 * u[2]; });
  for (std::size_t i = 0; i < 3; ++i) {
    const double share = std::pow(static_cast<double>(i) + 1, 2) / 14;
    CHECK(s.first[i] == Approx(share).epsilon(0.01));
    CHECK(s.total[i] == Approx(share).epsilon(0.01));
  }
  CHECK(s.variance == Approx(14.0 / 12).epsilon(0.01));
}

// By hand: f = (u0 - 1/2) (u1 - 1/2) on top of a large constant, which must cost no digits: each
// input alone does nothing, both together all.
TEST_CASE("inputs that act only together have no index of first order and a total of one") {
  const an::SobolIndices s = indices(
      3, 1 << 14, [](std::span<const double> u) { return 1e6 + (u[0] - 0.5) * (u[1] - 0.5); });
  CHECK(std::abs(s.first[0]) < 0.01);
  CHECK(std::abs(s.first[1]) < 0.01);
  CHECK(s.total[0] == Approx(1).epsilon(0.01));
  CHECK(s.total[1] == Approx(1).epsilon(0.01));
  CHECK(s.first[2] == 0);
  CHECK(s.total[2] == 0);
}

TEST_CASE("a design's rows are A, B and A with one input of B, inside the cube") {
  const an::SobolDesign design(2, 8);
  REQUIRE(design.points() == 32);
  std::set<double> seen;
  for (std::size_t row = 0; row < 32; row += 4) {
    const auto a = design.point(row), b = design.point(row + 1);
    CHECK(design.point(row + 2)[0] == b[0]);
    CHECK(design.point(row + 2)[1] == a[1]);
    CHECK(design.point(row + 3)[0] == a[0]);
    CHECK(design.point(row + 3)[1] == b[1]);
    CHECK(a[0] > 0);
    CHECK(a[0] < 1);
    seen.insert(a[0]);
  }
  CHECK(seen.size() == 8);
}

TEST_CASE("a longer design begins with the shorter") {
  const an::SobolDesign shorter(3, 5), longer(3, 9);
  for (std::size_t i = 0; i < shorter.points(); ++i)
    for (std::size_t k = 0; k < 3; ++k)
      CHECK(shorter.point(i)[k] == longer.point(i)[k]);
}

TEST_CASE("designs and responses without meaning are refused") {
  CHECK_THROWS_AS(an::SobolDesign(0, 8), std::invalid_argument);
  CHECK_THROWS_AS(an::SobolDesign(3, 0), std::invalid_argument);
  CHECK_THROWS_AS(an::SobolDesign(5000, 1), std::invalid_argument);
  CHECK_THROWS_AS(an::sobol_indices(1, std::vector<double>{1, 2, 3, 4, 5}), std::invalid_argument);
  CHECK_THROWS_AS(an::sobol_indices(1, std::vector<double>{1, 2, 3}), std::invalid_argument);
  CHECK_THROWS_AS(an::sobol_indices(1, std::vector<double>(6, 1.0)), std::invalid_argument);
  std::vector<double> holes = {1, 2, 3, 4, 5, 6};
  holes[2] = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(an::sobol_indices(1, holes), std::invalid_argument);
}
