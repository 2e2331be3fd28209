// Sharing: all who are at a resource are served at once, each at the same share of its servers
// (processor sharing; Kleinrock 1976, vol. 2, §4.4), at most one server each.
#include "sim/engine.hpp"

namespace kouan::sim {

void Engine::share(std::uint32_t index, const Step& step) {
  Entity& entity = pool_[index];
  ResourceState& r = resources_[step.a];
  Sharing& sharing = sharings_[step.a];
  leave_carried(index);
  advance_sharing(step.a);
  const Micros service = from_seconds(work_s(index, step));
  sharing.guests.push(
      {sharing.done + (Sharing::Fine{service} << Sharing::k_fine_bits), sharing.came++, index});
  entity.since = now_;
  if (is_observed()) r.waits.add_zero();
  note(entity, step.a, TraceEvent::start);
  book_sharing(step.a);
}

/// Brings `done` up to now: of c servers and n guests each gets min(1, c / n).
void Engine::advance_sharing(std::uint32_t resource) {
  const ResourceState& r = resources_[resource];
  Sharing& sharing = sharings_[resource];
  const auto guests = static_cast<std::int64_t>(sharing.guests.size());
  const Sharing::Fine passed = Sharing::Fine{now_ - sharing.at} << Sharing::k_fine_bits;
  if (guests > 0) sharing.done += guests <= r.servers ? passed : passed * r.servers / guests;
  sharing.at = now_;
}

/// Books the next to leave, from the present share; nobody leaves while it is closed.
void Engine::book_sharing(std::uint32_t resource) {
  ResourceState& r = resources_[resource];
  const Sharing& sharing = sharings_[resource];
  const auto guests = static_cast<std::int64_t>(sharing.guests.size());
  const std::int64_t in_use = std::min(guests, r.servers);
  r.in_use_time.rise(now_, in_use - r.in_use);
  r.in_use = in_use;
  if (guests == 0) return;
  const Sharing::Guest& next = sharing.guests.top();
  if (r.shared_for != k_none) pool_[r.shared_for].booked = 0;
  r.shared_for = k_none;
  if (r.servers == 0) return;
  const Sharing::Fine lacks = std::max<Sharing::Fine>(0, next.leaves_at - sharing.done);
  const Sharing::Fine fine =
      guests <= r.servers ? lacks : (lacks * guests + r.servers - 1) / r.servers;
  const Sharing::Fine unit = Sharing::Fine{1} << Sharing::k_fine_bits;
  r.shared_for = next.entity;
  book(next.entity, now_ + static_cast<Micros>((fine + unit - 1) / unit));
}

/// The next to leave has its service; called with it on top.
void Engine::leave_sharing(std::uint32_t resource) {
  advance_sharing(resource);
  sharings_[resource].guests.pop();
  resources_[resource].shared_for = k_none;
  if (is_observed()) ++resources_[resource].served;
  book_sharing(resource);
}

}  // namespace kouan::sim
