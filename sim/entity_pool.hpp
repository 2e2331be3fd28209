// Entities are small records in a pool, addressed by index; the places of those who left are used
// again, so memory follows what is in the system, not what has passed.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/program.hpp"

namespace kouan::sim {

struct Entity {
  std::uint32_t step = k_none;  ///< step it is at; k_none = free place of the pool
  std::uint32_t class_index = 0;
  std::uint32_t next = k_none;     ///< link in a queue, or in the list of free places
  std::uint32_t carried = k_none;  ///< resource whose work is done but whose server it still
                                   ///< occupies
  std::uint64_t serial = 0;        ///< number within its class: names its draws
  Micros arrived = 0;              ///< in the system, or at the start of the fleet's cycle
  Micros at_border = 0;            ///< start of the physical clock
  Micros since = 0;                ///< start of the stretch of time not yet entered in the ledger
  Micros queued = 0;               ///< when it asked for the resource it waits for
  Micros closed_before = 0;        ///< closed time of that resource up to `since`
  Micros declared = -1;            ///< start of the document clock; -1 = none
  Micros documents_at = 0;         ///< when the declaration is processed
  double payload_kg = 0;
  bool kept_out = false;     ///< waits before a full queue
  bool replenishes = false;  ///< of a saturated source; has not had its first server yet
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
    places_[i].next = free_;
    free_ = i;
  }

 private:
  std::vector<Entity> places_;
  std::uint32_t free_ = k_none;
  std::uint32_t in_use_ = 0;
};

}  // namespace kouan::sim
