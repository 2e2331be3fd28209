// Where entities come from.
#include <cmath>

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
  }
}

void Engine::open_resources() {
  std::vector<std::size_t> levels(resources_.size(), 1);
  for (const Step& step : model_.steps) {
    if (step.kind == StepKind::seize || step.kind == StepKind::seize_server)
      levels[step.a] = std::max(levels[step.a], std::size_t{step.level} + 1);
  }
  start_servers();
  sharings_.resize(resources_.size());
  for (std::uint32_t r = 0; r < resources_.size(); ++r) {
    resources_[r].places = model_.resources[r].queue_places;
    resources_[r].queue.resize(levels[r]);
    resources_[r].before_queue.resize(levels[r]);
    change_capacity(r);
  }
}

void Engine::start(bool events_only) {
  name_draws();
  open_resources();
  open_gatherings();
  for (std::size_t s = 0; s < stores_.size(); ++s)
    stores_[s].level_kg = model_.stores[s].initial_kg;
  const auto days = static_cast<std::size_t>(model_.horizon / k_day + 1);
  series_.daily_cleared.assign(days * classes_.size(), 0);
  series_.daily_cleared_kg.assign(days * classes_.size(), 0.0);
  const auto hours = static_cast<std::size_t>(model_.horizon / k_hour);
  series_.hourly_queue.reserve(hours * resources_.size());
  series_.hourly_inside.reserve(hours * classes_.size());
  for (std::uint32_t c = 0; c < classes_.size(); ++c) {
    const ClassDef& def = model_.classes[c];
    if (!events_only && qualifies_for_recursion(model_, c)) {
      recursions_.emplace_back(model_, c, draws_, blocks_);
    } else if (def.source == SourceKind::timed) {
      book_arrival(c);
    } else if (def.source != SourceKind::processes) {
      for (std::int64_t i = 0; i < def.count && running_; ++i)
        send(c);
    }
  }
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
  if (++replenished_now_ > k_most_at_once) return stop_as(StopReason::no_time_passes);
  send(entity.class_index);
}

void Engine::start_cycle(Entity& entity, ClassState& state) {
  const ClassDef& def = model_.classes[entity.class_index];
  ++state.arrived;
  entity.serial = state.sent++;
  entity.step = def.first_step;
  entity.arrived = now_;
  entity.at_border = now_;
  entity.since = now_;
  entity.declared = -1;
  entity.documents_at = 0;
  entity.counted = false;
  entity.replenishes = def.source == SourceKind::saturated;
  entity.payload_kg = state.payloads.value(draws_, entity.serial);
  note(entity, k_none, TraceEvent::arrive);
}

void Engine::book_arrival(std::uint32_t class_index) {
  const Micros at =
      next_arrival(model_, model_.classes[class_index], draws_, classes_[class_index], now_);
  if (at != k_never) calendar_.push(at, Rank::arrival, class_index);
}

/// Next arrival of a Poisson process with piecewise constant rate, by inversion of the cumulative
/// rate (Çınlar 1975, "Introduction to Stochastic Processes", §4.7): arrival k is at the same
/// cumulative rate in every scenario.
Micros next_arrival(const Model& model, const ClassDef& def, const Draws& draws, ClassState& state,
                    Micros now) {
  const auto& rates = def.rates;
  double needed = state.gaps.value(draws, state.sent);
  Micros from = now;
  for (; state.period < rates.size(); ++state.period) {
    from = std::max(from, rates[state.period].at);
    const double rate = rates[state.period].rate_per_s;
    const bool last = state.period + 1 == rates.size();
    const Micros until = last ? model.horizon : rates[state.period + 1].at;
    const double available = rate * to_seconds(until - from);
    if (available > needed) return from + from_seconds(needed / rate);
    needed -= available;
    from = until;
  }
  return k_never;
}

}  // namespace kouan::sim
