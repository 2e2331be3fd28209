#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <stdexcept>

#include "analysis/theory/linear_program.hpp"

using kouan::analysis::theory::LinearOptimum;
using kouan::analysis::theory::maximise;

TEST_CASE("a textbook problem comes out: 3x + 5y, x <= 4, 2y <= 12, 3x + 2y <= 18") {
  Eigen::MatrixXd a(3, 2);
  a << 1, 0, 0, 2, 3, 2;
  const LinearOptimum best = maximise(a, Eigen::Vector3d(4, 12, 18), Eigen::Vector2d(3, 5));
  CHECK(best.value == doctest::Approx(36));
  CHECK(best.x(0) == doctest::Approx(2));
  CHECK(best.x(1) == doctest::Approx(6));
  CHECK(best.worth.isApprox(Eigen::Vector3d(0, 1.5, 1)));  // 12 x 1.5 + 18 x 1 = 36
}

TEST_CASE("nothing limits, nothing is allowed, nothing is wanted") {
  CHECK(std::isinf(
      maximise(Eigen::MatrixXd(0, 1), Eigen::VectorXd(0), Eigen::VectorXd::Ones(1)).value));
  const Eigen::MatrixXd one = Eigen::MatrixXd::Ones(1, 1);
  CHECK(maximise(one, Eigen::VectorXd::Zero(1), Eigen::VectorXd::Ones(1)).value == 0);
  CHECK(maximise(one, Eigen::VectorXd::Ones(1), Eigen::VectorXd::Zero(1)).value == 0);
  CHECK_THROWS_AS(maximise(one, -Eigen::VectorXd::Ones(1), Eigen::VectorXd::Ones(1)),
                  std::domain_error);
}

TEST_CASE("two unknowns: the best corner of all, found by trying every one") {
  std::mt19937 random(20230101);
  std::uniform_real_distribution<double> uniform(0.1, 1);
  for (int round = 0; round < 200; ++round) {
    Eigen::MatrixXd a(5, 2);
    Eigen::VectorXd b(5);
    for (int i = 0; i < 5; ++i) {
      // Limits of very different size, as seconds and kilograms are.
      const double size = std::pow(10.0, 3 * i);
      a.row(i) << size * uniform(random), size * uniform(random);
      b(i) = size * 1e6 * uniform(random);
    }
    const Eigen::Vector2d c(uniform(random), 1e5 * uniform(random));
    Eigen::MatrixXd lines(7, 2);
    lines << a, Eigen::MatrixXd::Identity(2, 2);
    Eigen::VectorXd levels(7);
    levels << b, 0, 0;
    double best = 0;
    for (int i = 0; i < 7; ++i) {
      for (int j = 0; j < i; ++j) {
        Eigen::Matrix2d pair;
        pair << lines.row(i), lines.row(j);
        const Eigen::Vector2d x = pair.fullPivLu().solve(Eigen::Vector2d(levels(i), levels(j)));
        const bool is_allowed =
            x.minCoeff() >= -1e-6 && ((a * x).array() <= b.array() * (1 + 1e-9)).all();
        if (is_allowed) best = std::max(best, c.dot(x));
      }
    }
    const LinearOptimum found = maximise(a, b, c);
    CHECK(found.value == doctest::Approx(best).epsilon(1e-8));
    CHECK(found.worth.dot(b) == doctest::Approx(best).epsilon(1e-8));
  }
}
