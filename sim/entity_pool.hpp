// Entities are small records in a pool, addressed by index; the places of those who left are used
// again, so memory follows what is in the system, not what has passed.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/program.hpp"

namespace kouan::sim {

/// A round of a loop adds this to the serial number, so that its draws are named apart.
inline constexpr std::uint64_t k_lap = std::uint64_t{1} << 40U;

/// Work left over of who waits for a shared resource to open.
inline constexpr Micros k_not_begun = -2;

/// What the engine's loop touches at every event comes first: one line of the cache.
struct Entity {
  std::uint32_t step = k_none;  ///< step it is at; k_none = free place of the pool
  std::uint32_t class_index = 0;
  std::uint32_t next = k_none;      ///< link in a queue, or in the list of free places
  std::uint32_t previous = k_none;  ///< link in a queue
  std::uint32_t carried = k_none;   ///< resource whose work is done but whose server it still
                                    ///< occupies
  bool kept_out = false;            ///< waits before a full queue
  bool replenishes = false;         ///< of a saturated source; has not had its first server yet
  bool counted = false;             ///< cleared: its payload has been counted as throughput
  bool is_part = false;             ///< or a carrier that is no entity of its own
  std::uint64_t serial = 0;         ///< number within its class, and rounds of loops times
                                    ///< `k_lap`: names its draws
  std::uint64_t booked = 0;         ///< number of the event that concerns it; others are called off
  Micros since = 0;                 ///< start of the stretch of time not yet entered in the ledger
  Micros queued = 0;                ///< when it asked for the resource it waits for

  Micros due = 0;            ///< when the work in hand ends
  Micros left_over = -1;     ///< work that was broken off and is still to be done; -1 = none,
                             ///< k_not_begun
  Micros closed_before = 0;  ///< closed time of the resource it waits for, up to `since`
  Micros arrived = 0;        ///< in the system, or at the start of the fleet's cycle
  Micros at_border = 0;      ///< start of the physical clock
  Micros declared = -1;      ///< start of the document clock; -1 = none
  Micros documents_at = 0;   ///< when the declaration is processed
  double payload_kg = 0;     ///< without the load of those aboard
  std::uint32_t reserved = k_none;  ///< resource at which room is kept for it
  std::uint32_t ties = k_none;      ///< to what it is part of, has aboard or was split from
};

class EntityPool {
 public:
  Entity& operator[](std::uint32_t i) { return places_[i]; }
  const Entity& operator[](std::uint32_t i) const { return places_[i]; }
  /// Places ever used: an upper bound of the indices in use.
  std::uint32_t size() const { return static_cast<std::uint32_t>(places_.size()); }

  /// Entities inside.
  std::uint32_t in_use() const { return in_use_; }

  /// A place for a new entity, reset. References to entities are void afterwards.
  std::uint32_t add() {
    ++in_use_;
    if (free_ == k_none) {
      places_.emplace_back();
      return size() - 1;
    }
    const std::uint32_t i = free_;
    free_ = places_[i].next;
    places_[i] = Entity{};
    return i;
  }

  void remove(std::uint32_t i) {
    --in_use_;
    places_[i].step = k_none;
    places_[i].booked = 0;
    places_[i].next = free_;
    free_ = i;
  }

 private:
  std::vector<Entity> places_;
  std::uint32_t free_ = k_none;
  std::uint32_t in_use_ = 0;
};

/// Those who wait, first come first served, linked through the entities.
struct Line {
  std::uint32_t head = k_none;
  std::uint32_t tail = k_none;

  bool empty() const { return head == k_none; }

  void append(EntityPool& pool, std::uint32_t entity) {
    pool[entity].next = k_none;
    pool[entity].previous = tail;
    (tail == k_none ? head : pool[tail].next) = entity;
    tail = entity;
  }

  void prepend(EntityPool& pool, std::uint32_t entity) {
    pool[entity].previous = k_none;
    pool[entity].next = head;
    (head == k_none ? tail : pool[head].previous) = entity;
    head = entity;
  }

  /// Takes the first out.
  std::uint32_t pop(EntityPool& pool) {
    const std::uint32_t first = head;
    head = pool[first].next;
    (head == k_none ? tail : pool[head].previous) = k_none;
    return first;
  }

  /// Takes `entity` out, wherever it stands.
  void remove(EntityPool& pool, std::uint32_t entity) {
    const std::uint32_t before = pool[entity].previous;
    const std::uint32_t after = pool[entity].next;
    (before == k_none ? head : pool[before].next) = after;
    (after == k_none ? tail : pool[after].previous) = before;
  }
};

}  // namespace kouan::sim
