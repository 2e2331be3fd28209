// What one replication says. Flat and plain, so that it passes through a pipe from a forked worker.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/time.hpp"

namespace kouan::sim {

enum class StopReason : std::uint8_t {
  horizon,          ///< the horizon was reached: results are valid
  too_many_inside,  ///< more entities than `k_most_inside`: no results
  too_many_events,  ///< more than the calendar can number: no results
  endless_rounds,   ///< of a loop, which take no time: no results
  too_much_memory,  ///< more than `k_most_bytes`, or too many pending events: no results
  deadlock,         ///< entities wait for each other in a ring: no results
  endless_cycles,   ///< of a fleet, whose way takes no time: no results
  endless_refusal,  ///< of a fleet, turned away at once each time it comes: no results
  endless_source,   ///< a saturated one: its first server takes no time, or those
                    ///< turned away go on without it: no results
};

/// Why an entity of a deadlock waits.
enum class KnotCause : std::uint8_t {
  is_held,    ///< the next one holds the resource that it wants
  is_before,  ///< the next one asked before for the resource that it wants, and can't be passed
  stands,     ///< the next one stands before it on the section
  is_part,    ///< the next one is a part of it, or it is a part of the next one
  gathers,    ///< it waits at a gathering for the next one
  batches,    ///< it waits at a stage that takes whole batches for the next one
};

/// An entity that waits for ever: for the next one of the list, the last one for the first.
struct KnotLink {
  std::uint32_t class_index = 0;
  std::uint64_t serial = 0;  ///< within the class
  std::uint32_t wants = 0;   ///< resource, or gathering; 0xffffffff where it waits for a part
  KnotCause cause = KnotCause::is_held;
  std::vector<std::uint32_t> holds;  ///< resources, each once, ascending
  /// Of one that was split from another: its number among those, from 1, and of whom; else 0. Its
  /// own serial is drawn then.
  std::uint32_t part_number = 0;
  std::uint32_t whole_class = 0;
  std::uint64_t whole_serial = 0;
  bool is_whole_part = false;  ///< the other was split in turn, and its serial drawn too

  bool operator==(const KnotLink&) const = default;
};

/// The class of which most are inside when a run holds no more.
struct Crowd {
  std::uint32_t class_index = 0;
  std::uint64_t inside = 0;  ///< of the class
  std::uint64_t all = 0;     ///< inside, of all classes

  bool operator==(const Crowd&) const = default;
};

/// Where somebody may wait for ever.
enum class StandingAt : std::uint8_t {
  gathering,
  stage,  ///< that takes whole batches
  store
};

/// Those who wait for ever at one place, with nobody caught in a ring: for others who never come,
/// or for room that there never is.
struct Standing {
  StandingAt at = StandingAt::gathering;
  std::uint32_t place = 0;             ///< number of the gathering, resource or store
  Micros since = 0;                    ///< when the last of them came
  std::vector<std::int64_t> waiting;   ///< by class
  std::vector<std::uint32_t> missing;  ///< so many more would make a batch, at a gathering by kind;
                                       ///< empty where wholes are put together, or at a store

  bool operator==(const Standing&) const = default;
};

/// A tally reduced to what is reported [s].
struct TallySummary {
  std::int64_t count = 0;
  std::int64_t zeros = 0;  ///< of `count`, those of no time
  double mean_s = 0;
  double variance_s2 = 0;
  double max_s = 0;
  double p50_s = 0;
  double p90_s = 0;
  double p95_s = 0;

  bool operator==(const TallySummary&) const = default;
};

struct ClassResult {
  std::int64_t arrived = 0;   ///< during the whole run, warm-up included (with those inside at time
                              ///< 0)
  std::int64_t departed = 0;  ///< during the whole run, without those turned away
  std::int64_t turned_away_in_all = 0;  ///< left without being cleared, during the whole run
  std::int64_t turned_away = 0;         ///< of these, after the warm-up
  std::int64_t inside = 0;              ///< at the end
  std::int64_t cleared = 0;             ///< after the warm-up
  double cleared_kg = 0;                ///< after the warm-up
  std::int64_t cleared_left = 0;        ///< departed after the warm-up, having been cleared
  TallySummary sojourn;                 ///< arrival to departure (fleet: one cycle)
  TallySummary physical;         ///< physical clearance: arrival, or `reach_border`, to `clear`
  TallySummary documents;        ///< document clearance: `declare` to `release_documents`
  std::vector<double> ledger_s;  ///< entity-seconds by cell (LedgerLayout), after the warm-up
  std::vector<double> told_s;    ///< the same with the time aboard by what the carrier does, and
                                 ///< that of waiting for its parts by what these do; empty where
                                 ///< that is no other
  std::vector<double> lacked_s;  ///< of those in the cells `waiting`, while there was too little of
                                 ///< one thing of several; by number of the lack (lacks_of)

