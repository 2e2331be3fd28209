#include "analysis/theory/stage_obstacles.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "analysis/theory/meeting_parts.hpp"
#include "analysis/theory/stage_arrivals.hpp"
#include "analysis/theory/step_obstacles.hpp"
#include "models/demand.hpp"

namespace kouan::analysis::theory {
namespace {

using models::GraphEdge;
using models::GraphNode;
using models::k_no_node;
using models::NodeKind;
using sim::StepKind;

/// What one step that asks for a server asks for.
struct Asked {
  std::optional<std::int64_t> places;
  std::optional<sim::Distribution> patience_s;
  bool operator==(const Asked& other) const {
    return places == other.places && patience_s == other.patience_s;
  }
};

Asked asked_by(const sim::Step& step, const sim::Model& model) {
  Asked asked;
  if (step.kind == StepKind::share) return asked;
  const sim::ResourceDef& resource = model.resources[step.a];
  if (step.b != sim::k_none) asked.patience_s = model.distributions[step.b];
  if (step.limit != sim::k_none) asked.places = step.limit;
  const bool turns_away = step.c != sim::k_none && !step.stays_when_full;
  if (turns_away && resource.queue_places >= 0)
    asked.places = std::min(asked.places.value_or(resource.queue_places), resource.queue_places);
  return asked;
}

/// Whether those who find the queue full wait before it. Without any place in it all do, and it is
/// a queue as any other.
bool stands_before(const sim::Step& step, const sim::Model& model) {
  if (step.kind == StepKind::share) return false;
  const bool stays = step.c == sim::k_none || step.stays_when_full;
  return stays && model.resources[step.a].queue_places > 0;
}

/// Reads the program of one class.
class RuleReader {
 public:
  RuleReader(const sim::Model& model, std::vector<StageProfile>& profiles)
      : model_(model), profiles_(profiles), first_(profiles.size()) {}

  void read(std::size_t c) {
    held_.clear();
    const StepRange range = steps_of_class(model_, c);
    for (std::size_t i = range.first; i < range.last; ++i)
      read(model_.steps[i], c);
  }

  void count_levels() {
    for (StageProfile& at : profiles_) {
      std::set<int> levels(at.rules.level.begin(), at.rules.level.end());
      levels.erase(-1);
      at.rules.levels = std::max(1, static_cast<int>(levels.size()));
    }
  }

 private:
  void read(const sim::Step& step, std::size_t c) {
    if (asks(step)) add(step, c);
    if (step.kind == StepKind::seize || step.kind == StepKind::seize_server) {
      held_.push_back(step.a);
    } else if (step.kind == StepKind::finish) {
      held_.erase(std::remove(held_.begin(), held_.end(), step.a), held_.end());
    } else if (step.kind == StepKind::await_documents) {
      for (const std::uint32_t s : held_)
        profiles_[s].own.insert(Obstacle::documents);
    } else if (step.kind == StepKind::reserve) {
      profiles_[step.limit].own.insert(Obstacle::held_back);
      profiles_[step.a].own.insert(Obstacle::holds_back);
    }
  }

  void add(const sim::Step& step, std::size_t c) {
    StageProfile& at = profiles_[step.a];
    if (!is_visited_by(at, c))
      return;  // nobody, or those turned away elsewhere: their numbers are unknown anyway
    at.rules.level.resize(model_.classes.size(), -1);
    if (at.rules.level[c] >= 0 && at.rules.level[c] != step.level)
      at.own.insert(Obstacle::different_rules);
    at.rules.level[c] = step.level;
    const Asked asked = asked_by(step, model_);
    if (first_[step.a] && !(*first_[step.a] == asked)) at.own.insert(Obstacle::different_rules);
    first_[step.a] = asked;
    at.rules.places = asked.places;
    at.rules.patience_s = asked.patience_s;
    at.rules.stands_before = at.rules.stands_before || stands_before(step, model_);
  }

