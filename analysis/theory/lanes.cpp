#include "analysis/theory/lanes.hpp"

#include <algorithm>

#include "analysis/theory/markov_chain.hpp"

namespace kouan::analysis::theory {
namespace {

/// Lengths of the lanes, longest first: which lane is which doesn't matter.
using Lengths = std::vector<int>;

SteadyState<Lengths> shortest_lane_chain(double lambda, double mu, int lanes, int limit) {
  const auto moves = [=](const Lengths& lengths) {
    std::vector<Move<Lengths>> out;
    const auto add = [&](std::size_t i, int change, double rate) {
      Lengths to = lengths;
      to[i] += change;
      std::sort(to.rbegin(), to.rend());
      out.push_back({std::move(to), rate});
    };
    if (lengths.back() < limit) add(lengths.size() - 1, 1, lambda);
    for (std::size_t i = 0; i < lengths.size() && lengths[i] > 0; ++i)
      add(i, -1, mu);
    return out;
  };
  return {Lengths(static_cast<std::size_t>(lanes), 0), moves};
}

}  // namespace

LaneFigures join_shortest_lane(double lambda, double mu, int lanes) {
  require(lanes >= 1 && lambda > 0 && mu > 0, "rates must be > 0 and there must be a lane");
  require(lambda < lanes * mu, "a queue with utilisation 1 or more has no steady state");
  const auto steady = steady_state_without_limit(
      8, 1024, [=](int limit) { return shortest_lane_chain(lambda, mu, lanes, limit); },
      [](const Lengths& lengths, int limit) { return lengths.front() == limit; });
  const double in_system = steady.mean([](const Lengths& lengths) {
    int total = 0;
    for (const int n : lengths)
      total += n;
    return total;
  });
  return {in_system, in_system / lambda};
}

ForkJoinFigures fork_join_of_two(double lambda, double mu) {
  require(lambda >= 0 && mu > 0, "a rate must be >= 0, the service rate > 0");
  require(lambda < mu, "a queue with utilisation 1 or more has no steady state");
  const double single = 1 / (mu - lambda);
  const double sojourn = (12 - lambda / mu) / 8 * single;
  return {sojourn, single, sojourn - single};
}

ForkJoinFigures fork_join_approximation(double lambda, double mu, int checks) {
  require(checks >= 2, "there must be two checks");
  const ForkJoinFigures two = fork_join_of_two(lambda, mu);
  double harmonic = 0;
  for (int i = 1; i <= checks; ++i)
    harmonic += 1.0 / i;
  const double ratio = harmonic / 1.5;
  const double sojourn = two.sojourn * (ratio + 4 * lambda / mu * (1 - ratio) / 11);
  return {sojourn, two.single_sojourn, sojourn - two.single_sojourn};
}

}  // namespace kouan::analysis::theory
