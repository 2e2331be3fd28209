#include "analysis/theory/alternating_lane.hpp"

#include <algorithm>
#include <set>

#include "analysis/theory/stage_profile.hpp"
#include "analysis/theory/step_obstacles.hpp"

namespace kouan::analysis::theory {

bool is_exhaustive(const models::Stage& stage) {
  if (!stage.section || stage.section->any_number || !stage.section->turns) return false;
  const models::SectionRules& rules = *stage.section;
  const models::Turns& turns = *rules.turns;
  if (turns.by != "exhaustive" || turns.most || turns.lasts_s || !turns.keeps_turning) return false;
  const bool has_own_rules =
      stage.rules.turns_away || stage.rules.balk_at || stage.rules.patience_s;
  if (rules.following_s > 0 || rules.opposing_s > 0 || has_own_rules) return false;
  if (stage.queue_places.value_or(0) > 0) return false;
  if (stage.groups.size() != 1 || stage.groups.front().servers != 1 ||
      !stage.groups.front().hours.empty())
    return false;
  return std::all_of(rules.directions.begin(), rules.directions.end(),
                     [](const auto& d) { return d.hours.empty() && d.every_s <= 0; });
}

bool is_in_order(const sim::Model& model, std::size_t section, const std::vector<Passing>& all) {
  std::vector<std::set<int>> urgencies(model.resources[section].section->directions.size());
  for (const Passing& one : all) {
    const StepRange range = steps_of_class(model, one.entity_class);
    for (std::size_t i = range.first; i < range.last; ++i) {
      if (asks_for(model, model.steps[i], section))
        urgencies[one.direction].insert(model.steps[i].urgency);
    }
  }
  return std::all_of(urgencies.begin(), urgencies.end(),
                     [](const std::set<int>& of_one) { return of_one.size() <= 1; });
}

}  // namespace kouan::analysis::theory
