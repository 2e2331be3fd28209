// How a run begins and how entities come in. When they come is said in arrivals.cpp.
#include <algorithm>

#include "sim/engine.hpp"

namespace kouan::sim {

namespace {

const Distribution& unit_exponential() {
  static const Distribution k_unit = exponential(1.0);
  return k_unit;
}

}  // namespace

/// Names the draws of steps and sources.
void Engine::name_draws() {
  std::vector<std::uint64_t> purposes(model_.distributions.size(), 0);
  for (const Step& step : model_.steps) {
    if (step.b != k_none) purposes[step.b] = step.purpose;
  }
  for (std::size_t d = 0; d < purposes.size(); ++d)
    blocks_.emplace_back(model_.distributions[d], purposes[d]);
  for (const ClassDef& def : model_.classes) {
    const std::uint64_t name = name_hash(def.name);
    classes_.emplace_back(DrawBlocks(unit_exponential(), name_hash("arrival", name)),
                          DrawBlocks(def.payload_kg, name_hash("payload", name)));
    classes_.back().arrival_purpose = name_hash("arrival", name);
    classes_.back().batch_purpose = name_hash("batch", name);
  }
}

void Engine::open_resources() {
  std::vector<std::size_t> levels(resources_.size(), 1);
  for (const Step& step : model_.steps) {
    if (step.kind == StepKind::seize || step.kind == StepKind::seize_server ||
        step.kind == StepKind::take)
      levels[step.a] = std::max(levels[step.a], std::size_t{step.level} + 1);
  }
  start_servers();
  open_joints();
  sharings_.resize(resources_.size());
  for (std::uint32_t r = 0; r < resources_.size(); ++r) {
    resources_[r].places = model_.resources[r].queue_places;
    resources_[r].queue.resize(levels[r]);
    resources_[r].before_queue.resize(levels[r]);
  }
  for (std::uint32_t r = 0; r < resources_.size(); ++r)
    change_capacity(r);
}

void Engine::start(bool events_only) {
  name_draws();
  open_resources();
  open_gatherings();
  for (std::size_t s = 0; s < stores_.size(); ++s)
    stores_[s].level_kg = model_.stores[s].initial_kg;
  start_balances();
  if (model_.tells_goods) goods_.resize(model_.classes.size());
  const auto days = static_cast<std::size_t>(model_.horizon / k_day + 1);
  series_.daily_cleared.assign(days * classes_.size(), 0);
  series_.daily_cleared_kg.assign(days * classes_.size(), 0.0);
  const auto hours = static_cast<std::size_t>(model_.horizon / k_hour);
  series_.hourly_queue.reserve(hours * resources_.size());
  series_.hourly_inside.reserve(hours * classes_.size());
  for (std::uint32_t c = 0; c < classes_.size(); ++c) {
    if (!events_only && qualifies_for_recursion(model_, c)) {
      recursions_.emplace_back(model_, c, draws_, blocks_);
    } else {
      start_source(c);
    }
  }
  start_sections();
  book_observation();
  proceed_ready();
}

/// A new entity of the class arrives now; it proceeds when those ready before it have.
void Engine::send(std::uint32_t class_index) {
  const std::uint32_t index = add_entity(class_index);
  if (index != k_none) ready_.push_back(index);
}

/// Keeps a saturated source full: the first server an entity gets sends the next entity. Where that
/// server takes no time, an instant would never end.
void Engine::replenish(Entity& entity) {
  if (!entity.replenishes) return;
  entity.replenishes = false;
  if (replenished_at_ != now_) replenished_now_ = 0;
  replenished_at_ = now_;
  if (++replenished_now_ > k_most_at_once)
    return stop_endless(entries_.was_refused(entity.class_index, now_) ? StopReason::endless_passing
                                                                       : StopReason::endless_source,
                        entity.class_index);
  const std::uint32_t lead = entries_.lead_of(entity.class_index);
  const bool is_turning_back = entries_.is_turning_back(lead, now_);
  if (!entries_.is_followed(entity.class_index, now_)) return;
  if (!is_turning_back) return send_next(lead);
  entries_.put_off(lead);
  if (!is_try_booked_) book_next_try();
}

void Engine::note_turned_back(const Entity& entity) {
  if (!entries_.any()) return;
  entries_.note_turned_back(entity.class_index, now_);
  if (!is_try_booked_ && entries_.has_any_waiting(entries_.lead_of(entity.class_index)))
    book_next_try();
}

/// Parts on ways have not: their whole goes on.
bool Engine::has_come_in_vain(const Entity& entity) const {
  return !entity.replenishes && !entity.is_part && !entity.counted &&
         entries_.has_to_be_cleared(entity.class_index) && entries_.leads_only_out(entity.step);
}

/// Saturated sources try again with the next event, but not at this instant.
void Engine::book_next_try() {
  const Micros next = calendar_.empty() ? now_ + k_second : calendar_.next_at();
  book_try(std::max(next, now_ + 1));
}

void Engine::book_try(Micros at) {
  is_try_booked_ = true;
  calendar_.push(at, Rank::arrival, k_any_saturated);
}

/// Every entry sends one of those put off, and of each class whose turn was in vain, and at once
/// the next if they are not turned back.
void Engine::try_again() {
  is_try_booked_ = false;
  bool any_left = false;
  bool any_may_follow = false;
  for (const std::uint32_t lead : entries_.leads()) {
    bool is_one_sent = false;
    for (const std::uint32_t c : entries_.classes_of(lead)) {
      const bool has_room = pool_.in_use() < k_most_inside_saturated;
      if (!has_room || !entries_.take_turn_again(c, now_)) continue;
      send(c);
      is_one_sent = true;
    }
    if (entries_.take_put_off(lead, now_)) {
      send_next(lead);
      is_one_sent = true;
    }
    const bool is_any_left = entries_.has_any_waiting(lead);
    any_left = any_left || is_any_left;
    any_may_follow = any_may_follow || (is_one_sent && is_any_left);
  }
  if (any_may_follow) return book_try(now_);
  if (any_left) book_next_try();
}

/// Whoever's turn it is, unless too many are inside: then when somebody has left.
void Engine::send_next(std::uint32_t lead) {
  if (pool_.in_use() >= k_most_inside_saturated) return owed_.push_back(lead);
  send(entries_.take_turn(lead));
}

void Engine::start_cycle(std::uint32_t index, std::uint64_t serial) {
  Entity& entity = pool_[index];
  const ClassDef& def = model_.classes[entity.class_index];
  ClassState& state = classes_[entity.class_index];
  ++state.arrived;
  entity.serial = serial;
  entity.step = def.first_step;
  entity.arrived = now_;
  entity.at_border = now_;
  entity.since = now_;
  entity.declared = -1;
  entity.documents_at = 0;
  entity.counted = false;
  entity.replenishes = def.source == SourceKind::saturated;
  entity.payload_kg = state.payloads.value(draws_, entity.serial);
  if (model_.attributes > 0) start_attributes(index);
  came_kg_ += entity.payload_kg;
  inside_kg_ += entity.payload_kg;
  tell_coming(index, entity.payload_kg);
  note(entity, k_none, TraceEvent::arrive);
}

}  // namespace kouan::sim
