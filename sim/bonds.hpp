// What ties entities together while they part and meet: ways of one entity, batches aboard of a
// carrier, parts of one whole, and who waits at a gathering. Records are used again, so memory
// follows what is inside.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "sim/entity_pool.hpp"
#include "sim/observe.hpp"
#include "sim/program.hpp"
#include "sim/stays.hpp"

namespace kouan::sim {

/// Records addressed by index, like entities.
template <class T>
class Records {
 public:
  T& operator[](std::uint32_t i) { return records_[i]; }
  const T& operator[](std::uint32_t i) const { return records_[i]; }

  /// References to records are void afterwards.
  std::uint32_t add() {
    if (free_.empty()) {
      records_.emplace_back();
      return static_cast<std::uint32_t>(records_.size() - 1);
    }
    const std::uint32_t i = free_.back();
    free_.pop_back();
    records_[i] = T{};
    return i;
  }
  void remove(std::uint32_t i) { free_.push_back(i); }

  /// Records ever used at once: an upper bound of the indices in use.
  std::uint32_t size() const { return static_cast<std::uint32_t>(records_.size()); }

 private:
  std::vector<T> records_;
  std::vector<std::uint32_t> free_;
};

/// Of one entity; most have none.
struct Ties {
  std::uint32_t part_of = k_none;  ///< fork whose way it follows
  std::uint32_t aboard = k_none;   ///< last batch that it took aboard
  std::uint32_t origin = k_none;   ///< whole from which it was split
  std::uint32_t own = k_none;      ///< whole that it is itself
  std::uint32_t owner = k_none;  ///< whose ties these are; of a record not in use, whose they were
  std::uint32_t next_part = k_none;  ///< of the same fork
  std::uint32_t part_number = 0;     ///< among those split from its whole, from 1
  double counted_kg = 0;    ///< own load besides the payload, counted as throughput: of members who
                            ///< ended, or the share of a part of such a load
  double uncounted_kg = 0;  ///< the same, not counted yet
  std::vector<std::uint32_t> ended;  ///< classes of members who ended, of saturated sources, and
                                     ///< had no server yet
};

/// An entity whose parts are on their ways.
struct Fork {
  std::uint32_t whole = k_none;       ///< k_none: has gone on
  std::uint32_t awaited = 0;          ///< ways to be done until it goes on
  std::uint32_t alive = 0;            ///< parts on their ways
  std::uint32_t first_part = k_none;  ///< of those, linked through their ties
};

/// Those aboard of one carrier that came from one gathering.
struct Batch {
  std::uint32_t gathering = 0;
  std::uint32_t carrier = k_none;
  std::uint32_t below = k_none;  ///< batch that the carrier took aboard before
  Line members;
};

/// Those who wait for each other: a line for each kind.
struct Waiting {
  std::vector<Line> lines;
  std::vector<std::uint32_t> counts;

  explicit Waiting(std::size_t kinds = 0) : lines(kinds), counts(kinds, 0) {}
};

/// By what a part calls its whole.
struct WholeName {
  std::uint32_t class_index = k_none;
  std::uint64_t serial = 0;  ///< within the class
  bool is_part = false;      ///< itself split from another, so that its serial says nothing
};

/// A whole that was split.
struct Origin {
  std::uint32_t alive = 0;    ///< parts that have not left the system, and the whole while inside
  std::uint32_t parts = 0;    ///< of those, the parts
  std::uint32_t awaited = 0;  ///< so many times the whole waits for them now
  std::uint32_t parts_made = 0;
  WholeName name{};                                        ///< of the whole, which may be gone
  std::vector<Stay> stays{};                               ///< of the parts, meanwhile
  std::vector<std::pair<std::uint32_t, Waiting>> waiting;  ///< by gathering, where by origin

  Waiting& at(std::uint32_t gathering, std::size_t kinds) {
    for (auto& [where, who] : waiting) {
      if (where == gathering) return who;
    }
    return waiting.emplace_back(gathering, Waiting(kinds)).second;
  }
};

struct GatheringState {
  Waiting all;                       ///< where not by origin
  std::uint64_t timer = 0;           ///< number of the event at which the first has waited enough
  Micros timer_at = 0;               ///< when that comes
  std::uint64_t next_departure = 0;  ///< of the timetable's next
  Micros departs_at = -1;            ///< when that comes; -1 = never
  std::size_t departure = 0;         ///< of the further instants, the next
  std::int64_t waiting = 0;
  std::int64_t aboard = 0;
  Integral waiting_time;
  Integral aboard_time;
  std::int64_t batches = 0;
  std::int64_t members = 0;
  std::int64_t full = 0;
  std::int64_t empty = 0;
  Tally waits;
  Tally open;
  std::vector<std::int64_t> came;  ///< by class
  std::vector<std::int64_t> refused;
  std::vector<std::int64_t> gave_up;

  /// Whether the clock may let a batch leave at this instant.
  bool is_due(Micros now) const { return departs_at == now || (timer != 0 && timer_at == now); }
  void enter(Micros now) {
    ++waiting;
    waiting_time.rise(now);
  }
  void leave(Micros now) {
    --waiting;
    waiting_time.fall(now);
  }
  void take_aboard(Micros now) {
    ++aboard;
    aboard_time.rise(now);
  }
  void set_down(Micros now) {
    --aboard;
    aboard_time.fall(now);
  }
  void restart(Micros now) {
    waiting_time.restart(now, waiting);
    aboard_time.restart(now, aboard);
  }
};

struct BookState {
  std::size_t next = 0;     ///< slot
  std::uint32_t taken = 0;  ///< of its places
};

}  // namespace kouan::sim
