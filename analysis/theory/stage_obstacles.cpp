#include "analysis/theory/stage_obstacles.hpp"

#include <algorithm>
#include <cmath>

#include "models/demand.hpp"

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
  const StepRange range = steps_of_class(model, c);
  for (std::size_t i = range.first; i < range.last; ++i) {
    if (model.steps[i].kind == StepKind::await_documents) out.insert(Obstacle::documents);
    if (!is_known(model.steps[i])) out.insert(Obstacle::unknown_steps);
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
