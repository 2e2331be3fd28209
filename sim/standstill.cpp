#include "sim/standstill.hpp"

#include <algorithm>

namespace kouan::sim {

std::vector<Standing> StandstillFinder::find() {
  collect_waiting();
  let_go_of_the_reached();
  std::vector<Standing> found;
  for (std::uint32_t g = 0; g < at_gatherings_.size(); ++g) {
    if (is_standing_[g] == 0) continue;
    at_gatherings_[g].missing = missing_at(g);
    found.push_back(at_gatherings_[g]);
  }
  for (std::uint32_t s = 0; s < at_stores_.size(); ++s) {
    if (is_full_for_ever(s)) found.push_back(at_stores_[s]);
  }
  return found;
}

void StandstillFinder::collect_waiting() {
  const auto nobody = [&](bool is_store, std::size_t place) {
    Standing none;
    none.is_store = is_store;
    none.place = static_cast<std::uint32_t>(place);
    none.waiting.assign(engine_.classes_.size(), 0);
    return none;
  };
  for (std::size_t g = 0; g < engine_.gatherings_.size(); ++g)
    at_gatherings_.push_back(nobody(false, g));
  for (std::size_t s = 0; s < engine_.stores_.size(); ++s)
    at_stores_.push_back(nobody(true, s));
  for (std::uint32_t i = 0; i < engine_.pool_.size(); ++i) {
    const Entity& entity = engine_.pool_[i];
    if (entity.step == k_none) continue;
    const Step& step = engine_.model_.steps[entity.step];
    const bool gathers = step.kind == StepKind::gather;
    if (!gathers && step.kind != StepKind::deposit) continue;
    Standing& where = gathers ? at_gatherings_[step.a] : at_stores_[step.a];
    ++where.waiting[entity.class_index];
    where.since = std::max(where.since, gathers ? entity.queued : entity.since);
  }
  for (std::uint32_t g = 0; g < at_gatherings_.size(); ++g) {
    const auto& waiting = at_gatherings_[g].waiting;
    const bool any = std::any_of(waiting.begin(), waiting.end(), [](auto n) { return n > 0; });
    is_standing_.push_back(static_cast<char>(any && !has_event_to_come(g)));
  }
}

/// Whether time alone lets somebody leave the gathering.
bool StandstillFinder::has_event_to_come(std::uint32_t gathering) const {
  const GatheringDef& def = engine_.model_.gatherings[gathering];
  const GatheringState& state = engine_.gatherings_[gathering];
  if (state.timer != 0) return true;
  const auto& steps = engine_.model_.steps;
  const bool gives_up = std::any_of(steps.begin(), steps.end(), [&](const Step& step) {
    return step.kind == StepKind::gather && step.a == gathering && step.b != k_none;
  });
  if (gives_up) return true;
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
    for (std::size_t g = 0; g < is_standing_.size(); ++g) {
      if (is_standing_[g] == 0 || reached[g] == 0) continue;
      is_standing_[g] = 0;
      changed = true;
    }
  }
}

void StandstillFinder::mark_reached(std::uint32_t step, std::vector<char>& reached) const {
  for (std::size_t g = 0; g < reached.size(); ++g)
    reached[g] = static_cast<char>(reached[g] | ways_[g][step]);
}

/// Whether the entity does not move before its gathering, or store, lets it.
bool StandstillFinder::stands(std::uint32_t index) const {
  const Step& step = engine_.model_.steps[engine_.pool_[index].step];
  if (step.kind == StepKind::gather) return is_standing_[step.a] != 0;
  return step.kind == StepKind::deposit && is_full_for_ever(step.a);
}

void StandstillFinder::follow_ways() {
  const auto count = static_cast<std::uint32_t>(engine_.model_.steps.size());
  std::vector<std::vector<std::uint32_t>> before(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    for (const std::uint32_t next : next_of(i)) {
      if (next < count) before[next].push_back(i);
    }
  }
  for (std::uint32_t g = 0; g < is_standing_.size(); ++g) {
    std::vector<char> leads(count, 0);
    std::vector<std::uint32_t> open;
    const auto come = [&](std::uint32_t step) {
      if (leads[step] != 0) return;
      leads[step] = 1;
      open.push_back(step);
    };
    for (std::uint32_t i = 0; i < count; ++i) {
      const Step& step = engine_.model_.steps[i];
      if (step.kind == StepKind::gather && step.a == g) come(i);
    }
    while (!open.empty()) {
      const std::uint32_t step = open.back();
      open.pop_back();
      for (const std::uint32_t i : before[step])
        come(i);
    }
    ways_.push_back(std::move(leads));
  }
}

/// Steps at which the entity, a part of it, or who comes of it may go on.
std::vector<std::uint32_t> StandstillFinder::next_of(std::uint32_t index) const {
  const Model& model = engine_.model_;
  const Step& step = model.steps[index];
  switch (step.kind) {
    case StepKind::jump:
      return {step.a};
    case StepKind::branch:
    case StepKind::branch_if:
      return {step.a, index + 1};
    case StepKind::shortest:
      return model.comparisons[step.a].steps;
    case StepKind::seize:
    case StepKind::seize_server:
    case StepKind::take:
    case StepKind::take_slot:
      return {index + 1, step.c};
    case StepKind::fork: {
      std::vector<std::uint32_t> next = model.forks[step.a].ways;
      next.push_back(index + 1);
      return next;
    }
    case StepKind::split:
      return {index + 1, model.classes[step.a].first_step};
    case StepKind::gather: {
      const std::uint32_t into = model.gatherings[step.a].into;
      return {index + 1, step.c, into == k_none ? k_none : model.classes[into].first_step};
    }
    case StepKind::ride:
      return {step.a, step.c};
    case StepKind::turn_away:
    case StepKind::depart:
    case StepKind::end_way:
    case StepKind::disband:
      return {};
    case StepKind::serve:
    case StepKind::served:
    case StepKind::share:
    case StepKind::reserve:
    case StepKind::hold:
    case StepKind::finish:
    case StepKind::travel:
    case StepKind::reach_border:
    case StepKind::declare:
    case StepKind::await_documents:
    case StepKind::release_documents:
    case StepKind::clear:
    case StepKind::deposit:
    case StepKind::replenish:
    case StepKind::assign:
    case StepKind::work_for:
    case StepKind::lap:
    case StepKind::let_off:
    case StepKind::wait_open:
    case StepKind::give_up:
    case StepKind::keep_order:
    case StepKind::keep_distance:
      break;
  }
  return {index + 1};
}

bool StandstillFinder::may_still_come(std::uint32_t class_index) const {
  const ClassDef& def = engine_.model_.classes[class_index];
  if (def.limit >= 0 && engine_.classes_[class_index].sent >= static_cast<std::uint64_t>(def.limit))
    return false;
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
  if (state.next_coming < state.coming.size() || state.coming.empty()) return false;
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

}  // namespace kouan::sim
