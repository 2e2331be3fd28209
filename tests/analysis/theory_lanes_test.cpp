#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "analysis/theory/lanes.hpp"
#include "analysis/theory/markov_chain.hpp"
#include "analysis/theory/queues.hpp"
#include "tests/analysis/exact.hpp"

using namespace kouan::analysis::theory;

TEST_CASE("joining the shorter of two lanes comes out as in Adan, Wessels & Zijm 1990 (Q55)") {
  const LaneFigures q = join_shortest_lane(1.6, 1, 2);
  CHECK(q.in_system == exact(4.729178588220052));
  CHECK(q.sojourn == exact(2.9557366176375326));
  CHECK(mmc(1.6, 1, 2).sojourn == exact(2.7777777777777777));
  CHECK(mmc(0.8, 1, 1).sojourn == exact(5.0));
}

TEST_CASE("one lane is M/M/1; three lanes are between a common queue and lanes at random") {
  CHECK(join_shortest_lane(0.5, 1, 1).sojourn == exact(mmc(0.5, 1, 1).sojourn));
  const double sojourn = join_shortest_lane(1.5, 1, 3).sojourn;
  CHECK(sojourn > mmc(1.5, 1, 3).sojourn);
  CHECK(sojourn < mmc(0.5, 1, 1).sojourn);
}

TEST_CASE("two parallel checks come out as in Flatto & Hahn 1984 (Q32)") {
  const ForkJoinFigures q = fork_join_of_two(0.7, 1);
  CHECK(q.sojourn == exact(4.708333333333333));
  CHECK(q.single_sojourn == exact(3.3333333333333335));
  CHECK(q.gap == exact(1.375));
  CHECK(fork_join_approximation(0.7, 1, 2).sojourn == exact(q.sojourn));
}

namespace {

/// Mean sojourn of `N` parallel checks by the chain: those of which one check is not yet done are
/// as many as the longest queue has.
template <std::size_t N>
double fork_join_chain(double lambda, int limit) {
  using Queues = std::array<int, N>;
  const SteadyState<Queues> s(Queues{}, [=](const Queues& x) {
    std::vector<Move<Queues>> moves;
    Queues more = x;
    for (int& n : more)
      n += 1;
    if (*std::max_element(x.begin(), x.end()) < limit) moves.push_back({more, lambda});
    for (std::size_t i = 0; i < N; ++i) {
      Queues less = x;
      less[i] -= 1;
      if (x[i] > 0) moves.push_back({less, 1});
    }
    return moves;
  });
  return s.mean([](const Queues& x) { return *std::max_element(x.begin(), x.end()); }) / lambda;
}

}  // namespace

TEST_CASE("two parallel checks agree with the chain solved directly") {
  CHECK(fork_join_chain<2>(0.5, 60) == exact(fork_join_of_two(0.5, 1).sojourn));
}

TEST_CASE("the approximation for three checks is within the 5 % that it claims") {
  const double approximation = fork_join_approximation(0.3, 1, 3).sojourn;
  CHECK(approximation == doctest::Approx(fork_join_chain<3>(0.3, 16)).epsilon(0.05));
}

TEST_CASE("lanes and checks that can't keep up are refused") {
  CHECK_THROWS_AS(join_shortest_lane(2, 1, 2), std::domain_error);
  CHECK_THROWS_AS(join_shortest_lane(1, 1, 0), std::domain_error);
  CHECK_THROWS_AS(fork_join_of_two(1, 1), std::domain_error);
  CHECK_THROWS_AS(fork_join_approximation(0.5, 1, 1), std::domain_error);
}
