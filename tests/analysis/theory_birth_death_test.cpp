#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>

#include "analysis/theory/birth_death.hpp"
#include "analysis/theory/markov_chain.hpp"
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
