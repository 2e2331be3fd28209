#include "analysis/theory/scenario_patterns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <variant>

#include "analysis/theory/alternating_lane.hpp"
#include "analysis/theory/batches.hpp"
#include "analysis/theory/lanes.hpp"
#include "analysis/theory/polling.hpp"
#include "analysis/theory/stage_arrivals.hpp"
#include "analysis/theory/stage_formulas.hpp"
#include "analysis/theory/stage_obstacles.hpp"
#include "analysis/theory/step_obstacles.hpp"

namespace kouan::analysis::theory {
namespace {

using models::ProcessStep;
using models::Scenario;

/// Steps that take no time, and that theory knows.
bool is_timeless(const ProcessStep& step) {
  return std::holds_alternative<models::Cleared>(step.what) ||
         std::holds_alternative<models::ReachBorder>(step.what) ||
         std::holds_alternative<models::Declare>(step.what) ||
         std::holds_alternative<models::Release>(step.what);
}

/// What a process is made of beside travel: its only step, if it has but one.
struct OneStep {
  const ProcessStep* step = nullptr;
  double travel_s = 0;
};

OneStep only_step(const models::Steps& steps) {
  OneStep out;
  for (const ProcessStep& step : steps) {
    if (is_timeless(step)) continue;
    if (const auto* travel = std::get_if<models::Travel>(&step.what)) {
      if (travel->time_s.attribute >= 0) return {};
      out.travel_s += travel->time_s.mean();
      continue;
    }
    if (out.step != nullptr) return {};
    out.step = &step;
  }
  return out;
}

bool has_own_rules(const models::QueueRules& rules) {
  return rules.turns_away || rules.balk_at || rules.patience_s;
}

bool is_plain(const models::Visit& visit) {
  return visit.steps.empty() && !has_own_rules(visit.rules) && !visit.priority;
}

class Patterns {
 public:
  Patterns(const Scenario& scenario, const sim::Model& model,
           const std::vector<StageProfile>& profiles, ScenarioTheory& theory)
      : scenario_(scenario), model_(model), profiles_(profiles), theory_(theory) {}

  void answer() {
    for (WayAnswer& way : theory_.ways) {
      if (way.standing != Standing::none) continue;
      const std::size_t c = class_of(way.entity_class);
      const OneStep only = only_step_of(c);
      if (only.step == nullptr || !is_steady_poisson(c)) continue;
      try {
        answer(c, only, way);
      } catch (const std::domain_error&) {
        way.standing = Standing::none;
        way.why.insert(Obstacle::overload);  // all else that formulas refuse is looked at before
      }
    }
  }

 private:
  void answer(std::size_t c, const OneStep& only, WayAnswer& way) {
    if (const auto* parallel = std::get_if<models::Parallel>(&only.step->what))
      return fork_join(c, *parallel, only.travel_s, way);
    if (const auto* visit = std::get_if<models::Visit>(&only.step->what))
      return shortest_lane(c, *visit, only.travel_s, way);
    if (const auto* pass = std::get_if<models::Pass>(&only.step->what))
      return alternating(c, *pass, only.travel_s, way);
    if (const auto* gather = std::get_if<models::Gather>(&only.step->what))
      return by_the_clock(c, *gather, only.travel_s, way);
  }

  std::size_t class_of(const std::string& id) const {
    const auto found = std::find_if(scenario_.classes.begin(), scenario_.classes.end(),
                                    [&](const auto& c) { return c.id == id; });
    return static_cast<std::size_t>(found - scenario_.classes.begin());
  }

  std::size_t stage_of(const std::string& id) const {
    const auto found = std::find_if(scenario_.stages.begin(), scenario_.stages.end(),
                                    [&](const auto& s) { return s.id == id; });
    return static_cast<std::size_t>(found - scenario_.stages.begin());
  }

  OneStep only_step_of(std::size_t c) const {
    for (const models::Process& process : scenario_.processes) {
      if (process.id == scenario_.classes[c].process) return only_step(process.steps);
    }
    return {};
  }

