// What entities do: the steps that a process is a flat array of.
#pragma once

#include <cstdint>

namespace kouan::sim {

inline constexpr std::uint32_t k_none = 0xffffffffU;

/// The closed list of steps. Operands a, b, c refer to tables of the model.
enum class StepKind : std::uint8_t {
  seize,  ///< queue for one server of resource a; on entering its queue or its server the entity
          ///< leaves the server it still occupies (blocking after service until then). With c, it
          ///< goes on at step c instead when the queue is full or holds `limit` already, or when
          ///< it has waited for a time drawn from b
  seize_server,  ///< the same at a resource whose servers are told apart
  serve,    ///< work at the server of resource a for a time drawn from b, or that attribute c says,
            ///< which may be broken off; in a batch the first one's draw holds for all
  served,   ///< that work is done; of a batch all go on, the last one keeping the server
  share,    ///< be served at resource a for a time drawn from b, or that attribute c says, at the
            ///< share of its servers that those present leave; nothing is held
  reserve,  ///< keep the server of resource `limit` without work until there is room at resource a,
            ///< which is then kept for the entity until it comes
  hold,     ///< occupy the server of resource a for a time drawn from distribution b
  finish,   ///< work at resource a is done; its server is kept until the next step lets the entity
            ///< move
  travel,   ///< spend a time drawn from distribution b holding nothing new
  branch,   ///< with probability `probability` go on at step a, else at the next step
  jump,     ///< go on at step a
  reach_border,     ///< the physical clock starts here instead of at the arrival
  declare,          ///< the document clock starts; the declaration is processed after a draw from b
  await_documents,  ///< wait until the declaration is processed
  release_documents,  ///< customs release: the document clock stops
  clear,              ///< the physical clock stops; the load counts as throughput
  deposit,    ///< put the load into store a; waits, first come first served, while it does not fit
  replenish,  ///< an entity of a saturated source that comes here first sends the next one; so
              ///< does whoever has it aboard
  assign,     ///< attribute a becomes a value drawn from b, with `limit` added to what it was; with
              ///< c, the payload [kg] too
  work_for,   ///< `hold` at resource a, or `travel` where that is k_none, for as long as attribute
              ///< c says [s]
  branch_if,  ///< when condition c holds go on at step a, else at the next step
  shortest,   ///< go on at the step of whichever resource of comparison a has fewest
  lap,        ///< a further round of a loop begins: draws get names of their own
  turn_away,  ///< leave the system without having been where it wanted
  fork,       ///< every way of fork a is followed by a part of the entity, which itself waits
              ///< until as many are done as fork a says; leaves the server it was at
  end_way,    ///< the part's way is done: the part is no more
  gather,     ///< wait at gathering a, as one of kind `limit`, until the others are there; with
              ///< c, go on there instead when all places of the kind are taken, or when it has
              ///< waited for a time drawn from b. `level` 1: is the whole that its parts meet,
              ///< not a part
  ride,       ///< aboard of what the gathering made; afterwards on at step a. Stands behind
              ///< `gather`; the steps of the carrier begin at c, if it has any. Who leaves the
              ///< system aboard gives up what `needs` says, as by `give_up`, and the needs `limit`,
              ///< as by `finish`, in order
  disband,    ///< end of the carrier: those aboard go on, the carrier is no more
  let_off,    ///< those aboard go on; so does the carrier
  split,      ///< as many entities of class a as a draw from b says begin their process, with the
              ///< share `probability` of the load; level 1: on the clock of the whole
  take_slot,  ///< take the next slot of book a and wait until it, less a time drawn from b. With
              ///< `probability` its slot stays empty, and it goes on at c, as it does where no slot
              ///< is near enough
  wait_open,  ///< wait until opening a is open
  take,       ///< wait until all that `needs` says can be had at once, and take it; until then the
              ///< entity waits at resource a, holding none of it; c, b and `limit` as for `seize`
  give_up,    ///< what `needs` says is free for others
  keep_order,     ///< wait at the end of section a until those before have left it
  keep_distance,  ///< wait there until the following headway since the last one left has passed
  depart,         ///< leave the system, or start the next cycle when the class is a closed fleet
  leave_events,   ///< recursion a carries the entity to the end of its way. In no model: the engine
                  ///< puts it where such an end begins
};

struct Step {
  StepKind kind = StepKind::depart;
  std::uint8_t level = 0;        ///< seize: urgency; those of level 0 are served first
  bool stays_when_full = false;  ///< seize: a full queue does not make it go on at c
  bool passes_on = false;        ///< seize: at c it queues elsewhere, so a saturated source may too
  std::uint8_t urgency = 0;      ///< take: who is served first, over all resources; `level` is the
                                 ///< line, one for each urgency and needs
  std::uint32_t a = k_none;
  std::uint32_t b = k_none;
  std::uint32_t c = k_none;
  std::uint32_t limit = k_none;
  std::uint32_t ledger = k_none;  ///< first ledger cell this step writes to
  std::uint32_t needs = k_none;   ///< of the model: what `take`, `give_up` and `ride` are about
  std::uint64_t purpose = 0;      ///< name of the draw
  double probability = 0;

  bool operator==(const Step&) const = default;
};

}  // namespace kouan::sim
