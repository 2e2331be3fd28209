#include "sim/engine.hpp"

#include <algorithm>
#include <stdexcept>

#include "sim/fingerprint.hpp"

namespace kouan::sim {

Engine::Engine(const Model& model, const RunOptions& options) : EngineState(model, options) {
  open_told();
  for (const RecursiveWay& way : ways_)
    recursions_.emplace_back(model, way, draws_, blocks_);
  start();
}

bool Engine::advance_until(Micros bound) {
  while (running_ && calendar_.next_at() <= bound) {
    const Event event = calendar_.pop();
    if (event.rank == Rank::resume) {
      resume(event);
    } else {
      execute(event);
    }
    proceed_ready();
  }
  return running_;
}

/// End of work, travel, or of the wait for documents. The entity goes on before those whom it sets
/// free.
void Engine::resume(const Event& event) {
  Entity& entity = pool_[event.index];
  if (entity.booked != event.number) return;  // called off
  now_ = event.at;
  count_event(resume_hash(now_, entity.serial, entity.step));
  ready_.push_back(event.index);
  const Step& step = steps_[entity.step];
  if (step.kind == StepKind::hold) return end_hold(event.index, step);
  enter_stay(entity);
  ++entity.step;
}

/// Mostly the visit ends with its work.
void Engine::end_hold(std::uint32_t index, const Step& step) {
  Entity& entity = pool_[index];
  enter_time(entity, step.ledger);
  ++entity.step;
  const Step& next = *(&step + 1);
  if (next.kind != StepKind::finish) return;
  finish_work(index, next);
  ++entity.step;
}

void Engine::end_patience(const Event& event) {
  const Entity& entity = pool_[event.index];
  if (entity.booked != event.number) return;  // called off
  now_ = event.at;
  count_event(patience_hash(now_, entity.serial, entity.step));
  lose_patience(event.index);
}

/// All other events.
void Engine::execute(const Event& event) {
  if (event.rank == Rank::patience) return end_patience(event);
  now_ = event.at;
  count_event(other_hash(now_, event.rank, event.index));
  switch (event.rank) {
    case Rank::capacity:
      close_and_open(true);
      return change_capacity(event.index);
    case Rank::outage:
      close_and_open(false);
      return outage(event);
    case Rank::resume:
    case Rank::patience:
      return;  // above
    case Rank::room:
      if (event.index < stores_.size()) return make_room(event.index);
      return wake_section(event.index - static_cast<std::uint32_t>(stores_.size()), event.number);
    case Rank::arrival:
      return arrive(event.index);
    case Rank::departure:
      return leave_by_clock(event.index, event.number);
    case Rank::observe:
      return event.index == k_sample ? observe() : look_for_knots();
  }
}

/// The entity goes on at `at`; whatever was booked for it before is called off.
void Engine::book(std::uint32_t index, Micros at) {
  pool_[index].due = at;
  pool_[index].booked = calendar_.push(at, Rank::resume, index);
}

void Engine::proceed_ready() {
  for (std::size_t i = 0; i < ready_.size(); ++i)
    go_on(ready_[i]);
  ready_.clear();
}

/// Most often the entity asks for a server, gets it and begins to work, or has just got it: these
/// steps are gone through in a row, without finding out of each what it is. Whatever else comes is
/// left to `proceed`.
void Engine::go_on(std::uint32_t index) {
  const Step* step = &steps_[pool_[index].step];
  if (step->kind == StepKind::seize) {
    if (!seize(index, *step)) return;
    step = &steps_[pool_[index].step];
  }
  if (step->kind == StepKind::hold) return work(index, *step);
  proceed(index);
}

/// Carries the entity through its program until it has to wait, works, travels or is gone.
void Engine::proceed(std::uint32_t index) {
  is_chance_taken_ = is_refused_ = false;
  for (;;) {
    const Step& step = steps_[pool_[index].step];
    switch (step.kind) {
      case StepKind::seize:
        if (!seize(index, step)) return;
        continue;
      case StepKind::seize_server:
        if (!seize_server(index, step)) return;
        continue;
      case StepKind::hold:
      case StepKind::travel:
        work(index, step);
        return;
      case StepKind::finish:
        finish_work(index, step);
        break;
      case StepKind::serve:
        serve(index, step);
        return;
      case StepKind::share:
        share(index, step);
        return;
      case StepKind::served:
        end_work(index, step);
        continue;
      case StepKind::reserve:
        if (!reserve(index, step)) return;
        break;
      case StepKind::branch:
        is_chance_taken_ = true;
        is_refused_ = false;
        if (draws_.uniform(pool_[index].serial, step.purpose) < step.probability) {
          pool_[index].step = step.a;
          continue;
        }
        break;
      case StepKind::jump:
        pool_[index].step = step.a;
        continue;
      case StepKind::reach_border:
        pool_[index].at_border = now_;
        note(pool_[index], k_none, TraceEvent::reach_border);
        break;
      case StepKind::declare:
        declare(pool_[index], step);
        break;
      case StepKind::await_documents:
        if (!await_documents(index)) return;
        break;
      case StepKind::release_documents:
        note(pool_[index], k_none, TraceEvent::release);
        if (pool_[index].declared >= 0 && is_observed()) {
          classes_[pool_[index].class_index].documents.add(now_ - pool_[index].declared);
        }
        break;
      case StepKind::clear:
        clear(index);
        break;
      case StepKind::deposit:
        if (!deposit(index, step)) return;
        break;
      case StepKind::replenish:
        replenish(index, steps_[pool_[index].step + 1].kind == StepKind::turn_away);
        break;
      case StepKind::assign:
        assign(index, step);
        break;
      case StepKind::work_for:
        work_for(index, step);
        return;
      case StepKind::branch_if:
        is_refused_ = model_.conditions[step.c].what != Question::attribute;
        if (holds(index, model_.conditions[step.c])) {
          pool_[index].step = step.a;
          continue;
        }
        break;
      case StepKind::shortest:
        pool_[index].step = shortest(pool_[index], step);
        continue;
      case StepKind::lap:
        if (!lap(pool_[index])) return;
        break;
      case StepKind::leave_events:
        return leave_events(index, recursions_[step.a]);
      case StepKind::turn_away:
      case StepKind::depart:
        if (!depart(index, step.kind == StepKind::turn_away)) return;
        continue;
      case StepKind::fork:
        return fork(index, step);
      case StepKind::end_way:
        return end_way(index);
      case StepKind::gather:
        if (!gather(index, step)) return;
        continue;
      case StepKind::disband:
        return disband(index);
      case StepKind::let_off:
        if (whole_of(index) != index)
          enter_stay(pool_[whole_of(index)]);  // which waits for its parts
        let_off(whole_of(index));
        break;
      case StepKind::split:
        split(index, step);
        break;
      case StepKind::take_slot:
        if (!take_slot(index, step)) return;
        continue;
      case StepKind::wait_open:
        if (!wait_open(index, step)) return;
        break;
      case StepKind::take:
        if (!take(index, step)) return;
        continue;
      case StepKind::give_up:
        give_up(index, step);
        break;
      case StepKind::keep_order:
        if (!keep_order(index, step)) return;
        break;
      case StepKind::keep_distance:
        if (!keep_distance(index, step)) return;
        break;
      case StepKind::ride:
        throw std::logic_error("a member goes on by itself");
    }
    ++pool_[index].step;
  }
}

void Engine::work(std::uint32_t index, const Step& step) {
  Entity& entity = pool_[index];
  if (step.kind == StepKind::travel) {
    leave_carried(index);
    note(entity, k_none, TraceEvent::travel);
  }
  entity.since = now_;
  book(index, now_ + draw_duration(entity, step));
}

/// Leaves the server it was at before (it moves within what it still holds), and is now done at
/// resource a.
void Engine::finish_work(std::uint32_t index, const Step& step) {
  leave_carried(index);
  pool_[index].carried = step.a;
  note(pool_[index], step.a, TraceEvent::end);
  if (is_observed()) ++resources_[step.a].served;
}

void Engine::declare(Entity& entity, const Step& step) {
  entity.declared = now_;
  note(entity, k_none, TraceEvent::declare);
  entity.documents_at = now_ + draw_duration(entity, step);
}

bool Engine::await_documents(std::uint32_t index) {
  Entity& entity = pool_[index];
  if (entity.documents_at <= now_) return true;
  leave_carried(index);
  note(entity, k_none, TraceEvent::await);
  entity.since = now_;
  book(index, entity.documents_at);
  return false;
}

void Engine::clear(std::uint32_t index) {
  const Entity& entity = pool_[index];
  const double kg = count_load(index);
  inside_kg_ -= kg;
  note(entity, k_none, TraceEvent::cleared);
  const std::size_t cell = day_now() * model_.classes.size() + entity.class_index;
  ++series_.daily_cleared[cell];
  series_.daily_cleared_kg[cell] += kg;
  if (!is_observed()) return;
  ClassState& state = classes_[entity.class_index];
  ++state.cleared;
  state.cleared_kg += kg;
  state.physical.add(now_ - entity.at_border);
}

/// Nothing on its way depends on anybody else from here on: the recursion carries it to its end,
/// with all who come in this hour.
void Engine::leave_events(std::uint32_t index, Recursion& recursion) {
  leave_carried(index);
  inside_kg_ -= uncounted_kg(index);
  const Entity& entity = pool_[index];
  recursion.take(now_, {entity.serial, entity.arrived, entity.at_border, entity.counted});
  ++on_ends_;
  pool_.remove(index);
}

/// A member of a closed fleet starts its next cycle; anything else is gone.
bool Engine::depart(std::uint32_t index, bool turned_away) {
  leave_carried(index);
  if (pool_[index].reserved != k_none) let_room_go(index);
  if (!pool_[index].is_part) {
    inside_kg_ -= uncounted_kg(index);
    tell_load(index, -own_kg(index));
  }
  if (pool_[index].ties != k_none && loosen(index, turned_away)) return false;
  Entity& entity = pool_[index];
  note(entity, k_none, turned_away ? TraceEvent::turned_away : TraceEvent::depart);
  ClassState& state = classes_[entity.class_index];
  ++(turned_away ? state.turned_away : state.departed);
  if (is_observed() && turned_away) ++state.turned_away_observed;
  if (is_observed() && !turned_away) {
    state.sojourn.add(now_ - entity.arrived);
    state.cleared_left += entity.counted ? 1 : 0;
  }
  if (model_.classes[entity.class_index].source == SourceKind::fleet) {
    const bool stands_still = entity.arrived == now_;
    start_cycle(index, state.sent++);
    if (stands_still)
      stop_endless(turned_away ? StopReason::endless_refusal : StopReason::endless_cycles,
                   pool_[index].class_index);
    return running_;
  }
  if (turned_away && entity.arrived == now_) note_turned_back(entity.class_index);
  pool_.remove(index);
  while (!owed_.empty() && pool_.in_use() < k_most_inside_saturated)
    [[unlikely]] send_owed();
  return false;
}

void Engine::stop_as(StopReason reason) {
  stop_ = reason;
  running_ = false;
}

void Engine::stop_endless(StopReason reason, std::uint32_t class_index) {
  series_.crowd.class_index = class_index;
  stop_as(reason);
}

}  // namespace kouan::sim