  bool is_steady_poisson(std::size_t c) const {
    Obstacles why = obstacles_on_way(model_, c);
    forget_steps(why);
    return why.empty() && rate_per_s(c) > 0;
  }

  double rate_per_s(std::size_t c) const { return long_run_rate_per_s(model_, c); }

  /// Whether the stage is one server with exponential service of the class alone, and no more.
  bool is_simple(std::size_t c, std::size_t s) const {
    const StageProfile& at = profiles_[s];
    return are_all_counted(model_, at, s) && at.visits.size() == 1 &&
           at.visits.front().entity_class == c && at.own.empty() &&
           is_ordinary(at, model_.resources[s]) && at.servers == 1 && at.is_always_open() &&
           at.is_exponential && at.holding.mean > 0 && scenario_.stages[s].on_misread.empty();
  }

  /// The stages, if they are different, simple, and of one mean service; else none.
  std::vector<std::size_t> alike(std::size_t c, const std::vector<std::string>& ids) const {
    std::vector<std::size_t> stages;
    for (const std::string& id : ids) {
      const std::size_t s = stage_of(id);
      const bool is_new = std::find(stages.begin(), stages.end(), s) == stages.end();
      if (s >= profiles_.size() || !is_new || !is_simple(c, s)) return {};
      const double mean_s = profiles_[s].holding.mean;
      const double first_s = stages.empty() ? mean_s : profiles_[stages.front()].holding.mean;
      if (std::abs(mean_s - first_s) > 1e-9 * first_s) return {};
      stages.push_back(s);
    }
    return stages;
  }

  void take(std::size_t c, double sojourn_s, QueueModel model, WayAnswer& way) const {
    way.standing = Standing::exact;
    way.model = model;
    way.why.clear();
    way.sojourn_s = sojourn_s;
    way.per_s = rate_per_s(c);
    way.in_system = *way.per_s * sojourn_s;
  }

  StageAnswer* answer_at(std::size_t s) {
    const auto found =
        std::find_if(theory_.stages.begin(), theory_.stages.end(),
                     [&](const StageAnswer& a) { return a.stage == scenario_.stages[s].id; });
    return found == theory_.stages.end() ? nullptr : &*found;
  }

  /// Each check sees all that arrive.
  void fork_join(std::size_t c, const models::Parallel& parallel, double travel_s, WayAnswer& way) {
    const std::size_t ways = parallel.ways.size();
    if (parallel.needed > 0 && static_cast<std::size_t>(parallel.needed) < ways) return;
    std::vector<std::string> ids;
    for (const models::Steps& one : parallel.ways) {
      const OneStep only = only_step(one);
      const auto* visit =
          only.step == nullptr ? nullptr : std::get_if<models::Visit>(&only.step->what);
      if (visit == nullptr || only.travel_s > 0 || !visit->shortest.empty() || !is_plain(*visit))
        return;
      ids.push_back(visit->stage);
    }
    const std::vector<std::size_t> stages = alike(c, ids);
    if (stages.size() < 2) return;
    const double mu = 1 / profiles_[stages.front()].holding.mean;
    const ForkJoinFigures q =
        fork_join_approximation(rate_per_s(c), mu, static_cast<int>(stages.size()));
    take(c, q.sojourn + travel_s, QueueModel::fork_join, way);
    for (const std::size_t s : stages) {
      StageProfile alone = profiles_[s];
      alone.arrivals.clear();
      StageAnswer* at = answer_at(s);
      if (at == nullptr) continue;
      const std::string id = at->stage;
      *at = answer_for_poisson(alone, model_.resources[s], {scenario_.classes[c].id});
      at->stage = id;
    }
    if (stages.size() == 2) return;
    way.standing = Standing::approximate;
    way.why = {Obstacle::many_ways};
  }

