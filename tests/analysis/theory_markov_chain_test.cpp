#include <doctest/doctest.h>

#include <array>
#include <stdexcept>

#include "analysis/theory/markov_chain.hpp"
#include "analysis/theory/queues.hpp"
#include "tests/analysis/exact.hpp"

using namespace kouan::analysis::theory;

namespace {

MovesOf<int> birth_and_death(double up, double down, int most) {
  return [=](const int& n) {
    std::vector<Move<int>> moves;
    if (n < most) moves.push_back({n + 1, up});
    if (n > 0) moves.push_back({n - 1, down});
    return moves;
  };
}

}  // namespace

TEST_CASE("two states share time as their rates say") {
  const SteadyState<int> s(0, [](const int& up) {
    return std::vector<Move<int>>{{1 - up, up ? 0.1 : 0.4}};
  });
  CHECK(s.mean([](int up) { return up; }) == exact(0.8));
}

TEST_CASE("a chain solved directly agrees with the formula of M/M/c/K") {
  const double lambda = 3;
  const SteadyState<int> s(0, [&](const int& n) {
    std::vector<Move<int>> moves;
    if (n < 10) moves.push_back({n + 1, lambda});
    moves.push_back({std::max(0, n - 1), static_cast<double>(std::min(n, 3))});
    return moves;
  });
  const LossFigures q = mmck(lambda, 1, 3, 10);
  CHECK(s.mean([](int n) { return n; }) == exact(q.in_system));
  CHECK(s.mean([](int n) { return n == 10; }) == exact(q.blocked_share));
  CHECK(s.chain().states().size() == 11);
}

TEST_CASE("states that are left for good have no share") {
  // 0 -> 1 -> {2 <-> 3}
  const SteadyState<int> s(0, [](const int& n) {
    return std::vector<Move<int>>{{n == 3 ? 2 : n + 1, n == 3 ? 3.0 : 1.0}};
  });
  CHECK(s.mean([](int n) { return n < 2; }) == 0);
  CHECK(s.mean([](int n) { return n == 2; }) == exact(0.75));
}

TEST_CASE("a state that is never left has all the time") {
  const SteadyState<int> s(0, [](const int& n) {
    return n == 0 ? std::vector<Move<int>>{{1, 1.0}, {1, 0.0}} : std::vector<Move<int>>{};
  });
  CHECK(s.mean([](int n) { return n; }) == exact(1));
}

TEST_CASE("an end that depends on the start is refused") {
  const MovesOf<int> fork = [](const int& n) {
    return n == 0 ? std::vector<Move<int>>{{1, 1.0}, {2, 1.0}} : std::vector<Move<int>>{};
  };
  CHECK_THROWS_AS(SteadyState<int>(0, fork), std::domain_error);
}

TEST_CASE("chains without end and negative rates are refused") {
  const MovesOf<int> endless = [](const int& n) { return std::vector<Move<int>>{{n + 1, 1.0}}; };
  CHECK_THROWS_AS(ExploredChain<int>(0, endless, 1000), std::domain_error);
  CHECK_THROWS_AS(SteadyState<int>(0, birth_and_death(-1, 1, 3)), std::domain_error);
}

TEST_CASE("a cut chain is let grow until the cut doesn't show") {
  const auto build = [](double lambda) {
    return [lambda](int limit) { return SteadyState<int>(0, birth_and_death(lambda, 1, limit)); };
  };
  const auto is_at_limit = [](int n, int limit) { return n == limit; };
  const auto s = steady_state_without_limit(8, 1024, build(0.9), is_at_limit);
  CHECK(s.mean([](int n) { return n; }) == exact(9));
  CHECK(s.chain().states().size() == 513);  // 0.1 x 0.9^512 is the first below 1e-13
  CHECK_THROWS_AS(steady_state_without_limit(8, 1024, build(1.0), is_at_limit), std::domain_error);
}
