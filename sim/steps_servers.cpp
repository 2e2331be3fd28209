// Servers that are told apart: closing and breaking down with work in hand, preemption, vacations,
// batches. Events of the servers themselves are in outages.cpp.
#include <algorithm>

#include "sim/engine.hpp"

namespace kouan::sim {

/// Everybody passes through the queue, those who are served at once in no time.
/// Answers whether the entity goes on at once, turned away.
bool Engine::seize_server(std::uint32_t index, const Step& step) {
  Entity& entity = pool_[index];
  ResourceState& r = resources_[step.a];
  ServerSet& set = sets_[step.a];
  const ServerRules& rules = *model_.resources[step.a].rules;
  entity.queued = now_;
  if (entity.reserved == step.a) {
    join_expected(index, step);
  } else {
    const bool finds_free = set.free() != k_none && (r.reserved == 0 || has_room(step.a));
    const bool is_enough = rules.batch_least <= 1 ? r.waiting == 0  // who waits could not be served
                                                  : r.waiting + 1 >= rules.batch_least;
    const bool starts = finds_free && is_enough && has_room(step.a);
    const bool breaks_off =
        rules.preempts && !finds_free && least_urgent(step.a, step.level) != k_none;
    if (!starts && !breaks_off && refuse(entity, r, step)) return true;
    join(index, step);
  }
  if (model_.resources[step.a].may_knot) suspect(index);
  serve_queue(step.a);
  put_urgent_first(step.a);
  note_room(step.a);
  return false;
}

/// The server at work for the least urgent entity below `level`, of several the one that began
/// last; k_none if none.
std::uint32_t Engine::least_urgent(std::uint32_t resource, std::uint8_t level) const {
  const ServerSet& set = sets_[resource];
  std::uint32_t found = k_none;
  std::uint8_t found_level = level;
  for (std::uint32_t k = 0; k < set.servers.size(); ++k) {
    const Server& s = set.servers[k];
    if (!s.is_working || !s.is_open || pool_[s.entity].due == now_) continue;
    const std::uint8_t of_server = model_.steps[s.seized_at].level;
    if (of_server < found_level || of_server == level) continue;
    if (of_server == found_level && (found == k_none || s.began < set.servers[found].began))
      continue;
    found = k;
    found_level = of_server;
  }
  return found;
}

/// Where work may be broken off, those are at work who are most urgent: whoever waits and is more
/// urgent than somebody at work takes its server, also from before a full queue.
void Engine::put_urgent_first(std::uint32_t resource) {
  if (!model_.resources[resource].rules->preempts) return;
  for (;;) {
    const std::uint32_t first = most_urgent_waiting(resource);
    if (first == k_none) return;
    // A server is free, but those who wait are not yet a batch.
    if (sets_[resource].free() != k_none && next_to_serve(resource) != k_none) return;
    const std::uint32_t k = least_urgent(resource, model_.steps[pool_[first].step].level);
    if (k == k_none) return;
    if (pool_[first].kept_out) enter_queue(first, resource);
    hand_over(resource, k);
    serve_queue(resource);
    leave_carried(first);
    use_given_back();
  }
}

/// In the queue or before it.
std::uint32_t Engine::most_urgent_waiting(std::uint32_t resource) const {
  const ResourceState& r = resources_[resource];
  const std::uint32_t inside = first_of(r.queue);
  const std::uint32_t outside = r.outside > 0 ? first_of(r.before_queue) : k_none;
  if (inside == k_none || outside == k_none) return inside == k_none ? outside : inside;
  const auto level = [&](std::uint32_t index) { return model_.steps[pool_[index].step].level; };
  return level(outside) < level(inside) ? outside : inside;
}

/// Whom a free server takes next; k_none if nobody. Work that was handed over into a full queue
/// does not take a server that is kept for others. Who would be broken off at once by a more urgent
/// one before the queue does not begin.
std::uint32_t Engine::next_to_serve(std::uint32_t resource) const {
  const ResourceState& r = resources_[resource];
  const std::uint32_t first = first_of(r.queue);
  if (first != k_none && (r.reserved == 0 || pool_[first].left_over < 0 || leaves_room(resource)))
    return model_.resources[resource].rules->preempts ? most_urgent_waiting(resource) : first;
  const bool lets_in = r.outside > 0 && first == k_none && has_room(resource);
  return r.expected_outside > 0 || lets_in ? first_before_queue(resource) : k_none;
}

/// Where no place is left to wait in, since there is none or all are kept, the others of a batch
/// step up to its server while it takes: the first before the queue; k_none if nobody may.
std::uint32_t Engine::next_without_queue(std::uint32_t resource) const {
  const ResourceState& r = resources_[resource];
  const bool may = r.outside > 0 && first_of(r.queue) == k_none;
  return may ? first_before_queue(resource) : k_none;
}

/// Gives free servers to those who wait; one that finds nobody leaves for its vacation.
void Engine::serve_queue(std::uint32_t resource) {
  ResourceState& r = resources_[resource];
  ServerSet& set = sets_[resource];
  const ServerRules& rules = *model_.resources[resource].rules;
  for (;;) {
    const std::uint32_t k = set.free();
    if (k == k_none) return;
    if (next_to_serve(resource) != k_none && r.waiting >= rules.batch_least) {
      begin(resource, k);
    } else if (rules.vacation_s && r.waiting == 0) {
      leave_for_vacation(resource, k);
    } else {
      return;
    }
  }
}

/// The server takes the next who wait, up to a batch.
void Engine::begin(std::uint32_t resource, std::uint32_t k) {
  sets_[resource].servers[k].began = ++sets_[resource].beginnings;
  const std::int32_t most = model_.resources[resource].rules->batch_most;
  for (std::int32_t taken = 0; taken < most; ++taken) {
    std::uint32_t index = next_to_serve(resource);
    if (index == k_none && taken > 0) index = next_without_queue(resource);
    if (index == k_none) break;
    if (pool_[index].kept_out) enter_queue(index, resource);
    take(index, resource, k);
    admit(resource);
  }
}

void Engine::take(std::uint32_t index, std::uint32_t resource, std::uint32_t k) {
  ResourceState& r = resources_[resource];
  Server& s = sets_[resource].servers[k];
  Entity& entity = pool_[index];
  quit(index, r);
  if (s.entity == k_none) {
    s.entity = index;
    s.seized_at = entity.step;
  } else {
    s.batch.push_back(index);
  }
  if (is_observed() && entity.left_over < 0) r.waits.add(now_ - entity.queued);
  note(entity, resource, TraceEvent::start);
  ++entity.step;
  ready_.push_back(index);
  refresh(resource, k);
  leave_carried(index);
}

/// Work begins, or goes on after it was handed over. Whom a more urgent one has overtaken in this
/// very instant steps back.
void Engine::serve(std::uint32_t index, const Step& step) {
  Entity& entity = pool_[index];
  ServerSet& set = sets_[step.a];
  entity.since = now_;
  const std::uint32_t k = set.of(index);
  if (k == k_none) return;  // in a batch, whose first one is at work
  if (entity.left_over < 0) entity.left_over = from_seconds(work_s(index, step));
  start_work(step.a, k);
  if (!model_.resources[step.a].rules->preempts) return;
  put_urgent_first(step.a);
  note_room(step.a);
}

void Engine::start_work(std::uint32_t resource, std::uint32_t k) {
  Server& s = sets_[resource].servers[k];
  Entity& entity = pool_[s.entity];
  s.is_working = true;
  book(s.entity, now_ + entity.left_over);
  entity.left_over = -1;
  start_clock(resource, k);
}

/// The work in hand stops where it is.
void Engine::break_off(std::uint32_t resource, std::uint32_t k) {
  Server& s = sets_[resource].servers[k];
  Entity& entity = pool_[s.entity];
  enter_stay(entity);
  entity.left_over = entity.due - now_;
  entity.booked = 0;
  for (const std::uint32_t other : s.batch) {
    enter_stay(pool_[other]);
    pool_[other].left_over = entity.left_over;
  }
  s.is_working = false;
  stop_clock(resource, k);
}

/// Work in hand stops and its entity stays. Work that ends at this instant has ended.
void Engine::suspend(std::uint32_t resource, std::uint32_t k) {
  Server& s = sets_[resource].servers[k];
  if (!s.is_working || pool_[s.entity].due == now_) return;
  break_off(resource, k);
  s.is_suspended = true;
  note_all(s, resource, TraceEvent::interrupted);
}

/// Those at the server.
void Engine::note_all(const Server& server, std::uint32_t resource, TraceEvent event) {
  note(pool_[server.entity], resource, event);
  for (const std::uint32_t other : server.batch)
    note(pool_[other], resource, event);
}

/// Goes on with what was broken off, if the server may work; whoever waits there for room ahead may
/// reserve it again, once all that opens at this instant is open: others who wait may be before it.
void Engine::go_on(std::uint32_t resource, std::uint32_t k) {
  Server& s = sets_[resource].servers[k];
  if (s.entity != k_none && awaits_room(s.entity, resource))
    return given_back_.push_back(model_.steps[pool_[s.entity].step].a);
  const bool finishes = model_.resources[resource].rules->at_closing == AtClosing::finish;
  if (!s.is_suspended || !s.is_there() || (!s.is_open && !finishes)) return;
  enter_stay(pool_[s.entity]);
  for (const std::uint32_t other : s.batch) {
    enter_stay(pool_[other]);
    pool_[other].left_over = -1;
  }
  s.is_suspended = false;
  note_all(s, resource, TraceEvent::resumed);
  start_work(resource, k);
}

/// Work in hand stops and its entity goes back to the head of its line, also into a full queue; so
/// does one whose work waits for room ahead. What was reserved for the work is given back.
void Engine::hand_over(std::uint32_t resource, std::uint32_t k) {
  Server& s = sets_[resource].servers[k];
  const std::uint32_t index = s.entity;
  if (s.is_working && pool_[index].due == now_) return;
  if (!s.is_working && !s.is_suspended && !stop_awaiting_room(index, resource)) return;
  if (s.is_working) break_off(resource, k);
  const bool has_reserved = pool_[index].reserved != k_none &&
                            model_.steps[pool_[index].step - 1].kind == StepKind::reserve;
  for (auto other = s.batch.rbegin(); other != s.batch.rend(); ++other)
    step_back(*other, resource, seizing_step(*other));
  step_back(index, resource, s.seized_at);
  s.is_suspended = false;
  s.entity = k_none;
  s.batch.clear();
  refresh(resource, k);
  if (has_reserved) give_back_room(index);
}

/// Whether it had a server without work, and has all its work before it now. Where there is no work
/// it stays.
bool Engine::stop_awaiting_room(std::uint32_t index, std::uint32_t resource) {
  if (index == k_none || !awaits_room(index, resource)) return false;
  const Step& work = model_.steps[pool_[index].step + 1];
  if (work.kind != StepKind::serve) return false;
  end_reserving(index);
  if (pool_[index].left_over < 0) pool_[index].left_over = from_seconds(work_s(index, work));
  return true;
}

/// Where the entity asked for the server at which it is: its way may be another than the first
/// one's of the batch.
std::uint32_t Engine::seizing_step(std::uint32_t index) const {
  std::uint32_t step = pool_[index].step;
  while (model_.steps[step].kind != StepKind::seize_server)
    --step;
  return step;
}

void Engine::step_back(std::uint32_t index, std::uint32_t resource, std::uint32_t step) {
  ResourceState& r = resources_[resource];
  Entity& entity = pool_[index];
  enter_stay(entity);
  entity.step = step;
  note(entity, resource, TraceEvent::handed_over);
  entity.closed_before = r.closed_until(now_);
  r.enter(now_);
  r.queue[model_.steps[step].level].prepend(pool_, index);
}

/// Work is done. Of a batch all others get off, and the last one takes the first one's part: it is
/// its `finish` that counts a service and notes an end. Each goes on its own way: another class, or
/// the same on another visit, may be served with it.
void Engine::end_work(std::uint32_t index, const Step& step) {
  if (model_.resources[step.a].is_shared) {
    note(pool_[index], step.a, TraceEvent::end);
    note(pool_[index], step.a, TraceEvent::leave);
    leave_sharing(step.a);
    ++pool_[index].step;
    return;
  }
  Server& s = sets_[step.a].servers[sets_[step.a].of(index)];
  s.is_working = false;
  stop_clock(step.a, sets_[step.a].of(index));
  ++pool_[index].step;
  if (s.batch.empty()) return;
  const std::uint32_t last = s.batch.back();
  note(pool_[index], step.a, TraceEvent::end);
  for (const std::uint32_t other : s.batch) {
    enter_stay(pool_[other]);
    if (other != last) note(pool_[other], step.a, TraceEvent::end);
    pool_[other].step += other == last ? 2 : 3;  // from `serve` to `finish`, or past it
    ready_.push_back(other);
  }
  if (is_observed()) resources_[step.a].served += static_cast<std::int64_t>(s.batch.size());
  s.batch.clear();
  s.entity = last;
  ++pool_[index].step;
}

/// The entity has left its server.
void Engine::vacate_server(std::uint32_t index, std::uint32_t resource) {
  ServerSet& set = sets_[resource];
  const std::uint32_t k = set.of(index);
  set.servers[k].entity = k_none;
  refresh(resource, k);
  serve_queue(resource);
  note_room(resource);
}

/// Brings the resource's sums up to what the server is doing.
void Engine::refresh(std::uint32_t resource, std::uint32_t k) {
  ResourceState& r = resources_[resource];
  Server& s = sets_[resource].servers[k];
  const auto count = [&](bool& counted, bool is, std::int64_t& number, Integral& integral) {
    if (counted == is) return;
    counted = is;
    number += is ? 1 : -1;
    integral.rise(now_, is ? 1 : -1);
  };
  const bool in_use = s.entity != k_none && !s.is_suspended;
  count(s.counts_in_use, in_use, r.in_use, r.in_use_time);
  count(s.counts_past_closing, in_use && !s.is_open, r.past_closing, r.overtime);
  count(s.counts_down, s.is_open && !s.is_there() && !in_use, r.down, r.down_time);
  const auto broken_off = s.is_suspended ? static_cast<std::int64_t>(s.batch.size()) + 1 : 0;
  const std::int64_t change = broken_off - s.interrupted;
  s.interrupted = broken_off;
  r.interrupted += change;
  r.interrupted_time.rise(now_, change);
  if (r.reserved > 0) count_kept(resource);
}

}  // namespace kouan::sim
