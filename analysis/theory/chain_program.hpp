// A compiled process as places between which vehicles move, for its Markov chain.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/theory/stage_profile.hpp"
#include "sim/program.hpp"

namespace kouan::analysis::theory {

enum class PlaceKind : std::uint8_t {
  before,     ///< has come to a queue; stays where it was while that is full
  queue,      ///< waits for a server
  reserving,  ///< has a server, without work until there is room ahead
  working,    ///< at a server, or on the way while one is held
};

/// A place; from it one goes on to the next in the list, or leaves after the last.
struct ChainPlace {
  PlaceKind kind = PlaceKind::working;
  std::size_t resource = 0;  ///< asked for, or in which room is asked for; not of `working`
  double rate_per_s = 0;     ///< of `working`
  int level = 0;             ///< of `queue`: urgency, 0 first
};

struct ChainResource {
  std::size_t number = 0;  ///< in the model
  int servers = 0;
  std::int64_t queue_places = -1;     ///< -1: any number
  std::vector<std::size_t> holding;   ///< places at which one of its servers is held
  std::vector<std::size_t> kept;      ///< of these, those without work at it
  std::vector<std::size_t> queues;    ///< places in its queue
  std::vector<std::size_t> before;    ///< before its queue
  std::vector<std::size_t> promised;  ///< places from which room is kept for one
};

struct ChainProgram {
  double lambda_per_s = 0;
  bool loses = false;  ///< who finds the first queue full is turned away
  double other_s = 0;  ///< mean time before the first queue and after the last, which holds nothing
  std::vector<ChainPlace> places;  ///< the first two are before and in the first queue
  std::vector<ChainResource> resources;
  std::vector<std::size_t> urgent_first;  ///< all places, in the order in which they are let on
};

/// Nothing where the process is not of the kind that process_chain tells; adds reasons.
std::optional<ChainProgram> chain_program(const sim::Model& model, Obstacles& why);

}  // namespace kouan::analysis::theory
