#include "analysis/theory/places_around.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

namespace kouan::analysis::theory {
namespace {

using models::GraphNode;
using models::k_no_node;
using models::NodeKind;

/// Of one visit: so many are in the yard at most.
struct Room {
  std::size_t yard = 0;
  int vehicles = 0;
};

class Yards {
 public:
  Yards(const models::Scenario& scenario, const models::ProcessGraph& graph, const Traffic& traffic,
        const std::vector<StageProfile>& profiles)
      : scenario_(scenario), nodes_(graph.nodes()), traffic_(traffic), profiles_(profiles) {}

  /// How many there is room for in the yards in which all come to the stage.
  double places_around(std::size_t s) const {
    std::map<std::size_t, int> rooms;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      if (!nodes_[i].is_stage() || nodes_[i].id != scenario_.stages[s].id) continue;
      if (traffic_.visits[i] <= 0) continue;
      const std::optional<Room> room = least_room_around(i);
      if (!room) return HUGE_VAL;
      rooms[room->yard] = std::max(rooms[room->yard], room->vehicles);
    }
    double places = rooms.empty() ? HUGE_VAL : 0;
    for (const auto& [yard, vehicles] : rooms)
      places += vehicles;
    return places;
  }

 private:
  /// Of the yards in which places are held meanwhile, by the whole too of what is on one of its
  /// ways side by side.
  std::optional<Room> least_room_around(std::size_t i) const {
    std::vector<std::size_t> held = nodes_[i].keeps;
    for (std::size_t at = outside(i); at != k_no_node; at = outside(at))
      held.push_back(at);
    std::optional<Room> least;
    for (const std::size_t at : held) {
      const std::optional<Room> room = room_at(nodes_[at]);
      if (room && (!least || room->vehicles < least->vehicles)) least = room;
    }
    return least;
  }

  std::size_t outside(std::size_t i) const {
    return nodes_[i].holder != k_no_node ? nodes_[i].holder : nodes_[i].around;
  }

  std::optional<Room> room_at(const GraphNode& node) const {
    if (node.kind != NodeKind::yard) return {};
    for (std::size_t s = 0; s < profiles_.size(); ++s) {
      if (scenario_.stages[s].id != node.id || profiles_[s].servers <= 0) continue;
      return Room{s, profiles_[s].servers / std::max(1, node.places)};
    }
    return {};
  }

  const models::Scenario& scenario_;
  const std::vector<GraphNode>& nodes_;
  const Traffic& traffic_;
  const std::vector<StageProfile>& profiles_;
};

}  // namespace

void add_waits_for_places(const models::Scenario& scenario, const models::ProcessGraph& graph,
                          const Traffic& traffic, std::vector<StageProfile>& profiles) {
  const Yards yards(scenario, graph, traffic, profiles);
  for (std::size_t s = 0; s < profiles.size(); ++s) {
    if (profiles[s].arrivals.count(Obstacle::parts_meet) > 0) continue;
    if (yards.places_around(s) <= profiles[s].servers)
      profiles[s].own.insert(Obstacle::waits_on_way);  // there, and not here
  }
}

}  // namespace kouan::analysis::theory
