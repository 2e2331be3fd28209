#include "sim/standstill.hpp"

#include <algorithm>

#include "sim/ways.hpp"

namespace kouan::sim {

std::vector<Standing> StandstillFinder::find() {
  collect_waiting();
  let_go_of_the_reached();
  std::vector<Standing> found;
  for (std::uint32_t b = 0; b < batches_.size(); ++b) {
    if (is_standing_[b] == 0) continue;
    Standing& standing = batches_[b];
    standing.missing =
        is_stage(b) ? std::vector{missing_at_stage(standing.place)} : missing_at(standing.place);
    found.push_back(standing);
  }
  for (std::uint32_t s = 0; s < at_stores_.size(); ++s) {
    if (is_full_for_ever(s)) found.push_back(at_stores_[s]);
  }
  return found;
}

void StandstillFinder::list_places() {
  const auto nobody = [&](StandingAt at, std::size_t place) {
    Standing none;
    none.at = at;
    none.place = static_cast<std::uint32_t>(place);
    none.waiting.assign(engine_.classes_.size(), 0);
    return none;
  };
  batch_of_resource_.assign(engine_.resources_.size(), k_none);
  for (std::size_t g = 0; g < engine_.gatherings_.size(); ++g)
    batches_.push_back(nobody(StandingAt::gathering, g));
  for (std::size_t r = 0; r < engine_.resources_.size(); ++r) {
    if (!waits_for_a_batch(engine_.model_.resources[r])) continue;
    batch_of_resource_[r] = static_cast<std::uint32_t>(batches_.size());
    batches_.push_back(nobody(StandingAt::stage, r));
  }
  for (std::size_t s = 0; s < engine_.stores_.size(); ++s)
    at_stores_.push_back(nobody(StandingAt::store, s));
}

/// The gathering or batch for which one at the step waits; k_none = for none.
std::uint32_t StandstillFinder::batch_at(const Step& step) const {
  if (step.kind == StepKind::gather) return step.a;
  return step.kind == StepKind::seize_server ? batch_of_resource_[step.a] : k_none;
}

void StandstillFinder::collect_waiting() {
  list_places();
  for (std::uint32_t i = 0; i < engine_.pool_.size(); ++i) {
    const Entity& entity = engine_.pool_[i];
    if (entity.step == k_none) continue;
    const Step& step = engine_.model_.steps[entity.step];
    const std::uint32_t batch = batch_at(step);
    if (batch == k_none && step.kind != StepKind::deposit) continue;
    Standing& where = batch != k_none ? batches_[batch] : at_stores_[step.a];
    ++where.waiting[entity.class_index];
    where.since = std::max(where.since, batch != k_none ? entity.queued : entity.since);
  }
  for (std::uint32_t b = 0; b < batches_.size(); ++b) {
    const auto& waiting = batches_[b].waiting;
    const bool any = std::any_of(waiting.begin(), waiting.end(), [](auto n) { return n > 0; });
    is_standing_.push_back(static_cast<char>(any && !has_event_to_come(b)));
  }
}

/// Whether time alone lets somebody leave.
bool StandstillFinder::has_event_to_come(std::uint32_t batch) const {
  const auto& steps = engine_.model_.steps;
  const bool gives_up = std::any_of(steps.begin(), steps.end(), [&](const Step& step) {
    return batch_at(step) == batch && step.b != k_none;
  });
  if (gives_up) return true;
  const std::uint32_t place = batches_[batch].place;
  return is_stage(batch) ? missing_at_stage(place) == 0 : has_clock_to_come(place);
}

bool StandstillFinder::has_clock_to_come(std::uint32_t gathering) const {
  const GatheringDef& def = engine_.model_.gatherings[gathering];
  const GatheringState& state = engine_.gatherings_[gathering];
  if (state.timer != 0) return true;
  // A part that leaves elsewhere makes its whole complete too.
  if (def.by_origin && anybody_has_an_origin_and_moves()) return true;
  const bool departs = def.every > 0 || !def.departures.empty();
  return departs && !state.all.counts.empty() && state.all.counts[0] >= def.least;
}

bool StandstillFinder::anybody_has_an_origin_and_moves() const {
  for (std::uint32_t i = 0; i < engine_.pool_.size(); ++i) {
    const Entity& entity = engine_.pool_[i];
    if (entity.step == k_none || entity.ties == k_none) continue;
    if (engine_.model_.steps[entity.step].kind == StepKind::gather) continue;
    if (engine_.ties_[entity.ties].origin != k_none) return true;
  }
  return false;
}

/// Who can be reached by somebody that moves may go on, and then moves too.
void StandstillFinder::let_go_of_the_reached() {
  if (std::none_of(is_standing_.begin(), is_standing_.end(), [](char c) { return c != 0; })) return;
  follow_ways();
  for (bool changed = true; changed;) {
    std::vector<char> reached(is_standing_.size(), 0);
    for (std::uint32_t i = 0; i < engine_.pool_.size(); ++i) {
      const Entity& entity = engine_.pool_[i];
      if (entity.step == k_none || stands(i)) continue;
      mark_reached(entity.step, reached);
      const ClassDef& def = engine_.model_.classes[entity.class_index];
      if (def.source == SourceKind::fleet || def.source == SourceKind::saturated)
        mark_reached(def.first_step, reached);
    }
    for (std::uint32_t c = 0; c < engine_.classes_.size(); ++c) {
      if (may_still_come(c)) mark_reached(engine_.model_.classes[c].first_step, reached);
    }
    changed = false;
    for (std::size_t b = 0; b < is_standing_.size(); ++b) {
      if (is_standing_[b] == 0 || reached[b] == 0) continue;
      is_standing_[b] = 0;
      changed = true;
    }
  }
}

void StandstillFinder::mark_reached(std::uint32_t step, std::vector<char>& reached) const {
  for (std::size_t b = 0; b < reached.size(); ++b)
    reached[b] = static_cast<char>(reached[b] | ways_[b][step]);
}

/// Whether the entity does not move before its batch, or store, lets it.
bool StandstillFinder::stands(std::uint32_t index) const {
  const Step& step = engine_.model_.steps[engine_.pool_[index].step];
  const std::uint32_t batch = batch_at(step);
  if (batch != k_none) return is_standing_[batch] != 0;
  return step.kind == StepKind::deposit && is_full_for_ever(step.a);
}

void StandstillFinder::follow_ways() {
  const auto before = steps_before(engine_.model_);
  const auto always = [](std::uint32_t, std::uint32_t) { return true; };
  for (std::uint32_t b = 0; b < is_standing_.size(); ++b) {
    std::vector<std::uint32_t> goals;
    for (std::uint32_t i = 0; i < before.size(); ++i) {
      if (batch_at(engine_.model_.steps[i]) == b) goals.push_back(i);
    }
    ways_.push_back(leading_to(before, goals, always));
  }
}

bool StandstillFinder::may_still_come(std::uint32_t class_index) const {
  const ClassDef& def = engine_.model_.classes[class_index];
  const ClassState& state = engine_.classes_[class_index];
  if (state.next_coming < state.coming.size()) return true;
  if (def.limit >= 0 && state.sent >= static_cast<std::uint64_t>(def.limit)) return false;
  switch (def.source) {
    case SourceKind::fleet:
    case SourceKind::saturated:
    case SourceKind::processes:
      return false;  // those who are inside bring the next ones
    case SourceKind::listed:
      return !has_plan_run_out(class_index);
    case SourceKind::timed:
      return !have_rates_run_out(class_index);
    default:
      return true;
  }
}

/// A timetable is written for the run: that it ends shows only when its last gap is the longest by
/// far.
bool StandstillFinder::has_plan_run_out(std::uint32_t class_index) const {
  const ClassState& state = engine_.classes_[class_index];
  if (state.coming.empty()) return false;
  Micros longest = state.coming.front().at;
  for (std::size_t i = 1; i < state.coming.size(); ++i)
    longest = std::max(longest, state.coming[i].at - state.coming[i - 1].at);
  return engine_.model_.horizon - state.coming.back().at > 2 * longest;
}

/// A year's rates have seasons and nights: that they end shows only when the last stretch without
/// any is the longest by far, and a tenth of the run.
bool StandstillFinder::have_rates_run_out(std::uint32_t class_index) const {
  const auto& rates = engine_.model_.classes[class_index].rates;
  const Micros horizon = engine_.model_.horizon;
  Micros longest = horizon / 10;
  Micros last = 0;  // end of the last period with arrivals
  for (std::size_t i = 0; i < rates.size(); ++i) {
    if (!(rates[i].rate_per_s > 0)) continue;
    longest = std::max(longest, 2 * (rates[i].at - last));
    last = i + 1 < rates.size() ? rates[i + 1].at : horizon;
  }
  return horizon - last > longest;
}

/// Somebody waits for room, and nothing is ever removed.
bool StandstillFinder::is_full_for_ever(std::uint32_t store) const {
  return !engine_.stores_[store].queue.empty() &&
         engine_.model_.stores[store].removal_kg_per_s <= 0;
}

/// By kind, how many more would make a batch; none where that is each whole's own number.
std::vector<std::uint32_t> StandstillFinder::missing_at(std::uint32_t gathering) const {
  const GatheringDef& def = engine_.model_.gatherings[gathering];
  const GatheringState& state = engine_.gatherings_[gathering];
  std::vector<std::uint32_t> missing;
  if (def.by_origin) return missing;
  const bool by_clock = def.within >= 0 || def.every > 0 || !def.departures.empty();
  for (std::size_t k = 0; k < def.kinds.size(); ++k) {
    const std::uint32_t needed =
        by_clock ? std::min(def.kinds[k].needed, def.least) : def.kinds[k].needed;
    missing.push_back(needed > state.all.counts[k] ? needed - state.all.counts[k] : 0);
  }
  return missing;
}

/// How many more a server would take, closed or not.
std::uint32_t StandstillFinder::missing_at_stage(std::uint32_t resource) const {
  const std::int64_t least = engine_.model_.resources[resource].rules->batch_least;
  const std::int64_t more = least - engine_.resources_[resource].waiting;
  return static_cast<std::uint32_t>(std::max<std::int64_t>(0, more));
}

}  // namespace kouan::sim
