// Continuous-time Markov chains given by what can happen in each state: states are found by
// exploration, the stationary distribution is solved directly. For systems that are small, or cut
// where they hardly ever are.
#pragma once

#include <Eigen/SparseCore>

#include <cstddef>
#include <functional>
#include <map>
#include <stdexcept>
#include <utility>
#include <vector>

#include "analysis/theory/require.hpp"

namespace kouan::analysis::theory {

/// Rates q(i, j) >= 0 of going from state i to state j, any diagonal ignored.
using RateMatrix = Eigen::SparseMatrix<double, Eigen::RowMajor>;

/// pi with pi Q = 0 and sum 1, Q the generator of `rates`: the long-run shares of time in each
/// state. States that are left for good get 0. Direct, by Eigen's SparseLU with one state's share
/// set free (Stewart 1994, ch. 2.3.1). Throws std::domain_error when there is more than one set of
/// states that is never left again, since then the shares depend on the start.
Eigen::VectorXd stationary_distribution(const RateMatrix& rates);

/// Something that can happen: where it leads, how often per time in that state.
template <typename State>
struct Move {
  State to;
  double rate = 0;
};

/// All that can happen in a state. Moves to the same state add up; those of rate 0 don't count.
template <typename State>
using MovesOf = std::function<std::vector<Move<State>>(const State&)>;

/// Thrown where a chain has more states than asked for.
class TooManyStates : public std::domain_error {
 public:
  using std::domain_error::domain_error;
};

/// States that can be reached from a first one, and the rates between them. `State` is anything
/// with operator<.
template <typename State>
class ExploredChain {
 public:
  /// Throws TooManyStates when more than `most` are found, std::domain_error when a rate is
  /// negative.
  ExploredChain(const State& first, const MovesOf<State>& moves, std::size_t most = 200'000) {
    find(first);
    std::vector<Eigen::Triplet<double>> entries;
    for (std::size_t i = 0; i < states_.size(); ++i) {
      for (const Move<State>& move : moves(states_[i])) {
        require(move.rate >= 0, "a rate must not be negative");
        if (move.rate <= 0) continue;
        entries.emplace_back(static_cast<int>(i), static_cast<int>(find(move.to)), move.rate);
      }
      if (states_.size() > most) throw TooManyStates("the chain has too many states");
    }
    const auto n = static_cast<Eigen::Index>(states_.size());
    rates_.resize(n, n);
    rates_.setFromTriplets(entries.begin(), entries.end());
  }

  const std::vector<State>& states() const { return states_; }  ///< in the order of discovery
  const RateMatrix& rates() const { return rates_; }            ///< same numbering

 private:
  std::size_t find(const State& state) {
    const auto [at, is_new] = numbers_.try_emplace(state, states_.size());
    if (is_new) states_.push_back(state);
    return at->second;
  }

  std::vector<State> states_;
  std::map<State, std::size_t> numbers_;
  RateMatrix rates_;
};

/// Long-run shares of the states that can be reached from a first one.
template <typename State>
class SteadyState {
 public:
  /// Errors as ExploredChain and stationary_distribution.
  SteadyState(const State& first, const MovesOf<State>& moves, std::size_t most = 200'000)
      : chain_(first, moves, most) {
    share_ = stationary_distribution(chain_.rates());
  }

  /// Long-run mean of a number that the state has; of a rate: how often it happens per time; of a
  /// condition: the share of time in which it holds.
  template <typename Number>
  double mean(Number number) const {
    double sum = 0;
    for (std::size_t i = 0; i < chain_.states().size(); ++i) {
      sum += share_(static_cast<Eigen::Index>(i)) * static_cast<double>(number(chain_.states()[i]));
    }
    return sum;
  }

  const ExploredChain<State>& chain() const { return chain_; }

 private:
  ExploredChain<State> chain_;
  Eigen::VectorXd share_;
};

/// Share of time at the cut below which a chain counts as if it were not cut.
constexpr double k_cut_share = 1e-13;

/// Steady state of a system without limit, as of one that holds at most `limit`: doubled, from
/// `least` up, until the share of states at the limit is below k_cut_share. `build(limit)`: the
/// SteadyState cut there; `is_at_limit(state, limit)`. Throws std::domain_error when `most` is not
/// enough: the system has no steady state, or hardly.
template <typename Build, typename IsAtLimit>
auto steady_state_without_limit(int least, int most, Build build, IsAtLimit is_at_limit) {
  for (int limit = least; limit <= most; limit *= 2) {
    auto steady = build(limit);
    const double cut = steady.mean([&](const auto& s) { return is_at_limit(s, limit); });
    if (cut < k_cut_share) return steady;
  }
  throw std::domain_error("there is no steady state, or one too close to saturation");
}

}  // namespace kouan::analysis::theory
