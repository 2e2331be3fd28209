// What can happen in a small system, state by state.
#pragma once

#include <cstddef>
#include <vector>

#include "analysis/theory/markov_chain.hpp"
#include "analysis/theory/system_program.hpp"
#include "analysis/theory/system_state.hpp"
#include "sim/program.hpp"

namespace kouan::analysis::theory {

/// The system at rest, and what moves it. Holds references to what it is given. Throws
/// TooManyStates once it has been asked for more than can be told in a second or so.
class SystemMoves {
 public:
  /// Who comes in where `limit` wait already is left out, if any number may.
  SystemMoves(const sim::Model& model, const SystemProgram& program, int limit);

  SystemState first() const;  ///< before fleets set out: left at once, for good

  /// All that can happen in the state; adds to `rates` what of that counts.
  std::vector<Move<SystemState>> moves(const SystemState& state, SystemRates& rates) const;

  SystemRates no_rates() const;
  int waiting(const SystemState& state, std::size_t resource) const;

  /// Whether as many wait as are let in where they come in.
  bool is_at_limit(const SystemState& state) const;

 private:
  std::vector<Move<SystemState>> starts(const SystemState& first) const;

  const sim::Model& model_;
  const SystemProgram& program_;
  int limit_ = 0;
  mutable std::size_t effort_ = 0;       ///< steps taken so far
  std::vector<std::size_t> first_line_;  ///< by resource, of its levels; one more at the end
};

}  // namespace kouan::analysis::theory
