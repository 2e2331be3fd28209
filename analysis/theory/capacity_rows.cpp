#include "analysis/theory/capacity_rows.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "analysis/theory/section_headways.hpp"
#include "models/attributes.hpp"
#include "models/flows_behind.hpp"

namespace kouan::analysis::theory {
namespace {

using models::GraphNode;
using models::NodeKind;
using models::ProcessGraph;
using models::Scenario;

bool is_same(double a, double b) { return std::abs(a - b) <= 1e-12 * std::max(a, b); }

bool is_same(const sim::Distribution& a, const sim::Distribution& b) {
  return a.kind == b.kind && a.a == b.a && a.b == b.b && a.c == b.c && a.u_low == b.u_low &&
         a.u_high == b.u_high && a.values == b.values && a.cumulative == b.cumulative;
}

bool is_same(const std::optional<sim::Distribution>& a, const std::optional<sim::Distribution>& b) {
  if (a.has_value() != b.has_value()) return false;
  return !a.has_value() || is_same(*a, *b);
}

/// Adds what the nodes of row.id need, `per_visit(i)` a visit to node i.
template <class PerVisit>
void add_needs(const Scenario& scenario, const ProcessGraph& graph, const Traffic& traffic,
               PerVisit per_visit, CapacityRow& row) {
  const std::size_t classes = scenario.classes.size();
  row.need.assign(classes, 0);
  row.visits.assign(classes, 0);
  row.visits_to_clear.assign(classes, 0);
  row.on_every_way.assign(classes, 0);
  row.has_no_way_round.assign(classes, 0);
  row.least_need.assign(classes, 0);
  row.is_reached.assign(classes, 0);
  const std::vector<char> is_reached = models::reached(graph);
  for (std::size_t i = 0; i < graph.nodes().size(); ++i) {
    const GraphNode& node = graph.nodes()[i];
    if (node.id != row.id || (row.is_store ? node.kind != NodeKind::store : !node.is_stage())) {
      continue;
    }
    const std::size_t c = node.entity_class;
    if (is_reached[i] == 0) continue;
    const double need = node.binds ? per_visit(i) : 0;
    row.least_need[c] = row.is_reached[c] != 0 ? std::min(row.least_need[c], need) : need;
    row.is_reached[c] = 1;
    if (traffic.known_holding[i] == 0 || sends_some_elsewhere(graph, i)) row.is_left_out = true;
    if (traffic.visits[i] <= 0) continue;  // only those turned away come here
    // Where conditions decide, none need come: so the bound stays a bound.
    if (traffic.known_visits[i] != 0) row.need[c] += traffic.visits[i] * need;
    row.visits[c] += traffic.visits[i];
    row.visits_to_clear[c] += traffic.visits_to_clear[i];
  }
  for (std::size_t c = 0; c < classes; ++c) {
    const bool is_visited = row.visits[c] > 0;
    row.on_every_way[c] =
        static_cast<char>(is_visited && models::is_on_every_way(graph, c, row.id));
    row.has_no_way_round[c] = static_cast<char>(
        row.on_every_way[c] != 0 ||
        (is_visited && models::is_on_every_way(graph, c, row.id, models::CutTarget::sink)));
    // What others clear for them needs no place behind where it was handed on.
    if (row.has_no_way_round[c] != 0 && models::may_hand_on_without(graph, c, row.id))
      row.least_need[c] = 0;
    // Whatever conditions decide, nobody is cleared without one visit.
    if (row.on_every_way[c] != 0) row.need[c] = std::max(row.need[c], row.least_need[c]);
  }
}

/// The only node of class `c` that stands for stage `id`; k_no_node if there are none or several.
std::size_t only_node(const ProcessGraph& graph, std::size_t c, const std::string& id) {
  std::size_t only = models::k_no_node;
  for (std::size_t i = 0; i < graph.nodes().size(); ++i) {
    const GraphNode& node = graph.nodes()[i];
    if (node.entity_class != c || node.id != id || !node.is_stage()) continue;
    if (only != models::k_no_node) return models::k_no_node;
    only = i;
  }
  return only;
}

/// Cycles of one closed fleet in the window: each vehicle renews itself at every stage that is on
/// all its ways, and starts there only while it is open, at most t/C + 1 + scv times in an opening
/// of length t.
double fleet_cycles(double vehicles, std::size_t c, const ProcessGraph& graph, const Holding& cycle,
                    const CapacityRows& all) {
  if (cycle.mean <= 0) return k_infinite;
  const double once = 1 + cycle.scv();
  double cycles = all.window_s / cycle.mean + once;
  for (const CapacityRow& row : all.rows) {
    if (row.is_store || row.on_every_way[c] == 0) continue;
    if (only_node(graph, c, row.id) == models::k_no_node) continue;
    cycles = std::min(cycles, row.open.any_s / cycle.mean + row.open.openings * once);
  }
  return vehicles * cycles;
}

/// Whether the time of a cycle follows from the process alone.
bool has_known_cycle(const ProcessGraph& graph, const Traffic& traffic, std::size_t c) {
  for (std::size_t i = 0; i < graph.nodes().size(); ++i) {
    const bool is_known = traffic.known_visits[i] != 0 && !graph.nodes()[i].by_attribute;
    if (graph.nodes()[i].entity_class == c && !is_known) return false;
  }
  return true;
}

/// Where servers are shared, or the more urgent go before work that has begun, those who are done
/// can be those with little work: counting them by their mean need is no bound in a run that ends.
bool may_leave_many_undone(const sim::Model& model, std::size_t s) {
  const sim::ResourceDef& def = model.resources.at(s);
  if (def.is_shared) return true;
  if (!def.rules) return false;
  const bool goes_back = def.rules->preempts || def.rules->at_closing == sim::AtClosing::hand_over;
  return goes_back && std::any_of(model.steps.begin(), model.steps.end(), [&](const auto& step) {
           return step.kind == sim::StepKind::seize_server && step.a == s && step.level > 0;
         });
}

/// Least time that anybody travels section `s` [s].
double least_run_s(const ProcessGraph& graph, const std::string& id) {
  double least = k_infinite;
  for (const GraphNode& node : graph.nodes()) {
    if (node.is_stage() && node.id == id && node.time_s)
      least = std::min(least, std::max(0.0, node.time_s->lower_bound()));
  }
  return std::isfinite(least) ? least : 0;
}

/// What the headways of a section let through: it holds whatever is decided by conditions, and
/// by attributes.
CapacityRow headway_row(const Scenario& scenario, std::size_t s, const ProcessGraph& graph,
                        const Traffic& traffic, const sim::Model& model, sim::Micros from) {
  CapacityRow row;
  row.id = scenario.stages[s].id;
  const sim::ResourceDef& section = model.resources.at(s);
  const SectionOpen open = section_open(section, from, model.horizon);
  row.open = open_time(section, from, model.horizon);
  row.open.any_s = row.open.server_s = open.open_s;
  row.open.openings = row.open.server_openings = open.openings;
  const double least_s = least_run_s(graph, row.id);
  // The last one of an opening: its headway, or the end of its turn.
  double most_s = section.section->turns ? least_s : 0;
  add_needs(
      scenario, graph, traffic,
      [&](std::size_t i) {
        const auto& run = graph.nodes()[i].time_s;
        const double headway_s = least_headway_s(section, run ? *run : sim::constant(0), least_s);
        most_s = std::max(most_s, headway_s);
        return headway_s;
      },
      row);
  row.is_left_out = false;
  row.limit = row.limit_any_run = row.open.server_s + row.open.openings * most_s;
  return row;
}

/// Vehicles of the mix that the row lets through; of all classes alike where none arrives.
double through(const CapacityRow& row, const std::vector<double>& arrivals) {
  double mixed = 0;
  double alike = 0;
  for (std::size_t c = 0; c < row.need.size(); ++c) {
    mixed += row.need[c] * arrivals[c];
    alike += row.need[c];
  }
  const double need = mixed > 0 ? mixed : alike;
  return need > 0 ? row.limit / need : k_infinite;
}

CapacityRow stage_row(const Scenario& scenario, std::size_t s, const ProcessGraph& graph,
                      const Traffic& traffic, const sim::Model& model, sim::Micros from) {
  CapacityRow row;
  row.id = scenario.stages[s].id;
  row.open = open_time(model.resources.at(s), from, model.horizon);
  row.limit = row.open.server_s +
              work_in_hand(row.open.server_openings, distinct_holdings(graph, traffic, row.id));
  row.limit_any_run = may_leave_many_undone(model, s) ? k_infinite : row.limit;
  const auto& rules = model.resources.at(s).rules;
  const double at_once = rules ? rules->batch_most : 1;
  add_needs(
      scenario, graph, traffic, [&](std::size_t i) { return traffic.holding[i].mean / at_once; },
      row);
  const auto& section = scenario.stages[s].section;
  const bool is_unlimited = section && section->any_number;
  if (row.is_left_out || is_unlimited) row.limit = row.limit_any_run = k_infinite;
  return row;
}

/// Removal goes on for ever, room is filled once: it counts only for what a single run can do. Up
/// to a later start at most what was removed until then has become room.
CapacityRow store_row(const Scenario& scenario, const models::Store& store,
                      const ProcessGraph& graph, const Traffic& traffic,
                      const std::vector<double>& payload_kg, double window_s, sim::Micros from) {
  CapacityRow row;
  row.id = store.id;
  row.is_store = true;
  const double level_kg = store.initial_kg - store.removal_kg_per_s * sim::to_seconds(from);
  const double room_kg = store.capacity_kg - std::max(0.0, level_kg);
  row.limit = store.removal_kg_per_s * window_s;
  row.limit_any_run = row.limit + std::max(0.0, room_kg);
  add_needs(
      scenario, graph, traffic,
      [&](std::size_t i) { return payload_kg[graph.nodes()[i].entity_class]; }, row);
  return row;
}

void note_who_hands_on(const Scenario& scenario, const ProcessGraph& graph, CapacityRows& rows) {
  const std::vector<std::set<std::string>> takers = models::takers_of_goods(scenario);
  const std::vector<std::set<std::string>> flows = models::flows_behind(scenario);
  const std::vector<char> is_reached = models::reached(graph);
  std::set<std::string> taking;
  for (std::size_t c = 0; c < takers.size(); ++c) {
    rows.hands_on.push_back(static_cast<char>(!takers[c].empty() && rows.payload_kg[c] > 0));
    if (!flows[c].empty()) taking.insert(takers[c].begin(), takers[c].end());
  }
  for (std::size_t c = 0; c < takers.size(); ++c)
    rows.takes_over.push_back(static_cast<char>(taking.count(scenario.classes[c].id) != 0 &&
                                                models::has_clearance(graph, c, is_reached)));
}

}  // namespace

std::vector<Holding> distinct_holdings(const ProcessGraph& graph, const Traffic& traffic,
                                       const std::string& id) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < graph.nodes().size(); ++i) {
    if (!graph.nodes()[i].is_stage() || graph.nodes()[i].id != id) continue;
    const bool known = std::any_of(found.begin(), found.end(), [&](std::size_t j) {
      return is_same(graph.nodes()[i].time_s, graph.nodes()[j].time_s) &&
             is_same(traffic.holding[i].mean, traffic.holding[j].mean) &&
             is_same(traffic.holding[i].second, traffic.holding[j].second);
    });
    if (!known) found.push_back(i);
  }
  std::vector<Holding> holdings;
  for (const std::size_t i : found)
    holdings.push_back(traffic.holding[i]);
  return holdings;
}

