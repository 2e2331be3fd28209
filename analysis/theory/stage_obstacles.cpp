#include "analysis/theory/stage_obstacles.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <vector>

#include "models/demand.hpp"
#include "sim/ways.hpp"

namespace kouan::analysis::theory {
namespace {

using models::GraphEdge;
using models::GraphNode;
using models::k_no_node;
using models::NodeKind;
using sim::StepKind;

bool asks(const sim::Step& step) {
  return step.kind == StepKind::seize || step.kind == StepKind::seize_server ||
         step.kind == StepKind::share;
}

/// Whether theory knows what the step does. Conditions make the way depend on the state, and times
/// that are attributes make visits depend on each other.
bool is_known(const sim::Step& step) {
  switch (step.kind) {
    case StepKind::seize:
    case StepKind::seize_server:
    case StepKind::served:
    case StepKind::reserve:
    case StepKind::hold:
    case StepKind::finish:
    case StepKind::travel:
    case StepKind::branch:
    case StepKind::jump:
    case StepKind::reach_border:
    case StepKind::declare:
    case StepKind::await_documents:
    case StepKind::release_documents:
    case StepKind::clear:
    case StepKind::deposit:
    case StepKind::assign:
    case StepKind::lap:
    case StepKind::turn_away:
    case StepKind::depart:
      return true;
    case StepKind::serve:
    case StepKind::share:
      return step.c == sim::k_none;
    default:
      return false;
  }
}

/// What theory cannot follow through the step.
std::optional<Obstacle> obstacle_of(const sim::Step& step) {
  if (step.kind == StepKind::await_documents) return Obstacle::documents;
  if (!is_known(step)) return Obstacle::unknown_steps;
  return {};
}

/// What a class has been through on coming to each of its steps, over all ways.
class StepObstacles {
 public:
  StepObstacles(const sim::Model& model, std::size_t c)
      : model_(model), been_through_(model.steps.size()), is_reached_(model.steps.size(), 0) {
    come(model.classes[c].first_step, {});
    while (!open_.empty()) {
      const std::uint32_t from = *open_.begin();
      open_.erase(open_.begin());
      for (const std::uint32_t to : sim::next_steps(model, from))
        come(to, after(from, to));
    }
  }

  bool comes_to(std::uint32_t step) const { return is_reached_[step] != 0; }
  const Obstacles& before(std::uint32_t step) const { return been_through_[step]; }

  /// What it meets while it holds a server that it asks for at the step.
  Obstacles while_held(std::uint32_t asked) const {
    const std::uint32_t resource = model_.steps[asked].a;
    Obstacles out;
    std::set<std::uint32_t> known{asked};
    for (std::vector<std::uint32_t> open{asked}; !open.empty();) {
      const std::uint32_t from = open.back();
      open.pop_back();
      const sim::Step& step = model_.steps[from];
      if (step.kind == StepKind::finish && step.a == resource) continue;
      if (const auto why = from == asked ? std::nullopt : obstacle_of(step)) out.insert(*why);
      for (const std::uint32_t to : sim::next_steps(model_, from)) {
        const bool is_turned_away = from == asked && to == step.c;
        if (to < known_steps() && !is_turned_away && known.insert(to).second) open.push_back(to);
      }
    }
    return out;
  }

 private:
  std::uint32_t known_steps() const { return static_cast<std::uint32_t>(model_.steps.size()); }

  /// Parts that begin a way come as their whole came to where it parts.
  Obstacles after(std::uint32_t from, std::uint32_t to) const {
    const sim::Step& step = model_.steps[from];
    Obstacles out = been_through_[from];
    const bool is_part = step.kind == StepKind::fork && to != from + 1;
    if (const auto why = obstacle_of(step); why && !is_part) out.insert(*why);
    return out;
  }

  void come(std::uint32_t step, const Obstacles& with) {
    if (step >= known_steps()) return;
    Obstacles& known = been_through_[step];
    const std::size_t before = known.size();
    known.insert(with.begin(), with.end());
    if (is_reached_[step] != 0 && known.size() == before) return;
    is_reached_[step] = 1;
    open_.insert(step);
  }

