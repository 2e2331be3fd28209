#include "analysis/check_limited_room.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

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

std::int64_t most_places(const sim::ResourceDef& yard) {
  std::int64_t most = 0;
  for (const sim::CapacityChange& change : yard.capacity)
    most = std::max<std::int64_t>(most, change.servers);
  return most;
}

/// What lies before and behind a node on some way through it: of ways that part, each by itself.
class WaysThrough {
 public:
  using Stages = std::set<std::size_t>;  ///< numbers of stages, yards and sections

  WaysThrough(const Scenario& scenario, const models::ProcessGraph& graph) : graph_(graph) {
    std::map<std::string, std::size_t> numbers;
    for (std::size_t s = 0; s < scenario.stages.size(); ++s)
      numbers[scenario.stages[s].id] = s;
    for (const models::GraphNode& node : graph.nodes()) {
      const auto it = models::is_place(node.kind) ? numbers.find(node.id) : numbers.end();
      stage_.push_back(it == numbers.end() ? models::k_no_node : it->second);
    }
  }

  /// Number of the stage, yard or section; k_no_node of other nodes.
  std::size_t stage(std::size_t node) const { return stage_[node]; }

  Stages before(std::size_t node) const {
    return stages_of(models::leads_to(graph_, models::nodes_before(graph_, node)));
  }

  /// Who is turned away at the node goes on without having been there.
  Stages behind(std::size_t node) const {
    std::vector<std::size_t> next;
    for (const models::WayOut& way : models::ways_out(graph_, node))
      if (way.probability > 0) next.push_back(way.to);
    return stages_of(models::reached_from(graph_, next));
  }

 private:
  Stages stages_of(const std::vector<char>& nodes) const {
    Stages found;
    for (std::size_t node = 0; node < nodes.size(); ++node)
      if (nodes[node] != 0 && stage_[node] != models::k_no_node) found.insert(stage_[node]);
    return found;
  }

  const models::ProcessGraph& graph_;
  std::vector<std::size_t> stage_;  ///< by node
};

/// "Customs (room for 30 to wait)", "Yard (200 places)".
Text room_named(const Scenario& scenario, const LimitedRoom& room) {
  const Text title = place_title(scenario, room.stage);
  if (room.is_yard)
    return {fmt::format("{} ({} places)", title.en, room.places),
            fmt::format("{}（{} 个位置）", title.zh, room.places)};
  if (room.places == 0) return {title.en + " (no room to wait)", title.zh + "（无候位）"};
  return {fmt::format("{} (room for {} to wait)", title.en, room.places),
          fmt::format("{}（{} 个候位）", title.zh, room.places)};
}

}  // namespace

std::vector<LimitedRoom> limited_room_between_hours(const Scenario& scenario,
                                                    const models::ProcessGraph& graph,
                                                    const sim::Model& model) {
  std::vector<std::vector<std::pair<sim::Micros, bool>>> open;
  for (const sim::ResourceDef& resource : model.resources)
    open.push_back(opening_times(resource));
  const WaysThrough ways(scenario, graph);
  std::set<std::pair<std::size_t, bool>> found;  // in file order, the queue before the places
  for (std::size_t node = 0; node < graph.nodes().size(); ++node) {
    const std::size_t s = ways.stage(node);
    if (s == models::k_no_node) continue;
    const bool is_yard = scenario.stages[s].kind == models::StageKind::yard;
    if (!is_yard && !scenario.stages[s].queue_places) continue;
    const WaysThrough::Stages before = ways.before(node), behind = ways.behind(node);
    const auto differs = [&](std::size_t after) {
      return std::any_of(before.begin(), before.end(),
                         [&](std::size_t one) { return open[one] != open[after]; });
    };
    const bool is_between = std::any_of(behind.begin(), behind.end(), differs);
    if (is_yard && is_between) found.insert({s, true});
    if (!scenario.stages[s].queue_places || !(is_between || differs(s))) continue;
    // A yard before which nobody can wait has no room but its places.
    if (*scenario.stages[s].queue_places > 0 || found.count({s, true}) == 0)
      found.insert({s, false});
  }
  std::vector<LimitedRoom> rooms;
  for (const auto& [s, is_yard] : found) {
    const Stage& stage = scenario.stages[s];
    rooms.push_back(
        {stage.id, is_yard, is_yard ? most_places(model.resources[s]) : *stage.queue_places});
  }
  return rooms;
}

Text limited_room_text(const Scenario& scenario, const std::vector<LimitedRoom>& rooms) {
  if (rooms.empty()) return {};
  std::vector<Text> names;
  for (const LimitedRoom& room : rooms)
    names.push_back(room_named(scenario, room));
  const Text all = models::listed(names);
  return {
      "The bound ignores that room is limited between places that are open at different times, "
      "so that less may pass: " +
          all.en + ".",
      "上界未考虑下列候位与场地的容量限制（其前后环节开放时间不同），实际能力可能更低：" + all.zh +
          "。"};
}

}  // namespace kouan::analysis
