#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <stdexcept>

#include "analysis/theory/interval_transform.hpp"
#include "analysis/theory/markov_chain.hpp"
#include "analysis/theory/renewal_arrivals.hpp"
#include "tests/analysis/exact.hpp"

using namespace kouan;
using namespace kouan::analysis::theory;

TEST_CASE("trains on the hour, exponential handling: D/M/1 (Q51)") {
  const QueueFigures q = gimc(1, 1 / 0.85, 1, constant_transform(1));
  CHECK(q.wait_share == exact(0.7158069798132178));
  CHECK(q.wait == exact(2.140924968675686));
  CHECK(q.sojourn == exact(2.990924968675686));
}

TEST_CASE("with exponential intervals GI/M/1 is M/M/1, light or heavy") {
  for (const double rho : {0.01, 0.5, 0.9, 0.9999}) {
    const QueueFigures q = gimc(rho, 1, 1, erlang_transform(1 / rho, 1));
    CHECK(q.wait_share == doctest::Approx(rho).epsilon(1e-9));
    CHECK(q.wait == doctest::Approx(mmc(rho, 1, 1).wait).epsilon(1e-7));
  }
}

TEST_CASE("transforms have the value 1 and minus the mean as slope at 0") {
  for (const Transform& t :
       {constant_transform(3), erlang_transform(3, 4), uniform_transform(1, 5)}) {
    CHECK(t(0) == exact(1));
    CHECK((1 - t(1e-7)) / 1e-7 == doctest::Approx(3).epsilon(1e-5));
  }
}

TEST_CASE("E3/M/1 agrees with the chain solved directly") {
  // State: number in system, stages of the interval passed.
  using State = std::array<int, 2>;
  const auto build = [](int limit) {
    return SteadyState<State>({0, 0}, [=](const State& s) {
      std::vector<Move<State>> moves;
      if (s[1] < 2) moves.push_back({{s[0], s[1] + 1}, 3 * 0.8});
      if (s[1] == 2) moves.push_back({{std::min(limit, s[0] + 1), 0}, 3 * 0.8});
      if (s[0] > 0) moves.push_back({{s[0] - 1, s[1]}, 1});
      return moves;
    });
  };
  const auto s = steady_state_without_limit(
      64, 4096, build, [](const State& x, int limit) { return x[0] == limit; });
  const QueueFigures q = gimc(0.8, 1, 1, erlang_transform(1 / 0.8, 3));
  CHECK(s.mean([](const State& x) { return x[0]; }) == exact(q.in_system));
}

TEST_CASE("GI/M/c is GI/M/1 with one server, M/M/c with exponential intervals") {
  const QueueFigures one = gimc(1, 1 / 0.85, 1, constant_transform(1));
  CHECK(one.wait_share == exact(0.7158069798132178));
  CHECK(one.wait == exact(2.140924968675686));
  for (const int servers : {2, 5, 20}) {
    for (const double rho : {0.3, 0.9}) {
      const double lambda = rho * servers;
      const QueueFigures q = gimc(lambda, 1, servers, erlang_transform(1 / lambda, 1));
      const QueueFigures m = mmc(lambda, 1, servers);
      CHECK(q.wait_share == doctest::Approx(m.wait_share).epsilon(1e-8));
      CHECK(q.wait == doctest::Approx(m.wait).epsilon(1e-8));
    }
  }
}

TEST_CASE("GI/M/c with thousands of servers loses no digits to large binomials") {
  for (const int servers : {1100, 3000, 10'000}) {
    for (const double rho : {0.9, 0.99}) {
      const double lambda = rho * servers;
      const QueueFigures q = gimc(lambda, 1, servers, erlang_transform(1 / lambda, 1));
      const QueueFigures m = mmc(lambda, 1, servers);
      CHECK(q.wait_share == doctest::Approx(m.wait_share).epsilon(1e-7).scale(0));
      CHECK(q.wait == doctest::Approx(m.wait).epsilon(1e-7).scale(0));
    }
  }
  CHECK(gimc(10, 1, 10'000, constant_transform(0.1)).wait == 0);  // less than a double can tell
}

TEST_CASE(
    "GI/M/c of other intervals: those of like transforms, and a chain from arrival to arrival") {
  for (const int servers : {1, 2, 7}) {
    const double lambda = 0.85 * servers;
    const auto of = [&](const sim::Distribution& d) {
      return gimc(lambda, 1, servers, interval_transform(d));
    };
    const QueueFigures gamma = of(sim::gamma(1 / lambda, 0.5));
    const QueueFigures erlang = gimc(lambda, 1, servers, erlang_transform(1 / lambda, 4));
    CHECK(gamma.wait == exact(erlang.wait));
    CHECK(gamma.wait_share == exact(erlang.wait_share));
    const QueueFigures weibull = of(sim::weibull(1, 1 / lambda));
    CHECK(weibull.wait == exact(mmc(lambda, 1, servers).wait));
    CHECK(weibull.wait_share == exact(mmc(lambda, 1, servers).wait_share));
    const QueueFigures values = of(sim::empirical({1 / lambda}, {3}));
    CHECK(values.wait == exact(gimc(lambda, 1, servers, constant_transform(1 / lambda)).wait));
  }
  // Numbers found by arrivals, solved as a Markov chain of 260 states (X24 of tests/oracles).
  const QueueFigures q = gimc(1 / 0.6, 1, 2, interval_transform(sim::lognormal(0.6, 1.5)));
  CHECK(q.wait_share == exact(0.8222479114181703));
  CHECK(q.wait == exact(3.4742626676123387));
}

TEST_CASE("E2/M/3 agrees with the chain solved directly") {
  using State = std::array<int, 2>;
  const auto build = [](int limit) {
    return SteadyState<State>({0, 0}, [=](const State& s) {
      std::vector<Move<State>> moves;
      if (s[1] == 0) moves.push_back({{s[0], 1}, 2 * 2.4});
      if (s[1] == 1) moves.push_back({{std::min(limit, s[0] + 1), 0}, 2 * 2.4});
      if (s[0] > 0) moves.push_back({{s[0] - 1, s[1]}, std::min(3, s[0]) * 1.0});
      return moves;
    });
  };
  const auto s = steady_state_without_limit(
      64, 4096, build, [](const State& x, int limit) { return x[0] == limit; });
  const QueueFigures q = gimc(2.4, 1, 3, erlang_transform(1 / 2.4, 2));
  CHECK(s.mean([](const State& x) { return x[0]; }) == exact(q.in_system));
}

TEST_CASE("renewal arrivals faster than service are refused") {
  CHECK_THROWS_AS(gimc(1, 1, 1, constant_transform(1)), std::domain_error);
  CHECK_THROWS_AS(gimc(3, 1, 3, constant_transform(1.0 / 3)), std::domain_error);
  CHECK_THROWS_AS(gimc(1, 2, 0, constant_transform(1)), std::domain_error);
  CHECK_THROWS_AS(gimc(0, 1, 1, constant_transform(1)), std::domain_error);
  CHECK_THROWS_AS(uniform_transform(2, 2), std::domain_error);
}
