// What moves in a class during a run, and when its next entity comes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/draw_blocks.hpp"
#include "sim/observe.hpp"
#include "sim/program.hpp"

namespace kouan::sim {

/// A planned arrival with its lateness, and whom it brings.
struct Planned {
  Micros at = 0;
  std::uint64_t first_serial = 0;
  std::int64_t count = 0;
};

struct ClassState {
  ClassState(const DrawBlocks& of_gaps, const DrawBlocks& of_payloads)
      : gaps(of_gaps), payloads(of_payloads) {}

  DrawBlocks gaps;  ///< between arrivals, at a rate of one
  DrawBlocks payloads;
  std::uint64_t arrival_purpose = 0;  ///< intervals of a renewal source, lateness of a plan
  std::uint64_t batch_purpose = 0;
  std::vector<Planned> coming{};  ///< of a listed source, in order of their instants
  std::size_t next_coming = 0;
  std::uint64_t sent = 0;   ///< serial number of the next entity
  std::uint64_t drawn = 0;  ///< of them, those of a saturated source that had no turn but a draw
  std::size_t period = 0;   ///< of the arrival rates
  std::int64_t arrived = 0;
  std::int64_t departed = 0;
  std::int64_t turned_away = 0;
  std::int64_t turned_away_observed = 0;  ///< of these, after the warm-up
  std::int64_t parts_made = 0;            ///< parts, and carriers that are no entities of their own
  std::int64_t parts_gone = 0;
  std::int64_t cleared = 0;
  double cleared_kg = 0;
  std::int64_t cleared_left = 0;  ///< departures of those who had been cleared, after the warm-up
  Tally sojourn;
  Tally physical;
  Tally documents;
};

/// Who of a saturated source was turned away at the instant at which it came.
struct TurnedBack {
  Micros at = -1;
  std::uint32_t number = 0;  ///< at that instant

  void count(Micros now) {
    if (at != now) number = 0;
    at = now;
    ++number;
  }
};

/// Saturated sources that come in at one place, told by the first class of them.
struct SaturatedEntry {
  std::uint32_t put_off = 0;     ///< to be sent with the next event
  TurnedBack sent_by_chance;     ///< those whom chance sent where they were turned away
  TurnedBack let_go;             ///< those whom chance alone let leave
  std::uint64_t drawn = 0;       ///< turns that were drawn: names their draws
  std::uint32_t dry_looks = 0;   ///< of this day at which none of it waited at a place
  std::uint32_t in_vain = 0;     ///< doublings since more came through
  std::uint64_t taken = 0;       ///< first servers of this day
  std::uint64_t most_taken = 0;  ///< of the last day that brought a tenth more, or half as many
};

/// When the next entity of a timed source comes, after `now`; `k_never` when none does before the
/// horizon.
Micros next_arrival(const Model& model, const ClassDef& def, ClassState& state, double gap,
                    Micros now);

}  // namespace kouan::sim
