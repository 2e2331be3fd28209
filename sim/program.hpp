// A process is a program: a flat array of steps. An event means "resume this entity at this step".
// The model (programs, resources, sources) is shared and constant while runs go on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/distribution.hpp"
#include "sim/step.hpp"
#include "sim/time.hpp"

namespace kouan::sim {

/// From `at` on, the resource has `servers` open servers.
struct CapacityChange {
  Micros at = 0;
  std::int32_t servers = 0;

  bool operator==(const CapacityChange&) const = default;
};

/// What becomes of work in hand when its server closes.
enum class AtClosing : std::uint8_t {
  finish,    ///< it goes on to its end; the server counts as open until then
  suspend,   ///< it stays at its server and goes on at reopening
  hand_over  ///< it goes back to the head of its line with what is left
};

/// Times of one server to its next failure and of its repair [s]. Work in hand stays and goes on.
struct BreakdownDef {
  Distribution to_failure_s;
  Distribution repair_s;
  bool by_operating_time = false;  ///< the time to failure passes only while the server works

  bool operator==(const BreakdownDef&) const = default;
};

/// What a resource needs whose servers are told apart (`seize_server`, `serve`, `served`).
struct ServerRules {
  AtClosing at_closing = AtClosing::finish;
  bool preempts = false;  ///< a more urgent entity hands over the work of the least urgent
  std::optional<BreakdownDef> breakdowns{};
  std::optional<Distribution> vacation_s{};  ///< a server that finds nobody leaves for this long
  std::int32_t batch_least = 1;              ///< entities that must wait for a server to begin
  std::int32_t batch_most = 1;               ///< entities it takes at most

  bool operator==(const ServerRules&) const = default;
};

/// One direction of a section.
struct DirectionDef {
  std::string name;
  std::vector<Micros> turns{};  ///< when it may be entered: instants of opening, closing, opening,
                                ///< …; empty = always
  bool by_slots = false;        ///< it is entered only at the instants of `slots`, by one at each
  std::vector<Micros> slots{};  ///< ascending

  bool operator==(const DirectionDef&) const = default;
};

enum class TurnKind : std::uint8_t {
  exhaustive,  ///< a turn lasts while anybody of the direction is under way or waits
  gated,       ///< those who waited when it began
  timed        ///< whoever comes in its time, and then always the next direction
};

/// One direction after the other has the section.
struct TurnsDef {
  TurnKind kind = TurnKind::exhaustive;
  std::uint32_t most = k_none;  ///< who enter in one turn
  Micros lasts = -1;            ///< time in which they may enter; -1 = any
  Distribution changeover_s;    ///< from the section being clear to the beginning of the next turn
  bool keeps_turning = false;   ///< also while nobody waits

  bool operator==(const TurnsDef&) const = default;
};

/// A way that is travelled in one or several directions. What `servers` are elsewhere is how many
/// may be on it at once.
struct SectionRules {
  std::vector<DirectionDef> directions;
  bool exclusive = true;  ///< nobody enters while somebody goes in another direction
  Micros following = 0;   ///< least time between entries in one direction, and between exits where
                          ///< nobody overtakes
  Micros opposing = 0;    ///< least time from an exit to an entry in another direction
  bool overtaking = false;  ///< those on it may leave in another order than they came
  std::optional<TurnsDef> turns{};

  bool operator==(const SectionRules&) const = default;
};

/// One of the things that a step takes together.
struct NeedDef {
  std::uint32_t resource = 0;
  std::uint32_t direction = 0;  ///< in which a section is entered
  std::int32_t count = 1;
  std::int32_t spare = 0;       ///< so many must stay free
  bool in_order = false;        ///< nobody who asks later gets any of it before
  bool over_directions = true;  ///< in_order: whatever the direction, not in its own alone

  bool operator==(const NeedDef&) const = default;
};

struct NeedsDef {
  std::vector<NeedDef> of;

  bool operator==(const NeedsDef&) const = default;
};

/// Servers with one queue, by level of urgency, first come first served within each. Closing lets
/// work in hand finish: a server is open for starting work on
/// [opening, closing).
struct ResourceDef {
  std::string name;
  std::vector<CapacityChange> capacity;  ///< ascending; the first at time 0
  std::int64_t queue_places = -1;  ///< how many may wait; -1 = any number. Those beyond wait where
                                   ///< they are
  std::optional<ServerRules> rules{};  ///< servers are told apart
  bool is_shared = false;              ///< entities come to it by `share`
  bool shared_finishes = false;  ///< those who share it as its last server closes are served to
                                 ///< their end; else their work stands still
  std::optional<SectionRules> section{};
  bool is_joint = false;               ///< entities come to it by `take`
  bool may_knot = false;               ///< who holds it may wait for somebody who waits for it
  bool may_knot_by_gathering = false;  ///< the same through a gathering, or without one
  std::int32_t servers_later = 0;      ///< most at any time after the run: who waits for the
                                       ///< opening then does not wait for ever

