// What an entity brings to places at least and at most where it is open beforehand who is turned
// away, or which way a condition takes.
#pragma once

#include <cstddef>
#include <vector>

#include "models/process_graph.hpp"

namespace kouan::models {

/// Sums over the nodes to which one entity comes, whatever decides who is turned away at each place
/// that may, and which way is taken where conditions decide. Whoever decides, at every instant by
/// all that happened, is a policy of a Markov decision process whose sums lie between its least and
/// its most (Puterman 1994, ch. 7).
class SumsOverWays {
 public:
  explicit SumsOverWays(const ProcessGraph& graph);

  /// Whether any of class `c` may be turned away, or find nothing, anywhere.
  bool may_turn_away(std::size_t c) const { return may_turn_away_[c] != 0; }

  /// Expected sum of `each`, a value >= 0 for each node: never less, whoever decides. Those turned
  /// away at a node have come to it.
  double least(std::size_t c, const std::vector<double>& each) const;
  /// So much is possible, or more where loops never end. Those turned away at a node do not count
  /// there: who tries again brings no more than who gets in at once.
  double most(std::size_t c, const std::vector<double>& each) const;

 private:
  struct Way {
    std::size_t to;
    double probability;
    bool may_fail;     ///< some who would go here may have to go a way of the next kind
    bool is_overflow;  ///< of those turned away, maybe among others
  };

  /// Everything that can happen after a node.
  struct Onward {
    std::vector<Way> ways;
    bool is_open = false;  ///< conditions decide which
  };

  template <class Better>
  double extreme(std::size_t c, const std::vector<double>& each, Better better) const;
  template <class Better>
  double after(const Onward& onward, const std::vector<double>& each,
               const std::vector<double>& sums, Better better) const;

  const ProcessGraph& graph_;
  std::vector<std::vector<std::size_t>> nodes_;  ///< by class, the last first
  std::vector<Onward> onward_;
  std::vector<char> may_turn_away_;  ///< by class
};

}  // namespace kouan::models
