// What moves in a run, whatever step it is moved by; and how much of it there may be.
#pragma once

#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

#include "sim/bonds.hpp"
#include "sim/calendar.hpp"
#include "sim/class_state.hpp"
#include "sim/draw.hpp"
#include "sim/draw_blocks.hpp"
#include "sim/entity_pool.hpp"
#include "sim/goods.hpp"
#include "sim/joint.hpp"
#include "sim/lacks.hpp"
#include "sim/observe.hpp"
#include "sim/program.hpp"
#include "sim/recursion.hpp"
#include "sim/recursive_ways.hpp"
#include "sim/resource_state.hpp"
#include "sim/result.hpp"
#include "sim/run.hpp"
#include "sim/servers.hpp"
#include "sim/stays.hpp"
#include "sim/store_balance.hpp"
#include "sim/trace.hpp"

namespace kouan::sim {

/// Most entities inside at once: 4 Mi, half a gigabyte; a queue beyond that is no answer to a
/// question of ports.
inline constexpr std::uint32_t k_most_inside = 1U << 22U;
/// Most memory of entities, events and series [bytes]: a worker beyond that would take the
/// machine's.
inline constexpr std::uint64_t k_most_bytes = std::uint64_t{4} << 30U;
/// Most entities a saturated source can send at one instant: more than servers can open together.
inline constexpr std::uint32_t k_most_at_once = 1U << 20U;
/// With so many inside saturated sources wait until somebody leaves: behind a quick entry a queue
/// without limit would else take all that come in a year. More than any place needs to be kept
/// busy.
inline constexpr std::uint32_t k_most_inside_saturated = 100'000;
/// With so many turned back at the instant they come a saturated source sends the next with the
/// next event: a few try in vain at each event, and whoever finds room is the first of them.
inline constexpr std::uint32_t k_most_turned_back_at_once = 32;
/// Whom chance alone lets leave tells nothing of the next one; where it lets all go, an instant
/// would never end.
inline constexpr std::uint32_t k_most_let_go_at_once = 4096;
/// So many of a saturated source wait at a place where those turned away queue elsewhere: a small
/// part of the source, so that enough are left for those other places.
inline constexpr std::int64_t k_most_before_passing_on = 20;
/// Index of the arrival of those put off, in place of a class.
inline constexpr std::uint32_t k_any_saturated = k_none;
/// Most rounds of loops at one instant: nobody makes so many without time passing.
inline constexpr std::uint32_t k_most_laps_at_once = 1'000'000;

struct StoppageState {
  bool is_on = false;
  Micros turns_at = 0;       ///< when it begins or ends next
  std::uint64_t booked = 0;  ///< number of that event; another is called off
  std::uint64_t turns = 0;   ///< so far: names the draws
  std::uint64_t purpose = 0;
};

/// As it is before the run starts; the engine does the rest.
class EngineState {
 protected:
  EngineState(const Model& model, const RunOptions& options);
  EngineState(const EngineState&) = delete;
  EngineState& operator=(const EngineState&) = delete;