  const sim::Model& model_;
  std::vector<StageProfile>& profiles_;
  std::vector<std::optional<Asked>> first_;
  std::vector<std::uint32_t> held_;
};

/// Carries obstacles along the edges of the graph.
class Carrier {
 public:
  Carrier(const models::Scenario& scenario, const models::ProcessGraph& graph,
          const sim::Model& model, std::vector<StageProfile>& profiles)
      : graph_(graph),
        model_(model),
        profiles_(profiles),
        at_(graph.nodes().size()),
        is_come_to_(model.steps.size(), 0) {
    for (const GraphNode& node : graph.nodes())
      stage_.push_back(stage_of(scenario, node));
    for (std::size_t c = 0; c < graph.class_count(); ++c) {
      if (graph.source(c) != k_no_node) at_[graph.source(c)] = obstacles_at_source(model, c);
      if (graph.source(c) != k_no_node) at_[graph.source(c)].erase(Obstacle::fleet);
      if (comes(model, c)) follow_steps(c);
      if (model.classes[c].source == sim::SourceKind::fleet) add_fleet(c);
    }
    mark_who_is_come_to();
    add_meeting_parts();
  }

  void carry() {
    for (bool moved = true; moved;) {
      moved = spoil_rounds();
      for (const GraphEdge& e : graph_.edges()) {
        if (!comes_out(e.from)) continue;
        Obstacles out = after(e.from);
        if (e.probability <= 0) out.insert(Obstacle::unknown_numbers);
        const std::size_t to = leads_to(e);
        if (to == k_no_node) continue;
        moved = add(out, at_[to]) || moved;
        if (stage_[to] != k_no_node) moved = add(out, profiles_[stage_[to]].arrivals) || moved;
      }
      moved = begin_ways() || moved;
    }
  }

 private:
  /// Parts come to each of the ways side by side as their whole came to where it parts.
  bool begin_ways() {
    bool moved = false;
    for (const models::BetweenWays& one : graph_.between_ways())
      moved = add(at_[one.fork], at_[one.node]) || moved;
    return moved;
  }

  /// Behind one of ways side by side, to where all join, not to the next of them.
  std::size_t leads_to(const GraphEdge& e) const {
    for (const models::BetweenWays& one : graph_.between_ways()) {
      if (one.node == e.to) return one.join;
    }
    return e.to;
  }

  /// Whether any are new.
  static bool add(const Obstacles& some, Obstacles& to) {
    const std::size_t before = to.size();
    to.insert(some.begin(), some.end());
    return to.size() != before;
  }

  /// A closed fleet and the stages of its round.
  struct Round {
    std::vector<std::size_t> stages;
    bool is_spoilt = false;  ///< so that others don't come Poisson out of its stages
  };

  void add_fleet(std::size_t c) {
    Round round;
    for (std::size_t s = 0; s < profiles_.size(); ++s) {
      if (is_visited_by(profiles_[s], c)) round.stages.push_back(s);
    }
    Obstacles on_way = obstacles_on_way(model_, c);
    on_way.erase(Obstacle::fleet);
    round.is_spoilt = !on_way.empty() || puts_down(model_, c);
    rounds_.push_back(std::move(round));
  }

  /// Whether any has become so.
  bool spoil_rounds() {
    bool has_any = false;
    for (Round& round : rounds_) {
      round.is_spoilt = round.is_spoilt ||
                        std::any_of(round.stages.begin(), round.stages.end(), [&](std::size_t s) {
                          return is_spoilt(s) || !profiles_[s].arrivals.empty() ||
                                 !keeps_poisson(profiles_[s], model_.resources[s]);
                        });
      for (const std::size_t s : round.stages)
        has_any = (round.is_spoilt && spoilt_.insert(s).second) || has_any;
    }
    return has_any;
  }

  bool is_spoilt(std::size_t s) const { return spoilt_.count(s) > 0; }

