#include <boost/math/special_functions/gamma.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <stdexcept>

#include "analysis/theory/birth_death.hpp"
#include "analysis/theory/markov_chain.hpp"
#include "analysis/theory/patience.hpp"
#include "analysis/theory/queues.hpp"
#include "tests/analysis/exact.hpp"

using namespace kouan::analysis::theory;

TEST_CASE("birth and death stays exact over thousands of states") {
  const std::vector<double> p =
      birth_death(std::vector<double>(5000, 2), std::vector<double>(5000, 1));
  CHECK(p.back() == exact(0.5));
  CHECK(p[4999] == exact(0.25));
  CHECK(birth_death({}, {}) == std::vector<double>{1});
  CHECK_THROWS_AS(birth_death({1}, {0}), std::domain_error);
  CHECK_THROWS_AS(birth_death({1}, {}), std::domain_error);
}

TEST_CASE("pairing of loaded and empty sets comes out as in Kashyap 1966 (Q57)") {
  const PairingFigures q = pairing(1, 0.9, 4, 3);
  CHECK(q.pairs == exact(0.8244174843734634));
  CHECK(q.first_refused == exact(0.17558251562653662));
  CHECK(q.second_refused == exact(0.08398057291837402));
  CHECK(q.first_in_queue == exact(1.5888461839045298));
  CHECK(q.second_in_queue == exact(0.5422449337816002));
  CHECK(0.9 * (1 - q.second_refused) == exact(q.pairs));
}

TEST_CASE("pairing without places pairs nobody, since no two come at once") {
  const PairingFigures q = pairing(1, 1, 0, 0);
  CHECK(q.pairs == 0);
  CHECK(q.first_refused == 1);
}

TEST_CASE("Erlang-A comes out as in Garnett, Mandelbaum & Reiman 2002 (Q16)") {
  const AbandonmentFigures q = mmc_abandonment(12, 1, 10, 0.5);
  CHECK(q.abandon_share == exact(0.19565594401072317));
  CHECK(q.in_queue == exact(4.695742656257356));
  CHECK(q.wait == exact(0.39131188802144634));
  CHECK(q.wait_share == exact(0.8503849479147523));
  CHECK(q.throughput == exact(9.652128671871322));
}

TEST_CASE("Erlang-A with theta = mu is M/M/inf, with little patience Erlang's loss") {
  CHECK(mmc_abandonment(12, 1, 10, 1).in_system == exact(12));
  CHECK(mmc_abandonment(7, 1, 10, 1e9).abandon_share == doctest::Approx(erlang_b(10, 7)));
  CHECK(mmc_abandonment(8, 1, 10, 1e-9).wait == doctest::Approx(mmc(8, 1, 10).wait).epsilon(1e-6));
}

TEST_CASE("Erlang-A agrees with the chain solved directly") {
  const double lambda = 5;
  const double mu = 0.7;
  const double theta = 0.3;
  const int servers = 4;
  const SteadyState<int> s(0, [&](const int& n) {
    std::vector<Move<int>> moves;
    if (n < 120) moves.push_back({n + 1, lambda});
    if (n > 0) {
      moves.push_back({n - 1, std::min(n, servers) * mu + std::max(0, n - servers) * theta});
    }
    return moves;
  });
  const AbandonmentFigures q = mmc_abandonment(lambda, mu, servers, theta);
  CHECK(s.mean([&](int n) { return n; }) == exact(q.in_system));
  CHECK(s.mean([&](int n) { return n >= servers; }) == exact(q.wait_share));
  CHECK(q.throughput == exact(lambda * (1 - q.abandon_share)));
  CHECK_THROWS_AS(mmc_abandonment(1, 1, 1, 0), std::domain_error);
}

TEST_CASE("exponential patience of any kind is that of Erlang-A") {
  for (const double lambda : {0.5, 3.0, 12.0, 200.0}) {
    const AbandonmentFigures a = mmc_abandonment(lambda, 1, 10, 0.5);
    const AbandonmentFigures b = mmc_patience(lambda, 1, 10, kouan::sim::exponential(2));
    CHECK(b.abandon_share == doctest::Approx(a.abandon_share).epsilon(1e-6));
    CHECK(b.in_queue == doctest::Approx(a.in_queue).epsilon(1e-6));
    CHECK(b.wait_share == doctest::Approx(a.wait_share).epsilon(1e-6));
    CHECK(b.in_system == doctest::Approx(a.in_system).epsilon(1e-6));
  }
}

TEST_CASE("constant patience in closed form, as of Barrer 1957") {
  // M/M/1+D: v(x) = lambda p0 exp((lambda - mu) x) up to the patience t, then it falls like
  // exp(-mu x).
  const double lambda = 1.2, t = 3;
  const double up = lambda / (lambda - 1) * std::expm1((lambda - 1) * t);
  const double beyond = lambda * std::exp((lambda - 1) * t);
  const AbandonmentFigures q = mmc_patience(lambda, 1, 1, kouan::sim::constant(t));
  CHECK(q.abandon_share == doctest::Approx(beyond / (1 + up + beyond)).epsilon(1e-9));
  CHECK(q.wait_share == doctest::Approx((up + beyond) / (1 + up + beyond)).epsilon(1e-9));
  CHECK(q.throughput == doctest::Approx(lambda * (1 - q.abandon_share)).epsilon(1e-9));
}

