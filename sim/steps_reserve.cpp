// Blocking before service: work begins only once there is room for the entity where it goes next.
#include <algorithm>

#include "sim/engine.hpp"

namespace kouan::sim {

std::int64_t Engine::free_servers(std::uint32_t resource) const {
  const auto& servers = sets_[resource].servers;
  return std::count_if(servers.begin(), servers.end(), [](const Server& s) { return s.is_free(); });
}

/// Whether one more may come for whom no room is kept: queue places and free servers, less those
/// who wait and those who are expected.
bool Engine::has_room(std::uint32_t resource) const {
  const ResourceState& r = resources_[resource];
  if (r.places < 0) return true;
  return r.places + free_servers(resource) - (r.waiting - r.outside) - r.reserved > 0;
}

/// Whether room may be kept for one more: nobody stands before the queue but those for whom room is
/// kept already, such as one who waits at a free server for a batch.
bool Engine::may_reserve(std::uint32_t resource) const {
  const ResourceState& r = resources_[resource];
  return r.outside == r.expected_outside && has_room(resource);
}

/// Whether those who are expected still find room when a free server takes one from the queue, in
/// which more may be than it has places.
bool Engine::leaves_room(std::uint32_t resource) const {
  const ResourceState& r = resources_[resource];
  const std::int64_t places = r.places - (r.waiting - r.outside - 1);
  return free_servers(resource) - 1 + std::max<std::int64_t>(0, places) >= r.reserved;
}

/// Keeps room at resource a, or waits for it at the server of resource `limit`, first come first
/// served and behind those who stand before a's queue. One place is kept for an entity at a time.
bool Engine::reserve(std::uint32_t index, const Step& step) {
  ResourceState& r = resources_[step.a];
  if (r.places < 0) return true;
  Entity& entity = pool_[index];
  if (entity.reserved == step.a) return true;
  if (entity.reserved != k_none) let_room_go(index);
  if (first_reserving(step.a) == k_none && may_reserve(step.a)) {
    entity.reserved = step.a;
    ++r.reserved;
    note_room(step.a);
    return true;
  }
  entity.since = now_;
  r.reserving.append(pool_, index);
  ResourceState& here = resources_[step.limit];
  here.block(now_);
  ++here.interrupted;
  here.interrupted_time.rise(now_);
  if (model_.resources[step.a].may_knot) suspect(index);
  return false;
}

/// The first who waits for room there and may begin to work once it has it; k_none if none.
std::uint32_t Engine::first_reserving(std::uint32_t resource) const {
  std::uint32_t index = resources_[resource].reserving.head;
  while (index != k_none && !may_begin(index))
    index = pool_[index].next;
  return index;
}

/// Whether the server at which it waits for room may work: it may have closed or broken down
/// meanwhile.
bool Engine::may_begin(std::uint32_t index) const {
  const ServerSet& set = sets_[model_.steps[pool_[index].step].limit];
  const std::uint32_t k = set.of(index);
  return k == k_none || (set.servers[k].is_open && set.servers[k].is_there());
}

/// Whether it has a server of the resource without work, until there is room ahead.
bool Engine::awaits_room(std::uint32_t index, std::uint32_t resource) const {
  const Step& step = model_.steps[pool_[index].step];
  return step.kind == StepKind::reserve && step.limit == resource;
}

/// It waits for room no more.
void Engine::end_reserving(std::uint32_t index) {
  Entity& entity = pool_[index];
  const Step& step = model_.steps[entity.step];
  resources_[step.a].reserving.remove(pool_, index);
  enter_stay(entity);
  ResourceState& here = resources_[step.limit];
  here.unblock(now_);
  --here.interrupted;
  here.interrupted_time.rise(now_, -1);
}

/// The entity for which room was kept has come, or will not any more.
void Engine::take_reserved(Entity& entity, std::uint32_t resource) {
  ResourceState& r = resources_[resource];
  entity.reserved = k_none;
  --r.reserved;
  if (entity.kept_out) --r.expected_outside;
  count_kept(resource);
}

/// Room that was kept for the entity is for others, once the caller has brought its own affairs in
/// order: see `use_given_back`.
void Engine::give_back_room(std::uint32_t index) {
  given_back_.push_back(pool_[index].reserved);
  take_reserved(pool_[index], pool_[index].reserved);
}

/// Offers room that was given back to those who wait there, then to those who wait to reserve it.
void Engine::use_given_back() {
  while (!given_back_.empty()) {
    const std::uint32_t resource = given_back_.back();
    given_back_.pop_back();
    admit(resource);
    dispatch(resource);
  }
}

/// Room was kept for the entity: a free server, or a place that is not occupied, though others are
/// expected too. When there is neither any more it stands before the queue.
void Engine::join_expected(std::uint32_t index, const Step& step) {
  ResourceState& r = resources_[step.a];
  const bool finds_place = !r.is_occupied();
  if (finds_place) {
    take_reserved(pool_[index], step.a);
  } else {
    ++r.expected_outside;
  }
  join(index, step);
  if (!finds_place || !pool_[index].kept_out) return;
  enter_queue(index, step.a);
  leave_carried(index);
}

/// First of those before the queue for whom room is kept; there must be one.
std::uint32_t Engine::first_expected(std::uint32_t resource) const {
  for (const Line& line : resources_[resource].before_queue) {
    for (std::uint32_t i = line.head; i != k_none; i = pool_[i].next) {
      if (pool_[i].reserved == resource) return i;
    }
  }
  return k_none;
}

/// Those who are expected and find no free server will need a place of the queue.
void Engine::count_kept(std::uint32_t resource) {
  ResourceState& r = resources_[resource];
  r.kept = std::max<std::int64_t>(0, r.reserved - free_servers(resource));
}

/// After any change of what is free at the resource, or of who may begin to work: room is kept for
/// those who wait for it.
void Engine::note_room(std::uint32_t resource) {
  ResourceState& r = resources_[resource];
  if (r.reserved == 0 && r.reserving.empty()) return;
  while (may_reserve(resource)) {
    const std::uint32_t index = first_reserving(resource);
    if (index == k_none) break;
    end_reserving(index);
    Entity& entity = pool_[index];
    entity.reserved = resource;
    ++r.reserved;
    ++entity.step;
    ready_.push_back(index);
  }
  count_kept(resource);
}

}  // namespace kouan::sim
