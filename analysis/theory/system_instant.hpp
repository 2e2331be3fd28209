// What happens in a small system at one instant, by the rules of the engine, over all that chance
// may decide there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "analysis/theory/markov_chain.hpp"
#include "analysis/theory/system_program.hpp"
#include "analysis/theory/system_state.hpp"
#include "sim/program.hpp"

namespace kouan::analysis::theory {

/// One who may go on.
struct Goer {
  std::uint32_t step = 0;
  std::uint32_t kept = sim::k_none;  ///< resource whose server it has finished with, and still
                                     ///< keeps
  bool is_served = false;  ///< has just been given the server for which it asked at `step`
  bool is_fresh = false;   ///< has come at this instant
};

/// One of the ways in which the instant may go.
struct Course {
  SystemState state;
  std::vector<Goer> ready;
  std::size_t next = 0;  ///< of those ready
  double rate = 0;       ///< of the event that began it, times the chance of this way
  int steps = 0;
  bool is_left_out = false;
};

/// Carries those who are ready to where they wait, work or leave, as Engine::proceed does
/// (sim/engine.cpp, sim/steps_queue.cpp): names are those of the engine.
class Instant {
 public:
  /// `effort` counts the steps taken.
  Instant(const sim::Model& model, const SystemProgram& program,
          const std::vector<std::size_t>& first_line, int limit, SystemRates& rates,
          std::size_t& effort);

  /// Adds where the course leads, and all that chance makes of it, with their rates; what counts of
  /// it goes to `rates`. Throws TooManyStates where that is too much.
  void go(Course first, std::vector<Move<SystemState>>& moves);

  int waiting_at(const SystemState& state, std::size_t r) const;

 private:
  int sum(const std::vector<WaitingLine>& lines, std::size_t r) const;
  std::size_t line_of(std::uint32_t step) const;
  bool has_free_server(const Course& w, std::size_t r) const;
  bool is_full(const Course& w, std::size_t r) const;

  /// Another way, on which the one goes on otherwise.
  void may_go(Course& w, const Goer& other, double chance);

  /// Who has been served is one of those who wait alike there.
  void reveal(Course& w, Goer& one);
  void proceed(Course& w, Goer one);
  bool holds(const Course& w, const sim::Condition& when) const;
  bool seize(Course& w, Goer& one);
  void join(Course& w, Goer& one, std::size_t r, int waiting);

  /// All at once, or nothing: nobody waits.
  void take(Course& w, Goer& one);
  void leave_kept(Course& w, Goer& one);
  void leave(Course& w, std::uint32_t r);

  /// Of the most urgent line in which somebody is.
  std::size_t first_of(const std::vector<WaitingLine>& lines, std::uint32_t r) const;
  void grant_first(Course& w, std::uint32_t r);
  void admit(Course& w, std::uint32_t r);
  std::size_t source_of(const Goer& one) const;

  /// Whether it goes round once more.
  bool depart(Course& w, Goer& one);

  const sim::Model& model_;
  const SystemProgram& program_;
  const std::vector<std::size_t>& first_line_;
  int limit_;
  SystemRates& rates_;
  std::size_t& effort_;
  std::vector<Course> open_;
};

}  // namespace kouan::analysis::theory