  const sim::Model& model_;
  std::vector<Obstacles> been_through_;
  std::vector<char> is_reached_;
  std::set<std::uint32_t> open_;
};

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
    const bool comes = std::any_of(at.visits.begin(), at.visits.end(),
                                   [&](const StageVisit& v) { return v.entity_class == c; });
    if (!comes) return;  // nobody, or those turned away elsewhere: their numbers are unknown anyway
    at.rules.level.resize(model_.classes.size(), -1);
    if (at.rules.level[c] >= 0 && at.rules.level[c] != step.level)
      at.own.insert(Obstacle::different_rules);
    at.rules.level[c] = step.level;
    const Asked asked = asked_by(step, model_);
    if (first_[step.a] && !(*first_[step.a] == asked)) at.own.insert(Obstacle::different_rules);
    first_[step.a] = asked;
    at.rules.places = asked.places;
    at.rules.patience_s = asked.patience_s;
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
      : graph_(graph), model_(model), profiles_(profiles), at_(graph.nodes().size()) {
    for (const GraphNode& node : graph.nodes())
      stage_.push_back(stage_of(scenario, node));
    for (std::size_t c = 0; c < graph.class_count(); ++c) {
      if (graph.source(c) != k_no_node) at_[graph.source(c)] = obstacles_at_source(model, c);
      if (comes(model, c)) follow_steps(c);
    }
  }

  void carry() {
    for (bool moved = true; moved;) {
      moved = false;
      for (const GraphEdge& e : graph_.edges()) {
        if (!comes_out(e.from)) continue;
        Obstacles out = after(e.from);
        if (e.probability <= 0) out.insert(Obstacle::unknown_numbers);
        Obstacles& to = stage_[e.to] == k_no_node ? at_[e.to] : profiles_[stage_[e.to]].arrivals;
        const std::size_t before = to.size();
        to.insert(out.begin(), out.end());
        moved = moved || to.size() != before;
      }
    }
  }

 private:
  /// What a class has been through where it asks for a server, and meets while it holds it.
  void follow_steps(std::size_t c) {
    const StepObstacles steps(model_, c);
    for (std::uint32_t i = 0; i < model_.steps.size(); ++i) {
      const sim::Step& step = model_.steps[i];
      if (!asks(step) || step.a >= profiles_.size() || !steps.comes_to(i)) continue;
      for (const Obstacles& why : {steps.before(i), steps.while_held(i)})
        profiles_[step.a].arrivals.insert(why.begin(), why.end());
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

  Obstacles after(std::size_t node) const {
    const std::size_t s = stage_[node];
    if (s == k_no_node) {
      Obstacles out = at_[node];
      if (graph_.nodes()[node].kind == NodeKind::store) out.insert(Obstacle::store);
      return out;
    }
    const StageProfile& at = profiles_[s];
    Obstacles out = at.arrivals;
    if (at.rules.places || at.rules.patience_s) {
      out.insert(Obstacle::unknown_numbers);
    } else if (!keeps_poisson(at, model_.resources[s])) {
      out.insert(Obstacle::shaped_arrivals);
    }
    const auto& rules = model_.resources[s].rules;
    const double at_once = rules ? rules->batch_most : 1;
    if (!at.has_fleet && !at.rules.places && !at.rules.patience_s && at.load() >= at_once)
      out.insert(Obstacle::overload_before);
    return out;
  }

  const models::ProcessGraph& graph_;
  const sim::Model& model_;
  std::vector<StageProfile>& profiles_;
  std::vector<std::size_t> stage_;  ///< by node
  std::vector<Obstacles> at_;       ///< on coming to each node that is no stage
};

}  // namespace

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
    out.insert(Obstacle::unknown_numbers);
  } else if (source.source == sim::SourceKind::renewal && is_exponential(source.interarrival_s)) {
    // Poisson by another name
  } else if (source.source != sim::SourceKind::timed && !is_cyclic) {
    out.insert(Obstacle::other_arrivals);
  }
  if (!(source.batch == sim::constant(1))) out.insert(Obstacle::other_arrivals);
  if (is_cyclic || source.limit >= 0) out.insert(Obstacle::rates_change);
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
    if (const auto why = obstacle_of(model.steps[i])) out.insert(*why);
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
