// Taking several things at once, all or nothing. Those who wait hold none of what they wait for.
#include <algorithm>

#include "sim/engine.hpp"

namespace kouan::sim {

void Engine::open_joints() {
  joints_.resize(resources_.size());
  sections_.resize(resources_.size());
  for (std::uint32_t r = 0; r < resources_.size(); ++r) {
    const ResourceDef& def = model_.resources[r];
    if (!def.is_joint) continue;
    resources_[r].handling = Handling::joint;
    if (!def.section) continue;
    sections_[r].directions.resize(def.section->directions.size());
    sections_[r].purpose = name_hash("changeover", name_hash(def.name));
  }
  for (const Step& step : model_.steps) {
    if (step.kind == StepKind::take) group_up(model_.needs[step.needs]);
  }
  for (const Step& step : model_.steps) {
    if (step.kind != StepKind::take) continue;
    auto& lines = groups_[joints_[step.a].group].lines;
    const bool is_known = std::any_of(lines.begin(), lines.end(), [&](const LineOfGroup& line) {
      return line.resource == step.a && line.level == step.level;
    });
    if (!is_known) lines.push_back({step.a, step.level, step.urgency, step.needs});
  }
  for (Group& group : groups_) {
    group.may_knot = std::any_of(group.resources.begin(), group.resources.end(),
                                 [&](std::uint32_t r) { return model_.resources[r].may_knot; });
  }
}

/// The resources of the needs belong to one group from here on.
void Engine::group_up(const NeedsDef& needs) {
  std::uint32_t group = k_none;
  for (const NeedDef& need : needs.of) {
    const std::uint32_t other = joints_[need.resource].group;
    if (other == k_none || other == group) continue;
    if (group == k_none) {
      group = other;
      continue;
    }
    for (const std::uint32_t r : groups_[other].resources) {
      joints_[r].group = group;
      groups_[group].resources.push_back(r);
    }
    groups_[other].resources.clear();
  }
  if (group == k_none) {
    group = static_cast<std::uint32_t>(groups_.size());
    groups_.emplace_back();
  }
  for (const NeedDef& need : needs.of) {
    if (joints_[need.resource].group != k_none) continue;
    joints_[need.resource].group = group;
    groups_[group].resources.push_back(need.resource);
  }
}

/// Answers whether the entity goes on at once: it has all it needs, or was turned away.
bool Engine::take(std::uint32_t index, const Step& step) {
  Entity& entity = pool_[index];
  ResourceState& r = resources_[step.a];
  Group& group = groups_[joints_[step.a].group];
  entity.queued = now_;
  entity.due = ++group.asked;
  if (is_next(group, step)) {
    if (is_observed()) r.waits.add_zero();
    occupy_all(index, model_.needs[step.needs]);
    ++entity.step;
    leave_carried(index);
    return true;
  }
  if (refuse(entity, r, step)) return true;
  join(index, step);
  if (!entity.kept_out) begin_lack(entity, step.needs);
  if (group.may_knot) suspect(index);
  serve_group(joints_[step.a].group);
  return false;
}

/// Whether one who asks now has it at once: nobody in its line, and nobody before it in the way.
bool Engine::is_next(const Group& group, const Step& step) const {
  const ResourceState& r = resources_[step.a];
  if (!r.queue[step.level].empty() || !r.before_queue[step.level].empty()) return false;
  if (r.outside > 0 || !can_have(model_.needs[step.needs])) return false;
  for (const Head& head : heads_of(group)) {
    if (head.urgency <= step.urgency &&
        is_barred(model_.needs[step.needs], model_.needs[head.needs]))
      return false;
  }
  return true;
}

/// Whether one who needs `later` has to let go before another who needs `earlier`.
bool Engine::is_barred(const NeedsDef& later, const NeedsDef& earlier) {
  return std::any_of(earlier.of.begin(), earlier.of.end(), [&](const NeedDef& one) {
    return one.in_order && std::any_of(later.of.begin(), later.of.end(), [&](const NeedDef& other) {
             const bool is_behind = one.over_directions || other.direction == one.direction;
             return other.resource == one.resource && is_behind;
           });
  });
}

/// The first of every line, in the order in which they are served. Those before a queue have their
/// turn when nobody is in it.
std::vector<Head> Engine::heads_of(const Group& group) const {
  std::vector<Head> heads;
  for (const LineOfGroup& line : group.lines) {
    const ResourceState& r = resources_[line.resource];
    if (r.waiting == 0) continue;
    const Line& first = foremost(r, line.level);
    if (first.empty()) continue;
    heads.push_back({line.urgency, pool_[first.head].due, first.head, line.needs});
  }
  std::sort(heads.begin(), heads.end());
  return heads;
}

bool Engine::can_have(const NeedsDef& needs) const {
  return std::all_of(needs.of.begin(), needs.of.end(),
                     [&](const NeedDef& need) { return can_have(need); });
}

bool Engine::can_have(const NeedDef& need) const {
  const ResourceState& r = resources_[need.resource];
  if (r.servers - r.in_use < need.count + need.spare) return false;
  return !model_.resources[need.resource].section || may_enter(need.resource, need.direction);
}

/// Who is served next, of those who wait; k_none if nobody can be.
std::uint32_t Engine::next_of(const Group& group) const {
  const std::vector<Head> heads = heads_of(group);
  for (std::size_t i = 0; i < heads.size(); ++i) {
    const NeedsDef& needs = model_.needs[heads[i].needs];
    const bool barred = std::any_of(
        heads.begin(), heads.begin() + static_cast<std::ptrdiff_t>(i),
        [&](const Head& before) { return is_barred(needs, model_.needs[before.needs]); });
    if (!barred && can_have(needs)) return heads[i].entity;
  }
  return k_none;
}

/// Gives what is free to those who wait for it.
void Engine::serve_group(std::uint32_t number) {
  if (groups_[number].is_serving) {
    groups_[number].again = true;
    return;
  }
  groups_[number].is_serving = true;
  do {
    groups_[number].again = false;
    turn_sections(groups_[number]);
    const std::uint32_t index = next_of(groups_[number]);
    if (index == k_none) continue;
    groups_[number].again = true;
    grant_all(index);
  } while (groups_[number].again);
  groups_[number].is_serving = false;
  for (const std::uint32_t r : groups_[number].resources) {
    if (model_.resources[r].section) book_section(r);
  }
}

void Engine::grant_all(std::uint32_t index) {
  Entity& entity = pool_[index];
  const Step& step = model_.steps[entity.step];
  ResourceState& r = resources_[step.a];
  if (entity.kept_out) enter_queue(index, step.a);
  quit(index, r);
  end_lack(entity, step.needs);
  if (is_observed()) r.waits.add(now_ - entity.queued);
  occupy_all(index, model_.needs[step.needs]);
  ++entity.step;
  ready_.push_back(index);
  leave_carried(index);
  admit(step.a);
}

void Engine::occupy_all(std::uint32_t index, const NeedsDef& needs) {
  for (const NeedDef& need : needs.of) {
    ResourceState& r = resources_[need.resource];
    for (std::int32_t unit = 0; unit < need.count; ++unit) {
      r.occupy(now_);
      if (!model_.resources[need.resource].section) joints_[need.resource].holders.push_back(index);
    }
    lacks_.note(need.resource, resources_, now_);
    note(pool_[index], need.resource, TraceEvent::start);
    if (model_.resources[need.resource].section) enter_section(index, need);
  }
}

/// One unit of what the entity holds is free.
void Engine::vacate_joint(std::uint32_t index, std::uint32_t resource) {
  resources_[resource].vacate(now_);
  lacks_.note(resource, resources_, now_);
  if (model_.resources[resource].section) return leave_section(index, resource);
  auto& holders = joints_[resource].holders;
  holders.erase(std::find(holders.begin(), holders.end(), index));
}

void Engine::give_up(std::uint32_t index, const Step& step) {
  const NeedsDef& needs = model_.needs[step.needs];
  for (const NeedDef& need : needs.of) {
    note(pool_[index], need.resource, TraceEvent::leave);
    if (is_observed()) resources_[need.resource].served += need.count;
    for (std::int32_t unit = 0; unit < need.count; ++unit)
      vacate_joint(index, need.resource);
  }
  for (const NeedDef& need : needs.of)
    serve_group(joints_[need.resource].group);
}

/// First of those before the queue of a joint resource, in the order of asking.
std::uint32_t Engine::first_before_queue(std::uint32_t resource) const {
  const ResourceState& r = resources_[resource];
  if (r.expected_outside > 0) return first_expected(resource);
  if (r.handling != Handling::joint) return first_of(r.before_queue);
  Head first;
  for (const LineOfGroup& line : groups_[joints_[resource].group].lines) {
    if (line.resource != resource || r.before_queue[line.level].empty()) continue;
    const std::uint32_t entity = r.before_queue[line.level].head;
    const Head head{line.urgency, pool_[entity].due, entity, line.needs};
    if (first.entity == k_none || head < first) first = head;
  }
  return first.entity;
}

}  // namespace kouan::sim
