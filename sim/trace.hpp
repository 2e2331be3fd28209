// The event trace: what happened to whom, where and when. Records are small and have no names; who
// writes them looks the names up in the model. A run without a trace pays one branch an event.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "sim/program.hpp"
#include "sim/time.hpp"

namespace kouan::sim {

enum class TraceEvent : std::uint8_t {
  arrive,        ///< in the system, or at the start of a fleet's cycle
  queue,         ///< joins the queue of the place; at a gathering, those who wait
  held_back,     ///< finds the queue of the place full and stays where it is
  start,         ///< gets a server of the place (a yard: a place in it; a gathering: its batch
                 ///< leaves)
  end,           ///< is done there; the server is still occupied
  leave,         ///< the server is free for others; of a gathering: no longer aboard
  refused,       ///< does not join the queue
  gave_up,       ///< lost patience while waiting
  interrupted,   ///< its work is broken off; it stays at its server
  resumed,       ///< that work goes on
  handed_over,   ///< its work is broken off; it is back at the head of its line
  travel,        ///< sets off
  reach_border,  ///< the physical clock starts
  declare,       ///< the document clock starts
  await,         ///< parks until the declaration is processed
  release,       ///< the document clock stops
  unload,        ///< its load is in the store
  cleared,       ///< counts as throughput
  depart,        ///< leaves the system, or ends a fleet's cycle
  turned_away,   ///< leaves the system without having been where it wanted
};

/// Name in files: lower case, words joined by a hyphen.
std::string_view name_of(TraceEvent event);

struct TraceRecord {
  Micros at = 0;
  std::uint64_t serial = 0;  ///< of the entity within its class, from 0
  std::uint32_t class_index = 0;
  std::uint32_t place = k_none;  ///< resource, or number of resources + store, or number of both +
                                 ///< gathering; k_none = nowhere
  TraceEvent event = TraceEvent::arrive;
  std::uint32_t step = k_none;  ///< of the model, at which the entity is
};

/// Collects records and hands them on in blocks, in the order in which things happened.
class Trace {
 public:
  using Take = std::function<void(std::span<const TraceRecord>)>;

  explicit Trace(Take take) : take_(std::move(take)) { block_.reserve(k_block); }

  /// Not inlined: the engine's loop is to stay small.
  [[gnu::noinline, gnu::cold]] void add(const TraceRecord& record);
  /// Hands on what is left; call once after the run.
  void flush();

 private:
  static constexpr std::size_t k_block = 4096;
  Take take_;
  std::vector<TraceRecord> block_;
};

}  // namespace kouan::sim
