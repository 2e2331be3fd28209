// What moves in a resource during a run: servers taken, the queue, and time-weighted sums of both.
#pragma once

#include <algorithm>
#include <cstdint>

#include "sim/entity_pool.hpp"
#include "sim/observe.hpp"
#include "sim/program.hpp"

namespace kouan::sim {

struct ResourceState {
  std::int64_t places = -1;  ///< queue places; -1 = any number
  std::int64_t servers = 0;  ///< open now
  std::int64_t in_use = 0;   ///< occupied: at work, or work done and not yet left
  std::int64_t blocked = 0;  ///< of those, work done and kept in by a full queue ahead
  std::int64_t waiting = 0;  ///< in the queue and before it
  std::int64_t outside = 0;  ///< of those, before the queue, because it is full
  std::uint32_t head = k_none;
  std::uint32_t tail = k_none;
  std::uint32_t first_outside = k_none;

  Micros last = 0;  ///< time up to which the sums below run
  WideMicros queue_time = 0;
  WideMicros in_use_time = 0;
  WideMicros blocked_time = 0;
  WideMicros open_time = 0;  ///< of servers open, or still finishing work after closing
  Micros closed_time = 0;    ///< since the start of the run
  std::int64_t queue_max = 0;
  std::int64_t served = 0;
  Tally waits;

  bool is_full() const { return places >= 0 && waiting - outside >= places; }
  bool has_free_server() const { return in_use < servers; }

  /// Brings the sums up to `now`; called before every change.
  void touch(Micros now) {
    const Micros dt = now - last;
    if (dt == 0) return;
    queue_time += WideMicros{dt} * waiting;
    in_use_time += WideMicros{dt} * in_use;
    blocked_time += WideMicros{dt} * blocked;
    open_time += WideMicros{dt} * std::max(servers, in_use);
    if (servers == 0) closed_time += dt;
    last = now;
  }

  /// Time with no server open, from the start of the run to `now`.
  Micros closed_until(Micros now) const { return closed_time + (servers == 0 ? now - last : 0); }

  void append(EntityPool& pool, std::uint32_t entity) {
    pool[entity].next = k_none;
    if (head == k_none) {
      head = entity;
    } else {
      pool[tail].next = entity;
    }
    tail = entity;
    ++waiting;
    queue_max = std::max(queue_max, waiting);
  }

  std::uint32_t take_head(const EntityPool& pool) {
    const std::uint32_t entity = head;
    head = pool[entity].next;
    if (head == k_none) tail = k_none;
    --waiting;
    return entity;
  }
};

/// A store during a run; its level is brought up to date when asked.
struct StoreState {
  double level_kg = 0;
  Micros at = 0;
  std::uint32_t head = k_none;
  std::uint32_t tail = k_none;

  /// Level after steady removal up to `now`, never below empty.
  double level_at(const StoreDef& def, Micros now) const {
    return std::max(0.0, level_kg - def.removal_kg_per_s * to_seconds(now - at));
  }
};

}  // namespace kouan::sim
