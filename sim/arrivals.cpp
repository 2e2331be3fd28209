// When entities come: rates, intervals, plans, batches.
#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/cyclic_rate.hpp"
#include "sim/engine.hpp"

namespace kouan::sim {

namespace {

/// How many more the limit lets come.
std::int64_t left_to_come(const ClassDef& def, const ClassState& state) {
  if (def.limit < 0) return std::numeric_limits<std::int64_t>::max();
  return def.limit - static_cast<std::int64_t>(state.sent);
}

}  // namespace

/// Sends those who are there at time 0 and books the first arrival.
void Engine::start_source(std::uint32_t class_index) {
  const ClassDef& def = model_.classes[class_index];
  const bool comes_at_once = def.source == SourceKind::fleet || def.source == SourceKind::saturated;
  const std::int64_t now = comes_at_once ? def.count : def.at_start;
  for (std::int64_t i = 0; i < now && running_; ++i)
    send(next_of_entry(class_index));
  if (comes_at_once) return;
  if (def.source == SourceKind::listed) plan_arrivals(class_index);
  if (def.source == SourceKind::renewal && def.first_at_start && def.limit != now) {
    calendar_.push(0, Rank::arrival, class_index);
    return;
  }
  book_arrival(class_index);
}

/// How many come with the arrival whose first entity has this serial number, at least one, whatever
/// the limit leaves of them.
std::int64_t Engine::batch_size(std::uint32_t class_index, std::uint64_t serial) const {
  const ClassDef& def = model_.classes[class_index];
  double size = def.batch.a;
  if (def.batch.kind != DistributionKind::constant)
    size = def.batch.quantile(draws_.uniform(serial, classes_[class_index].batch_purpose));
  return std::max<std::int64_t>(1, std::llrint(size));
}

/// Each planned arrival keeps its number, and so its draws, whatever order lateness makes of them.
/// Those who came before the run are not in it, nor in the limit.
void Engine::plan_arrivals(std::uint32_t class_index) {
  const ClassDef& def = model_.classes[class_index];
  ClassState& state = classes_[class_index];
  std::uint64_t serial = state.sent;
  std::int64_t left = left_to_come(def, state);
  for (const Micros planned : def.plan) {
    if (left <= 0) break;
    const double late_s = def.lateness_s.quantile(draws_.uniform(serial, state.arrival_purpose));
    const Micros at = planned + from_seconds(late_s);
    const std::int64_t all = batch_size(class_index, serial);
    const std::int64_t count = std::min(all, left);
    if (at >= 0) {
      state.coming.push_back({at, serial, count});
      left -= count;
    }
    serial += static_cast<std::uint64_t>(all);
  }
  std::stable_sort(state.coming.begin(), state.coming.end(),
                   [](const Planned& one, const Planned& other) { return one.at < other.at; });
}

/// A batch arrives now; the next is booked.
void Engine::arrive(std::uint32_t class_index) {
  if (class_index == k_any_saturated) return try_again();
  ClassState& state = classes_[class_index];
  const bool is_listed = model_.classes[class_index].source == SourceKind::listed;
  std::int64_t count = 0;
  if (is_listed) {
    const Planned& now = state.coming[state.next_coming++];
    state.sent = now.first_serial;
    count = now.count;
  } else {
    count = std::min(batch_size(class_index, state.sent),
                     left_to_come(model_.classes[class_index], state));
  }
  for (std::int64_t i = 0; i < count && running_; ++i)
    send(class_index);
  book_arrival(class_index);
}

void Engine::book_arrival(std::uint32_t class_index) {
  const ClassDef& def = model_.classes[class_index];
  ClassState& state = classes_[class_index];
  if (def.source == SourceKind::listed) {
    if (state.next_coming < state.coming.size())
      calendar_.push(state.coming[state.next_coming].at, Rank::arrival, class_index);
    return;
  }
  if (def.limit >= 0 && state.sent >= static_cast<std::uint64_t>(def.limit)) return;
  Micros at = k_never;
  if (def.source == SourceKind::timed) {
    at = next_arrival(model_, def, state, state.gaps.value(draws_, state.sent), now_);
  } else if (def.source == SourceKind::renewal) {
    const double uniform = draws_.uniform(state.sent, state.arrival_purpose);
    at = now_ + from_seconds(def.interarrival_s.quantile(uniform));
  } else {
    const double needed = state.gaps.value(draws_, state.sent);
    const double after_s = time_until_expected(def.cycle, now_, needed);
    if (after_s <= to_seconds(model_.horizon - now_)) at = now_ + from_seconds(after_s);
  }
  if (at <= model_.horizon) calendar_.push(at, Rank::arrival, class_index);
}

/// Next arrival of a Poisson process with piecewise constant rate, by inversion of the cumulative
/// rate (Çınlar 1975, "Introduction to Stochastic Processes", §4.7): arrival k is at the same
/// cumulative rate in every scenario.
Micros next_arrival(const Model& model, const ClassDef& def, ClassState& state, double gap,
                    Micros now) {
  const auto& rates = def.rates;
  double needed = gap;
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
