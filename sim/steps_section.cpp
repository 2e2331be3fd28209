// Sections of way: who may enter in which direction, whose turn it is, and in what order they
// leave.
#include <algorithm>

#include "sim/engine.hpp"

namespace kouan::sim {

namespace {

bool asks_for(const NeedsDef& needs, std::uint32_t section, std::uint32_t direction) {
  return std::any_of(needs.of.begin(), needs.of.end(), [&](const NeedDef& need) {
    return need.resource == section && need.direction == direction;
  });
}

/// When the direction's own hours open or close next, and with them who counts in turns.
Micros next_change(const DirectionDef& def, Micros now) {
  const auto change = std::upper_bound(def.turns.begin(), def.turns.end(), now);
  return change == def.turns.end() ? k_never : *change;
}

}  // namespace

/// Whether nothing but what is free of the section keeps an entity from entering now.
bool Engine::may_enter(std::uint32_t resource, std::uint32_t direction) const {
  const SectionState& s = sections_[resource];
  const DirectionDef& def = model_.resources[resource].section->directions[direction];
  if (earliest_entry(resource, direction, now_) > now_) return false;
  if (def.by_slots && s.directions[direction].slot_taken == now_) return false;
  return has_turn(resource, direction);
}

/// Whether the turn is the direction's and lets one more in.
bool Engine::has_turn(std::uint32_t resource, std::uint32_t direction) const {
  const auto& turns = model_.resources[resource].section->turns;
  if (!turns) return true;
  const SectionState& s = sections_[resource];
  return s.turns > 0 && !s.is_changing && s.turn == direction &&
         s.entered < std::min(turns->most, s.admitted) &&
         (turns->lasts < 0 || now_ - s.turn_since < turns->lasts);
}

/// From `from` on, the first instant at which headways, hours and slots let one in, if nobody else
/// enters before; k_never while somebody comes the other way.
Micros Engine::earliest_entry(std::uint32_t resource, std::uint32_t direction, Micros from) const {
  const SectionRules& rules = *model_.resources[resource].section;
  const SectionState& s = sections_[resource];
  Micros at = std::max(from, s.directions[direction].last_entry + rules.following);
  if (rules.exclusive) {
    for (std::size_t d = 0; d < s.directions.size(); ++d) {
      if (d == direction) continue;
      if (!s.directions[d].on_it.empty()) return k_never;
      at = std::max(at, s.directions[d].last_exit + rules.opposing);
    }
  }
  return next_open(rules.directions[direction], at, s.directions[direction].slot_taken);
}

/// From `at` on, the first instant that hours and slots allow; `taken` is a slot that is no longer.
Micros Engine::next_open(const DirectionDef& def, Micros at, Micros taken) {
  for (;;) {
    if (!def.turns.empty()) {
      const auto turn = std::upper_bound(def.turns.begin(), def.turns.end(), at);
      const bool is_open = (turn - def.turns.begin()) % 2 == 1;
      if (!is_open && turn == def.turns.end()) return k_never;
      if (!is_open) at = *turn;
    }
    if (!def.by_slots) return at;
    auto slot = std::lower_bound(def.slots.begin(), def.slots.end(), at);
    if (slot != def.slots.end() && *slot == taken) ++slot;
    if (slot == def.slots.end()) return k_never;
    if (*slot == at) return at;
    at = *slot;
  }
}

void Engine::enter_section(std::uint32_t index, const NeedDef& need) {
  SectionState& s = sections_[need.resource];
  DirectionState& direction = s.directions[need.direction];
  if (!s.is_occupied()) s.occupied_time.rise(now_);
  ++s.on_it;
  ++s.entered;
  direction.on_it.push_back(index);
  direction.last_entry = now_;
  if (model_.resources[need.resource].section->directions[need.direction].by_slots)
    direction.slot_taken = now_;
}

/// The entity has left; who stands behind it may go on.
void Engine::leave_section(std::uint32_t index, std::uint32_t resource) {
  SectionState& s = sections_[resource];
  for (DirectionState& direction : s.directions) {
    const auto it = std::find(direction.on_it.begin(), direction.on_it.end(), index);
    if (it == direction.on_it.end()) continue;
    direction.on_it.erase(it);
    direction.last_exit = now_;
    --s.on_it;
    if (!s.is_occupied()) s.occupied_time.fall(now_);
    note_late(resource);
    if (direction.on_it.empty()) return;
    const std::uint32_t next = direction.on_it.front();
    if (!stands_behind(pool_[next])) return;
    enter_stay(pool_[next]);
    ResourceState& r = resources_[resource];
    --r.interrupted;
    r.interrupted_time.rise(now_, -1);
    ++pool_[next].step;
    ready_.push_back(next);
    return;
  }
}

/// After any change of its hours or of whether anybody is on it.
void Engine::note_late(std::uint32_t resource) {
  SectionState& s = sections_[resource];
  const bool is_late = s.is_occupied() && resources_[resource].servers == 0;
  if (is_late == s.is_late) return;
  s.is_late = is_late;
  s.late_time.rise(now_, is_late ? 1 : -1);
}

bool Engine::stands_behind(const Entity& entity) const {
  return model_.steps[entity.step].kind == StepKind::keep_order;
}

/// At the end of the section: those before leave it first.
bool Engine::keep_order(std::uint32_t index, const Step& step) {
  for (const DirectionState& direction : sections_[step.a].directions) {
    if (!direction.on_it.empty() && direction.on_it.front() == index) return true;
  }
  Entity& entity = pool_[index];
  entity.since = now_;
  entity.booked = 0;
  ResourceState& r = resources_[step.a];
  ++r.interrupted;
  r.interrupted_time.rise(now_);
  if (groups_[joints_[step.a].group].may_knot) suspect(index);
  return false;
}

/// The following headway holds at the end of the section too.
bool Engine::keep_distance(std::uint32_t index, const Step& step) {
  for (const DirectionState& direction : sections_[step.a].directions) {
    if (direction.on_it.empty() || direction.on_it.front() != index) continue;
    const Micros at = direction.last_exit + model_.resources[step.a].section->following;
    if (at <= now_) return true;
    pool_[index].since = now_;
    book(index, at);
    return false;
  }
  return true;
}

void Engine::turn_sections(const Group& group) {
  for (const std::uint32_t r : group.resources) {
    const auto& section = model_.resources[r].section;
    if (section && section->turns) turn_section(r);
  }
}

/// Ends the turn that is over and begins the next one whose time has come.
void Engine::turn_section(std::uint32_t resource) {
  const TurnsDef& turns = *model_.resources[resource].section->turns;
  SectionState& s = sections_[resource];
  if (s.turns == 0) return;  // the run has yet to begin
  for (;;) {
    if (s.is_changing) {
      if (now_ < s.change_ends) return;
      begin_turn(resource);
    }
    if (!is_turn_over(resource)) return;
    const std::uint32_t next = next_turn(resource);
    if (next == k_none) return;
    if (next == s.turn) {
      begin_turn(resource);
      return;
    }
    s.turn = next;
    s.is_changing = true;
    const double uniform = draws_.uniform(s.turns++, s.purpose);
    // A changeover of no time would never end an instant.
    s.change_ends = now_ + std::max<Micros>(turns.keeps_turning ? 1 : 0,
                                            from_seconds(turns.changeover_s.quantile(uniform)));
  }
}

void Engine::begin_turn(std::uint32_t resource) {
  const TurnsDef& turns = *model_.resources[resource].section->turns;
  SectionState& s = sections_[resource];
  s.is_changing = false;
  s.turn_since = now_;
  s.entered = 0;
  s.admitted =
      turns.kind == TurnKind::gated ? waiting_to_enter(resource, s.turn, turns.most) : k_none;
}

/// The section is clear, and nobody may or wants to enter it any more in this turn.
bool Engine::is_turn_over(std::uint32_t resource) const {
  const TurnsDef& turns = *model_.resources[resource].section->turns;
  const SectionState& s = sections_[resource];
  if (s.is_occupied()) return false;
  const bool time_is_up = turns.lasts >= 0 && now_ - s.turn_since >= turns.lasts;
  if (time_is_up || s.entered >= std::min(turns.most, s.admitted)) return true;
  return turns.kind != TurnKind::timed && !has_able(resource, s.turn);
}

/// Whose turn is next: where it keeps turning, the next direction; else the first after it in which
/// somebody waits who can go, and k_none if nobody does.
std::uint32_t Engine::next_turn(std::uint32_t resource) const {
  const TurnsDef& turns = *model_.resources[resource].section->turns;
  const SectionState& s = sections_[resource];
  const auto directions = static_cast<std::uint32_t>(s.directions.size());
  if (turns.keeps_turning) return (s.turn + 1) % directions;
  for (std::uint32_t i = 1; i <= directions; ++i) {
    const std::uint32_t d = (s.turn + i) % directions;
    if (has_able(resource, d)) return d;
  }
  return k_none;
}

/// How many wait to enter in the direction, counted up to `most`: a long line at every turn of a
/// few would else take time that grows with its square.
std::uint32_t Engine::waiting_to_enter(std::uint32_t resource, std::uint32_t direction,
                                       std::uint32_t most) const {
  std::uint32_t count = 0;
  for (const LineOfGroup& line : groups_[joints_[resource].group].lines) {
    if (!asks_for(model_.needs[line.needs], resource, direction)) continue;
    const ResourceState& r = resources_[line.resource];
    for (const Line* where : {&r.queue[line.level], &r.before_queue[line.level]}) {
      for (std::uint32_t i = where->head; i != k_none && count < most; i = pool_[i].next)
        ++count;
    }
  }
  return count;
}

/// Whether somebody waits to enter in the direction whom nothing but the section itself keeps back,
/// its hours apart.
bool Engine::has_able(std::uint32_t resource, std::uint32_t direction) const {
  const DirectionDef& def = model_.resources[resource].section->directions[direction];
  if (!def.by_slots && next_open(def, now_, -1) > now_) return false;
  const auto& lines = groups_[joints_[resource].group].lines;
  return std::any_of(lines.begin(), lines.end(), [&](const LineOfGroup& line) {
    const NeedsDef& needs = model_.needs[line.needs];
    if (foremost(resources_[line.resource], line.level).empty()) return false;
    return asks_for(needs, resource, direction) &&
           std::all_of(
               needs.of.begin(), needs.of.end(),
               [&](const NeedDef& need) { return need.resource == resource || can_have(need); }) &&
           !is_behind_another(joints_[resource].group, line);
  });
}

/// Whether the first of the line lets somebody of another line go before, in whatever direction.
bool Engine::is_behind_another(std::uint32_t group, const LineOfGroup& line) const {
  const NeedsDef& needs = model_.needs[line.needs];
  const auto& lines = groups_[group].lines;
  const bool keeps_order = std::any_of(lines.begin(), lines.end(), [&](const LineOfGroup& other) {
    return is_barred(needs, model_.needs[other.needs]);
  });
  if (!keeps_order) return false;  // spares sorting whoever waits
  const std::uint32_t first = foremost(resources_[line.resource], line.level).head;
  const Head own{line.urgency, pool_[first].due, first, line.needs};
  const std::vector<Head> heads = heads_of(groups_[group]);
  return std::any_of(heads.begin(), heads.end(), [&](const Head& head) {
    return head < own && is_barred(needs, model_.needs[head.needs]);
  });
}

/// Books the next instant at which time alone may let somebody in or end a turn.
void Engine::book_section(std::uint32_t resource) {
  const SectionRules& rules = *model_.resources[resource].section;
  SectionState& s = sections_[resource];
  if (rules.turns && s.turns == 0) return;  // the beginning of the first turn is booked
  Micros next = k_never;
  bool somebody_waits = false;
  for (const Head& head : heads_of(groups_[joints_[resource].group])) {
    for (const NeedDef& need : model_.needs[head.needs].of) {
      if (need.resource != resource) continue;
      somebody_waits = true;
      const DirectionDef& def = rules.directions[need.direction];
      if (rules.turns && !def.by_slots) next = std::min(next, next_change(def, now_));
      Micros at = earliest_entry(resource, need.direction, now_);
      if (at <= now_ && def.by_slots) at = earliest_entry(resource, need.direction, now_ + 1);
      if (at > now_) next = std::min(next, at);  // else something other than time is in the way
    }
  }
  if (rules.turns && s.is_changing) {
    next = std::min(next, s.change_ends);
  } else if (rules.turns && rules.turns->lasts >= 0 &&
             (somebody_waits || rules.turns->keeps_turning)) {
    const Micros ends = s.turn_since + rules.turns->lasts;
    if (ends > now_) next = std::min(next, ends);
  }
  if (next == s.wake_at) return;
  s.wake_at = next;
  s.wake = next == k_never ? 0
                           : calendar_.push(next, Rank::room,
                                            static_cast<std::uint32_t>(stores_.size()) + resource);
}

void Engine::wake_section(std::uint32_t resource, std::uint64_t number) {
  SectionState& s = sections_[resource];
  if (s.wake != number) return;  // called off
  s.wake_at = k_never;
  s.wake = 0;
  if (s.turns == 0 && model_.resources[resource].section->turns) {
    s.turns = 1;
    begin_turn(resource);
  }
  serve_group(joints_[resource].group);
}

/// Turns begin when those who are there at the start have come.
void Engine::start_sections() {
  for (std::uint32_t r = 0; r < resources_.size(); ++r) {
    const auto& section = model_.resources[r].section;
    if (!section || !section->turns || joints_[r].group == k_none) continue;
    SectionState& s = sections_[r];
    s.wake_at = 0;
    s.wake = calendar_.push(0, Rank::room, static_cast<std::uint32_t>(stores_.size()) + r);
  }
}

}  // namespace kouan::sim