  void shortest_lane(std::size_t c, const models::Visit& visit, double travel_s, WayAnswer& way) {
    constexpr std::size_t k_most_lanes = 3;  // of which the chain is small
    if (visit.shortest.size() < 2 || visit.shortest.size() > k_most_lanes || !is_plain(visit) ||
        visit.ties_in_order)
      return;
    const std::vector<std::size_t> stages = alike(c, visit.shortest);
    if (stages.empty()) return;
    const auto lanes = static_cast<double>(stages.size());
    const double service_s = profiles_[stages.front()].holding.mean;
    const LaneFigures q =
        join_shortest_lane(rate_per_s(c), 1 / service_s, static_cast<int>(stages.size()));
    take(c, q.sojourn + travel_s, QueueModel::shortest_lane, way);
    for (const std::size_t s : stages) {
      StageAnswer* at = answer_at(s);
      if (at == nullptr) continue;
      at->standing = Standing::exact;
      at->model = QueueModel::shortest_lane;
      at->notation = fmt::format("JSQ/{}", stages.size());
      at->why.clear();
      StageFigures& f = at->figures;
      f.served_per_s = rate_per_s(c) / lanes;
      f.utilisation = *f.served_per_s * service_s;
      f.sojourn_s = q.sojourn;
      f.wait_s = q.sojourn - service_s;
      f.in_system = q.in_system / lanes;
      f.in_queue = *f.in_system - *f.utilisation;
    }
  }

  /// All who pass the section, or none where one of them does anything else, or others come that
  /// were made of theirs or turned away elsewhere.
  std::vector<Passing> passing(std::size_t s) const {
    const models::Stage& stage = scenario_.stages[s];
    std::vector<Passing> out;
    if (!are_all_counted(model_, profiles_[s], s)) return {};
    for (const StageVisit& visit : profiles_[s].visits) {
      const OneStep only = only_step_of(visit.entity_class);
      const auto* pass =
          only.step == nullptr ? nullptr : std::get_if<models::Pass>(&only.step->what);
      if (pass == nullptr || !pass->with.empty() || !pass->vacate.empty() || pass->priority ||
          has_own_rules(pass->rules) || !is_steady_poisson(visit.entity_class))
        return {};
      const auto& directions = stage.section->directions;
      const auto direction = std::find_if(directions.begin(), directions.end(),
                                          [&](const auto& d) { return d.id == pass->direction; });
      const auto own = stage.service_by_class.find(scenario_.classes[visit.entity_class].id);
      const auto& run = pass->time_s                          ? pass->time_s
                        : own != stage.service_by_class.end() ? std::optional(own->second)
                                                              : stage.service;
      if (direction == directions.end() || !run || run->attribute >= 0) return {};
      out.push_back(
          {visit.entity_class, static_cast<std::size_t>(direction - directions.begin()), *run});
    }
    return out;
  }

  void alternating(std::size_t c, const models::Pass& pass, double travel_s, WayAnswer& way) {
    const std::size_t s = stage_of(pass.section);
    if (s >= profiles_.size() || !is_exhaustive(scenario_.stages[s])) return;
    if (profiles_[s].own.count(Obstacle::stoppages) != 0) return;
    if (!profiles_[s].is_always_open()) return;
    const std::vector<Passing> all = passing(s);
    if (all.empty()) return;
    const models::SectionRules& rules = *scenario_.stages[s].section;
    const sim::Distribution& change = rules.turns->changeover_s;
    PolledQueue none;
    none.changeover = {change.mean(), change.variance() + change.mean() * change.mean(), 0};
    std::vector<PolledQueue> queues(rules.directions.size(), none);
    if (!is_in_order(model_, s, all)) return refuse(Obstacle::urgent_in_direction, s, way);
    for (const Passing& one : all) {
      PolledQueue& queue = queues[one.direction];
      const double rate = rate_per_s(one.entity_class);
      const double mean = one.run_s.mean();
      queue.lambda += rate;
      queue.service.mean += rate * mean;
      queue.service.second += rate * (one.run_s.variance() + mean * mean);
    }
    for (PolledQueue& queue : queues) {
      if (queue.lambda <= 0) return;  // nobody comes that way
      queue.service.mean /= queue.lambda;
      queue.service.second /= queue.lambda;
    }
    const PollingFigures q = exhaustive_polling(queues);
    StageAnswer* at = answer_at(s);
    if (at != nullptr) tell(all, q, *at);
    for (const Passing& one : all) {
      if (one.entity_class == c)
        take(c, q.wait[one.direction] + one.run_s.mean() + travel_s, QueueModel::polling, way);
    }
  }

