// Steps that wait for others: queueing for servers, blocking, stores.
#include <cmath>

#include "sim/engine.hpp"

namespace kouan::sim {

/// A server at once, or a place in the queue, or, when that is full, a wait where the entity
/// stands: it then keeps the server it has finished with (blocking after service).
bool Engine::seize(std::uint32_t index, const Step& step) {
  Entity& entity = pool_[index];
  ResourceState& r = resources_[step.a];
  r.touch(now_);
  entity.queued = now_;
  if (r.waiting == 0 && r.has_free_server()) {
    ++r.in_use;
    if (now_ >= model_.warm_up) r.waits.add(0);
    leave_carried(entity);
    return true;
  }
  entity.since = now_;
  entity.closed_before = r.closed_until(now_);
  const bool kept_out = r.is_full();
  r.append(pool_, index);
  if (!kept_out) {
    leave_carried(entity);
    return false;
  }
  ++r.outside;
  entity.kept_out = true;
  if (r.first_outside == k_none) r.first_outside = index;
  if (entity.carried != k_none) block(entity.carried);
  return false;
}

/// Enters the wait since `since` in the ledger: closed time apart, the rest under `offset_open`.
void Engine::enter_wait(Entity& entity, std::uint32_t resource, std::uint32_t offset_open) {
  const Micros closed_now = resources_[resource].closed_until(now_);
  const Micros closed = closed_now - entity.closed_before;
  WideMicros* cells =
      &ledger_[entity.class_index * cells_per_class_ + LedgerLayout::resource_cell(resource)];
  cells[LedgerLayout::closed] += closed;
  cells[offset_open] += now_ - entity.since - closed;
  entity.since = now_;
  entity.closed_before = closed_now;
}

void Engine::leave_carried(Entity& entity) {
  if (entity.carried == k_none) return;
  const std::uint32_t resource = entity.carried;
  entity.carried = k_none;
  release(resource);
}

void Engine::release(std::uint32_t resource) {
  ResourceState& r = resources_[resource];
  r.touch(now_);
  --r.in_use;
  dispatch(resource);
}

/// Gives free servers to those who wait, in order. The state is whole before every `leave_carried`,
/// which may come back here through a chain of blocked servers.
void Engine::dispatch(std::uint32_t resource) {
  ResourceState& r = resources_[resource];
  while (r.waiting > 0 && r.has_free_server()) {
    if (pool_[r.head].kept_out) enter_queue(r, pool_[r.head], resource);
    const std::uint32_t index = r.take_head(pool_);
    ++r.in_use;
    Entity& entity = pool_[index];
    enter_wait(entity, resource, LedgerLayout::waiting);
    if (now_ >= model_.warm_up) r.waits.add(now_ - entity.queued);
    ++entity.step;
    ready_.push_back(index);
    leave_carried(entity);
    while (r.outside > 0 && !r.is_full()) {
      Entity& next = pool_[r.first_outside];
      enter_queue(r, next, resource);
      leave_carried(next);
    }
  }
}

/// The first of those kept out is now in the queue; it leaves where it stood when the caller says
/// so.
void Engine::enter_queue(ResourceState& r, Entity& entity, std::uint32_t resource) {
  enter_wait(entity, resource, LedgerLayout::blocked);
  entity.kept_out = false;
  r.first_outside = entity.next;
  --r.outside;
  if (entity.carried != k_none) unblock(entity.carried);
}

void Engine::block(std::uint32_t resource) {
  resources_[resource].touch(now_);
  ++resources_[resource].blocked;
}

void Engine::unblock(std::uint32_t resource) {
  resources_[resource].touch(now_);
  --resources_[resource].blocked;
}

void Engine::change_capacity(std::uint32_t resource) {
  ResourceState& r = resources_[resource];
  r.touch(now_);
  const auto& capacity = model_.resources[resource].capacity;
  std::size_t& period = capacity_period_[resource];
  r.servers = capacity[period].servers;
  if (++period < capacity.size()) calendar_.push(capacity[period].at, Rank::capacity, resource);
  dispatch(resource);
}

bool Engine::deposit(std::uint32_t index, const Step& step) {
  Entity& entity = pool_[index];
  StoreState& store = stores_[step.a];
  const StoreDef& def = model_.stores[step.a];
  const double level = store.level_at(def, now_);
  if (store.head == k_none && level + entity.payload_kg <= def.capacity_kg) {
    store.level_kg = level + entity.payload_kg;
    store.at = now_;
    return true;
  }
  entity.since = now_;
  entity.next = k_none;
  if (entity.carried != k_none) block(entity.carried);
  if (store.head == k_none) {
    store.head = store.tail = index;
    book_room(step.a);
  } else {
    pool_[store.tail].next = index;
    store.tail = index;
  }
  return false;
}

/// Books the instant at which the load of the first who waits fits; never, if nothing is removed.
void Engine::book_room(std::uint32_t index) {
  const StoreState& store = stores_[index];
  const StoreDef& def = model_.stores[index];
  const double excess = store.level_at(def, now_) + pool_[store.head].payload_kg - def.capacity_kg;
  if (excess > 0 && def.removal_kg_per_s <= 0) return;
  const Micros wait =
      excess <= 0 ? 0 : static_cast<Micros>(std::ceil(excess / def.removal_kg_per_s * 1e6));
  calendar_.push(now_ + wait, Rank::room, index);
}

void Engine::make_room(std::uint32_t index) {
  StoreState& store = stores_[index];
  const std::uint32_t first = store.head;
  Entity& entity = pool_[first];
  store.level_kg = store.level_at(model_.stores[index], now_) + entity.payload_kg;
  store.at = now_;
  store.head = entity.next;
  if (store.head == k_none) store.tail = k_none;
  enter_stay(entity);
  if (entity.carried != k_none) unblock(entity.carried);
  ++entity.step;
  ready_.push_back(first);
  if (store.head != k_none) book_room(index);
}

}  // namespace kouan::sim
