#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "analysis/theory/approximations.hpp"
#include "analysis/theory/markov_chain.hpp"
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

TEST_CASE("E3/E4/1: the chain (Q53)") {
  const double in_system = erlang_queue(0.9, 3, 4);
  CHECK(in_system == exact(3.118587085508824));
  CHECK(in_system / 0.9 - 1 == exact(2.4650967616764707));
}

TEST_CASE("Allen-Cunneen's approximation is exact where it claims to be") {
  CHECK(allen_cunneen({40, 1, 0.1, 1, 5}).wait == exact(mmc(40, 10, 5).wait));
  CHECK(allen_cunneen({0.9, 1, 1, 0, 1}).wait == exact(4.5));
}

TEST_CASE("with one server Allen-Cunneen's approximation is Kingman's (Q53)") {
  CHECK(allen_cunneen({0.9, 1.0 / 3, 1, 0.25, 1}).wait == exact(2.6249999999999996));
}

TEST_CASE("approximations of unstable queues are refused") {
  CHECK_THROWS_AS(allen_cunneen({2, 1, 1, 1, 2}), std::domain_error);
}
