#include "analysis/check_limited_room.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "analysis/value_title.hpp"

namespace kouan::analysis {

namespace {

using models::Scenario;
using models::Stage;
using models::Text;

/// Instants at which it opens or closes, whatever the number of servers.
std::vector<std::pair<sim::Micros, bool>> opening_times(const sim::ResourceDef& resource) {
  std::vector<std::pair<sim::Micros, bool>> changes;
  for (const sim::CapacityChange& change : resource.capacity) {
    const bool is_open = change.servers > 0;
    if (changes.empty() || changes.back().second != is_open)
      changes.push_back({change.at, is_open});
  }
  return changes;
}

bool is_limited_room(const Stage& stage) {
  return stage.kind == models::StageKind::yard || stage.queue_places.has_value();
}

std::int64_t room_places(const Stage& stage, const sim::ResourceDef& resource) {
  if (stage.kind != models::StageKind::yard) return *stage.queue_places;
  std::int64_t most = 0;
  for (const sim::CapacityChange& change : resource.capacity)
    most = std::max<std::int64_t>(most, change.servers);
  return most;
}

/// Numbers of the stages, yards and sections on the way of the class, as its steps have them.
std::vector<std::size_t> way_through(const Scenario& scenario, const models::ProcessGraph& graph,
                                     std::size_t c) {
  std::vector<std::size_t> way;
  for (const models::GraphNode& node : graph.nodes()) {
    if (node.entity_class != c) continue;
    for (std::size_t s = 0; s < scenario.stages.size(); ++s)
      if (scenario.stages[s].id == node.id) way.push_back(s);
  }
  return way;
}

/// "Customs (room for 30 to wait)", "Yard (200 places)".
Text room_named(const Scenario& scenario, const LimitedRoom& room) {
  const Text title = place_title(scenario, room.stage);
  if (room.is_yard)
    return {fmt::format("{} ({} places)", title.en, room.places),
            fmt::format("{}（{} 个位置）", title.zh, room.places)};
  if (room.places == 0) return {title.en + " (no room to wait)", title.zh + "（无排队位）"};
  return {fmt::format("{} (room for {} to wait)", title.en, room.places),
          fmt::format("{}（{} 个排队位）", title.zh, room.places)};
}

}  // namespace

std::vector<LimitedRoom> limited_room_between_hours(const Scenario& scenario,
                                                    const models::ProcessGraph& graph,
                                                    const sim::Model& model) {
  std::vector<std::vector<std::pair<sim::Micros, bool>>> open;
  for (const sim::ResourceDef& resource : model.resources)
    open.push_back(opening_times(resource));
  std::map<std::size_t, bool> found;  // by stage, in file order
  for (std::size_t c = 0; c < graph.class_count(); ++c) {
    const std::vector<std::size_t> way = way_through(scenario, graph, c);
    for (auto room = way.begin(); room != way.end(); ++room) {
      const auto differs = [&](std::size_t after) {
        return std::any_of(way.begin(), room,
                           [&](std::size_t before) { return open[before] != open[after]; });
      };
      const bool is_yard = scenario.stages[*room].kind == models::StageKind::yard;
      if (is_limited_room(scenario.stages[*room]) &&
          std::any_of(is_yard ? room + 1 : room, way.end(), differs))
        found[*room] = is_yard;
    }
  }
  std::vector<LimitedRoom> rooms;
  for (const auto& [s, is_yard] : found)
    rooms.push_back(
        {scenario.stages[s].id, is_yard, room_places(scenario.stages[s], model.resources[s])});
  return rooms;
}

Text limited_room_text(const Scenario& scenario, const std::vector<LimitedRoom>& rooms) {
  if (rooms.empty()) return {};
  Text all;
  for (const LimitedRoom& room : rooms) {
    const Text one = room_named(scenario, room);
    all.en += (all.en.empty() ? "" : ", ") + one.en;
    all.zh += (all.zh.empty() ? "" : "、") + one.zh;
  }
  return {
      "The bound ignores that room is limited between places that are open at different times, "
      "so that less may pass: " +
          all.en + ".",
      "上界未考虑以下处于开放时间不同的环节之间、容量有限的排队位与场地，实际可能低于上界：" +
          all.zh + "。"};
}

}  // namespace kouan::analysis
