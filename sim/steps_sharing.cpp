// Sharing: all who are at a resource are served at once, each at the same share of its servers
// (processor sharing; Kleinrock 1976, vol. 2, §4.4), at most one server each. While all servers are
// closed whoever comes waits for the opening, and those who are there are served to their end, or
// their work stands still.
#include <algorithm>

#include "sim/engine.hpp"

namespace kouan::sim {

void Engine::share(std::uint32_t index, const Step& step) {
  leave_carried(index);
  ResourceState& r = resources_[step.a];
  Entity& entity = pool_[index];
  entity.queued = now_;
  entity.since = now_;
  if (r.servers > 0) {
    if (is_observed()) r.waits.add_zero();
    return begin_sharing(index, step);
  }
  entity.left_over = k_not_begun;
  entity.closed_before = r.closed_until(now_);
  note(entity, step.a, TraceEvent::queue);
  r.enter(now_);
  r.queue[step.level].append(pool_, index);
}

void Engine::begin_sharing(std::uint32_t index, const Step& step) {
  Sharing& sharing = sharings_[step.a];
  advance_sharing(step.a);
  const Micros service = from_seconds(work_s(index, step));
  sharing.guests.push_back(
      {sharing.done + (Sharing::Fine{service} << Sharing::k_fine_bits), sharing.came++, index});
  std::push_heap(sharing.guests.begin(), sharing.guests.end());
  note(pool_[index], step.a, TraceEvent::start);
  book_sharing(step.a);
}

/// Brings `done` up to now: of c servers and n guests each gets min(1, c / n).
void Engine::advance_sharing(std::uint32_t resource) {
  Sharing& sharing = sharings_[resource];
  const auto guests = static_cast<std::int64_t>(sharing.guests.size());
  const Sharing::Fine passed = Sharing::Fine{now_ - sharing.at} << Sharing::k_fine_bits;
  if (guests > 0)
    sharing.done += guests <= sharing.servers ? passed : passed * sharing.servers / guests;
  sharing.at = now_;
}

/// Books the next to leave, from the present share. While nobody serves only those leave who have
/// all their service.
void Engine::book_sharing(std::uint32_t resource) {
  ResourceState& r = resources_[resource];
  const Sharing& sharing = sharings_[resource];
  const auto guests = static_cast<std::int64_t>(sharing.guests.size());
  const std::int64_t in_use = std::min(guests, sharing.servers);
  const std::int64_t over = r.over();
  r.in_use_time.rise(now_, in_use - r.in_use);
  r.in_use = in_use;
  r.overtime.rise(now_, r.over() - over);
  if (guests == 0) return;
  const Sharing::Guest& next = sharing.guests.front();
  if (r.shared_for != k_none) pool_[r.shared_for].booked = 0;
  r.shared_for = k_none;
  const Sharing::Fine lacks = std::max<Sharing::Fine>(0, next.leaves_at - sharing.done);
  if (sharing.servers == 0 && lacks > 0) return;
  const std::int64_t servers = std::max<std::int64_t>(1, sharing.servers);
  const Sharing::Fine fine = guests <= servers ? lacks : (lacks * guests + servers - 1) / servers;
  const Sharing::Fine unit = Sharing::Fine{1} << Sharing::k_fine_bits;
  r.shared_for = next.entity;
  book(next.entity, now_ + static_cast<Micros>((fine + unit - 1) / unit));
}

/// The next to leave has its service; called with it in front.
void Engine::leave_sharing(std::uint32_t resource) {
  advance_sharing(resource);
  Sharing& sharing = sharings_[resource];
  std::pop_heap(sharing.guests.begin(), sharing.guests.end());
  sharing.guests.pop_back();
  resources_[resource].shared_for = k_none;
  if (is_observed()) ++resources_[resource].served;
  book_sharing(resource);
}

/// So many servers are open from now on.
void Engine::open_shared(std::uint32_t resource, std::int64_t servers) {
  ResourceState& r = resources_[resource];
  Sharing& sharing = sharings_[resource];
  const bool finishes = model_.resources[resource].shared_finishes;
  const bool was_open = r.servers > 0;
  advance_sharing(resource);
  r.set_servers(now_, servers);
  if (servers > 0 || !finishes) sharing.servers = servers;
  if (was_open && servers == 0 && !finishes) turn_sharing(resource, true);
  if (!was_open && servers > 0) {
    turn_sharing(resource, false);
    while (first_of(r.queue) != k_none)
      let_share(first_of(r.queue), resource);
  }
  book_sharing(resource);
}

/// The work of those who are there stands still, or goes on, in the order in which they came.
/// Whoever has all its service at this instant leaves.
void Engine::turn_sharing(std::uint32_t resource, bool stops) {
  ResourceState& r = resources_[resource];
  std::vector<Sharing::Guest> guests = sharings_[resource].guests;
  std::sort(guests.begin(), guests.end(),
            [](const auto& one, const auto& other) { return one.order < other.order; });
  for (const Sharing::Guest& guest : guests) {
    Entity& entity = pool_[guest.entity];
    const bool stands_still = entity.left_over >= 0;
    if (stands_still == stops || (stops && guest.leaves_at <= sharings_[resource].done)) continue;
    enter_stay(entity);
    entity.left_over = stops ? 0 : -1;
    r.interrupted += stops ? 1 : -1;
    r.interrupted_time.rise(now_, stops ? 1 : -1);
    note(entity, resource, stops ? TraceEvent::interrupted : TraceEvent::resumed);
  }
}

/// It has waited for the opening.
void Engine::let_share(std::uint32_t index, std::uint32_t resource) {
  ResourceState& r = resources_[resource];
  quit(index, r);
  pool_[index].left_over = -1;
  if (is_observed()) r.waits.add(now_ - pool_[index].queued);
  begin_sharing(index, model_.steps[pool_[index].step]);
}

}  // namespace kouan::sim
