// Servers that are told apart: who is at each of them, whether it is open, up and there. Only
// resources with ServerRules have them; the others count theirs (ResourceState).
#pragma once

#include <cstdint>
#include <vector>

#include "sim/entity_pool.hpp"
#include "sim/program.hpp"

namespace kouan::sim {

struct Server {
  std::uint32_t entity = k_none;     ///< at it; of a batch the first until work ends, then the last
  std::uint32_t seized_at = 0;       ///< step at which that entity queued
  std::vector<std::uint32_t> batch;  ///< further entities that it serves at once, in order
  std::uint64_t began = 0;           ///< number of its last beginning: later is larger
  bool is_open = false;
  bool is_up = true;
  bool is_away = false;       ///< on vacation
  bool is_working = false;    ///< at work for `entity`
  bool is_suspended = false;  ///< its work is broken off, `entity` stays

  std::uint64_t booked = 0;     ///< number of its next failure, repair or return; 0 = none
  Micros booked_for = 0;        ///< when that comes
  std::uint64_t failures = 0;   ///< so far: names the draws
  std::uint64_t vacations = 0;  ///< so far
  Micros to_failure = 0;        ///< operating time left, while it does not work
  Micros clock_started = 0;     ///< of the operating time
  bool counts_in_use = false;   ///< what the resource's sums hold of it
  bool counts_past_closing = false;
  bool counts_down = false;
  std::int64_t interrupted = 0;  ///< entities, likewise

  bool is_there() const { return is_up && !is_away; }
  bool is_free() const { return entity == k_none && is_open && is_there(); }
};

struct ServerSet {
  std::vector<Server> servers;
  std::uint64_t beginnings = 0;
  std::uint32_t first_event = 0;        ///< index of its first server in events of Rank::outage
  std::vector<std::uint64_t> purposes;  ///< of each server: names its draws

  /// The server at which the entity is; k_none if none.
  std::uint32_t of(std::uint32_t entity) const {
    for (std::uint32_t k = 0; k < servers.size(); ++k) {
      if (servers[k].entity == entity) return k;
    }
    return k_none;
  }
  /// The first free one; k_none if none.
  std::uint32_t free() const {
    for (std::uint32_t k = 0; k < servers.size(); ++k) {
      if (servers[k].is_free()) return k;
    }
    return k_none;
  }
};

/// Those who share the servers of a resource. `done` is what each of those present has got of
/// service since the start, so that an entity goes when it reaches done at coming + its service:
/// one number to move, whoever comes or goes.
struct Sharing {
  __extension__ using Fine = __int128;  ///< service in 2^-20 µs
  static constexpr unsigned k_fine_bits = 20;

  struct Guest {
    Fine leaves_at = 0;
    std::uint64_t order = 0;  ///< of coming: of two who leave at once the earlier goes first
    std::uint32_t entity = k_none;
    bool operator<(const Guest& other) const {
      return leaves_at != other.leaves_at ? leaves_at > other.leaves_at : order > other.order;
    }
  };
  std::vector<Guest> guests;  ///< a heap: the next to leave in front
  std::int64_t servers = 0;   ///< that serve them: those open, or, where work in hand is finished,
                              ///< those that were when the last of them closed
  Fine done = 0;
  Micros at = 0;  ///< instant of `done`
  std::uint64_t came = 0;
};

}  // namespace kouan::sim