  void refuse(Obstacle why, std::size_t s, WayAnswer& way) {
    way.why.insert(why);
    if (StageAnswer* at = answer_at(s)) at->why.insert(why);
  }

  void tell(const std::vector<Passing>& all, const PollingFigures& q, StageAnswer& at) const {
    at.standing = Standing::exact;
    at.model = QueueModel::polling;
    at.notation = "M/G/1";
    at.why.clear();
    at.classes.clear();
    double rates = 0;
    double waits = 0;
    double work = 0;
    for (const Passing& one : all) {
      const double rate = rate_per_s(one.entity_class);
      const double wait = q.wait[one.direction];
      rates += rate;
      waits += rate * wait;
      work += rate * one.run_s.mean();
      at.classes.push_back({scenario_.classes[one.entity_class].id, wait, wait + one.run_s.mean()});
    }
    StageFigures& f = at.figures;
    f.utilisation = work;
    f.in_queue = waits;
    f.in_system = waits + work;
    f.wait_s = waits / rates;
    f.sojourn_s = (waits + work) / rates;
    f.served_per_s = rates;
  }

  /// Nobody else comes to the gathering, and they leave it for good.
  void by_the_clock(std::size_t c, const models::Gather& gather, double travel_s, WayAnswer& way) {
    const auto at = std::find_if(scenario_.gatherings.begin(), scenario_.gatherings.end(),
                                 [&](const auto& g) { return g.id == gather.at; });
    if (at == scenario_.gatherings.end() || at->is_meeting() || at->by != "place") return;
    if (!gather.steps.empty() || gather.patience_s || at->least != 1) return;
    if (!at->into.empty() && at->members != "end") return;
    if (is_shared(c, gather.at)) return;
    const double lambda = rate_per_s(c);
    const bool departs = at->every_s > 0 || !at->opening.empty();
    double wait_s = 0;
    QueueModel model = QueueModel::timetable;
    if (at->every_s > 0 && at->opening.empty() && at->number == 0 && !at->within_s) {
      if (at->first_s > at->every_s) return;  // none departs for longer at the begin of the run
      if (at->first_s + at->every_s > scenario_.horizon_s) return;  // nothing repeats
      wait_s = at->most > 0 ? timetabled_departures(lambda, at->every_s, at->most).wait
                            : timetabled_departures(lambda, at->every_s).wait;
    } else if (!departs && at->number > 0) {
      model = QueueModel::consolidation;
      wait_s = at->within_s ? consolidation(lambda, at->number, *at->within_s).wait
                            : (at->number - 1) / (2 * lambda);
    } else {
      return;
    }
    take(c, wait_s + travel_s, model, way);
  }

  /// Whether other classes come to the gathering too, by whatever step.
  bool is_shared(std::size_t c, const std::string& gathering) const {
    for (std::size_t other = 0; other < scenario_.classes.size(); ++other) {
      if (other == c) continue;
      for (const models::Process& process : scenario_.processes) {
        if (process.id == scenario_.classes[other].process &&
            models::come_to_gathering(process.steps, gathering))
          return true;
      }
    }
    return false;
  }

  const Scenario& scenario_;
  const sim::Model& model_;
  const std::vector<StageProfile>& profiles_;
  ScenarioTheory& theory_;
};

}  // namespace

void answer_patterns(const Scenario& scenario, const sim::Model& model,
                     const std::vector<StageProfile>& profiles, ScenarioTheory& theory) {
  Patterns(scenario, model, profiles, theory).answer();
}

}  // namespace kouan::analysis::theory
