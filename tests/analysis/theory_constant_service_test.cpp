#include <Eigen/Dense>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/lambert_w.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "analysis/theory/constant_service.hpp"
#include "tests/analysis/exact.hpp"

using namespace kouan::analysis::theory;

TEST_CASE("M/D/1 is Pollaczek and Khinchine's, light, heavy and next to its limit") {
  for (const double rho : {1e-9, 0.05, 0.5, 0.9, 0.999, 1 - 1e-6, 1 - 1e-10}) {
    const QueueFigures q = mdc(rho / 60, 60, 1);
    const QueueFigures m = mg1(rho / 60, 60, 0);
    CHECK(q.wait_share == exact(rho));
    CHECK(q.utilisation == exact(rho));
    // What is left of 1 by rounding of rho is all that they may differ in.
    const auto near = [=](double x) {
      return doctest::Approx(x).epsilon(1e-11 + 1e-15 / (1 - rho)).scale(0);
    };
    CHECK(q.wait == near(m.wait));
    CHECK(q.in_queue == near(m.in_queue));
    CHECK(q.sojourn == near(m.sojourn));
    CHECK(q.in_system == near(m.in_system));
  }
}

TEST_CASE("M/D/2 by Crommelin's one root, in closed form") {
  for (const double rho : {0.2, 0.5, 0.8, 0.95, 0.9999}) {
    // z^2 = exp(a (z - 1)) has one root beside 1 within the unit circle, a negative one.
    const double a = 2 * rho;
    const double root = -boost::math::lambert_w0(rho * std::exp(-rho)) / rho;
    const QueueFigures q = mdc(a, 1, 2);
    CHECK(q.wait_share == exact(1 - (2 - a) / (1 - root)));
    CHECK(q.in_system == exact(a / (2 * (2 - a)) + a / 2 - 0.5 + 1 / (1 - root)));
  }
}

namespace {

/// Long-run shares of the numbers inside, from one service to the next (Crommelin 1932), as far as
/// a matrix goes.
Eigen::VectorXd chain_of_services(double a, int servers, int most) {
  Eigen::MatrixXd leads = Eigen::MatrixXd::Zero(most + 1, most + 1);
  for (int from = 0; from <= most; ++from) {
    const int left = std::max(0, from - servers);
    double p = std::exp(-a);
    for (int to = left; to <= most; ++to) {
      leads(to, from) = p;
      p *= a / (to - left + 1);
    }
  }
  leads -= Eigen::MatrixXd::Identity(most + 1, most + 1);
  leads.row(most).setOnes();
  Eigen::VectorXd one = Eigen::VectorXd::Zero(most + 1);
  one(most) = 1;
  return leads.partialPivLu().solve(one);
}

}  // namespace

TEST_CASE("M/D/c agrees with the chain of services solved by brute force") {
  for (const int servers : {2, 3, 7, 20}) {
    for (const double rho : {0.4, 0.8, 0.9}) {
      const Eigen::VectorXd p = chain_of_services(servers * rho, servers, 300);
      double in_queue = 0;
      double waits = 0;
      for (int n = servers; n <= 300; ++n) {
        in_queue += (n - servers) * p(n);
        waits += p(n);
      }
      const QueueFigures q = mdc(servers * rho / 60, 60, servers);
      CHECK(q.in_queue == exact(in_queue));
      CHECK(q.wait_share == exact(waits));
      CHECK(q.wait == exact(in_queue / (servers * rho) * 60));
    }
  }
}

TEST_CASE("who comes c-th after another gets its server: M/D/c waits as E_c/D/1") {
  // Spitzer's sums over the time of k services less that of k c arrivals, here of the waits.
  for (const int servers : {4, 60, 500}) {
    const double a = 0.9 * servers;
    double wait = 0;
    double served_at_once = 0;
    for (int k = 1; k < 20'000; ++k) {
      const double stages = static_cast<double>(k) * servers;
      const double all = boost::math::gamma_p(stages, k * a);  // so many come within k services
      wait +=
          boost::math::gamma_p_derivative(stages + 1, k * a) * stages / a / k - (1 / 0.9 - 1) * all;
      served_at_once -= all / k;
      if (all < 1e-18) break;
    }
    const QueueFigures q = mdc(a, 1, servers);
    CHECK(q.wait == exact(wait));
    CHECK(q.wait_share == exact(-std::expm1(served_at_once)));
  }
}

TEST_CASE("many servers: rare waits keep their digits, none at all is 0") {
  const QueueFigures q = mdc(15, 1, 50);  // 49 of the 50 others in a service of mean 15
  double first = 0;
  double more = boost::math::gamma_p_derivative(51.0, 15.0);
  for (int n = 50; n < 200; ++n) {
    first += more;
    more *= 15.0 / (n + 1);
  }
  CHECK(q.wait_share == doctest::Approx(first).epsilon(1e-9).scale(0));  // the first of its sum
  CHECK(mdc(500, 1, 10'000).wait_share == 0);
  CHECK(mdc(500, 1, 10'000).wait == 0);
}

TEST_CASE("constant service: near its limit the queue is that of any number of servers") {
  for (const int servers : {1, 30, 1000}) {
    const double rho = 1 - 1e-8;
    const QueueFigures q = mdc(servers * rho, 1, servers);
    CHECK(q.in_queue * 2 * (1 - rho) == doctest::Approx(1).epsilon(1e-5));
    CHECK(q.wait_share < 1);
  }
}

TEST_CASE("constant service that more come to than it takes is refused") {
  CHECK_THROWS_AS(mdc(2, 1, 2), std::domain_error);
  CHECK_THROWS_AS(mdc(0, 1, 2), std::domain_error);
  CHECK_THROWS_AS(mdc(1, 0, 2), std::domain_error);
  CHECK_THROWS_AS(mdc(1, 0.5, 0), std::domain_error);
}
