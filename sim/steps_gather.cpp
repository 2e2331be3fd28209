// Coming together: batches by number, by the clock, by kinds, or by origin; who carries them, and
// who is aboard.
#include <algorithm>

#include "sim/engine.hpp"
#include "sim/ways.hpp"

namespace kouan::sim {

void Engine::open_gatherings() {
  for (std::uint32_t g = 0; g < gatherings_.size(); ++g) {
    gatherings_[g].all = Waiting(model_.gatherings[g].kinds.size());
    gatherings_[g].came.assign(classes_.size(), 0);
    gatherings_[g].refused.assign(classes_.size(), 0);
    gatherings_[g].gave_up.assign(classes_.size(), 0);
    book_departure(g);
  }
  find_ways_to_kinds();
}

/// Joins those who wait, unless all places are taken; who makes the batch whole needs no place.
bool Engine::gather(std::uint32_t index, const Step& step) {
  const GatheringDef& def = model_.gatherings[step.a];
  GatheringState& state = gatherings_[step.a];
  std::uint32_t origin = k_none;
  if (def.by_origin) {
    origin = origin_of(index, step);
    if (origin == k_none) {  // it was never parted
      pool_[index].step = model_.steps[pool_[index].step + 1].a;
      return true;
    }
  }
  Waiting& waiting = waiting_with(index, step);
  if (is_observed()) ++state.came[pool_[index].class_index];
  const std::uint32_t kind = step.limit;
  ++waiting.counts[kind];
  waiting.lines[kind].append(pool_, index);
  pool_[index].queued = now_;
  const bool complete = is_complete(step.a, waiting, origin);
  const std::int64_t places = def.kinds[kind].places;
  if (!complete && step.c != k_none && places >= 0 && waiting.counts[kind] > places) {
    --waiting.counts[kind];
    waiting.lines[kind].remove(pool_, index);
    if (is_observed()) ++state.refused[pool_[index].class_index];
    note_gathering(pool_[index], step.a, TraceEvent::refused);
    is_refused_ = true;
    pool_[index].step = step.c;
    return true;
  }
  leave_carried(index);
  pool_[index].since = now_;
  state.enter(now_);
  note_gathering(pool_[index], step.a, TraceEvent::queue);
  begin_awaiting(pool_[index]);
  if (complete) {
    form(step.a, waiting, !def.by_origin && waiting.counts[kind] < def.kinds[kind].needed);
    return false;
  }
  if (def.within >= 0 && state.timer == 0) book_timer(step.a);
  if (step.b != k_none) {
    const Micros until = now_ + from_seconds(draw(pool_[index], step));
    pool_[index].booked = calendar_.push(until, Rank::patience, index);
  }
  return false;
}

/// Whole with whose parts the entity waits; k_none if it has none.
std::uint32_t Engine::origin_of(std::uint32_t index, const Step& step) {
  const Ties& ties = ties_of(whole_of(index));
  return step.level == 0 ? ties.origin : ties.own;
}

/// Those among whom the entity waits.
Waiting& Engine::waiting_with(std::uint32_t index, const Step& step) {
  const GatheringDef& def = model_.gatherings[step.a];
  if (!def.by_origin) return gatherings_[step.a].all;
  return origins_[origin_of(index, step)].at(step.a, def.kinds.size());
}

/// It has waited for the others as long as it would, and goes on elsewhere. A clock that ran since
/// it came runs since the next one came.
void Engine::stop_waiting(std::uint32_t index, const Step& step) {
  GatheringState& state = gatherings_[step.a];
  Waiting& waiting = waiting_with(index, step);
  Line& line = waiting.lines[step.limit];
  const bool was_first = line.head == index;
  line.remove(pool_, index);
  --waiting.counts[step.limit];
  state.leave(now_);
  Entity& entity = pool_[index];
  enter_stay(entity);
  end_awaiting(entity);
  if (is_observed()) ++state.gave_up[entity.class_index];
  note_gathering(entity, step.a, TraceEvent::gave_up);
  entity.booked = 0;
  entity.step = step.c;
  if (was_first && model_.gatherings[step.a].within >= 0) {
    state.timer = 0;
    if (!line.empty()) book_timer(step.a);
  }
  proceed(index);
}

/// Every kind has as many as it needs, or the clock has already run out for too few.
bool Engine::is_complete(std::uint32_t gathering, const Waiting& waiting,
                         std::uint32_t origin) const {
  const GatheringDef& def = model_.gatherings[gathering];
  bool has_all = true;
  for (std::size_t k = 0; k < def.kinds.size(); ++k) {
    std::uint32_t needed = def.kinds[k].needed;
    if (needed == k_none && origin != k_none) needed = origins_[origin].parts;
    has_all = has_all && waiting.counts[k] >= needed;
  }
  if (has_all) return true;
  return def.within >= 0 && waiting.counts[0] > 0 && waiting.counts[0] >= def.least &&
         now_ > pool_[waiting.lines[0].head].queued + def.within;
}

/// A batch leaves: those who came first, of each kind as many as it needs.
void Engine::form(std::uint32_t gathering, Waiting& waiting, bool by_clock) {
  const GatheringDef& def = model_.gatherings[gathering];
  GatheringState& state = gatherings_[gathering];
  std::vector<std::uint32_t> members;
  Micros first_came = now_;
  for (std::size_t k = 0; k < def.kinds.size(); ++k) {
    const std::uint32_t most = by_clock ? def.most : def.kinds[k].needed;
    for (std::uint32_t n = std::min(waiting.counts[k], most); n > 0; --n) {
      const std::uint32_t index = waiting.lines[k].head;
      waiting.lines[k].remove(pool_, index);
      --waiting.counts[k];
      state.leave(now_);
      enter_stay(pool_[index]);
      end_awaiting(pool_[index]);
      pool_[index].booked = 0;
      ++pool_[index].step;
      note_gathering(pool_[index], gathering, TraceEvent::start);
      if (is_observed()) state.waits.add(now_ - pool_[index].queued);
      first_came = std::min(first_came, pool_[index].queued);
      members.push_back(index);
    }
  }
  if (is_observed()) {
    ++state.batches;
    state.members += static_cast<std::int64_t>(members.size());
    state.full += !by_clock || members.size() == def.most ? 1 : 0;
    state.open.add(now_ - first_came);
  }
  state.timer = 0;
  if (def.within >= 0 && !waiting.lines[0].empty()) book_timer(gathering);
  const std::uint32_t carrier = carrier_of(gathering, members);
  if (carrier != k_none) return board(gathering, carrier, members);
  for (const std::uint32_t index : members) {
    pool_[index].step = model_.steps[pool_[index].step].a;
    ready_.push_back(index);
  }
}

/// Who carries the batch: an entity of another class, one of the members, or, over inner steps, a
/// carrier that is no entity of its own; k_none when nobody does.
std::uint32_t Engine::carrier_of(std::uint32_t gathering,
                                 const std::vector<std::uint32_t>& members) {
  const GatheringDef& def = model_.gatherings[gathering];
  if (def.onto != k_none) {
    std::uint32_t before = 0;
    for (std::uint32_t k = 0; k < def.onto; ++k)
      before += def.kinds[k].needed;
    const std::uint32_t carrier = members[before];
    pool_[carrier].step = model_.steps[pool_[carrier].step].a;
    return carrier;
  }
  if (def.into != k_none) return add_entity(def.into);
  const std::uint32_t first = members.front();
  const std::uint32_t inner = model_.steps[pool_[first].step].c;
  if (inner == k_none) return k_none;
  const std::uint32_t carrier = add_part(first, inner);
  if (carrier != k_none) pool_[carrier].serial = pool_[first].serial;
  return carrier;
}

/// The members keep their loads, unless they end here.
void Engine::board(std::uint32_t gathering, std::uint32_t carrier,
                   const std::vector<std::uint32_t>& members) {
  const std::uint32_t batch = batches_.add();
  Ties& ties = ties_of(carrier);
  batches_[batch].gathering = gathering;
  batches_[batch].carrier = carrier;
  batches_[batch].below = ties.aboard;
  ties.aboard = batch;
  for (const std::uint32_t index : members) {
    if (index == carrier) continue;
    batches_[batch].members.append(pool_, index);
    bind(index, batch);
    gatherings_[gathering].take_aboard(now_);
  }
  ready_.push_back(carrier);
  if (!model_.gatherings[gathering].members_end) return;
  for_each_aboard(batch, [&](std::uint32_t index) { take_over(carrier, index); });
  depart_with(carrier);
}

/// The members go on, each with its load.
void Engine::let_off(std::uint32_t carrier) {
  Ties& ties = ties_of(carrier);
  while (ties.aboard != k_none) {
    Batch& batch = batches_[ties.aboard];
    GatheringState& state = gatherings_[batch.gathering];
    while (!batch.members.empty()) {
      const std::uint32_t index = batch.members.head;
      Entity& member = pool_[index];
      batch.members.remove(pool_, index);
      state.set_down(now_);
      enter_stay(member);
      note_gathering(member, batch.gathering, TraceEvent::leave);
      member.step = model_.steps[member.step].a;
      ready_.push_back(index);
    }
    const std::uint32_t done = ties.aboard;
    ties.aboard = batch.below;
    batches_.remove(done);
  }
}

void Engine::disband(std::uint32_t carrier) {
  leave_carried(carrier);
  let_off(carrier);
  remove_part(carrier);
}

/// What it held when it came together with the others is for others.
void Engine::give_up_aboard(std::uint32_t index) {
  const Step& ride = model_.steps[pool_[index].step];
  if (ride.needs != k_none) give_up(index, ride);
  if (ride.limit == k_none) return;
  for (const NeedDef& held : model_.needs[ride.limit].of) {
    Step done;
    done.a = held.resource;
    finish_work(index, done);
  }
}

/// Those aboard leave the system with the carrier. Where they are turned away for good a saturated
/// source sends others, as whenever one leaves that had no server yet.
void Engine::depart_with(std::uint32_t carrier, bool turned_away) {
  while (ties_of(carrier).aboard != k_none) {
    const std::uint32_t number = ties_of(carrier).aboard;
    while (!batches_[number].members.empty()) {
      const std::uint32_t index = batches_[number].members.head;
      batches_[number].members.remove(pool_, index);
      gatherings_[batches_[number].gathering].set_down(now_);
      enter_stay(pool_[index]);
      give_up_aboard(index);
      if (turned_away) replenish(index, true);
      if (depart(index, turned_away)) ready_.push_back(index);
    }
    ties_of(carrier).aboard = batches_[number].below;
    batches_.remove(number);
  }
}

/// The timer of those who wait, or the timetable.
void Engine::leave_by_clock(std::uint32_t gathering, std::uint64_t number) {
  const GatheringDef& def = model_.gatherings[gathering];
  GatheringState& state = gatherings_[gathering];
  const bool is_timetable = number == state.next_departure;
  if (!is_timetable && number != state.timer) return;  // called off
  if (others_leave_first(gathering)) {
    (is_timetable ? state.next_departure : state.timer) =
        calendar_.push(now_, Rank::departure, gathering);
    return;
  }
  if (!is_timetable) state.timer = 0;
  const std::uint32_t count = state.all.counts.empty() ? 0 : state.all.counts[0];
  if (count > 0 && count >= def.least) {
    form(gathering, state.all, true);
  } else if (is_timetable && count == 0) {
    if (is_observed()) ++state.empty;
    const std::uint32_t carrier =
        def.least == 0 && def.into != k_none ? add_entity(def.into) : k_none;
    if (carrier != k_none) ready_.push_back(carrier);
  }
  if (is_timetable) book_departure(gathering);
}

/// Whether batches that the clock lets go at this instant may come here with it.
bool Engine::others_leave_first(std::uint32_t gathering) {
  for (std::uint32_t other = 0; other < gatherings_.size(); ++other) {
    if (other == gathering || !gatherings_[other].is_due(now_)) continue;
    if (leaves_before_.empty()) order_departures();
    if (leaves_before_[other][gathering]) return true;
  }
  return false;
}

/// One gathering leaves before those to which a way leads from it; on a ring of ways the one that
/// comes first in the programs. Whoever comes to a gathering, on whatever step, may let all go on
/// who wait there, so that their ways are its ways too.
void Engine::order_departures() {
  const auto count = static_cast<std::uint32_t>(gatherings_.size());
  auto before = steps_before(model_);
  const auto always = [](std::uint32_t, std::uint32_t) { return true; };
  std::vector<std::vector<std::uint32_t>> steps(count);
  for (std::uint32_t i = 0; i < model_.steps.size(); ++i) {
    if (model_.steps[i].kind == StepKind::gather) steps[model_.steps[i].a].push_back(i);
  }
  for (const std::vector<std::uint32_t>& together : steps) {
    for (std::size_t i = 0; i < together.size(); ++i)
      before[together[i]].push_back(together[(i + 1) % together.size()]);
  }
  std::vector<std::vector<bool>> leads(count, std::vector<bool>(count, false));
  for (std::uint32_t to = 0; to < count; ++to) {
    const std::vector<char> leading = leading_to(before, steps[to], always);
    for (std::uint32_t from = 0; from < count; ++from)
      leads[from][to] = std::any_of(steps[from].begin(), steps[from].end(),
                                    [&](std::uint32_t step) { return leading[step] != 0; });
  }
  leaves_before_ = leads;
  for (std::uint32_t one = 0; one < count; ++one) {
    for (std::uint32_t other = 0; other < count; ++other) {
      if (leads[one][other] && leads[other][one])
        leaves_before_[one][other] = steps[one].front() < steps[other].front();
    }
  }
}

/// The timetable's next instant after now, or at it while nothing has left yet.
void Engine::book_departure(std::uint32_t gathering) {
  const GatheringDef& def = model_.gatherings[gathering];
  GatheringState& state = gatherings_[gathering];
  const bool is_first = state.next_departure == 0;
  Micros next = k_never;
  if (def.every > 0) {
    const Micros from = is_first ? now_ : now_ + 1;
    const Micros rounds = from <= def.first ? 0 : (from - def.first + def.every - 1) / def.every;
    next = def.first + rounds * def.every;
  }
  while (state.departure < def.departures.size() &&
         (def.departures[state.departure] < now_ ||
          (!is_first && def.departures[state.departure] == now_)))
    ++state.departure;
  if (state.departure < def.departures.size())
    next = std::min(next, def.departures[state.departure]);
  state.departs_at = next == k_never ? -1 : next;
  if (next == k_never) return;
  state.next_departure = calendar_.push(next, Rank::departure, gathering);
}

void Engine::book_timer(std::uint32_t gathering) {
  GatheringState& state = gatherings_[gathering];
  const Micros since = pool_[state.all.lines[0].head].queued;
  const Micros at = std::max(now_, since + model_.gatherings[gathering].within);
  state.timer_at = at;
  state.timer = calendar_.push(at, Rank::departure, gathering);
}

}  // namespace kouan::sim