TEST_CASE("patience of two values, and what cannot be integrated") {
  // Half of all never wait: they are balking, so M/M/1 with half the rate while it is busy.
  const double lambda = 0.9;
  const AbandonmentFigures q = mmc_patience(lambda, 1, 1, kouan::sim::empirical({0, 1e5}, {1, 1}));
  const double idle = 1 / (1 + lambda / (1 - lambda / 2));
  CHECK(q.wait_share == doctest::Approx(1 - idle).epsilon(1e-6));
  CHECK(q.abandon_share == doctest::Approx((1 - idle) / 2).epsilon(1e-6));
  CHECK_THROWS_AS(mmc_patience(1, 1, 0, kouan::sim::constant(1)), std::domain_error);
  CHECK_THROWS_AS(mmc_patience(0, 1, 1, kouan::sim::constant(1)), std::domain_error);
}

namespace {

/// M/M/c+G straight from its integrals, by trapezia on a grid of ln x, the survival as given.
AbandonmentFigures by_quadrature(double lambda, double mu, int servers, double longest,
                                 const std::function<double(double)>& survival) {
  constexpr int k_points = 200'000;
  constexpr double k_first = 1e-16;
  const double ratio = std::log(longest / k_first) / k_points;
  double x = 0, share = 1, h = 0, v = 1, all = 0, given_up = 0, waited = 0;
  for (int i = 0; i <= k_points; ++i) {
    const double next_x = k_first * std::exp(i * ratio);
    const double next_share = survival(next_x);
    const double next_h = h + (share + next_share) / 2 * (next_x - x);
    const double next_v = std::exp(lambda * next_h - servers * mu * next_x);
    all += (v + next_v) / 2 * (next_x - x);
    given_up += (v * (1 - share) + next_v * (1 - next_share)) / 2 * (next_x - x);
    waited += (v * h + next_v * next_h) / 2 * (next_x - x);
    x = next_x, share = next_share, h = next_h, v = next_v;
  }
  double below = 0, p = 1;
  for (int j = servers - 1; j >= 0; --j) {
    below += p;
    p *= j * mu / lambda;
  }
  AbandonmentFigures out;
  out.wait_share = lambda * all / (below + lambda * all);
  out.abandon_share = lambda * given_up / (below + lambda * all);
  out.in_queue = lambda * lambda * waited / (below + lambda * all);
  return out;
}

void check_near(const AbandonmentFigures& a, const AbandonmentFigures& b) {
  CHECK(a.wait_share == doctest::Approx(b.wait_share).epsilon(1e-6).scale(0));
  CHECK(a.abandon_share == doctest::Approx(b.abandon_share).epsilon(1e-6).scale(0));
  CHECK(a.in_queue == doctest::Approx(b.in_queue).epsilon(1e-6).scale(0));
}

}  // namespace

TEST_CASE("patience that varies widely agrees with quadrature") {
  for (const double scale : {1.0 / 60, 1.0 / 6, 10.0}) {
    check_near(mmc_patience(3.3, 1, 3, kouan::sim::weibull(0.2, scale)),
               by_quadrature(3.3, 1, 3, 600,
                             [=](double x) { return std::exp(-std::pow(x / scale, 0.2)); }));
  }
  for (const double cv : {5.0, 10.0}) {
    check_near(mmc_patience(3.3, 1, 3, kouan::sim::gamma(1, cv)),
               by_quadrature(3.3, 1, 3, 600, [=](double x) {
                 return boost::math::gamma_q(1 / (cv * cv), x / (cv * cv));
               }));
  }
}

TEST_CASE("patience at many idle servers, of a narrow spread, of weeks, and without end") {
  // Nobody waits for one of two hundred servers of which half a one is busy.
  const AbandonmentFigures idle = mmc_patience(0.5, 1, 200, kouan::sim::constant(10));
  CHECK(idle.in_system == exact(0.5));
  CHECK(idle.wait_share < 1e-100);
  check_near(mmc_patience(3.3, 1, 3, kouan::sim::uniform(59.9999999, 60)),
             mmc_patience(3.3, 1, 3, kouan::sim::constant(59.99999995)));
  const AbandonmentFigures weeks = mmc_patience(30, 1, 3, kouan::sim::uniform(36000, 50400));
  CHECK(weeks.abandon_share == exact(0.9));
  CHECK(weeks.utilisation == exact(1));
  CHECK_THROWS_AS(mmc_patience(30, 1, 3, kouan::sim::uniform(0, 1e9)), std::domain_error);
  CHECK(mmc_patience(1, 2, 1, kouan::sim::uniform(0, 1e9)).wait_share == exact(0.5));
}
