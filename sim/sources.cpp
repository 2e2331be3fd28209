// How a run begins and how entities come in. When they come is said in arrivals.cpp.
#include <algorithm>
#include <limits>
#include <utility>

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
  follow_hours();
  for (std::uint32_t r = 0; r < resources_.size(); ++r)
    change_capacity(r);
}

void Engine::list_entries() {
  turned_back_.resize(model_.classes.size());
  entries_.resize(model_.classes.size());
  for (std::uint32_t c = 0; c < classes_.size(); ++c) {
    const std::uint32_t entry = model_.classes[c].entry;
    std::uint32_t lead = entry == k_none ? c : 0;
    while (entry != k_none && model_.classes[lead].entry != entry)
      ++lead;
    leads_.push_back(lead);
    const ClassDef& def = model_.classes[c];
    may_grow_ = may_grow_ || (def.source == SourceKind::saturated && def.may_grow);
  }
}

void Engine::start() {
  name_draws();
  open_resources();
  open_gatherings();
  for (std::size_t s = 0; s < stores_.size(); ++s)
    stores_[s].level_kg = model_.stores[s].initial_kg;
  start_balances();
  if (model_.tells_goods) goods_.resize(model_.classes.size());
  list_entries();
  const auto days = static_cast<std::size_t>(model_.horizon / k_day + 1);
  series_.daily_cleared.assign(days * classes_.size(), 0);
  series_.daily_cleared_kg.assign(days * classes_.size(), 0.0);
  const auto hours = static_cast<std::size_t>(model_.horizon / k_hour);
  series_.hourly_queue.reserve(hours * resources_.size());
  series_.hourly_inside.reserve(hours * classes_.size());
  for (std::uint32_t c = 0; c < classes_.size(); ++c) {
    const bool comes_by_itself =
        std::any_of(ways_.begin(), ways_.end(),
                    [c](const RecursiveWay& way) { return way.is_whole && way.class_index == c; });
    if (!comes_by_itself) start_source(c);
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

/// Whether it is one of the saturated sources that come in there.
bool Engine::shares_entry(std::uint32_t class_index, std::uint32_t entry) const {
  const ClassDef& def = model_.classes[class_index];
  return def.source == SourceKind::saturated && def.entry == entry && def.count > 0;
}

/// Whether those who come to the entry find no queue there: some are turned away at once, or wait
/// for the next event since others were.
bool Engine::entry_has_room(std::uint32_t class_index) const {
  if (entries_[lead_of_entry(class_index)].put_off > 0) return true;
  if (turned_back_at_ != now_) return false;
  const std::uint32_t entry = model_.classes[class_index].entry;
  for (std::uint32_t c = 0; c < classes_.size(); ++c)
    if (shares_entry(c, entry) && is_class_turning_back(c)) return true;
  return false;
}

/// Which class a saturated source sends next when one of this class has left it: of those with the
/// same entry the one that has had the fewest turns for its share, so that the queue there keeps
/// the proportions of the demand whoever is served first.
std::uint32_t Engine::next_of_entry(std::uint32_t class_index) {
  const std::uint32_t entry = model_.classes[class_index].entry;
  if (entry == k_none) return class_index;
  if (entry_has_room(class_index)) return drawn_of_entry(class_index);
  std::uint32_t next = class_index;
  double least = std::numeric_limits<double>::infinity();
  for (std::uint32_t c = 0; c < classes_.size(); ++c) {
    if (!shares_entry(c, entry)) continue;
    const std::uint64_t turns = classes_[c].sent - classes_[c].drawn;
    const double after = static_cast<double>(turns + 1) / model_.classes[c].share;
    if (after < least) {
      least = after;
      next = c;
    }
  }
  return next;
}

/// Where there is room and no end of those who come, as many of each class are there at every
/// instant as it has a share, and whatever gets free is for the first of them who wants it: whom
/// chance puts first. Classes that nothing takes at this instant are passed over.
std::uint32_t Engine::drawn_of_entry(std::uint32_t class_index) {
  const std::uint32_t lead = lead_of_entry(class_index);
  const std::uint64_t purpose = name_hash("turn", name_hash(model_.classes[lead].name));
  const std::uint32_t entry = model_.classes[class_index].entry;
  const auto may_come = [&](std::uint32_t c) {
    return shares_entry(c, entry) && !is_class_turning_back(c);
  };
  double all = 0;
  for (std::uint32_t c = 0; c < classes_.size(); ++c)
    if (may_come(c)) all += model_.classes[c].share;
  double left = draws_.uniform(entries_[lead].drawn++, purpose) * all;
  std::uint32_t next = class_index;
  for (std::uint32_t c = 0; c < classes_.size() && left >= 0; ++c) {
    if (!may_come(c)) continue;
    next = c;
    left -= model_.classes[c].share;
  }
  ++classes_[next].drawn;
  return next;
}

/// Keeps a saturated source full: the first server an entity gets sends the next entity, and one
/// for each of those aboard who had none yet, or ended for its sake; a part gets it for its whole.
void Engine::replenish(std::uint32_t index, bool turned_away) {
  if (pool_[index].replenishes) {
    pool_[index].replenishes = false;
    replace_one_of(pool_[index].class_index, turned_away);
  }
  replenish_aboard(index, turned_away);
  if (pool_[index].is_part) replenish_aboard(whole_of(index), turned_away);
}

void Engine::replenish_aboard(std::uint32_t index, bool turned_away) {
  const std::uint32_t ties = pool_[index].ties;
  if (ties == k_none) return;
  for_each_aboard(ties_[ties].aboard,
                  [&](std::uint32_t aboard) { replenish(aboard, turned_away); });
  for (const std::uint32_t class_index : std::exchange(ties_[ties].ended, {}))
    replace_one_of(class_index, turned_away);
}

/// Where its first server takes no time, an instant would never end.
void Engine::replace_one_of(std::uint32_t class_index, bool turned_away) {
  entries_[leads_[class_index]].taken += turned_away ? 0 : 1;
  if (replenished_at_ != now_) replenished_now_ = 0;
  replenished_at_ = now_;
  if (++replenished_now_ > k_most_at_once)
    return stop_endless(StopReason::endless_source, class_index);
  const std::uint32_t lead = lead_of_entry(class_index);
  if (is_turning_back(lead)) {  // nothing is new for the next one
    ++entries_[lead].put_off;
    if (!is_try_booked_) book_next_try();
    return;
  }
  send_next(class_index);
}

/// Who was sent by chance where it is turned away tells nothing of the next of its class: to pass
/// that class over would change what chance makes of it.
void Engine::note_turned_back(std::uint32_t class_index) {
  turned_back_at_ = now_;
  SaturatedEntry& entry = entries_[lead_of_entry(class_index)];
  if (!is_chance_taken_)
    turned_back_[class_index].count(now_);
  else if (is_refused_)
    entry.sent_by_chance.count(now_);
  else
    entry.let_go.count(now_);
}

namespace {

bool is_enough(const TurnedBack& t, Micros now, std::uint32_t most = k_most_turned_back_at_once) {
  return t.at == now && t.number >= most;
}

}  // namespace

bool Engine::is_class_turning_back(std::uint32_t class_index) const {
  return is_enough(turned_back_[class_index], now_);
}

/// All classes of the entry are, or chance has turned back enough of them.
bool Engine::is_turning_back(std::uint32_t lead) const {
  const SaturatedEntry& here = entries_[lead];
  if (is_enough(here.sent_by_chance, now_) || is_enough(here.let_go, now_, k_most_let_go_at_once))
    return true;
  const std::uint32_t entry = model_.classes[lead].entry;
  if (entry == k_none) return is_class_turning_back(lead);
  for (std::uint32_t c = 0; c < classes_.size(); ++c)
    if (shares_entry(c, entry) && !is_class_turning_back(c)) return false;
  return true;
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
  for (std::uint32_t lead = 0; lead < entries_.size(); ++lead) {
    std::uint32_t& put_off = entries_[lead].put_off;
    if (put_off == 0) continue;
    if (!is_turning_back(lead)) {
      --put_off;
      send_next(lead);
      any_may_follow = any_may_follow || put_off > 0;
    }
    any_left = any_left || put_off > 0;
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
