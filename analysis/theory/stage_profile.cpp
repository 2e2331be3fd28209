#include "analysis/theory/stage_profile.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "analysis/theory/places_around.hpp"
#include "analysis/theory/stage_arrivals.hpp"
#include "analysis/theory/stage_obstacles.hpp"

namespace kouan::analysis::theory {

Obstacles fatal(const Obstacles& why) {
  Obstacles out;
  for (const Obstacle o :
       {Obstacle::arrivals_end, Obstacle::unknown_numbers, Obstacle::others, Obstacle::parts_meet,
        Obstacle::conditions, Obstacle::overload_before, Obstacle::overload}) {
    if (why.count(o) > 0) out.insert(o);
  }
  return out;
}

Obstacles beyond_approximation(const Obstacles& why) {
  Obstacles out = fatal(why);
  for (const Obstacle o : {Obstacle::batch_arrivals, Obstacle::planned_arrivals}) {
    if (why.count(o) > 0) out.insert(o);
  }
  return out;
}

namespace {

using models::GraphEdge;
using models::GraphNode;
using models::k_no_node;
using models::NodeKind;
using models::ProcessGraph;
using models::Scenario;

bool is_near(double a, double b) { return std::abs(a - b) <= 1e-9 * std::max(a, b); }

bool is_near(const ServiceMoments& a, const ServiceMoments& b) {
  return is_near(a.mean, b.mean) && is_near(a.second, b.second);
}

/// Fills the profiles part by part.
class Profiles {
 public:
  Profiles(const Scenario& scenario, const ProcessGraph& graph, const Traffic& traffic,
           const sim::Model& model)
      : scenario_(scenario),
        graph_(graph),
        traffic_(traffic),
        model_(model),
        profiles_(scenario.stages.size()) {}

  std::vector<StageProfile> build() {
    for (std::size_t i = 0; i < nodes().size(); ++i) {
      if (nodes()[i].is_stage()) add_visit(i);
    }
    for (std::size_t s = 0; s < profiles_.size(); ++s) {
      mix(profiles_[s]);
      add_capacity(s);
    }
    add_stoppages();
    for (std::size_t i = 0; i < nodes().size(); ++i)
      add_held_back(i);
    return std::move(profiles_);
  }

 private:
  const std::vector<GraphNode>& nodes() const { return graph_.nodes(); }

  StageProfile* profile(const std::string& id) {
    for (std::size_t s = 0; s < profiles_.size(); ++s) {
      if (scenario_.stages[s].id == id) return &profiles_[s];
    }
    return nullptr;
  }

  bool is_held_by(std::size_t node, std::size_t holder) const {
    for (node = nodes()[node].holder; node != k_no_node; node = nodes()[node].holder) {
      if (node == holder) return true;
    }
    return false;
  }

  void add_visit(std::size_t i) {
    const GraphNode& node = nodes()[i];
    StageProfile* at = profile(node.id);
    if (at == nullptr || traffic_.visits[i] <= 0) return;
    const std::size_t c = node.entity_class;
    StageVisit visit;
    visit.entity_class = c;
    visit.per_vehicle = traffic_.visits[i];
    visit.rate_per_s = long_run_rate_per_s(model_, c) * traffic_.visits[i];
    visit.holding = {traffic_.holding[i].mean, traffic_.holding[i].second, 0};
    std::size_t timed = node.time_s && node.time_s->mean() > 0 ? 1 : 0;
    visit.is_exponential = timed > 0 && is_exponential(*node.time_s);
    if (timed > 0 && !node.by_attribute) visit.service = node.time_s;
    for (std::size_t j = 0; j < nodes().size(); ++j) {
      if (!is_held_by(j, i) || traffic_.visits[j] <= 0) continue;
      if (nodes()[j].is_stage()) at->own.insert(Obstacle::nested);
      if (nodes()[j].kind == NodeKind::store) at->own.insert(Obstacle::store);
      // Behind a split no more than its own time is known of what a place is held for.
      if (!nodes()[j].binds) at->own.insert(Obstacle::others);
      if (!nodes()[j].time_s || nodes()[j].time_s->mean() <= 0) continue;
      visit.service.reset();
      ++timed;
      visit.is_exponential = timed == 1 && is_exponential(*nodes()[j].time_s) &&
                             is_near(traffic_.visits[j], traffic_.visits[i]);
    }
    visit.is_exponential = visit.is_exponential && timed == 1;
    const bool is_fleet = model_.classes[c].source == sim::SourceKind::fleet;
    if (!is_fleet && visit.rate_per_s <= 0) return;
    (is_fleet ? at->has_fleet : at->has_open_class) = true;
    at->visits.push_back(visit);
  }

  static void mix(StageProfile& at) {
    double weights = 0;
    at.is_exponential = at.is_alike = !at.visits.empty();
    if (!at.visits.empty()) at.service = at.visits.front().service;
    for (const StageVisit& v : at.visits) {
      const double weight = at.has_open_class ? v.rate_per_s : v.per_vehicle;
      at.rate_per_s += v.rate_per_s;
      weights += weight;
      at.holding.mean += weight * v.holding.mean;
      at.holding.second += weight * v.holding.second;
      at.is_alike = at.is_alike && is_near(v.holding, at.visits.front().holding);
      at.is_exponential = at.is_exponential && at.is_alike && v.is_exponential;
      if (at.service != v.service) at.service.reset();
    }
    if (weights <= 0) return;
    at.holding.mean /= weights;
    at.holding.second /= weights;
  }

