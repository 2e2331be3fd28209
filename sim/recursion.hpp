// Evaluates a class's whole way, or the end of it, by recursion instead of events, where nothing on
// it depends on what happens elsewhere (sim/recursive_ways.hpp): stages in a line, each first come
// first served, with room for all who wait and visited by nobody else. At such a stage the start of
// work follows from the arrival and from the times at which the servers become free (Kiefer and
// Wolfowitz 1955, "On the theory of queues with many servers"), so whole hours of arrivals are
// carried through one stage after the other. Departures, statistics and fingerprint are those of
// the events, to the bit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/class_state.hpp"
#include "sim/clocks.hpp"
#include "sim/draw.hpp"
#include "sim/program.hpp"
#include "sim/recursive_stage.hpp"
#include "sim/recursive_ways.hpp"

namespace kouan::sim {

class Recursion {
 public:
  /// The way must be one of those of `recursive_ways`.
  Recursion(const Model& model, const RecursiveWay& way, const Draws& draws,
            std::vector<DrawBlocks>& blocks);

  /// One of `clock` comes to the end of a way at `now`, not before others who came there.
  void take(Micros now, const Clock& clock);
  /// Carries on all that happens on the end of a way at or before `bound`.
  void carry_on(Micros bound, const Books& books);
  /// The same of a whole way, or until one comes when `most_inside` are on their way. Returns when
  /// that is; -1 if it does not happen.
  Micros advance_until(Micros bound, std::size_t most_inside, const Books& books);
  /// Enters the sums of the run; once, at the horizon.
  void close(const Books& books);
  /// Entities on their way, counted where they are.
  std::size_t inside() const;
  std::uint64_t bytes() const;
  std::uint32_t class_index() const { return way_.class_index; }
  bool is_whole() const { return way_.is_whole; }

 private:
  struct Drive {
    Micros ends_at;
    std::uint64_t number;  ///< in the order of setting out
    std::uint64_t serial;
  };
  struct Place {
    StepKind kind;
    std::uint32_t step;
    std::size_t stage;               ///< of `stages_`, where the kind is seize
    WideMicros driving = 0;          ///< sum of the run, where it is travel
    std::vector<Drive> under_way{};  ///< a heap
  };

  void pass(Micros bound, const Books& books);
  Micros arrive(Micros bound, std::size_t most, const Books& books);
  void travel(Place& place, Micros bound, const Books& books);
  void clear(const Books& books);
  void depart(const Books& books);
  std::int64_t stop_clocks();
  std::span<Micros> observed_times();
  template <class Do>
  void with_clocks(Do what) {
    if (way_.is_whole) {
      what(clocks_in_row_);
    } else {
      what(clocks_);
    }
  }

  const Model& model_;
  RecursiveWay way_;
  const Draws& draws_;
  std::vector<DrawBlocks>& blocks_;
  Observed observed_;
  std::vector<Place> places_;
  std::vector<RecursiveStage> stages_;
  std::uint64_t drives_ = 0;
  Micros next_arrival_ = 0;
  Flow flow_;                  ///< between passes, those who have come to an end of a way
  ClocksInRow clocks_in_row_;  ///< of a whole way
  Clocks clocks_;              ///< of the end of one
  Row<Micros> times_;          ///< of those who clear or depart now
  Row<double> payloads_kg_;    ///< of those who clear now
};

}  // namespace kouan::sim
