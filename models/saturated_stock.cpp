#include "models/saturated_stock.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "models/endless_classes.hpp"
#include "models/first_places.hpp"
#include "models/flows_behind.hpp"
#include "models/way_to_first_place.hpp"

namespace kouan::models {
namespace {

/// Entities kept waiting at each entry of a saturated run: a day of the demand, within these.
/// Enough that what gathers before its first server is not short of members; few enough that a
/// class which others go before has soon filled its share of the queue.
constexpr double k_least_stock = 100;
constexpr double k_most_stock = 400;
/// ... and where they are under way before their first server, or a clock lets go all who wait: so
/// many times what the fastest place takes meanwhile.
constexpr double k_margin = 1.2;

/// Whether the clock takes along whoever is there.
bool takes_all(const Gathering& gathering) {
  return !gathering.is_meeting() && gathering.number == 0 &&
         (gathering.most == 0 || gathering.within_s);
}

double servers_of(const Stage& stage) {
  double servers = 0;
  for (const ServerGroup& group : stage.groups)
    servers += group.servers;
  return servers;
}

/// How many it can begin with in a second; 0: not known of a yard, or of a section without headway.
double per_s(const Stage& stage) {
  if (takes_any_number(stage)) {
    const double following_s = stage.section->following_s;
    return following_s > 0 ? 1 / following_s : 0;
  }
  if (!stage.service) return 0;
  const double at_once = stage.batch ? stage.batch->most : 1;
  double shortest_s = stage.service->mean();
  for (const auto& [cls, time_s] : stage.service_by_class)
    shortest_s = std::min(shortest_s, time_s.mean());
  return shortest_s > 0 ? servers_of(stage) * at_once / shortest_s : 0;
}

double fastest_per_s(const Scenario& scenario) {
  double fastest = 0;
  for (const Stage& stage : scenario.stages)
    fastest = std::max(fastest, per_s(stage));
  return fastest;
}

/// Who has to wait before such a gathering, so that what follows is never short of them.
double clock_stock(const Scenario& scenario, const Gathering& gathering) {
  const double apart_s = gathering.every_s > 0 ? gathering.every_s : gathering.within_s.value_or(0);
  return k_margin * apart_s * fastest_per_s(scenario);
}

/// Where endless classes come first.
FirstPlaces first_of_all(const Scenario& scenario, const std::vector<char>& endless) {
  FirstPlaces first;
  for (std::size_t c = 0; c < scenario.classes.size(); ++c) {
    const Process* process = process_of(scenario, scenario.classes[c]);
    if (endless[c] != 0 && process != nullptr) add_first_places(process->steps, first);
  }
  return first;
}

/// Gatherings of these from which a clock lets go all who are there.
std::vector<const Gathering*> clocks_of(const Scenario& scenario, const FirstPlaces& first) {
  std::vector<const Gathering*> out;
  for (const Gathering& gathering : scenario.gatherings)
    if (first.gatherings.count(gathering.id) > 0 && takes_all(gathering)) out.push_back(&gathering);
  return out;
}

/// Most of one kind that leave together.
double most_together(const Gathering& gathering) {
  double members = std::max<double>(gathering.number, gathering.most);
  for (const auto& [cls, number] : gathering.of)
    members = std::max<double>(members, number);
  return members;
}

/// What gathers is there twice, and of what gathers first, or is served together first, as much at
/// every such place; where all of them leave by the clock, more than what follows can do until the
/// next leave.
double least_stock(const Scenario& scenario, const std::vector<char>& endless) {
  const FirstPlaces first = first_of_all(scenario, endless);
  double least = k_least_stock;
  for (const Gathering* gathering : clocks_of(scenario, first))
    least = std::max(least, std::min(clock_stock(scenario, *gathering), k_most_stock_under_way));
  double together = 0;
  for (const Gathering& gathering : scenario.gatherings) {
    least = std::max(least, std::min(2 * most_together(gathering), k_most_stock_under_way));
    if (first.gatherings.count(gathering.id) > 0) together += 2 * most_together(gathering);
  }
  for (const Stage& stage : scenario.stages)
    if (stage.batch && first.stages.count(stage.id) > 0)
      together += 2 * servers_of(stage) * stage.batch->most;
  return std::max(least, std::min(together, k_most_stock_under_way));
}

/// By class, whether it is the class `from` or may be handed goods by it, at however many removes.
std::vector<char> all_behind(const Scenario& scenario, std::size_t from) {
  const std::vector<std::set<std::string>> takers = takers_of_goods(scenario);
  std::vector<char> out(scenario.classes.size(), 0);
  std::vector<std::size_t> to_do = {from};
  out[from] = 1;
  while (!to_do.empty()) {
    const std::set<std::string>& next = takers[to_do.back()];
    to_do.pop_back();
    for (std::size_t c = 0; c < out.size(); ++c) {
      if (out[c] != 0 || next.count(scenario.classes[c].id) == 0) continue;
      out[c] = 1;
      to_do.push_back(c);
    }
  }
  return out;
}

/// Whether who comes first to the stage comes to it again, or those who are made of it do.
bool is_come_back_to(const Scenario& scenario, const ProcessGraph& graph, std::size_t cls,
                     const std::string& stage) {
  const std::vector<char> behind = all_behind(scenario, cls);
  std::vector<std::size_t> next;
  const auto& nodes = graph.nodes();
  const auto is_there = [&](std::size_t n) {
    return nodes[n].kind == NodeKind::stage && nodes[n].id == stage;
  };
  for (std::size_t n = 0; n < nodes.size(); ++n) {
    if (!is_there(n) || behind[nodes[n].entity_class] == 0) continue;
    if (nodes[n].entity_class != cls) return true;
    for (const WayOut& way : ways_out(graph, n))
      next.push_back(way.to);
  }
  const std::vector<char> later = reached_from(graph, next);
  for (std::size_t n = 0; n < nodes.size(); ++n)
    if (later[n] != 0 && is_there(n)) return true;
  return false;
}

/// How many have to be under way to the first place of the class, so that it is never short of
/// them (Little 1961).
double under_way(const Scenario& scenario, const EntityClass& cls) {
  const WayToFirstPlace way = way_to_first_place(scenario, cls);
  return k_margin * way.time_s * fastest_per_s(scenario) * way.at_once;
}

/// Whether somebody can be turned away there, give up, or stand before its full queue.
bool may_keep_out(const ProcessGraph& graph, const Stage& stage) {
  return stage.queue_places ||
         std::any_of(graph.nodes().begin(), graph.nodes().end(),
                     [&](const GraphNode& node) { return node.id == stage.id && node.turns_away; });
}

/// The one place at which the source waits, if it is a stage; else none.
const Stage* only_stage(const Scenario& scenario, const EntryClasses& entry) {
  FirstPlaces first;
  for (const std::size_t c : entry)
    if (const Process* process = process_of(scenario, scenario.classes[c]))
      add_first_places(process->steps, first);
  if (first.stages.size() != 1 || !first.yards.empty() || !first.gatherings.empty()) return nullptr;
  const auto at = std::find_if(scenario.stages.begin(), scenario.stages.end(),
                               [&](const Stage& s) { return s.id == *first.stages.begin(); });
  return at == scenario.stages.end() || at->section ? nullptr : &*at;
}

}  // namespace

std::vector<std::string> gatherings_short_of_stock(const Scenario& scenario) {
  std::vector<std::string> out;
  for (const Gathering* gathering :
       clocks_of(scenario, first_of_all(scenario, endless_classes(scenario))))
    if (clock_stock(scenario, *gathering) > k_most_stock_under_way) out.push_back(gathering->id);
  return out;
}

std::vector<std::string> classes_short_of_stock(const Scenario& scenario) {
  std::vector<std::string> out;
  const std::vector<char> endless = endless_classes(scenario);
  for (std::size_t c = 0; c < endless.size(); ++c)
    if (endless[c] != 0 && under_way(scenario, scenario.classes[c]) > k_most_stock_under_way)
      out.push_back(scenario.classes[c].id);
  return out;
}

SaturatedStock::SaturatedStock(const Scenario& scenario, const std::vector<char>& endless)
    : scenario_(scenario), graph_(scenario), least_(least_stock(scenario, endless)) {}

Stock SaturatedStock::at(const EntryClasses& entry, double demand_per_day) const {
  if (const std::optional<double> few = before_returns(entry)) return {*few, false};
  double moving = 0;
  for (const std::size_t c : entry)
    moving = std::max(moving, under_way(scenario_, scenario_.classes[c]));
  moving = std::min(moving, k_most_stock_under_way);
  return {std::max(moving, std::clamp(demand_per_day, least_, std::max(least_, k_most_stock))),
          true};
}

/// Where those of a source come back to the one stage at which it waits, they could meet an endless
/// queue there: turned away, out of patience or kept where they stand, though a port that lets in
/// no more than it can take would serve them. So no more wait than its servers take at a time. Not
/// where they do not come straight to it: one on its way keeps nobody busy.
std::optional<double> SaturatedStock::before_returns(const EntryClasses& entry) const {
  const Stage* stage = only_stage(scenario_, entry);
  if (stage == nullptr || !may_keep_out(graph_, *stage)) return {};
  const bool is_direct = std::all_of(entry.begin(), entry.end(), [&](std::size_t c) {
    return way_to_first_place(scenario_, scenario_.classes[c]).is_direct;
  });
  if (!is_direct) return {};
  for (const std::size_t c : entry)
    if (is_come_back_to(scenario_, graph_, c, stage->id))
      return stage->batch ? servers_of(*stage) * stage->batch->most : 1.0;
  return {};
}

}  // namespace kouan::models