  bool operator==(const ResourceDef&) const = default;
};

/// Closes resources at once, again and again.
struct StoppageDef {
  std::string name;
  Distribution between_s;  ///< from the end of one to the beginning of the next
  Distribution lasts_s;
  std::vector<std::uint32_t> resources;
};

/// Tonnage that fills by `deposit` and is removed at a steady rate [kg/s] around the clock.
struct StoreDef {
  std::string name;
  double capacity_kg = 0;
  double initial_kg = 0;
  double removal_kg_per_s = 0;
};

/// What a condition asks when an entity comes to it.
enum class Question : std::uint8_t {
  waiting,    ///< how many wait at a resource, in its queue and before it
  number,     ///< how many wait there or hold a server
  free,       ///< whether a server is free and nobody waits: 1 or 0
  open,       ///< whether a schedule is open: 1 or 0
  attribute,  ///< the entity's own
};

enum class Comparison : std::uint8_t { below, at_most, equal, at_least, above };

/// Holds when the answer compares as said with `value`; the contrary if `negated`.
struct Condition {
  Question what = Question::number;
  Comparison how = Comparison::below;
  bool negated = false;
  std::uint32_t of = k_none;  ///< resource, schedule or attribute
  double value = 0;
};

/// A choice among resources by how many wait there or hold a server. Those without an open server
/// are chosen only when all are closed.
struct Shortest {
  bool per_server = false;  ///< by that number over the open servers
  bool at_random = true;    ///< ties: each equally likely; else the first of them
  std::vector<std::uint32_t> resources;
  std::vector<std::uint32_t> steps;  ///< where to go on, one a resource
};

/// Ways that parts of one entity follow side by side.
struct ForkDef {
  std::vector<std::uint32_t> ways;  ///< first steps
  std::uint32_t needed = 0;         ///< ways that must be done before the entity goes on
};

/// Those at a gathering that are alike.
struct KindDef {
  std::uint32_t needed = 1;  ///< in a batch; k_none = no number makes it full. By origin: all of
                             ///< the same whole that are still there
  std::int64_t places = -1;  ///< how many may wait; -1 = any number
};

/// A point at which entities come together. A batch leaves when every kind has as many as it needs,
/// or, where there is one kind, at a time since the first came, or by the timetable.
struct GatheringDef {
  std::string name;
  std::vector<KindDef> kinds;
  Micros within = -1;              ///< since the first of those who wait came; -1 = never
  Micros first = 0;                ///< timetable: at `first`, and `every` after that;
  Micros every = 0;                ///< 0 = not
  std::vector<Micros> departures;  ///< timetable: further instants, ascending
  std::uint32_t least = 1;         ///< fewest with which the clock lets a batch leave
  std::uint32_t most = k_none;     ///< most that the timetable takes at once
  std::uint32_t into = k_none;     ///< class of which the batch becomes an entity
  std::uint32_t onto = k_none;     ///< kind whose member takes the others aboard
  bool members_end = false;        ///< members leave the system as the carrier sets out
  bool by_origin = false;          ///< only parts of one whole come together
  bool may_knot = false;           ///< who waits here may keep those away who are waited for
  /// By origin: classes of the parts that a whole waits for. What these do is told as its time.
  std::vector<std::uint32_t> parts{};
};

/// A time at which as many may come as it has places.
struct SlotDef {
  Micros at = 0;
  std::uint32_t places = 1;
};

/// Appointments: slots in order.
struct BookDef {
  std::string name;
  std::vector<SlotDef> slots;
  Micros ahead = 0;        ///< a slot is taken at least so long before it ...
  Micros most_ahead = -1;  ///< ... and at most so long; -1 = any time
};

/// Spans [from, to), ascending and apart.
struct OpeningDef {
  struct Span {
    Micros from = 0;
    Micros to = 0;
  };
  std::string name;
  std::vector<Span> spans;
};

enum class SourceKind : std::uint8_t {
  timed,      ///< Poisson with piecewise constant rate
  cyclic,     ///< Poisson with a rate that follows a sine
  renewal,    ///< intervals drawn from one distribution
  listed,     ///< at planned instants, each as late as drawn
  fleet,      ///< `count` vehicles at time 0 that cycle for ever
  saturated,  ///< `count` entities at time 0; the first `replenish` step of each sends the next: of
              ///< the classes with the same `entry` the one that is furthest behind its `share`
  processes,  ///< `gather` and `split` of others make them; their load comes from those
};

/// From `at` on, arrivals come at `rate_per_s`.
struct RateChange {
  Micros at = 0;
  double rate_per_s = 0;
};

/// Rate base + amplitude cos(2 pi (t - peak) / period); the amplitude is at most the base.
struct CyclicRate {
  double base_per_s = 0;
  double amplitude_per_s = 0;
  Micros period = k_day;
  Micros peak = 0;  ///< an instant at which it is highest
};

/// A kind of entity: where it comes from, what it carries and the step at which it starts.
struct ClassDef {
  std::string name;
  SourceKind source = SourceKind::timed;
  std::vector<RateChange> rates;
  CyclicRate cycle{};
  Distribution interarrival_s{};
  bool first_at_start = false;       ///< renewal: the first comes at time 0, not after one interval
  std::vector<Micros> plan{};        ///< listed: ascending; below 0 where lateness counts from
                                     ///< before the run
  Distribution lateness_s{};         ///< listed
  Distribution batch = constant(1);  ///< how many come at once: rounded, at least one
  std::int64_t at_start = 0;         ///< there at time 0, before any arrival
  std::int64_t limit = -1;           ///< most that come, those at the start among them; -1 = all
  std::vector<std::uint32_t> trace_columns{};  ///< attributes that come from a trace
  std::vector<double> trace{};  ///< of entity k, row k modulo the rows: a value a column
  std::uint32_t payload_attribute = k_none;  ///< gives the payload [kg] instead of `payload_kg`
  std::int64_t count = 0;
  std::uint32_t entry = k_none;  ///< saturated: where it comes in, with others; k_none = alone
  double share = 1;              ///< saturated: of those who come in there, in any unit
  bool may_grow = false;         ///< saturated: twice as many are kept after a day on which at
                                 ///< times none of the entry waits at a place
  std::uint32_t first_step = 0;
  Distribution payload_kg;
};

/// Everything a run needs and nothing that moves. Ledger cells are numbered by the compiler of the
/// model.
struct Model {
  std::vector<Step> steps;
  std::vector<Distribution> distributions;
  std::vector<ClassDef> classes;
  std::vector<ResourceDef> resources;
  std::vector<StoreDef> stores;
  std::vector<Condition> conditions{};
  std::vector<Shortest> comparisons{};
  std::vector<std::vector<Micros>> schedules{};  ///< instants of opening, closing, opening, …
  std::uint32_t attributes = 0;                  ///< of every entity
  std::vector<ForkDef> forks{};
  std::vector<GatheringDef> gatherings{};
  std::vector<BookDef> books{};
  std::vector<OpeningDef> openings{};
  std::vector<NeedsDef> needs{};
  std::vector<StoppageDef> stoppages{};
  std::uint32_t named_drives = 0;  ///< drives with a ledger cell of their own
  bool tells_goods = false;        ///< how long loads are inside: then nothing goes by recursion
  Micros horizon = 0;
  Micros warm_up = 0;
};

/// Ledger cells of one class: those of no place first, then five for each resource, one for each
/// store, two for each gathering.
struct LedgerLayout {
  static constexpr std::uint32_t moving = 0;
  static constexpr std::uint32_t documents = 1;
  static constexpr std::uint32_t parts = 2;      ///< waiting for its parts
  static constexpr std::uint32_t appointed = 3;  ///< in the lot until its slot, or until hours open
  static constexpr std::uint32_t first_resource = 4;
  /// Offsets within a resource's cells.
  static constexpr std::uint32_t waiting = 0;  ///< in its queue while it is open
  static constexpr std::uint32_t served = 1;   ///< holding its server, working or nested inside
  static constexpr std::uint32_t blocked = 2;  ///< kept out of its full queue, still where it was
  static constexpr std::uint32_t closed = 3;   ///< in or before its queue while it is closed
  static constexpr std::uint32_t interrupted = 4;  ///< at its server, which is closed or broken
                                                   ///< down
  static constexpr std::uint32_t cells = 5;        ///< of one resource
  /// Offsets within a gathering's two cells.
  static constexpr std::uint32_t gathering = 0;  ///< waiting for the others
  static constexpr std::uint32_t aboard = 1;     ///< as a member of what they make

  static std::uint32_t resource_cell(std::uint32_t resource) {
    return first_resource + cells * resource;
  }
  static std::uint32_t store_cell(std::size_t resources, std::uint32_t store) {
    return first_resource + cells * static_cast<std::uint32_t>(resources) + store;
  }
  static std::uint32_t gathering_cell(std::size_t resources, std::size_t stores,
                                      std::uint32_t which) {
    return store_cell(resources, static_cast<std::uint32_t>(stores)) + 2 * which;
  }
  static std::uint32_t cells_per_class(std::size_t resources, std::size_t stores,
                                       std::size_t gatherings = 0, std::uint32_t named_drives = 0) {
    return drive_cell(resources, stores, gatherings, named_drives);
  }
  static std::uint32_t drive_cell(std::size_t resources, std::size_t stores, std::size_t gatherings,
                                  std::uint32_t which) {
    return gathering_cell(resources, stores, static_cast<std::uint32_t>(gatherings)) + which;
  }
};

}  // namespace kouan::sim