  /// Stages on the ways of classes that come by themselves or are made by those who do.
  void mark_who_is_come_to() {
    const std::vector<char> reached = models::reached(graph_);
    for (std::size_t i = 0; i < stage_.size(); ++i) {
      const sim::ClassDef& cls = model_.classes[graph_.nodes()[i].entity_class];
      if (stage_[i] != k_no_node && reached[i] != 0 && is_come_to_[cls.first_step] != 0)
        profiles_[stage_[i]].is_come_to = true;
    }
  }

  void add_meeting_parts() {
    const MeetingParts parts = meeting_parts(model_, is_come_to_);
    for (std::size_t s = 0; s < profiles_.size(); ++s) {
      if (parts.directly[s] != 0)
        profiles_[s].arrivals.insert(Obstacle::parts_meet);
      else if (parts.through_others[s] != 0)
        profiles_[s].arrivals.insert(Obstacle::shaped_arrivals);
    }
  }

  /// What a class has been through where it asks for a server, and meets while it holds it.
  void follow_steps(std::size_t c) {
    const StepObstacles steps(model_, c);
    const bool is_made = model_.classes[c].source == sim::SourceKind::processes;
    for (std::uint32_t i = 0; i < model_.steps.size(); ++i) {
      if (!is_made && steps.comes_to(i)) is_come_to_[i] = 1;
      const sim::Step& step = model_.steps[i];
      if (!asks(step) || step.a >= profiles_.size() || !steps.comes_to(i)) continue;
      add(steps.before(i), profiles_[step.a].arrivals);
      add(steps.before(i), by_steps_[{c, step.a}]);
      add(steps.while_held(i), profiles_[step.a].own);
    }
  }

  static std::size_t stage_of(const models::Scenario& scenario, const GraphNode& node) {
    if (node.kind != NodeKind::stage && node.kind != NodeKind::yard) return k_no_node;
    for (std::size_t s = 0; s < scenario.stages.size(); ++s) {
      if (scenario.stages[s].id == node.id) return s;
    }
    return k_no_node;
  }

  /// Whether any of the class come there at all.
  bool comes_out(std::size_t node) const {
    return comes(model_, graph_.nodes()[node].entity_class);
  }

  /// Whether those who come at even intervals by timetable drive for so differing times that the
  /// timetable says little of when they come next.
  bool scatters_plan(const GraphNode& node) const {
    return node.kind == NodeKind::travel && node.time_s && node.time_s->variance() > 0 &&
           model_.classes[node.entity_class].source == sim::SourceKind::listed;
  }

  /// Of the class of the node. What others at a stage have been through changes when it leaves
  /// there, but not how many do.
  Obstacles after(std::size_t node) const {
    const std::size_t s = stage_[node];
    Obstacles out = at_[node];
    if (graph_.nodes()[node].kind == NodeKind::store) out.insert(Obstacle::store);
    if (scatters_plan(graph_.nodes()[node])) out.insert(Obstacle::planned_arrivals);
    if (s == k_no_node) return out;
    const auto by_steps = by_steps_.find({graph_.nodes()[node].entity_class, s});
    if (by_steps != by_steps_.end()) add(by_steps->second, out);
    const StageProfile& at = profiles_[s];
    if (!std::includes(out.begin(), out.end(), at.arrivals.begin(), at.arrivals.end()))
      out.insert(Obstacle::shaped_arrivals);
    if (at.rules.places || at.rules.patience_s) {
      out.insert(Obstacle::unknown_numbers);
    } else if (is_spoilt(s) || !keeps_poisson(at, model_.resources[s])) {
      out.insert(Obstacle::shaped_arrivals);
    }
    const auto& rules = model_.resources[s].rules;
    const double at_once = rules ? rules->batch_most : 1;
    if (fatal(at.arrivals).empty() && !at.rules.places && !at.rules.patience_s &&
        at.load() >= at_once)
      out.insert(Obstacle::overload_before);
    return out;
  }

