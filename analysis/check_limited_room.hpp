// Room on the way that the capacity bound takes no account of.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/process_graph.hpp"
#include "models/scenario.hpp"
#include "sim/program.hpp"

namespace kouan::analysis {

/// The places of a yard, or a queue that has an end: a yard with such a queue has both.
struct LimitedRoom {
  std::string stage;
  bool is_yard = false;     ///< its places
  std::int64_t places = 0;  ///< of a yard the most that are ever open
};

/// Those that lie, on some class's way, between places that are open at different times: they fill
/// while what follows is shut, and run empty while what leads to them is. The bound takes each
/// place by itself, so that less may pass.
std::vector<LimitedRoom> limited_room_between_hours(const models::Scenario& scenario,
                                                    const models::ProcessGraph& graph,
                                                    const sim::Model& model);

/// One sentence on them; empty where there are none.
models::Text limited_room_text(const models::Scenario& scenario,
                               const std::vector<LimitedRoom>& rooms);

}  // namespace kouan::analysis
