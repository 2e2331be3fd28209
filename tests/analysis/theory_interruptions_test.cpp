#include <doctest/doctest.h>

#include <array>
#include <stdexcept>

#include "analysis/theory/interruptions.hpp"
#include "analysis/theory/markov_chain.hpp"
#include "tests/analysis/exact.hpp"
#include "tests/analysis/service_laws.hpp"

using namespace kouan::analysis::theory;

namespace {

/// Number in system; phases of repair left, 0 when up; 1 when the work in hand has begun.
using Interrupted = std::array<int, 3>;

/// Exponential service of rate 1; repairs of two exponential phases of rate `phase` each.
SteadyState<Interrupted> breakdown_chain(double lambda, double fail, double phase,
                                         bool clock_always) {
  const auto build = [=](int limit) {
    return SteadyState<Interrupted>({0, 0, 0}, [=](const Interrupted& s) {
      std::vector<Move<Interrupted>> moves;
      const bool up = s[1] == 0;
      if (s[0] < limit) moves.push_back({{s[0] + 1, s[1], up || s[2] ? 1 : 0}, lambda});
      if (up && s[0] > 0) moves.push_back({{s[0] - 1, 0, s[0] > 1 ? 1 : 0}, 1});
      if (up && (s[0] > 0 || clock_always)) moves.push_back({{s[0], 2, s[2]}, fail});
      if (!up) moves.push_back({{s[0], s[1] - 1, s[1] == 1 && s[0] > 0 ? 1 : s[2]}, phase});
      return moves;
    });
  };
  return steady_state_without_limit(64, 4096, build,
                                    [](const Interrupted& s, int limit) { return s[0] == limit; });
}

}  // namespace

TEST_CASE("breakdowns by calendar time come out as in White & Christie 1958 (Q20)") {
  const kouan::analysis::theory::Breakdowns breakdowns{0.1, exponential_service(2.5),
                                                       FailureClock::always};
  const QueueFigures q = mg1_breakdowns(0.5, exponential_service(1), breakdowns);
  CHECK(q.in_system == exact(2.333333333333333));
  CHECK(q.sojourn == exact(4.666666666666666));
  CHECK(availability(0.5, exponential_service(1), breakdowns) == exact(0.8));
}

TEST_CASE("breakdowns agree with the chain solved directly, on either clock") {
  for (const FailureClock clock : {FailureClock::always, FailureClock::when_busy}) {
    const kouan::analysis::theory::Breakdowns breakdowns{0.1, erlang_service(2.5, 2), clock};
    const QueueFigures q = mg1_breakdowns(0.5, exponential_service(1), breakdowns);
    const auto s = breakdown_chain(0.5, 0.1, 2 / 2.5, clock == FailureClock::always);
    CHECK(s.mean([](const Interrupted& x) { return x[0]; }) == exact(q.in_system));
    CHECK(s.mean([](const Interrupted& x) { return x[0] - x[2]; }) == exact(q.in_queue));
    CHECK(s.mean([](const Interrupted& x) { return x[2]; }) == exact(q.utilisation));
    CHECK(s.mean([](const Interrupted& x) { return x[1] > 0 || x[0] > 0; }) == exact(q.wait_share));
    CHECK(s.mean([](const Interrupted& x) { return x[1] == 0; }) ==
          exact(availability(0.5, exponential_service(1), breakdowns)));
  }
}

TEST_CASE("a server that doesn't fail is M/G/1's") {
  const QueueFigures q =
      mg1_breakdowns(0.5, lognormal_service(1, 2), {0, {}, FailureClock::always});
  CHECK(q.wait == exact(mg1(0.5, 1, 2).wait));
  CHECK(q.wait_share == exact(0.5));
}

TEST_CASE("vacations come out as in Fuhrmann & Cooper 1985 (Q22)") {
  const QueueFigures q = mg1_vacations(0.7, constant_service(1), constant_service(3));
  CHECK(q.wait == exact(2.6666666666666665));
  CHECK(q.sojourn == exact(3.6666666666666665));
}

TEST_CASE("vacations agree with the chain solved directly") {
  // Interrupted: number in system, phases of vacation left; 0: serving.
  using Pair = std::array<int, 2>;
  const auto build = [](int limit) {
    return SteadyState<Pair>({0, 2}, [=](const Pair& s) {
      std::vector<Move<Pair>> moves;
      if (s[0] < limit) moves.push_back({{s[0] + 1, s[1]}, 0.6});
      if (s[1] == 0) moves.push_back({{s[0] - 1, s[0] == 1 ? 2 : 0}, 1});
      if (s[1] == 2) moves.push_back({{s[0], 1}, 0.5});
      if (s[1] == 1) moves.push_back({{s[0], s[0] > 0 ? 0 : 2}, 0.5});
      return moves;
    });
  };
  const auto s = steady_state_without_limit(64, 4096, build,
                                            [](const Pair& x, int limit) { return x[0] == limit; });
  const QueueFigures q = mg1_vacations(0.6, exponential_service(1), erlang_service(4, 2));
  CHECK(s.mean([](const Pair& x) { return x[0]; }) == exact(q.in_system));
}

TEST_CASE("interrupted servers that can't keep up are refused") {
  const kouan::analysis::theory::Breakdowns breakdowns{0.4, constant_service(2.5),
                                                       FailureClock::always};
  CHECK_THROWS_AS(mg1_breakdowns(0.5, constant_service(1), breakdowns), std::domain_error);
  CHECK_THROWS_AS(mg1_vacations(0.5, constant_service(1), constant_service(0)), std::domain_error);
}