  bool operator==(const ClassResult&) const = default;
};

struct ResourceResult {
  std::int64_t served = 0;      ///< work finished after the warm-up
  TallySummary waiting;         ///< in queue or kept before it, until the server is got
  double queue_time_s = 0;      ///< integral of the number waiting (inside and before the queue)
  double busy_time_s = 0;       ///< integral of servers working; of a section, time with anybody
                                ///< on it
  double blocked_time_s = 0;    ///< integral of servers whose work is done but which the entity
                                ///< cannot leave
  double open_time_s = 0;       ///< integral of open servers
  double installed_time_s = 0;  ///< most servers ever open × time
  double closed_time_s = 0;     ///< time with no server open
  double down_time_s = 0;       ///< integral of open servers broken down or on vacation
  std::int64_t queue_max = 0;
  std::int64_t refused = 0;  ///< did not join the queue, after the warm-up
  std::int64_t gave_up = 0;  ///< lost patience in the queue, after the warm-up

  bool operator==(const ResourceResult&) const = default;
};

struct GatheringResult {
  std::int64_t batches = 0;        ///< that left after the warm-up, the empty ones not among them
  std::int64_t members = 0;        ///< in those batches
  std::int64_t full = 0;           ///< of those batches, left because the number was there
  std::int64_t empty = 0;          ///< departures of the timetable that found nobody
  TallySummary waiting;            ///< of members, until the batch left
  TallySummary open;               ///< from the first member's coming until the batch left
  double queue_time_s = 0;         ///< integral of the number waiting
  double aboard_time_s = 0;        ///< integral of the number aboard of carriers
  std::vector<std::int64_t> came;  ///< by class, after the warm-up
  std::vector<std::int64_t> refused;  ///< of those, found all places taken
  std::vector<std::int64_t> gave_up;  ///< by class, lost patience after the warm-up

  bool operator==(const GatheringResult&) const = default;
};

/// A store of a saturated run, after the warm-up.
struct StoreResult {
  double growth_kg = 0;           ///< level at the end less that at the end of the warm-up
  std::vector<double> put_kg;     ///< unloaded into it, by class
  bool was_full = false;          ///< some load had no room
  double since_full_s = 0;        ///< at the end, since the last one that had none
  double longest_not_full_s = 0;  ///< longest time until a load had no room again, from the end of
                                  ///< the warm-up or from the last that had none

  bool operator==(const StoreResult&) const = default;
};

/// Own loads of a class, after the warm-up: of what is handed on those who have it, one after the
/// other.
struct GoodsResult {
  double came_kg = 0;
  double inside_kg_s = 0;  ///< integral of what was inside, cleared or not

  bool operator==(const GoodsResult&) const = default;
};

struct RunResult {
  StopReason stop = StopReason::horizon;
  Micros stopped_at = 0;       ///< instant at which the run ended
  std::vector<KnotLink> knot;  ///< of a deadlock: who waits for whom
  Crowd crowd;  ///< where too many came in; where one class goes on without end, the class alone
  std::vector<Standing> standing;  ///< at the end of the run
  std::uint64_t events = 0;
  std::uint64_t fingerprint = 0;  ///< sum of hashes of (time, step, entity) of every event
  bool conserved = false;  ///< arrived = departed + turned away + inside for every class, counted
                           ///< in the pool; parts apart
  bool keeps_tonnes = false;  ///< kilograms that came = counted as throughput + gone uncounted +
                              ///< carried uncounted by those inside
  bool little = false;  ///< queue integral = sum of waits for every resource and gathering, to
                        ///< the microsecond
  std::vector<ClassResult> classes;
  std::vector<ResourceResult> resources;
  std::vector<GatheringResult> gatherings;
  std::vector<StoreResult> stores;  ///< of saturated runs alone, whose capacity they bear on
  /// Series. Hour h, resource r: number waiting at the end of hour h: hourly_queue[h * resources +
  /// r].
  std::vector<std::uint32_t> hourly_queue;
  /// Hour h, class c: number inside the system at the end of hour h: hourly_inside[h * classes +
  /// c].
  std::vector<std::uint32_t> hourly_inside;
  /// Day d, class c: cleared vehicles and kilograms from time 0 on: daily_cleared[d * classes + c].
  std::vector<std::uint32_t> daily_cleared;
  std::vector<double> daily_cleared_kg;
  std::vector<GoodsResult> goods;  ///< by class, of models with `tells_goods`; else empty

  bool operator==(const RunResult&) const = default;
};

}  // namespace kouan::sim
