// What moves in a resource during a run: servers taken, the queue, and integrals of both over time.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sim/entity_pool.hpp"
#include "sim/observe.hpp"
#include "sim/program.hpp"

namespace kouan::sim {

/// How a resource is handled: most only count their servers.
enum class Handling : std::uint8_t {
  counted,
  told_apart,  ///< see ServerSet
  joint        ///< see JointState
};

struct ResourceState {
  std::int64_t servers = 0;               ///< open now
  std::int64_t in_use = 0;                ///< occupied: at work, or work done and not yet left
  std::int64_t waiting = 0;               ///< in the queue and before it
  std::int64_t outside = 0;               ///< of those, before the queue, because it is full
  std::int64_t waiting_by_recursion = 0;  ///< where no event tells of them (sim/recursion.hpp)
  std::int64_t places = -1;               ///< queue places; -1 = any number
  Handling handling = Handling::counted;
  std::int32_t stops = 0;             ///< stoppages now; it is closed while there is any
  std::int64_t reserved = 0;          ///< entities that are to come and for which room is kept
  std::int64_t kept = 0;              ///< queue places that they take
  std::int64_t past_closing = 0;      ///< of servers told apart: those at work though closed
  std::int64_t down = 0;              ///< open servers that cannot work
  std::int64_t interrupted = 0;       ///< entities at servers that cannot work
  Line reserving;                     ///< those who wait for room elsewhere
  std::uint32_t shared_for = k_none;  ///< of those who share it, the next to leave
  std::int64_t blocked = 0;  ///< of those in use, work done and kept in by a full queue ahead
  std::vector<Line> queue;   ///< by level, the most urgent first
  std::vector<Line> before_queue;

  Integral waiting_time;
  Integral in_use_time;
  Integral blocked_time;
  Integral servers_time;
  Integral down_time;
  Integral interrupted_time;
  Integral overtime;         ///< of servers that finish work after closing
  Micros closed_time = 0;    ///< from the start of the run to the last change of servers
  Micros closed_since = 0;   ///< of that change, while no server is open
  Micros closed_before = 0;  ///< closed time at the end of the warm-up
  std::int64_t queue_max = 0;
  Micros queue_changed_at = 0;
  std::int64_t served = 0;
  std::int64_t refused = 0;
  std::int64_t gave_up = 0;
  std::int64_t expected_outside = 0;  ///< of the reserved, those who have come and stand before the
                                      ///< queue, since it has no place, nor is a server free
  Tally waits;

  bool is_full() const { return places >= 0 && waiting - outside + kept >= places; }
  /// The same for one for whom room is kept.
  bool is_occupied() const { return waiting - outside >= places; }
  bool has_free_server() const { return in_use < servers; }
  std::int64_t over() const {
    return handling == Handling::told_apart ? past_closing
                                            : std::max<std::int64_t>(0, in_use - servers);
  }

  void occupy(Micros now) {
    ++in_use;
    in_use_time.rise(now);
  }

  void vacate(Micros now) {
    if (in_use > servers) overtime.fall(now);
    --in_use;
    in_use_time.fall(now);
  }

  void block(Micros now) {
    ++blocked;
    blocked_time.rise(now);
  }

  void unblock(Micros now) {
    --blocked;
    blocked_time.fall(now);
  }

  void set_servers(Micros now, std::int64_t count) {
    if (servers == 0) closed_time += now - closed_since;
    closed_since = now;
    servers_time.rise(now, count - servers);
    const std::int64_t over_before = over();
    servers = count;
    overtime.rise(now, over() - over_before);
  }

  /// Time with no server open, from the start of the run to `now`.
  Micros closed_until(Micros now) const {
    return closed_time + (servers == 0 ? now - closed_since : 0);
  }

  /// The queue's longest is that at the end of an instant: who passes through in no time is no
  /// queue.
  void note_queue(Micros now) {
    if (queue_changed_at == now) return;
    queue_max = std::max(queue_max, waiting);
    queue_changed_at = now;
  }

  void enter(Micros now) {
    note_queue(now);
    ++waiting;
    waiting_time.rise(now);
  }

  void leave(Micros now) {
    note_queue(now);
    --waiting;
    waiting_time.fall(now);
  }

  /// Starts the sums anew at the end of the warm-up.
  void restart(Micros now) {
    waiting_time.restart(now, waiting);
    in_use_time.restart(now, in_use);
    blocked_time.restart(now, blocked);
    servers_time.restart(now, servers);
    overtime.restart(now, over());
    down_time.restart(now, down);
    interrupted_time.restart(now, interrupted);
    closed_before = closed_until(now);
    queue_max = waiting;
    queue_changed_at = now;
  }
};

/// Takes the first out of the most urgent line that is not empty; there must be one.
inline std::uint32_t pop_first(std::vector<Line>& lines, EntityPool& pool) {
  Line* line = lines.data();
  while (line->empty())
    ++line;
  return line->pop(pool);
}

/// First of the most urgent line that is not empty; k_none when all are.
inline std::uint32_t first_of(const std::vector<Line>& lines) {
  for (const Line& line : lines) {
    if (!line.empty()) return line.head;
  }
  return k_none;
}

/// Of those who wait on the level, who may be served: in the queue, and before it where nobody of
/// any level is in it.
inline const Line& foremost(const ResourceState& r, std::uint8_t level) {
  return r.waiting > r.outside ? r.queue[level] : r.before_queue[level];
}

/// A store during a run; its level is brought up to date when asked.
struct StoreState {
  double level_kg = 0;
  Micros at = 0;
  Line queue;

  /// Level after steady removal up to `now`, never below empty.
  double level_at(const StoreDef& def, Micros now) const {
    return std::max(0.0, level_kg - def.removal_kg_per_s * to_seconds(now - at));
  }
};

}  // namespace kouan::sim
