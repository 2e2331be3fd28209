// Steps that wait for others: queueing for servers, blocking, stores.
#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/engine.hpp"

namespace kouan::sim {

namespace {

/// Where servers take many at once, two such loads wait.
std::int64_t most_before_passing_on(const ResourceDef& resource) {
  const std::int64_t batch = resource.rules ? resource.rules->batch_most : 1;
  return std::max(k_most_before_passing_on, 2 * batch);
}

/// What level and load may be above the capacity by rounding alone [kg], after some additions and
/// a steady removal; far less than is removed in a microsecond, unless it takes years to empty it.
double rounding_kg(const StoreDef& store) {
  return 16 * std::numeric_limits<double>::epsilon() * store.capacity_kg;
}

}  // namespace

/// Turned away: the queue is full, or as long as the entity puts up with. In saturated runs those
/// at the source wait for their first server, whatever the queue, unless they would queue
/// elsewhere: then enough wait here to keep it busy, and the others go on there.
bool Engine::is_refused(const Entity& entity, const ResourceState& r, const Step& step) const {
  if (step.c == k_none) return false;
  if (entity.replenishes && !step.passes_on) return false;
  if (entity.replenishes && r.waiting >= most_before_passing_on(model_.resources[step.a]))
    return true;
  return r.waiting >= step.limit || (r.is_full() && !step.stays_when_full);
}

/// Whether the entity is turned away; it then goes on at step c.
bool Engine::refuse(Entity& entity, ResourceState& r, const Step& step) {
  if (!is_refused(entity, r, step)) return false;
  if (is_observed()) ++r.refused;
  note(entity, step.a, TraceEvent::refused);
  is_refused_ = true;
  entity.step = step.c;
  return true;
}

/// A server at once, or a place in the queue, or, when that is full, a wait where the entity
/// stands: it then keeps the server it has finished with (blocking after service).
bool Engine::seize(std::uint32_t index, const Step& step) {
  Entity& entity = pool_[index];
  ResourceState& r = resources_[step.a];
  entity.queued = now_;
  if (r.waiting == 0 && r.has_free_server()) {
    r.occupy(now_);
    if (is_observed()) r.waits.add_zero();
    note(entity, step.a, TraceEvent::start);
    ++entity.step;
    leave_carried(index);
    return true;
  }
  if (refuse(entity, r, step)) return true;
  join(index, step);
  return false;
}

void Engine::join(std::uint32_t index, const Step& step) {
  Entity& entity = pool_[index];
  ResourceState& r = resources_[step.a];
  entity.since = now_;
  entity.closed_before = r.closed_until(now_);
  entity.kept_out = r.is_full();
  note(entity, step.a, entity.kept_out ? TraceEvent::held_back : TraceEvent::queue);
  r.enter(now_);
  (entity.kept_out ? r.before_queue : r.queue)[step.level].append(pool_, index);
  if (step.b != k_none && !entity.replenishes)
    entity.booked = calendar_.push(now_ + draw_duration(entity, step), Rank::patience, index);
  if (!entity.kept_out) return leave_carried(index);
  ++r.outside;
  if (entity.carried != k_none) resources_[entity.carried].block(now_);
}

/// Out of the line in which it waits.
void Engine::quit(std::uint32_t index, ResourceState& r) {
  Entity& entity = pool_[index];
  const Step& step = model_.steps[entity.step];
  r.queue[step.level].remove(pool_, index);
  end_wait(entity, step.a, r);
}

/// It is out of its line; the wait is entered in the ledger.
void Engine::end_wait(Entity& entity, std::uint32_t resource, ResourceState& r) {
  r.leave(now_);
  enter_wait(entity, resource, LedgerLayout::waiting);
  entity.booked = 0;
}

/// It has waited as long as it would, in the queue or before it, and goes on elsewhere.
void Engine::lose_patience(std::uint32_t index) {
  Entity& entity = pool_[index];
  const Step& step = model_.steps[entity.step];
  if (step.kind == StepKind::gather) return stop_waiting(index, step);
  ResourceState& r = resources_[step.a];
  if (entity.kept_out) {
    end_standing_before(index, step.a);
    r.leave(now_);
    entity.booked = 0;
  } else {
    quit(index, r);
    if (r.handling == Handling::joint) end_lack(entity, step.needs);
  }
  if (is_observed()) ++r.gave_up;
  note(entity, step.a, TraceEvent::gave_up);
  entity.step = step.c;
  admit(step.a);
  note_room(step.a);
  if (r.handling == Handling::joint) dispatch(step.a);
  proceed(index);
}

/// Enters the wait since `since` in the ledger: closed time apart, the rest under `offset_open`.
void Engine::enter_wait(Entity& entity, std::uint32_t resource, std::uint32_t offset_open) {
  const Micros closed_now = resources_[resource].closed_until(now_);
  const Micros closed = closed_now - entity.closed_before;
  WideMicros* cells =
      &ledger_[account_of(entity) * cells_per_class_ + LedgerLayout::resource_cell(resource)];
  if (closed != 0) cells[LedgerLayout::closed] += widened(closed);
  cells[offset_open] += widened(now_ - entity.since - closed);
  if (has_bonds_) [[unlikely]] {
    const std::uint32_t cell = LedgerLayout::resource_cell(resource);
    const Micros open_since = entity.since + closed;
    tell(entity, {entity.since, open_since, cell + LedgerLayout::closed});
    tell(entity, {open_since, now_, cell + offset_open});
  }
  entity.since = now_;
  entity.closed_before = closed_now;
}

/// A server, which is occupied by now, for the first who waits; it goes on when those ready before
/// it have. The state is whole before `leave_carried`, which may come back here through a chain of
/// blocked servers.
void Engine::grant_first(std::uint32_t resource, ResourceState& r) {
  if (r.waiting == r.outside) enter_queue(first_of(r.before_queue), resource);
  const std::uint32_t index = pop_first(r.queue, pool_);
  Entity& entity = pool_[index];
  end_wait(entity, resource, r);
  if (is_observed()) r.waits.add(now_ - entity.queued);
  note(entity, resource, TraceEvent::start);
  ++entity.step;
  ready_.push_back(index);
  leave_carried(index);
  if (r.outside > 0) admit(resource);
}

void Engine::leave(std::uint32_t index) {
  const std::uint32_t resource = pool_[index].carried;
  pool_[index].carried = k_none;
  note(pool_[index], resource, TraceEvent::leave);
  ResourceState& r = resources_[resource];
  if (r.handling != Handling::counted) return release_apart(index, resource);
  if (r.waiting > 0 && r.in_use <= r.servers) {  // passes into other hands, and stays occupied
    grant_first(resource, r);
    if (r.waiting > 0 && r.has_free_server()) [[unlikely]]
      dispatch(resource);
  } else {
    r.vacate(now_);
  }
}

void Engine::release_apart(std::uint32_t index, std::uint32_t resource) {
  if (resources_[resource].handling == Handling::told_apart) return vacate_server(index, resource);
  vacate_joint(index, resource);
  serve_group(joints_[resource].group);
}

void Engine::dispatch_apart(std::uint32_t resource) {
  if (resources_[resource].handling == Handling::joint) return serve_group(joints_[resource].group);
  serve_queue(resource);
  put_urgent_first(resource);
  note_room(resource);
  use_given_back();
}

/// Gives free servers to those who wait, in order.
void Engine::dispatch(std::uint32_t resource) {
  ResourceState& r = resources_[resource];
  if (r.handling != Handling::counted) return dispatch_apart(resource);
  while (r.waiting > 0 && r.has_free_server()) {
    r.occupy(now_);
    grant_first(resource, r);
  }
}

/// Lets those who stand before the queue into it, as far as there is room.
void Engine::admit(std::uint32_t resource) {
  ResourceState& r = resources_[resource];
  while (r.outside > 0 && !(r.expected_outside > 0 ? r.is_occupied() : r.is_full())) {
    const std::uint32_t index = first_before_queue(resource);
    enter_queue(index, resource);
    leave_carried(index);
  }
}

/// From before the queue into it; the caller sees to it that the entity leaves where it stood.
void Engine::enter_queue(std::uint32_t index, std::uint32_t resource) {
  ResourceState& r = resources_[resource];
  Entity& entity = pool_[index];
  const Step& step = model_.steps[entity.step];
  end_standing_before(index, resource);
  if (r.handling == Handling::joint) begin_lack(entity, step.needs);
  note(entity, resource, TraceEvent::queue);
  r.queue[step.level].append(pool_, index);
}

/// No more before the queue; the time there is entered in the ledger.
void Engine::end_standing_before(std::uint32_t index, std::uint32_t resource) {
  ResourceState& r = resources_[resource];
  Entity& entity = pool_[index];
  enter_wait(entity, resource, LedgerLayout::blocked);
  if (entity.reserved == resource) take_reserved(entity, resource);
  entity.kept_out = false;
  r.before_queue[model_.steps[entity.step].level].remove(pool_, index);
  --r.outside;
  if (entity.carried != k_none) resources_[entity.carried].unblock(now_);
}

/// Its hours have changed at this instant: those who wait are served, and the next change is
/// booked.
void Engine::change_capacity(std::uint32_t resource) {
  const auto& capacity = model_.resources[resource].capacity;
  const std::size_t period = capacity_period_[resource];
  if (period < capacity.size()) calendar_.push(capacity[period].at, Rank::capacity, resource);
  dispatch(resource);
}

/// What the hours give, or none while there is a stoppage.
std::int64_t Engine::servers_to_open(std::uint32_t resource) const {
  const auto& capacity = model_.resources[resource].capacity;
  return resources_[resource].stops > 0 ? 0 : capacity[capacity_period_[resource] - 1].servers;
}

/// Brings the open servers to their number.
void Engine::set_open(std::uint32_t resource) {
  ResourceState& r = resources_[resource];
  const ResourceDef& def = model_.resources[resource];
  const std::int64_t servers = servers_to_open(resource);
  if (has_bonds_) enter_waits(resource);
  if (r.handling == Handling::told_apart) return open_servers(resource, servers);
  if (def.is_shared) return open_shared(resource, servers);
  r.set_servers(now_, servers);
  if (r.handling != Handling::joint) return;
  lacks_.note_hours(resources_, now_);
  if (def.section) note_late(resource);
}

bool Engine::deposit(std::uint32_t index, const Step& step) {
  Entity& entity = pool_[index];
  StoreState& store = stores_[step.a];
  const StoreDef& def = model_.stores[step.a];
  const double level = store.level_at(def, now_);
  const double kg = load_kg(index);
  if (store.queue.empty() && level + kg <= def.capacity_kg + rounding_kg(def)) {
    store.level_kg = level + kg;
    store.at = now_;
    if (!balances_.empty()) balances_[step.a].put(entity.class_index, entity.payload_kg);
    note_store(entity, step.a, TraceEvent::unload);
    return true;
  }
  if (!balances_.empty() && store.queue.empty()) balances_[step.a].full(now_);
  entity.since = now_;
  if (entity.carried != k_none) resources_[entity.carried].block(now_);
  note_store(entity, step.a, TraceEvent::queue);
  const bool is_first = store.queue.empty();
  store.queue.append(pool_, index);
  if (is_first) book_room(step.a);
  return false;
}

/// Where demand has no end, capacity is asked of the run, and stores bear on it.
void Engine::start_balances() {
  const bool is_endless =
      std::any_of(model_.classes.begin(), model_.classes.end(),
                  [](const ClassDef& c) { return c.source == SourceKind::saturated; });
  if (!is_endless) return;
  balances_.resize(stores_.size());
  for (std::size_t s = 0; s < stores_.size(); ++s)
    balances_[s].start(stores_[s].level_at(model_.stores[s], now_), classes_.size(), now_);
}

/// Books the instant at which the load of the first who waits fits, but for rounding: else it would
/// come a microsecond late where that is a whole one. Never, if nothing is removed.
void Engine::book_room(std::uint32_t index) {
  const StoreState& store = stores_[index];
  const StoreDef& def = model_.stores[index];
  const double most_kg = def.capacity_kg + rounding_kg(def);
  const double excess = store.level_at(def, now_) + load_kg(store.queue.head) - most_kg;
  if (excess > 0 && def.removal_kg_per_s <= 0) return;
  const Micros wait =
      excess <= 0 ? 0 : within_longest(std::ceil(excess / def.removal_kg_per_s * 1e6));
  calendar_.push(now_ + wait, Rank::room, index);
}

void Engine::make_room(std::uint32_t index) {
  StoreState& store = stores_[index];
  const std::uint32_t first = store.queue.head;
  Entity& entity = pool_[first];
  store.level_kg = store.level_at(model_.stores[index], now_) + load_kg(first);
  store.at = now_;
  if (!balances_.empty()) {
    balances_[index].full_until(now_);
    balances_[index].put(entity.class_index, entity.payload_kg);
  }
  store.queue.remove(pool_, first);
  note_store(entity, index, TraceEvent::unload);
  enter_stay(entity);
  if (entity.carried != k_none) resources_[entity.carried].unblock(now_);
  ++entity.step;
  ready_.push_back(first);
  if (!store.queue.empty()) book_room(index);
}

}  // namespace kouan::sim