  const Model& model_;
  const std::vector<RecursiveWay> ways_;  ///< that need no events, ends of ways among them
  const std::vector<Step> steps_;         ///< those that events go through
  Trace* trace_;
  Draws draws_;
  std::vector<DrawBlocks> blocks_;  ///< by distribution of the model, each of one step
  Micros now_ = 0;
  bool running_ = true;
  StopReason stop_ = StopReason::horizon;
  Calendar calendar_;
  EntityPool pool_;
  std::vector<double> attributes_;    ///< by entity of the pool, as many each as the model has
  std::vector<std::uint32_t> ready_;  ///< entities that may go on at this instant, first come first
                                      ///< served
  std::vector<ResourceState> resources_;
  std::vector<std::size_t> capacity_period_;  ///< the next change
  std::vector<std::uint32_t> changing_;       ///< resources whose hours change at this instant
  Micros turned_at_ = -1;        ///< instant at which something closed, opened or failed last
  std::vector<ServerSet> sets_;  ///< by resource; empty where servers are only counted
  std::vector<std::uint32_t> breaking_down_;  ///< resources whose servers do
  std::vector<Sharing> sharings_;             ///< by resource
  std::vector<std::pair<std::uint32_t, std::uint32_t>> server_of_event_;
  std::vector<std::uint32_t> given_back_;  ///< resources with room that is kept no more, or that
                                           ///< more may reserve, not offered to anybody yet
  std::vector<JointState> joints_;         ///< by resource
  std::vector<SectionState> sections_;     ///< by resource
  std::vector<Group> groups_;
  LackClocks lacks_;
  bool may_knot_by_gathering_ = false;
  Micros next_look_ = 0;    ///< through gatherings
  Micros knotted_at_ = -1;  ///< when the last of a ring that was found there began to wait
  Micros full_at_ = -1;     ///< when one came without events for whom there was no room
  std::vector<std::uint32_t> suspects_;  ///< who began to wait at this instant, where knots may be
  std::vector<StoppageState> stoppages_;
  std::vector<StoreState> stores_;
  std::vector<StoreBalance> balances_;  ///< by store, in saturated runs; else empty
  std::vector<GatheringState> gatherings_;
  /// By gathering and gathering: of two that the clock lets go at one instant, whether the one
  /// leaves first; empty before that happens.
  std::vector<std::vector<bool>> leaves_before_;
  /// By gathering that may knot, kind and step: whether a way leads from it to being there.
  std::vector<std::vector<std::vector<char>>> ways_to_kinds_;
  std::vector<BookState> books_;
  Records<Ties> ties_;
  Records<Fork> forks_;
  Records<Batch> batches_;
  /// By entity: of one who is aboard its batch, of one who waits for its parts their fork.
  std::vector<std::uint32_t> bond_of_;
  Records<Origin> origins_;
  std::vector<ClassState> classes_;
  std::vector<GoodsInside> goods_;     ///< by class, where asked for; else empty
  std::vector<Recursion> recursions_;  ///< by way that needs no events
  /// On ends of ways, those who have left since they were last carried on among them.
  std::uint64_t on_ends_ = 0;
  std::uint32_t cells_per_class_;
  std::vector<WideMicros> ledger_;  ///< entity time by account and cell, after the warm-up
  double came_kg_ = 0;              ///< with entities that came in, recursions apart
  double inside_kg_ = 0;            ///< of that, neither counted as throughput nor gone
  bool has_bonds_;                  ///< somebody may be aboard, or wait for its parts
  std::vector<WideMicros> moves_;   ///< what is told differs by so much from the ledger
  std::vector<bool> is_work_;       ///< by cell
  std::uint64_t events_ = 0;
  std::uint64_t fingerprint_ = 0xcbf29ce484222325ULL;
  Micros next_hour_ = k_hour;
  Micros replenished_at_ = -1;
  std::deque<std::uint32_t> owed_;     ///< classes that a full system keeps saturated sources from
                                       ///< replacing, in order
  std::uint32_t replenished_now_ = 0;  ///< entities sent by `replenish` at this instant
  std::vector<TurnedBack> turned_back_;  ///< by class, those whom chance sent nowhere
  std::vector<SaturatedEntry> entries_;  ///< by their first class
  std::vector<std::uint32_t> leads_;     ///< by class, the first of its entry: it stands for all
  bool may_grow_ = false;                ///< one of them at least
  Micros turned_back_at_ = -1;           ///< when the last one was
  bool is_chance_taken_ = false;         ///< by who proceeds, since it last waited
  bool is_refused_ = false;              ///< it, by the state, and chance was not asked since
  bool is_try_booked_ = false;           ///< of those put off
  Micros lapped_at_ = -1;
  std::uint32_t laps_now_ = 0;  ///< rounds of loops begun at this instant
  RunResult series_;            ///< only its series are filled during the run
};

}  // namespace kouan::sim
