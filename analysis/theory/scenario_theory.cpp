#include "analysis/theory/scenario_theory.hpp"

#include <algorithm>

#include "analysis/theory/process_chain.hpp"
#include "analysis/theory/scenario_crowds.hpp"
#include "analysis/theory/scenario_fleets.hpp"
#include "analysis/theory/scenario_network.hpp"
#include "analysis/theory/scenario_patterns.hpp"
#include "analysis/theory/scenario_system.hpp"
#include "analysis/theory/scenario_ways.hpp"
#include "analysis/theory/stage_arrivals.hpp"
#include "analysis/theory/stage_formulas.hpp"
#include "analysis/theory/step_obstacles.hpp"

namespace kouan::analysis::theory {
namespace {

using models::Scenario;

/// Brings the answers together, stage by stage.
class Answers {
 public:
  Answers(const Scenario& scenario, const models::ProcessGraph& graph, const Traffic& traffic,
          const sim::Model& model)
      : scenario_(scenario),
        graph_(graph),
        traffic_(traffic),
        model_(model),
        profiles_(stage_profiles(scenario, graph, traffic, model)),
        ordinary_(profiles_.size(), 0),
        answers_(profiles_.size()) {
    for (const models::EntityClass& c : scenario.classes)
      classes_.push_back(c.id);
  }

  ScenarioTheory all() {
    for (std::size_t s = 0; s < profiles_.size(); ++s) {
      answers_[s] = alone(s);
      answers_[s].stage = scenario_.stages[s].id;
    }
    approximate();
    std::vector<WayAnswer> fleets = fleet_rounds(scenario_, traffic_, model_, profiles_, answers_);
    const std::optional<WayAnswer> chain = by_chain();
    ScenarioTheory out;
    out.ways = ways(fleets, chain);
    for (std::size_t s = 0; s < profiles_.size(); ++s) {
      if (profiles_[s].is_come_to) out.stages.push_back(std::move(answers_[s]));
    }
    answer_patterns(scenario_, model_, profiles_, out);
    answer_without_servers(out);
    forget_those_who_leave(out);
    answer_as_system(scenario_, model_, out);
    return out;
  }

 private:
  std::size_t class_of(const WayAnswer& way) const {
    const auto id = std::find(classes_.begin(), classes_.end(), way.entity_class);
    return static_cast<std::size_t>(id - classes_.begin());
  }

  /// The figures of ways are of all who come, those of the results of those alone who go to the
  /// end.
  void forget_those_who_leave(ScenarioTheory& out) const {
    for (WayAnswer& way : out.ways) {
      if (!some_leave_early(model_, class_of(way))) continue;
      WayAnswer unknown;
      unknown.entity_class = way.entity_class;
      unknown.why = way.why;
      unknown.why.insert(Obstacle::turned_away);
      way = std::move(unknown);
    }
  }

  void answer_without_servers(ScenarioTheory& out) const {
    for (WayAnswer& way : out.ways) {
      if (way.standing == Standing::exact) continue;
      const std::size_t c = class_of(way);
      answer_travel(scenario_, model_, c, way);
      answer_pairing(scenario_, model_, c, way);
    }
  }

  /// By a formula of its own; marks who is left to approximations.
  StageAnswer alone(std::size_t s) {
    const StageProfile& at = profiles_[s];
    const sim::ResourceDef& resource = model_.resources[s];
    StageAnswer answer;
    if (at.visits.empty() && at.is_come_to) return none(reasons_without_numbers(at));
    if (at.visits.empty() || at.has_fleet) return answer;
    // As many as counted need not come, so that nothing is known to be overloaded.
    if (const Obstacles unknown = fatal(at.arrivals); at.load() >= 1 && !unknown.empty())
      return none(unknown);
    answer = answer_for_poisson(at, resource, classes_);
    if (answer.why.count(Obstacle::overload) > 0) answer.why = {Obstacle::overload};
    const bool is_ordinary_here =
        at.own.empty() && is_ordinary(at, resource) && at.servers > 0 && at.holding.mean > 0;
    if (is_ordinary_here && at.load() >= 1) answer = none({Obstacle::overload});
    if (is_ordinary_here && at.load() < 1) ordinary_[s] = 1;
    if (!at.own.empty()) return answer;
    if (answer.standing == Standing::exact && at.arrivals.empty() && at.is_always_open())
      return answer;
    if (auto straight =
            answer_for_source(graph_, traffic_, model_, scenario_.stages[s].id, at, resource))
      return *straight;
    if (auto gate = answer_for_daily_gate(at, resource, model_.horizon)) {
      if (gate->standing == Standing::exact) return *gate;
      answer.why.insert(gate->why.begin(), gate->why.end());
    }
    // Only approximations of ordinary stages go on from here, with all reasons.
    if (answer.standing == Standing::none && !is_ordinary_here) return answer;
    if (!is_ordinary_here && has_planned_arrivals(at))
      answer.why.insert(Obstacle::planned_arrivals);
    return inexact(at, std::move(answer));
  }

  /// Such as formulas that take arrivals for Poisson are far off, however even the timetable is.
  bool has_planned_arrivals(const StageProfile& at) const {
    return std::any_of(at.visits.begin(), at.visits.end(), [&](const StageVisit& v) {
      return model_.classes[v.entity_class].source == sim::SourceKind::listed;
    });
  }

  /// Where it is unknown how many come, or none do but those there at the start.
  static Obstacles reasons_without_numbers(const StageProfile& at) {
    const Obstacles why = fatal(at.arrivals);
    return why.empty() ? Obstacles{Obstacle::arrivals_end} : why;
  }

  static StageAnswer none(const Obstacles& why) {
    StageAnswer out;
    out.why = why;
    return out;
  }

