#include "sim/knot_finder.hpp"

#include <algorithm>

namespace kouan::sim {

/// Looks for knots when everything else of this instant has happened.
void Engine::suspect(std::uint32_t index) {
  if (suspects_.empty()) calendar_.push(now_, Rank::observe, k_look_for_knots);
  suspects_.push_back(index);
}

void Engine::look_for_knots() {
  KnotFinder finder(*this, false);
  series_.knot = finder.find(suspects_);
  suspects_.clear();
  if (!series_.knot.empty()) stop_as(StopReason::deadlock);
}

std::vector<KnotLink> KnotFinder::find(const std::vector<std::uint32_t>& suspects) {
  if (std::none_of(suspects.begin(), suspects.end(),
                   [&](std::uint32_t entity) { return may_be_in_the_way(entity); }))
    return {};
  collect();
  const bool any = std::any_of(suspects.begin(), suspects.end(), [&](std::uint32_t entity) {
    return is_stuck(entity) && (is_in_the_way(entity) || carries(entity));
  });
  if (!any && parts_.empty()) return {};
  reduce();
  return ring();
}

/// A ring of those who are left, in the order in which they wait for each other.
std::vector<KnotLink> KnotFinder::ring() {
  if (stuck_.empty()) return {};
  // The first in the order of classes and numbers: pool indices mean nothing.
  const auto order = [&](std::uint32_t entity) {
    return std::pair(engine_.pool_[entity].class_index, engine_.pool_[entity].serial);
  };
  std::uint32_t entity = *std::min_element(stuck_.begin(), stuck_.end(),
                                           [&](auto a, auto b) { return order(a) < order(b); });
  std::vector<std::uint32_t> way;
  while (std::find(way.begin(), way.end(), entity) == way.end()) {
    way.push_back(entity);
    entity = blame(entity)->next;
  }
  way.erase(way.begin(), std::find(way.begin(), way.end(), entity));
  std::vector<KnotLink> links;
  for (const std::uint32_t one : way) {
    links.push_back(link(one, *blame(one)));
    closed_at_ = std::max(closed_at_, waits_since(one));
  }
  return links;
}

/// Who waits for room ahead has its server by then, and so is out of the queue since.
Micros KnotFinder::waits_since(std::uint32_t index) const {
  const Entity& entity = engine_.pool_[index];
  const bool has_server = engine_.model_.steps[entity.step].kind == StepKind::reserve;
  return has_server ? entity.since : entity.queued;
}

/// Whether somebody may wait for the entity: it holds something, or nobody may go before it.
bool KnotFinder::is_in_the_way(std::uint32_t index) const {
  if (holds_.count(index) != 0) return true;
  const Step& step = engine_.model_.steps[engine_.pool_[index].step];
  if (step.kind != StepKind::take) return false;
  const auto& needs = engine_.model_.needs[step.needs].of;
  return std::any_of(needs.begin(), needs.end(), [](const NeedDef& n) { return n.in_order; });
}

/// Whether others are aboard who may hold something: whoever waits for it waits for their carrier.
/// Carriers are known only where somebody who holds something is aboard.
bool KnotFinder::carries(std::uint32_t entity) const {
  return std::any_of(carriers_.begin(), carriers_.end(),
                     [&](const auto& carrier) { return carrier.second == entity; });
}

/// False for one for whom surely nobody waits: it holds nothing where knots may be, those behind it
/// may go before it, and it is no part or carrier of others. Told without looking at anybody else,
/// so that thousands of empty wagons that come to their queue cost next to nothing.
bool KnotFinder::may_be_in_the_way(std::uint32_t index) const {
  const Entity& entity = engine_.pool_[index];
  if (entity.step == k_none || entity.ties != k_none) return true;
  if (entity.carried != k_none || entity.kept_out) return true;
  const Step& step = engine_.model_.steps[entity.step];
  if (step.kind != StepKind::take) return true;
  const auto& needs = engine_.model_.needs[step.needs].of;
  if (std::any_of(needs.begin(), needs.end(), [](const NeedDef& n) { return n.in_order; }))
    return true;
  for (std::uint32_t r = 0; r < engine_.resources_.size(); ++r) {
    if (!engine_.model_.resources[r].may_knot) continue;
    const auto& holders = engine_.joints_[r].holders;
    if (std::find(holders.begin(), holders.end(), index) != holders.end()) return true;
    const auto& servers = engine_.sets_[r].servers;
    if (std::any_of(servers.begin(), servers.end(), [&](const Server& server) {
          return server.entity == index ||
                 std::find(server.batch.begin(), server.batch.end(), index) != server.batch.end();
        }))
      return true;
    for (const DirectionState& direction : engine_.sections_[r].directions) {
      if (std::find(direction.on_it.begin(), direction.on_it.end(), index) != direction.on_it.end())
        return true;
    }
  }
  return false;
}

void KnotFinder::add(std::uint32_t entity) {
  if (!waits(entity) || !stuck_.insert(entity).second) return;
  const StepKind kind = engine_.model_.steps[engine_.pool_[entity].step].kind;
  if (kind == StepKind::fork || kind == StepKind::ride) tied_.push_back(entity);
}

/// Who holds what where knots may be, and the first of those who wait there.
void KnotFinder::collect() {
  for (std::uint32_t r = 0; r < engine_.resources_.size(); ++r) {
    if (!may_knot(r)) continue;
    std::vector<std::uint32_t> holders = engine_.joints_[r].holders;
    for (const DirectionState& direction : engine_.sections_[r].directions)
      holders.insert(holders.end(), direction.on_it.begin(), direction.on_it.end());
    for (const Server& server : engine_.sets_[r].servers) {
      if (server.entity != k_none) holders.push_back(server.entity);
      holders.insert(holders.end(), server.batch.begin(), server.batch.end());
    }
    for (const auto* lines : {&engine_.resources_[r].queue, &engine_.resources_[r].before_queue}) {
      for (const Line& line : *lines) {
        if (!line.empty()) add(line.head);
      }
    }
    for (const std::uint32_t entity : holders) {
      holds_[entity].insert(r);
      add(entity);
    }
  }
  for (const Group& group : engine_.groups_) {
    for (const Head& head : engine_.heads_of(group))
      add(head.entity);
  }
  if (through_gatherings_) collect_gatherings();
  collect_ties();
}

/// The parts of those who wait for them, and the carriers of those who are aboard, and so on.
void KnotFinder::collect_ties() {
  while (!tied_.empty()) {
    const std::uint32_t entity = tied_.back();
    tied_.pop_back();
    if (engine_.model_.steps[engine_.pool_[entity].step].kind == StepKind::ride) {
      const std::uint32_t carrier = engine_.batches_[engine_.bond_of_[entity]].carrier;
      carriers_[entity] = carrier;
      add(carrier);
      continue;
    }
    std::vector<std::uint32_t> parts = parts_of(entity);
    if (parts.empty()) continue;
    for (const std::uint32_t part : parts)
      add(part);
    parts_.emplace(entity, std::move(parts));
  }
}

/// In the order of the pool.
std::vector<std::uint32_t> KnotFinder::parts_of(std::uint32_t whole) const {
  std::vector<std::uint32_t> parts;
  for (std::uint32_t part = engine_.forks_[engine_.bond_of_[whole]].first_part; part != k_none;
       part = engine_.ties_[engine_.pool_[part].ties].next_part)
    parts.push_back(part);
  std::sort(parts.begin(), parts.end());
  return parts;
}

/// Whether the entity waits for others, with no event to come.
bool KnotFinder::waits(std::uint32_t index) const {
  const Entity& entity = engine_.pool_[index];
  if (entity.booked != 0 && entity.step != k_none) {
    const StepKind kind = engine_.model_.steps[entity.step].kind;
    // Work in hand leaves its number behind; patience is an event to come.
    if (kind == StepKind::take || kind == StepKind::seize_server)
      return engine_.model_.steps[entity.step].b == k_none || entity.replenishes;
    if (kind == StepKind::gather)
      return through_gatherings_ && engine_.model_.steps[entity.step].b == k_none &&
             may_knot_there(entity.step);
    if (kind == StepKind::reserve || kind == StepKind::fork || kind == StepKind::ride) return true;
    return false;
  }
  if (entity.step == k_none) return false;
  switch (engine_.model_.steps[entity.step].kind) {
    case StepKind::take:
    case StepKind::seize_server:
    case StepKind::reserve:
    case StepKind::keep_order:
    case StepKind::fork:
    case StepKind::ride:
      return true;
    case StepKind::gather:
      return through_gatherings_ && may_knot_there(entity.step);
    default:
      return false;
  }
}

/// Takes out whoever can go on, until nobody more can.
void KnotFinder::reduce() {
  for (bool changed = true; changed;) {
    changed = through_gatherings_ && free_gatherings();
    for (auto it = stuck_.begin(); it != stuck_.end();) {
      if (blame(*it)) {
        ++it;
      } else {
        it = stuck_.erase(it);
        changed = true;
      }
    }
  }
}

std::optional<KnotFinder::Blame> KnotFinder::blame(std::uint32_t index) const {
  const Step& step = engine_.model_.steps[engine_.pool_[index].step];
  if (engine_.pool_[index].kept_out) {
    if (queue_moves(step.a)) return std::nullopt;
    const std::uint32_t first = first_of(engine_.resources_[step.a].queue);
    if (first != k_none) return Blame{first, step.a, KnotCause::is_before};
  }
  switch (step.kind) {
    case StepKind::take:
      return blame_take(index, step);
    case StepKind::seize_server:
      if (const auto found = blame_batch(step.a)) return found;
      return blame_server(step.a);
    case StepKind::reserve:
      return blame_reserve(step.a);
    case StepKind::keep_order:
      return blame_order(index, step.a);
    case StepKind::gather:
      return blame_gathering(index, step);
    default:
      return blame_part(index);
  }
}

/// Whether somebody in the queue will leave it: who stands before it then enters, and gives back
/// the server that it has finished with.
bool KnotFinder::queue_moves(std::uint32_t resource) const {
  for (const Line& line : engine_.resources_[resource].queue) {
    if (line.empty()) continue;
    if (waits(line.head) && !is_stuck(line.head)) return true;
    for (std::uint32_t i = line.head; i != k_none; i = engine_.pool_[i].next) {
      if (!waits(i)) return true;
    }
  }
  return false;
}

std::optional<KnotFinder::Blame> KnotFinder::blame_take(std::uint32_t index,
                                                        const Step& step) const {
  const NeedsDef& needs = engine_.model_.needs[step.needs];
  for (const NeedDef& need : needs.of) {
    if (const auto found = blame_need(need)) return found;
  }
  const Head own{step.urgency, engine_.pool_[index].due, index, step.needs};
  for (const Head& head : engine_.heads_of(engine_.groups_[engine_.joints_[step.a].group])) {
    if (!is_stuck(head.entity) || head.entity == index || !(head < own)) continue;
    if (Engine::is_barred(needs, engine_.model_.needs[head.needs]))
      return Blame{head.entity, step.a, KnotCause::is_before};
  }
  return std::nullopt;
}

std::optional<KnotFinder::Blame> KnotFinder::blame_need(const NeedDef& need) const {
  if (engine_.model_.resources[need.resource].section) return blame_section(need);
  std::int64_t free = most_servers(need.resource);
  std::uint32_t holder = k_none;
  for (const std::uint32_t entity : engine_.joints_[need.resource].holders) {
    if (!is_stuck(entity)) continue;
    --free;
    if (holder == k_none) holder = entity;
  }
  if (holder == k_none || free >= need.count + need.spare) return std::nullopt;
  return Blame{holder, need.resource, KnotCause::is_held};
}

/// Who is on the section and never leaves it, in another direction or in the last place.
std::optional<KnotFinder::Blame> KnotFinder::blame_section(const NeedDef& need) const {
  const SectionRules& rules = *engine_.model_.resources[need.resource].section;
  const SectionState& s = engine_.sections_[need.resource];
  std::int64_t free = most_servers(need.resource);
  std::uint32_t holder = k_none;
  for (std::size_t d = 0; d < s.directions.size(); ++d) {
    for (const std::uint32_t entity : s.directions[d].on_it) {
      if (!is_stuck(entity)) continue;
      if (rules.exclusive && d != need.direction)
        return Blame{entity, need.resource, KnotCause::is_held};
      --free;
      if (holder == k_none) holder = entity;
    }
  }
  if (holder == k_none || free >= need.count + need.spare) return std::nullopt;
  return Blame{holder, need.resource, KnotCause::is_held};
}

std::optional<KnotFinder::Blame> KnotFinder::blame_server(std::uint32_t resource) const {
  std::uint32_t holder = k_none;
  const auto& servers = engine_.sets_[resource].servers;
  const std::int64_t later = engine_.model_.resources[resource].servers_later;
  if (later > static_cast<std::int64_t>(servers.size())) return std::nullopt;
  for (const Server& server : servers) {
    if (server.entity == k_none || !is_stuck(server.entity)) return std::nullopt;
    if (holder == k_none) holder = server.entity;
  }
  if (holder == k_none) return std::nullopt;
  return Blame{holder, resource, KnotCause::is_held};
}

/// The one before it on the section.
std::optional<KnotFinder::Blame> KnotFinder::blame_order(std::uint32_t index,
                                                         std::uint32_t resource) const {
  for (const DirectionState& direction : engine_.sections_[resource].directions) {
    const auto it = std::find(direction.on_it.begin(), direction.on_it.end(), index);
    if (it == direction.on_it.end() || it == direction.on_it.begin()) continue;
    if (is_stuck(*std::prev(it))) return Blame{*std::prev(it), resource, KnotCause::stands};
  }
  return std::nullopt;
}

/// A whole whose parts are not enough any more, or one aboard of a carrier.
std::optional<KnotFinder::Blame> KnotFinder::blame_part(std::uint32_t index) const {
  const auto carrier = carriers_.find(index);
  if (carrier != carriers_.end()) {
    if (!is_stuck(carrier->second)) return std::nullopt;
    return Blame{carrier->second, k_none, KnotCause::is_part};
  }
  const auto parts = parts_.find(index);
  if (parts == parts_.end()) return std::nullopt;
  std::uint32_t able = 0;
  std::uint32_t caught = k_none;
  for (const std::uint32_t part : parts->second) {
    if (!is_stuck(part)) {
      ++able;
    } else if (caught == k_none) {
      caught = part;
    }
  }
  const Ties& ties = engine_.ties_[engine_.pool_[parts->second.front()].ties];
  if (caught == k_none || able >= engine_.forks_[ties.part_of].awaited) return std::nullopt;
  return Blame{caught, k_none, KnotCause::is_part};
}

/// Servers open now or at any later time, after the run too.
std::int64_t KnotFinder::most_servers(std::uint32_t resource) const {
  const auto& capacity = engine_.model_.resources[resource].capacity;
  std::int64_t most = engine_.model_.resources[resource].servers_later;
  for (std::size_t i = engine_.capacity_period_[resource] - 1; i < capacity.size(); ++i)
    most = std::max<std::int64_t>(most, capacity[i].servers);
  return most;
}

KnotLink KnotFinder::link(std::uint32_t index, const Blame& blame) const {
  const Entity& entity = engine_.pool_[index];
  KnotLink out;
  out.class_index = entity.class_index;
  out.serial = entity.serial & (k_lap - 1);
  out.wants = blame.wants;
  out.cause = blame.cause;
  const auto holds = holds_.find(index);
  if (holds != holds_.end()) out.holds.assign(holds->second.begin(), holds->second.end());
  if (entity.ties == k_none || engine_.ties_[entity.ties].origin == k_none) return out;
  const Ties& ties = engine_.ties_[entity.ties];
  const WholeName& whole = engine_.origins_[ties.origin].name;
  out.part_number = ties.part_number;
  out.whole_class = whole.class_index;
  out.whole_serial = whole.serial;
  out.is_whole_part = whole.is_part;
  return out;
}

}  // namespace kouan::sim