  const models::ProcessGraph& graph_;
  const sim::Model& model_;
  std::vector<StageProfile>& profiles_;
  std::vector<std::size_t> stage_;  ///< by node
  std::vector<Obstacles> at_;       ///< on coming to each node, of its class
  std::map<std::pair<std::size_t, std::size_t>, Obstacles> by_steps_;  ///< by class and stage
  std::vector<char> is_come_to_;                                       ///< by step
  std::vector<Round> rounds_;
  std::set<std::size_t> spoilt_;  ///< stages of spoilt rounds
};

}  // namespace

bool is_visited_by(const StageProfile& profile, std::size_t c) {
  return std::any_of(profile.visits.begin(), profile.visits.end(),
                     [&](const StageVisit& v) { return v.entity_class == c; });
}

bool are_all_counted(const sim::Model& model, const StageProfile& profile, std::size_t stage) {
  for (std::size_t c = 0; c < model.classes.size(); ++c) {
    if (!comes(model, c) || is_visited_by(profile, c)) continue;
    const StepRange range = steps_of_class(model, c);
    for (std::size_t i = range.first; i < range.last; ++i) {
      if (asks_for(model, model.steps[i], stage)) return false;
    }
  }
  return true;
}

bool puts_down(const sim::Model& model, std::size_t c) {
  const StepRange range = steps_of_class(model, c);
  for (std::size_t i = range.first; i < range.last; ++i) {
    if (model.steps[i].kind == StepKind::deposit) return true;
  }
  return false;
}

bool comes(const sim::Model& model, std::size_t c) {
  const sim::ClassDef& source = model.classes[c];
  return source.source == sim::SourceKind::fleet || source.source == sim::SourceKind::processes ||
         models::expected_arrivals(source, 0, model.horizon) > 0;
}

Obstacles obstacles_at_source(const sim::Model& model, std::size_t c) {
  const sim::ClassDef& source = model.classes[c];
  Obstacles out;
  const bool is_cyclic = source.source == sim::SourceKind::cyclic;
  if (source.source == sim::SourceKind::fleet) {
    out.insert(Obstacle::fleet);
  } else if (source.source == sim::SourceKind::processes) {
    out.insert(Obstacle::others);
  } else if (source.source == sim::SourceKind::renewal && is_exponential(source.interarrival_s)) {
    // Poisson by another name
  } else if (source.source == sim::SourceKind::listed && !intervals_of(source, model)) {
    out.insert(Obstacle::planned_arrivals);
  } else if (source.source != sim::SourceKind::timed && !is_cyclic) {
    out.insert(Obstacle::other_arrivals);
  }
  if (comes_in_batches(source))
    out.insert(Obstacle::batch_arrivals);
  else if (!(source.batch == sim::constant(1)))
    out.insert(Obstacle::other_arrivals);
  if (is_cyclic) out.insert(Obstacle::rates_change);
  if (arrivals_end(source, model)) out.insert(Obstacle::arrivals_end);
  for (const sim::RateChange& change : source.rates) {
    const double first = source.rates.front().rate_per_s;
    if (change.at < model.horizon && std::abs(change.rate_per_s - first) > 1e-9 * first)
      out.insert(Obstacle::rates_change);
  }
  return out;
}

Obstacles obstacles_on_way(const sim::Model& model, std::size_t c) {
  Obstacles out = obstacles_at_source(model, c);
  const StepRange range = steps_of_class(model, c);
  for (std::size_t i = range.first; i < range.last; ++i) {
    if (const auto why = obstacle_of(model, i)) out.insert(*why);
    if (model.steps[i].kind == StepKind::split) out.insert(Obstacle::others);  // less is left
  }
  return out;
}

void add_queue_rules(const sim::Model& model, std::vector<StageProfile>& profiles) {
  RuleReader reader(model, profiles);
  for (std::size_t c = 0; c < model.classes.size(); ++c)
    reader.read(c);
  reader.count_levels();
}

void add_arrival_obstacles(const models::Scenario& scenario, const models::ProcessGraph& graph,
                           const sim::Model& model, std::vector<StageProfile>& profiles) {
  Carrier(scenario, graph, model, profiles).carry();
}

}  // namespace kouan::analysis::theory