  /// A formula for Poisson arrivals where they are not quite; ordinary stages have better ones.
  static StageAnswer inexact(const StageProfile& at, StageAnswer answer) {
    Obstacles why = at.arrivals;
    why.insert(answer.why.begin(), answer.why.end());
    const bool is_overloaded = why.count(Obstacle::overload) > 0;  // however they come
    const Obstacles cause = is_overloaded ? fatal(why) : beyond_approximation(why);
    if (!cause.empty()) return none(cause);
    if (!at.is_always_open()) why.insert(Obstacle::hours);
    if (answer.standing != Standing::exact || !at.is_always_open()) return none(why);
    answer.standing = Standing::approximate;
    answer.why = why;
    return answer;
  }

  bool is_open_to_approximation(std::size_t s) const {
    return ordinary_[s] != 0 && answers_[s].standing != Standing::exact &&
           beyond_approximation(answers_[s].why).empty();
  }

  /// Whether a formula for open hours gives less than those alone wait who gather while it is
  /// closed. Where rates change it is not known when they come.
  bool is_far_too_short(std::size_t s, const StageAnswer& answer) const {
    const StageProfile& at = profiles_[s];
    return at.arrivals.empty() && !at.is_always_open() &&
           *answer.figures.wait_s <
               least_wait_by_closing_s(at, model_.resources[s], model_.horizon);
  }

  void approximate() {
    bool is_wanted = false;
    for (std::size_t s = 0; s < profiles_.size(); ++s)
      is_wanted = is_wanted || is_open_to_approximation(s);
    if (!is_wanted) return;
    const auto found =
        approximate_stages(scenario_, graph_, traffic_, model_, profiles_, ordinary_);
    for (std::size_t s = 0; s < profiles_.size(); ++s) {
      if (!is_open_to_approximation(s)) continue;
      if (!found[s]) {
        answers_[s].why.insert(Obstacle::too_large);
        continue;
      }
      StageAnswer answer = *found[s];
      answer.stage = answers_[s].stage;
      answer.why = answers_[s].why;
      answers_[s] = is_far_too_short(s, answer) ? none(answer.why) : answer;
      answers_[s].stage = answer.stage;
    }
  }

  /// Where servers are held over others or kept: the whole by its Markov chain.
  std::optional<WayAnswer> by_chain() {
    Obstacles found;
    for (const StageProfile& at : profiles_)
      found.insert(at.own.begin(), at.own.end());
    const bool is_wanted = found.count(Obstacle::nested) + found.count(Obstacle::held_back) +
                               found.count(Obstacle::holds_back) >
                           0;
    if (!is_wanted) return {};
    Obstacles why;
    const std::optional<ChainFigures> chain = process_chain(model_, why);
    for (std::size_t s = 0; s < profiles_.size() && why.count(Obstacle::too_large) > 0; ++s) {
      if (!profiles_[s].own.empty()) answers_[s].why.insert(Obstacle::too_large);
    }
    if (!chain) return {};
    for (std::size_t i = 0; i < chain->stages.size(); ++i)
      take(chain->stages[i], *chain, i == 0 && chain->is_overloaded);
    answers_[chain->stages.front().resource].figures.turned_away_share = chain->turned_away_share;
    return way_of(*chain);
  }

  /// Of the first queue of an overloaded process nothing is known: it grows.
  void take(const ChainStage& found, const ChainFigures& chain, bool grows) {
    StageAnswer out;
    out.stage = answers_[found.resource].stage;
    out.standing = Standing::exact;
    out.model = QueueModel::markov_chain;
    StageFigures& f = out.figures;
    f.utilisation = (found.held - found.kept) / found.servers;
    f.blocked = found.kept / found.servers;
    f.served_per_s = chain.per_s * found.visits;
    if (!grows) {
      f.in_queue = found.in_queue;
      f.wait_s = found.in_queue / *f.served_per_s;
      f.in_system = found.in_queue + found.held;
      f.sojourn_s = *f.in_system / *f.served_per_s;
    }
    answers_[found.resource] = out;
  }

  WayAnswer way_of(const ChainFigures& chain) const {
    WayAnswer out;
    out.standing = Standing::exact;
    out.model = QueueModel::markov_chain;
    out.capacity_per_s = chain.capacity_per_s;
    out.per_s = chain.per_s;
    if (!chain.is_overloaded) {
      out.in_system = chain.in_system;
      out.sojourn_s = chain.in_system / chain.per_s;
    }
    return out;
  }

  std::vector<WayAnswer> ways(std::vector<WayAnswer>& fleets,
                              const std::optional<WayAnswer>& chain) const {
    std::vector<WayAnswer> out;
    std::size_t fleet = 0;
    const WayMaker maker(scenario_, graph_, traffic_, model_, profiles_, answers_);
    for (std::size_t c = 0; c < classes_.size(); ++c) {
      if (model_.classes[c].source == sim::SourceKind::fleet) {
        out.push_back(std::move(fleets[fleet++]));
      } else if (maker.rate_per_s(c) > 0) {
        out.push_back(chain ? *chain : maker.way(c));
        out.back().entity_class = classes_[c];
      }
    }
    return out;
  }

  const Scenario& scenario_;
  const models::ProcessGraph& graph_;
  const Traffic& traffic_;
  const sim::Model& model_;
  std::vector<StageProfile> profiles_;
  std::vector<char> ordinary_;
  std::vector<StageAnswer> answers_;
  std::vector<std::string> classes_;
};

}  // namespace

ScenarioTheory theory_of(const Scenario& scenario, const models::ProcessGraph& graph,
                         const Traffic& traffic, const sim::Model& model) {
  return Answers(scenario, graph, traffic, model).all();
}

}  // namespace kouan::analysis::theory
