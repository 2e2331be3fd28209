// What the run observes on its way, and the books closed at its end.
#include <algorithm>
#include <cassert>
#include <numeric>

#include "sim/engine.hpp"
#include "sim/standstill.hpp"

namespace kouan::sim {
namespace {

TallySummary summary(const Tally& t) {
  return {t.count,
          t.zeros,
          t.mean_s(),
          t.variance_s2(),
          to_seconds(t.maximum),
          t.quantile_s(0.5),
          t.quantile_s(0.9),
          t.quantile_s(0.95)};
}

}  // namespace

std::size_t Engine::day_now() const { return static_cast<std::size_t>(now_ / k_day); }

/// The next full hour, the end of the warm-up or the horizon, whichever comes first.
void Engine::book_observation() {
  Micros next = std::min(next_hour_, model_.horizon);
  if (now_ < model_.warm_up) next = std::min(next, model_.warm_up);
  calendar_.push(next, Rank::observe, k_sample);
}

Books Engine::books_of(std::uint32_t class_index) {
  return {classes_[class_index],
          resources_,
          &ledger_[2 * class_index * cells_per_class_],
          series_,
          events_,
          fingerprint_};
}

/// Carries on those who need no events. False when, with the others, they are more than may be
/// inside.
bool Engine::advance_recursions() {
  carry_on_ends();
  std::size_t inside = pool_.in_use() + on_ends_;
  for (Recursion& recursion : recursions_) {
    if (!recursion.is_whole()) continue;
    const std::size_t most = k_most_inside - std::min<std::size_t>(inside, k_most_inside);
    full_at_ = recursion.advance_until(now_, most, books_of(recursion.class_index()));
    if (full_at_ >= 0) return false;
    inside += recursion.inside();
    if (inside > k_most_inside) return false;  // with those who were there before
  }
  return true;
}

void Engine::carry_on_ends() {
  on_ends_ = 0;
  for (Recursion& recursion : recursions_) {
    if (recursion.is_whole()) continue;
    recursion.carry_on(now_, books_of(recursion.class_index()));
    on_ends_ += recursion.inside();
  }
}

/// No more may come in. Who has left an end of a way is known when it has been carried on.
bool Engine::is_full() {
  if (pool_.in_use() + on_ends_ < k_most_inside) [[likely]]
    return false;
  if (on_ends_ > 0) carry_on_ends();
  return pool_.in_use() + on_ends_ >= k_most_inside;
}

/// Every hour the queues are sampled; at the end of the warm-up the sums start anew; the horizon
/// ends the run.
void Engine::observe() {
  if (!advance_recursions()) return stop_as(StopReason::too_many_inside);
  if (now_ == next_hour_) {
    for (const ResourceState& r : resources_) {
      series_.hourly_queue.push_back(
          static_cast<std::uint32_t>(r.waiting + r.waiting_by_recursion));
    }
    for (const ClassState& c : classes_) {
      series_.hourly_inside.push_back(
          static_cast<std::uint32_t>(c.arrived - c.departed - c.turned_away));
    }
    next_hour_ += k_hour;
    feed_dry_entries();
    if (!running_) return;
  }
  if (may_knot_by_gathering_ && (now_ >= next_look_ || now_ == model_.horizon)) {
    look_through_gatherings();
    if (!running_) return;
  }
  if (now_ == model_.warm_up) start_observation();
  if (now_ == model_.horizon) {
    running_ = false;
    return;
  }
  if (calendar_.is_used_up()) return stop_as(StopReason::too_many_events);
  if (calendar_.is_full() || bytes_in_use() > k_most_bytes)
    return stop_as(StopReason::too_much_memory);
  book_observation();
}

/// Of what grows while the run goes on: entities, their attributes, pending events (those called
/// off too, until their time has come), series, and those who need no events.
std::uint64_t Engine::bytes_in_use() const {
  std::uint64_t by_recursion = 0;
  for (const Recursion& recursion : recursions_)
    by_recursion += recursion.bytes();
  return by_recursion + std::uint64_t{pool_.size()} * sizeof(Entity) +
         attributes_.size() * sizeof(double) + calendar_.bytes() +
         (series_.hourly_queue.size() + series_.hourly_inside.size()) * sizeof(std::uint32_t);
}

void Engine::start_observation() {
  for (std::uint32_t i = 0; i < pool_.size(); ++i) {
    if (pool_[i].step != k_none) enter_stay(pool_[i]);
  }
  std::fill(ledger_.begin(), ledger_.end(), WideMicros{0});
  std::fill(moves_.begin(), moves_.end(), WideMicros{0});
  for (ResourceState& r : resources_)
    r.restart(now_);
  lacks_.restart(now_);
  for (SectionState& s : sections_) {
    s.occupied_time.restart(now_, s.is_occupied() ? 1 : 0);
    s.late_time.restart(now_, s.is_late ? 1 : 0);
  }
  for (GatheringState& g : gatherings_)
    g.restart(now_);
  start_balances();
}

/// Enters the time since `since` in the ledger, under what the entity is doing.
void Engine::enter_stay(Entity& entity) {
  const Step& step = model_.steps[entity.step];
  if (step.kind == StepKind::seize || step.kind == StepKind::seize_server ||
      step.kind == StepKind::take) {
    enter_wait(entity, step.a, entity.kept_out ? LedgerLayout::blocked : LedgerLayout::waiting);
    return;
  }
  const bool is_shared = step.kind == StepKind::share;
  if (is_shared && entity.left_over == k_not_begun)
    return enter_wait(entity, step.a, LedgerLayout::waiting);
  const bool is_broken_off = (is_shared || step.kind == StepKind::serve) && entity.left_over >= 0;
  const std::uint32_t cell =
      is_broken_off ? LedgerLayout::resource_cell(step.a) + LedgerLayout::interrupted : step.ledger;
  enter_time(entity, cell);
}

/// The same where the cell is known.
void Engine::enter_time(Entity& entity, std::uint32_t cell) {
  ledger_[account_of(entity) * cells_per_class_ + cell] += widened(now_ - entity.since);
  if (has_bonds_) [[unlikely]]
    tell(entity, {entity.since, now_, cell});
  entity.since = now_;
}

/// All stays that go on at the end of the run; of wholes after those of the parts they wait for.
void Engine::enter_all() {
  for (const bool of_wholes : {false, true}) {
    for (std::uint32_t i = 0; i < pool_.size(); ++i) {
      Entity& entity = pool_[i];
      if (entity.step == k_none || awaits_parts(entity) != of_wholes) continue;
      enter_stay(entity);
      const Step& step = model_.steps[entity.step];
      if (step.kind == StepKind::take && !entity.kept_out) end_lack(entity, step.needs);
    }
  }
}

RunResult Engine::finish() {
  for (Recursion& recursion : recursions_)
    recursion.close(books_of(recursion.class_index()));
  RunResult result = std::move(series_);
  result.stop = stop_;
  result.events = events_;
  result.fingerprint = fingerprint_;
  result.stopped_at = std::max(knotted_at_, full_at_);
  if (result.stopped_at < 0) result.stopped_at = now_;
  if (stop_ == StopReason::too_many_inside) result.crowd = crowd();
  if (stop_ != StopReason::horizon) return result;
  result.standing = StandstillFinder(*this).find();
  enter_all();
  for (std::uint32_t c = 0; c < classes_.size(); ++c)
    result.classes.push_back(class_result(c));
  for (std::size_t r = 0; r < resources_.size(); ++r) {
    result.resources.push_back(resource_result(resources_[r], model_.resources[r]));
    if (model_.resources[r].section) section_result(sections_[r], result.resources.back());
  }
  for (const GatheringState& state : gatherings_)
    result.gatherings.push_back(gathering_result(state));
  for (std::size_t s = 0; s < balances_.size(); ++s) {
    if (!stores_[s].queue.empty()) balances_[s].full_until(now_);
    result.stores.push_back(balances_[s].result(stores_[s].level_at(model_.stores[s], now_), now_));
  }
  assert(now_ >= model_.warm_up);  // what goods count from
  for (const GoodsInside& goods : goods_)
    result.goods.push_back({goods.came_kg(), goods.until(now_ - model_.warm_up)});
  result.conserved = is_conserved();
  result.keeps_tonnes = keeps_tonnes();
  result.little = obeys_little();
  return result;
}

/// Parts on ways and carriers among their class.
Crowd Engine::crowd() const {
  std::vector<std::uint64_t> inside(classes_.size(), 0);
  for (const Recursion& recursion : recursions_)
    inside[recursion.class_index()] += recursion.inside();
  for (std::uint32_t i = 0; i < pool_.size(); ++i) {
    if (pool_[i].step != k_none) ++inside[pool_[i].class_index];
  }
  const auto most = std::max_element(inside.begin(), inside.end());
  const std::uint64_t all = std::accumulate(inside.begin(), inside.end(), std::uint64_t{0});
  return {static_cast<std::uint32_t>(most - inside.begin()), *most, all};
}

ClassResult Engine::class_result(std::uint32_t class_index) const {
  const ClassState& state = classes_[class_index];
  ClassResult out;
  out.arrived = state.arrived;
  out.departed = state.departed;
  out.turned_away_in_all = state.turned_away;
  out.turned_away = state.turned_away_observed;
  for (const Recursion& recursion : recursions_) {
    if (recursion.class_index() == class_index)
      out.inside += static_cast<std::int64_t>(recursion.inside());
  }
  for (std::uint32_t i = 0; i < pool_.size(); ++i) {
    out.inside += pool_[i].step != k_none && account_of(pool_[i]) == 2 * class_index ? 1 : 0;
  }
  out.cleared = state.cleared;
  out.cleared_kg = state.cleared_kg;
  out.cleared_left = state.cleared_left;
  out.sojourn = summary(state.sojourn);
  out.physical = summary(state.physical);
  out.documents = summary(state.documents);
  for (std::uint32_t cell = 0; cell < cells_per_class_; ++cell) {
    out.ledger_s.push_back(to_seconds(ledger_[2 * class_index * cells_per_class_ + cell]));
  }
  out.told_s = told_s(2 * class_index);
  out.lacked_s = lacks_.seconds(2 * class_index);
  return out;
}

ResourceResult Engine::resource_result(const ResourceState& state, const ResourceDef& def) const {
  ResourceResult out;
  out.served = state.served;
  out.waiting = summary(state.waits);
  const WideMicros blocked = state.blocked_time.until(now_, state.blocked);
  out.queue_time_s = to_seconds(state.waiting_time.until(now_, state.waiting));
  out.busy_time_s = to_seconds(state.in_use_time.until(now_, state.in_use) - blocked);
  out.blocked_time_s = to_seconds(blocked);
  out.open_time_s = to_seconds(state.servers_time.until(now_, state.servers) +
                               state.overtime.until(now_, state.over()));
  std::int32_t most = 0;
  for (const CapacityChange& change : def.capacity)
    most = std::max(most, change.servers);
  out.installed_time_s = most * to_seconds(now_ - model_.warm_up);
  out.closed_time_s = to_seconds(state.closed_until(now_) - state.closed_before);
  out.down_time_s = to_seconds(state.down_time.until(now_, state.down));
  out.queue_max = std::max(state.queue_max, state.waiting);
  out.refused = state.refused;
  out.gave_up = state.gave_up;
  return out;
}

/// A section is at work while anybody is on it, whatever their number, and open as long as anybody
/// who entered before it closed is.
void Engine::section_result(const SectionState& state, ResourceResult& out) const {
  out.installed_time_s = to_seconds(now_ - model_.warm_up);
  out.open_time_s = out.installed_time_s - out.closed_time_s +
                    to_seconds(state.late_time.until(now_, state.is_late ? 1 : 0));
  out.busy_time_s = to_seconds(state.occupied_time.until(now_, state.is_occupied() ? 1 : 0));
}

GatheringResult Engine::gathering_result(const GatheringState& state) const {
  GatheringResult out;
  out.batches = state.batches;
  out.members = state.members;
  out.full = state.full;
  out.empty = state.empty;
  out.waiting = summary(state.waits);
  out.open = summary(state.open);
  out.queue_time_s = to_seconds(state.waiting_time.until(now_, state.waiting));
  out.aboard_time_s = to_seconds(state.aboard_time.until(now_, state.aboard));
  out.came = state.came;
  out.refused = state.refused;
  out.gave_up = state.gave_up;
  return out;
}

/// Entered = left + turned away + inside, the inside counted in the pool; parts by themselves.
bool Engine::is_conserved() const {
  std::vector<std::int64_t> inside(2 * classes_.size(), 0);
  for (const Recursion& recursion : recursions_)
    inside[2 * recursion.class_index()] += static_cast<std::int64_t>(recursion.inside());
  for (std::uint32_t i = 0; i < pool_.size(); ++i) {
    if (pool_[i].step != k_none) ++inside[account_of(pool_[i])];
  }
  for (std::size_t c = 0; c < classes_.size(); ++c) {
    const ClassState& state = classes_[c];
    if (state.arrived != state.departed + state.turned_away + inside[2 * c]) return false;
    if (state.parts_made != state.parts_gone + inside[2 * c + 1]) return false;
  }
  return true;
}

/// Time entered in a cell over all accounts.
WideMicros Engine::entered(std::uint32_t cell) const {
  WideMicros sum = 0;
  for (std::size_t at = cell; at < ledger_.size(); at += cells_per_class_)
    sum += ledger_[at];
  return sum;
}

/// The integrals of those who wait and of those whose work is interrupted (time-weighted sums)
/// against the times entered in the ledger entity by entity.
bool Engine::obeys_little() const {
  for (std::uint32_t r = 0; r < resources_.size(); ++r) {
    const std::uint32_t cell = LedgerLayout::resource_cell(r);
    const WideMicros waits = entered(cell + LedgerLayout::waiting) +
                             entered(cell + LedgerLayout::blocked) +
                             entered(cell + LedgerLayout::closed);
    const WideMicros interrupted = entered(cell + LedgerLayout::interrupted);
    const ResourceState& state = resources_[r];
    if (waits != state.waiting_time.until(now_, state.waiting)) return false;
    if (interrupted != state.interrupted_time.until(now_, state.interrupted)) return false;
  }
  for (std::uint32_t g = 0; g < gatherings_.size(); ++g) {
    const GatheringState& state = gatherings_[g];
    const std::uint32_t cell = LedgerLayout::gathering_cell(resources_.size(), stores_.size(), g);
    if (entered(cell + LedgerLayout::gathering) != state.waiting_time.until(now_, state.waiting) ||
        entered(cell + LedgerLayout::aboard) != state.aboard_time.until(now_, state.aboard))
      return false;
  }
  return tells_of_all_aboard();
}

}  // namespace kouan::sim