double work_in_hand(double openings, const std::vector<Holding>& holdings) {
  double sum_s = 0;
  for (const Holding& h : holdings) {
    if (h.mean > 0) sum_s += h.second / h.mean;
  }
  return openings * (holdings.size() > 1 ? 1.5 * sum_s : sum_s);
}

CapacityRows capacity_rows(const Scenario& scenario, const ProcessGraph& graph,
                           const sim::Model& model, sim::Micros from) {
  const Traffic traffic = solve_traffic(graph);
  CapacityRows out;
  out.window_s = sim::to_seconds(model.horizon - from);
  out.arrivals = arrivals_of_classes(model);
  out.may_turn_away = std::any_of(graph.edges().begin(), graph.edges().end(),
                                  [](const auto& edge) { return edge.probability <= 0; });
  for (const models::EntityClass& c : scenario.classes) {
    out.payload_kg.push_back(models::as_drawn(scenario, c, c.payload_kg).mean());
  }
  note_who_hands_on(scenario, graph, out);
  for (std::size_t s = 0; s < scenario.stages.size(); ++s) {
    out.rows.push_back(stage_row(scenario, s, graph, traffic, model, from));
    if (!model.resources.at(s).section) continue;
    // Places on the section, or headways: either bounds, and the one that binds is told.
    CapacityRow headways = headway_row(scenario, s, graph, traffic, model, from);
    if (through(headways, out.arrivals) < through(out.rows.back(), out.arrivals))
      out.rows.back() = std::move(headways);
  }
  for (const models::Store& store : scenario.stores) {
    out.rows.push_back(
        store_row(scenario, store, graph, traffic, out.payload_kg, out.window_s, from));
  }
  for (std::size_t c = 0; c < scenario.classes.size(); ++c) {
    const double fleet = scenario.classes[c].fleet;
    out.fleet_cycles.push_back(fleet > 0 && has_known_cycle(graph, traffic, c)
                                   ? fleet_cycles(fleet, c, graph, traffic.sojourn[c], out)
                                   : k_infinite);
  }
  return out;
}

}  // namespace kouan::analysis::theory
