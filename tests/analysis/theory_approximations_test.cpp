#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "analysis/theory/approximations.hpp"
#include "analysis/theory/markov_chain.hpp"
#include "analysis/theory/renewal_arrivals.hpp"
#include "tests/analysis/exact.hpp"

using namespace kouan::analysis::theory;

namespace {

/// Mean number in Ek/El/1 of rates lambda and 1, by its chain: number in system, stages of the
/// interval and of the service that have passed.
double erlang_queue(double lambda, int arrival_stages, int service_stages) {
  using State = std::array<int, 3>;
  const auto build = [=](int limit) {
    return SteadyState<State>({0, 0, 0}, [=](const State& s) {
      std::vector<Move<State>> moves;
      const bool arrives = s[1] + 1 == arrival_stages;
      const bool ends = s[2] + 1 == service_stages;
      moves.push_back({{std::min(limit, s[0] + arrives), arrives ? 0 : s[1] + 1, s[2]},
                       lambda * arrival_stages});
      if (s[0] > 0) {
        moves.push_back({{s[0] - ends, s[1], ends ? 0 : s[2] + 1}, 1.0 * service_stages});
      }
      return moves;
    });
  };
  const auto s = steady_state_without_limit(
      64, 4096, build, [](const State& x, int limit) { return x[0] == limit; });
  return s.mean([](const State& x) { return x[0]; });
}

}  // namespace

TEST_CASE("E3/E4/1: the chain, Kingman's and Marchal's bounds (Q53)") {
  const Station s{0.9, 1.0 / 3, 1, 1.0 / 4, 1};
  const double in_system = erlang_queue(0.9, 3, 4);
  CHECK(in_system == exact(3.118587085508824));
  CHECK(in_system / 0.9 - 1 == exact(2.4650967616764707));
  CHECK(kingman_upper_bound(s) == exact(2.9768518518518516));
  CHECK(kingman_approximation(s) == exact(2.6249999999999996));
  CHECK(marchal_lower_bound(s) == exact(0));
}

TEST_CASE("waits lie between Marchal's and Kingman's bounds") {
  for (const double rho : {0.3, 0.6, 0.95}) {
    const double dm1 = gim1(rho, 1, constant_transform(1 / rho)).wait;
    const Station d{rho, 0, 1, 1, 1};
    CHECK(marchal_lower_bound(d) <= dm1);
    CHECK(dm1 <= kingman_upper_bound(d));
    for (const double scv : {0.0, 1.0, 9.0}) {
      const double wait = mg1(rho, 1, scv).wait;
      const Station m{rho, 1, 1, scv, 1};
      CHECK(marchal_lower_bound(m) <= wait);
      CHECK(wait <= kingman_upper_bound(m));
    }
  }
  CHECK(marchal_lower_bound({0.95, 1, 1, 9, 1}) > 70);  // the bound says something: Wq = 95
}

TEST_CASE("Allen-Cunneen's approximation is exact where it claims to be") {
  CHECK(allen_cunneen({40, 1, 0.1, 1, 5}).wait == exact(mmc(40, 10, 5).wait));
  CHECK(allen_cunneen({0.9, 1, 1, 0, 1}).wait == exact(4.5));
  CHECK(kingman_approximation({0.9, 1, 1, 0, 1}) == exact(4.5));
  CHECK(allen_cunneen({0.9, 1.0 / 3, 1, 0.25, 1}).wait == exact(2.625));
}

TEST_CASE("bounds of unstable or empty queues are refused") {
  CHECK_THROWS_AS(kingman_upper_bound({1, 1, 1, 1, 1}), std::domain_error);
  CHECK_THROWS_AS(kingman_upper_bound({0.5, 1, 1, 1, 2}), std::domain_error);
  CHECK_THROWS_AS(marchal_lower_bound({0, 1, 1, 1, 1}), std::domain_error);
  CHECK_THROWS_AS(allen_cunneen({2, 1, 1, 1, 2}), std::domain_error);
}
