#include "analysis/theory/scenario_system.hpp"

#include <algorithm>
#include <optional>

#include "analysis/theory/system_chain.hpp"

namespace kouan::analysis::theory {
namespace {

bool is_overloaded(const Obstacles& why) {
  return why.count(Obstacle::overload) + why.count(Obstacle::overload_before) > 0;
}

template <typename Answer>
bool is_open_question(const Answer& answer) {
  return answer.standing != Standing::exact;
}

/// Whether any answer is wanted, and there is a long run to tell of.
bool asks_for_system(const ScenarioTheory& theory) {
  const auto grows = [](const auto& answer) { return is_overloaded(answer.why); };
  if (std::any_of(theory.stages.begin(), theory.stages.end(), grows)) return false;
  return std::any_of(theory.stages.begin(), theory.stages.end(), is_open_question<StageAnswer>) ||
         std::any_of(theory.ways.begin(), theory.ways.end(), is_open_question<WayAnswer>);
}

void say_too_large(ScenarioTheory& theory) {
  for (StageAnswer& stage : theory.stages) {
    if (stage.standing == Standing::none) stage.why.insert(Obstacle::too_large);
  }
  for (WayAnswer& way : theory.ways) {
    if (way.standing == Standing::none) way.why.insert(Obstacle::too_large);
  }
}

StageAnswer answer_of_system(const SystemStage& found, bool is_joint) {
  StageAnswer out;
  out.standing = Standing::exact;
  out.model = QueueModel::markov_chain;
  StageFigures& f = out.figures;
  f.utilisation = (found.held - found.kept) / found.servers;
  f.blocked = found.kept / found.servers;
  f.in_queue = found.in_queue;
  if (found.refused_per_s > 0)
    f.turned_away_share = found.refused_per_s / (found.refused_per_s + found.begun_per_s);
  // Of places taken several at a time those who take them are not those who are there.
  if (is_joint || found.begun_per_s <= 0) return out;
  f.served_per_s = found.begun_per_s;
  f.wait_s = found.in_queue / found.begun_per_s;
  f.in_system = found.in_queue + found.held;
  f.sojourn_s = *f.in_system / found.begun_per_s;
  return out;
}

WayAnswer answer_of_system(const SystemWay& found) {
  WayAnswer out;
  out.standing = Standing::exact;
  out.model = QueueModel::markov_chain;
  out.per_s = found.per_s;
  out.in_system = found.in_system;
  out.sojourn_s = found.sojourn_s;
  if (found.turned_away_per_s > 0)
    out.turned_away_share = found.turned_away_per_s / (found.turned_away_per_s + found.per_s);
  return out;
}

}  // namespace

void answer_as_system(const models::Scenario& scenario, const sim::Model& model,
                      ScenarioTheory& theory) {
  if (!asks_for_system(theory)) return;
  Obstacles why;
  const std::optional<SystemFigures> found = system_chain(model, why);
  if (!found && why.count(Obstacle::too_large) > 0) say_too_large(theory);
  if (!found) return;
  for (const SystemStage& one : found->stages) {
    const std::string& id = scenario.stages[one.resource].id;
    const auto at = std::find_if(theory.stages.begin(), theory.stages.end(),
                                 [&](const StageAnswer& a) { return a.stage == id; });
    if (at == theory.stages.end() || !is_open_question(*at)) continue;
    *at = answer_of_system(one, model.resources[one.resource].is_joint);
    at->stage = id;
  }
  for (const SystemWay& one : found->ways) {
    const std::string& id = scenario.classes[one.entity_class].id;
    const auto way = std::find_if(theory.ways.begin(), theory.ways.end(),
                                  [&](const WayAnswer& a) { return a.entity_class == id; });
    if (way == theory.ways.end() || !is_open_question(*way)) continue;
    *way = answer_of_system(one);
    way->entity_class = id;
  }
}

}  // namespace kouan::analysis::theory