  void add_capacity(std::size_t s) {
    StageProfile& at = profiles_[s];
    const sim::ResourceDef& resource = model_.resources[s];
    if (resource.section) at.own.insert(Obstacle::section);
    if (resource.is_joint) at.own.insert(Obstacle::nested);
    at.open_share = open_time(resource, 0, model_.horizon).any_s / sim::to_seconds(model_.horizon);
    for (const sim::CapacityChange& change : resource.capacity) {
      if (change.servers <= 0 || change.at >= model_.horizon) continue;
      if (at.servers > 0 && at.servers != change.servers) at.own.insert(Obstacle::servers_change);
      at.servers = change.servers;
    }
  }

  void add_stoppages() {
    for (const sim::StoppageDef& stoppage : model_.stoppages) {
      for (const std::uint32_t s : stoppage.resources)
        profiles_[s].own.insert(Obstacle::stoppages);
    }
  }

  /// Whether those who come to node `j` wait where they are while its queue is full.
  bool is_waited_before(std::size_t j) const {
    const GraphNode& node = nodes()[j];
    if (node.kind == NodeKind::store) return true;
    for (std::size_t s = 0; s < profiles_.size(); ++s) {
      if (node.is_stage() && scenario_.stages[s].id == node.id)
        return model_.resources[s].queue_places >= 0 && turns_nobody_away(s, node.entity_class);
    }
    return false;
  }

  bool turns_nobody_away(std::size_t s, std::size_t c) const {
    const StepRange range = steps_of_class(model_, c);
    return std::any_of(
        model_.steps.begin() + static_cast<std::ptrdiff_t>(range.first),
        model_.steps.begin() + static_cast<std::ptrdiff_t>(range.last), [&](const sim::Step& step) {
          const bool asks =
              step.kind == sim::StepKind::seize || step.kind == sim::StepKind::seize_server;
          return asks && step.a == s && (step.c == sim::k_none || step.stays_when_full);
        });
  }

  /// Marks who may be kept at their servers where the queue at node `j` is full: those who come
  /// straight from there, or from inner steps there.
  void add_held_back(std::size_t j) {
    if (!is_waited_before(j)) return;
    const Obstacle why = nodes()[j].kind == NodeKind::store ? Obstacle::store : Obstacle::held_back;
    bool is_held = false;
    for (const std::size_t p : just_before(j)) {
      std::size_t at = nodes()[p].is_stage() ? p : nodes()[p].holder;
      for (; at != k_no_node; at = nodes()[at].holder) {
        if (is_held_by(j, at)) break;  // keeps it anyway
        is_held = true;
        if (StageProfile* before = profile(nodes()[at].id)) before->own.insert(why);
      }
    }
    StageProfile* here = profile(nodes()[j].id);
    if (here == nullptr) return;
    if (is_held) here->own.insert(Obstacle::holds_back);
  }

  /// Nodes from which one comes to `j` without anything else that takes time between.
  std::set<std::size_t> just_before(std::size_t j) const {
    std::set<std::size_t> found;
    std::set<std::size_t> passed{j};
    for (std::vector<std::size_t> open{j}; !open.empty();) {
      const std::size_t to = open.back();
      open.pop_back();
      for (const GraphEdge& e : graph_.edges()) {
        if (e.to != to) continue;
        const NodeKind kind = nodes()[e.from].kind;
        const bool is_place = kind != NodeKind::clearance && kind != NodeKind::junction;
        if (is_place) found.insert(e.from);
        if (!is_place && passed.insert(e.from).second) open.push_back(e.from);
      }
    }
    return found;
  }

  const Scenario& scenario_;
  const ProcessGraph& graph_;
  const Traffic& traffic_;
  const sim::Model& model_;
  std::vector<StageProfile> profiles_;
};

}  // namespace

bool is_exponential(const sim::Distribution& d) {
  using Kind = sim::DistributionKind;
  if (d.is_cut() || d.attribute >= 0) return false;
  if (d.kind == Kind::exponential) return d.a > 0;
  const bool has_shape = d.kind == Kind::erlang || d.kind == Kind::gamma || d.kind == Kind::weibull;
  return has_shape && d.a == 1;
}

bool keeps_poisson(const StageProfile& profile, const sim::ResourceDef& resource) {
  const bool is_plain = !profile.rules.places && !profile.rules.patience_s &&
                        profile.rules.levels == 1 && profile.own.empty();
  if (!is_plain || !profile.is_always_open()) return false;
  if (resource.is_shared) return true;
  const auto& rules = resource.rules;
  const bool is_ordinary =
      !rules || (!rules->breakdowns && !rules->vacation_s && rules->batch_most == 1);
  return is_ordinary && profile.is_exponential;
}

StepRange steps_of_class(const sim::Model& model, std::size_t c) {
  StepRange range{model.classes[c].first_step, model.steps.size()};
  for (const sim::ClassDef& other : model.classes) {
    if (other.first_step > range.first)
      range.last = std::min<std::size_t>(range.last, other.first_step);
  }
  return range;
}

std::vector<StageProfile> stage_profiles(const Scenario& scenario, const ProcessGraph& graph,
                                         const Traffic& traffic, const sim::Model& model) {
  std::vector<StageProfile> profiles = Profiles(scenario, graph, traffic, model).build();
  add_queue_rules(model, profiles);
  add_arrival_obstacles(scenario, graph, model, profiles);
  add_waits_for_places(scenario, graph, traffic, profiles);
  return profiles;
}

}  // namespace kouan::analysis::theory
