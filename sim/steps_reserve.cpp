// Blocking before service: work begins only once there is room for the entity where it goes next.
#include "sim/engine.hpp"

namespace kouan::sim {

/// Whether one more may come for whom no room is kept: queue places and free servers, less those
/// who wait and those who are expected.
bool Engine::has_room(std::uint32_t resource) const {
  const ResourceState& r = resources_[resource];
  if (r.places < 0) return true;
  std::int64_t free = 0;
  for (const Server& s : sets_[resource].servers)
    free += s.is_free() ? 1 : 0;
  return r.places + free - (r.waiting - r.outside) - r.reserved > 0;
}

/// Keeps room at resource a, or waits for it at the server of resource `limit`, first come first
/// served and behind those who stand before a's queue.
bool Engine::reserve(std::uint32_t index, const Step& step) {
  ResourceState& r = resources_[step.a];
  if (r.places < 0) return true;
  Entity& entity = pool_[index];
  if (r.reserving.empty() && r.outside == 0 && has_room(step.a)) {
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

/// The entity for which room was kept has come.
void Engine::take_reserved(Entity& entity, ResourceState& r) {
  entity.reserved = k_none;
  --r.reserved;
  r.kept = std::max<std::int64_t>(0, r.kept - 1);
}

/// After any change of what is free at the resource: room is kept for those who wait for it.
void Engine::note_room(std::uint32_t resource) {
  ResourceState& r = resources_[resource];
  if (r.reserved == 0 && r.reserving.empty()) return;
  while (!r.reserving.empty() && r.outside == 0 && has_room(resource)) {
    const std::uint32_t index = r.reserving.head;
    r.reserving.remove(pool_, index);
    Entity& entity = pool_[index];
    ResourceState& here = resources_[model_.steps[entity.step].limit];
    enter_stay(entity);
    here.unblock(now_);
    --here.interrupted;
    here.interrupted_time.rise(now_, -1);
    entity.reserved = resource;
    ++r.reserved;
    ++entity.step;
    ready_.push_back(index);
  }
  std::int64_t free = 0;
  for (const Server& s : sets_[resource].servers)
    free += s.is_free() ? 1 : 0;
  r.kept = std::max<std::int64_t>(0, r.reserved - free);
}

}  // namespace kouan::sim
