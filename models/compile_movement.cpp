#include "models/compile_movement.hpp"

#include "models/working_time.hpp"

namespace kouan::models {
namespace {

sim::DirectionDef direction_of(const Scenario& scenario, const Stage& stage,
                               const Direction& direction) {
  sim::DirectionDef def;
  def.name = direction.id;
  if (!direction.hours.empty()) {
    for (const OpenSpan& span : open_spans(scenario, {1, direction.hours}, stage.side)) {
      def.turns.push_back(span.from);
      def.turns.push_back(span.to);
    }
  }
  def.by_slots = direction.every_s > 0;
  if (!def.by_slots) return def;
  def.slots = slots_before(direction, scenario.horizon_s);
  return def;
}

sim::TurnsDef turns_of(const Turns& turns) {
  sim::TurnsDef def;
  if (turns.by == "gated") def.kind = sim::TurnKind::gated;
  if (turns.by == "time") def.kind = sim::TurnKind::timed;
  if (turns.most) def.most = static_cast<std::uint32_t>(*turns.most);
  if (turns.lasts_s) def.lasts = sim::from_seconds(*turns.lasts_s);
  def.changeover_s = turns.changeover_s;
  def.keeps_turning = turns.keeps_turning || turns.by == "time";
  return def;
}

}  // namespace

sim::SectionRules section_of(const Scenario& scenario, const Stage& stage) {
  const SectionRules& rules = *stage.section;
  sim::SectionRules def;
  for (const Direction& direction : rules.directions)
    def.directions.push_back(direction_of(scenario, stage, direction));
  def.exclusive = rules.exclusive;
  def.following = sim::from_seconds(rules.following_s);
  def.opposing = sim::from_seconds(rules.opposing_s);
  def.overtaking = rules.overtaking;
  if (rules.turns) def.turns = turns_of(*rules.turns);
  return def;
}

}  // namespace kouan::models
