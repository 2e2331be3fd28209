// How a run begins and how entities come in. When they come is said in arrivals.cpp.
#include <limits>

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
  turned_back_.resize(model_.classes.size());
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

/// Which class a saturated source sends next when one of this class has left it: of those with the
/// same entry the one with the fewest sent for its share, so that the entry keeps the proportions
/// of the demand whoever is served first there.
std::uint32_t Engine::next_of_entry(std::uint32_t class_index) const {
  const std::uint32_t entry = model_.classes[class_index].entry;
  if (entry == k_none) return class_index;
  std::uint32_t next = class_index;
  double least = std::numeric_limits<double>::infinity();
  for (std::uint32_t c = 0; c < classes_.size(); ++c) {
    const ClassDef& def = model_.classes[c];
    if (def.source != SourceKind::saturated || def.entry != entry || def.count == 0) continue;
    const double after = static_cast<double>(classes_[c].sent + 1) / def.share;
    if (after < least) {
      least = after;
      next = c;
    }
  }
  return next;
}

/// Keeps a saturated source full: the first server an entity gets sends the next entity. Where that
/// server takes no time, an instant would never end.
void Engine::replenish(Entity& entity) {
  if (!entity.replenishes) return;
  entity.replenishes = false;
  if (replenished_at_ != now_) replenished_now_ = 0;
  replenished_at_ = now_;
  if (++replenished_now_ > k_most_at_once)
    return stop_endless(StopReason::endless_source, entity.class_index);
  const std::uint32_t lead = lead_of_entry(entity.class_index);
  if (is_turning_back(lead)) {  // nothing is new for the next one
    ++turned_back_[lead].put_off;
    if (!is_try_booked_) book_next_try();
    return;
  }
  send_next(entity.class_index);
}

/// The first class of its entry, which stands for all of them.
std::uint32_t Engine::lead_of_entry(std::uint32_t class_index) const {
  const std::uint32_t entry = model_.classes[class_index].entry;
  if (entry == k_none) return class_index;
  std::uint32_t lead = 0;
  while (model_.classes[lead].entry != entry)
    ++lead;
  return lead;
}

void Engine::note_turned_back(std::uint32_t class_index) {
  TurnedBack& t = turned_back_[lead_of_entry(class_index)];
  if (t.at != now_) t.number = 0;
  t.at = now_;
  ++t.number;
}

bool Engine::is_turning_back(std::uint32_t lead) const {
  const TurnedBack& t = turned_back_[lead];
  return t.at == now_ && t.number >= k_most_turned_back_at_once;
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

/// Every entry sends one of those put off, and at once the next if that one is not turned back.
void Engine::try_again() {
  is_try_booked_ = false;
  bool any_left = false;
  bool any_may_follow = false;
  for (std::uint32_t lead = 0; lead < turned_back_.size(); ++lead) {
    TurnedBack& t = turned_back_[lead];
    if (t.put_off == 0) continue;
    if (!is_turning_back(lead)) {
      --t.put_off;
      send_next(lead);
      any_may_follow = any_may_follow || t.put_off > 0;
    }
    any_left = any_left || t.put_off > 0;
  }
  if (any_may_follow) return book_try(now_);
  if (any_left) book_next_try();
}

/// Of the class's entry, unless too many are inside.
void Engine::send_next(std::uint32_t class_index) {
  if (pool_.in_use() >= k_most_inside_saturated) return owed_.push_back(class_index);
  send(next_of_entry(class_index));
}

/// Somebody has left: there is room for one whom a saturated source held back.
void Engine::send_owed() {
  const std::uint32_t class_index = owed_.front();
  owed_.pop_front();
  send(next_of_entry(class_index));
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
