// Deadlocks through a gathering, or a stage that takes whole batches: who waits there for others
// keeps from them what they need to come.
#include <algorithm>

#include "sim/knot_finder.hpp"
#include "sim/ways.hpp"

namespace kouan::sim {

/// So many looks through gatherings a run at most, besides the one at its end.
constexpr std::int64_t k_looks = 50;

void Engine::find_ways_to_kinds() {
  ways_to_kinds_.resize(gatherings_.size() + resources_.size());
  std::vector<std::vector<std::uint32_t>> before;
  const auto find = [&](std::size_t place, const std::vector<std::uint32_t>& to) {
    may_knot_by_gathering_ = true;
    if (before.empty()) before = steps_before(model_);
    ways_to_kinds_[place].push_back(
        leading_to(before, to, [](std::uint32_t, std::uint32_t) { return true; }));
  };
  for (std::uint32_t g = 0; g < gatherings_.size(); ++g) {
    if (!model_.gatherings[g].may_knot) continue;
    for (std::size_t kind = 0; kind < model_.gatherings[g].kinds.size(); ++kind)
      find(g, steps_of_kind(model_, g, kind));
  }
  for (std::uint32_t r = 0; r < resources_.size(); ++r) {
    const ResourceDef& def = model_.resources[r];
    if (def.may_knot_by_gathering && waits_for_a_batch(def))
      find(gatherings_.size() + r, steps_of_batch(model_, r));
  }
}

/// A ring through a gathering lasts; so that it costs next to nothing it is looked for now and
/// then, and told as of the instant at which it closed.
void Engine::look_through_gatherings() {
  next_look_ = now_ + std::max(k_hour, model_.horizon / k_looks);
  KnotFinder finder(*this, true);
  series_.knot = finder.find_any();
  if (series_.knot.empty()) return;
  knotted_at_ = finder.closed_at();
  stop_as(StopReason::deadlock);
}

std::vector<KnotLink> KnotFinder::find_any() {
  collect();
  reduce();
  return ring();
}

bool KnotFinder::is_at(const Step& step, std::uint32_t place) const {
  if (step.kind == StepKind::seize_server) return place_of_batch(step.a) == place;
  return step.kind == StepKind::gather && step.a == place;
}

std::vector<std::uint32_t> KnotFinder::steps_to(std::uint32_t place, std::uint32_t kind) const {
  const auto gatherings = static_cast<std::uint32_t>(engine_.gatherings_.size());
  return place < gatherings ? steps_of_kind(engine_.model_, place, kind)
                            : steps_of_batch(engine_.model_, place - gatherings);
}

/// Whether a way of the entity, which is not there, leads to being at the place as one of the kind.
/// Of who waits for its parts only what comes after them counts: they go their ways. By origin it
/// stands for them.
bool KnotFinder::leads_to(std::uint32_t index, std::uint32_t place, std::uint32_t kind) const {
  const Entity& entity = engine_.pool_[index];
  const Step& step = engine_.model_.steps[entity.step];
  const auto& gatherings = engine_.model_.gatherings;
  const bool by_origin = place < gatherings.size() && gatherings[place].by_origin;
  const bool is_past_parts = step.kind == StepKind::fork && !by_origin;
  const std::uint32_t from = is_past_parts ? entity.step + 1 : entity.step;
  return !is_at(step, place) && engine_.ways_to_kinds_[place][kind][from] != 0;
}

/// Of which more have to come. A number that is not given makes no batch full.
std::vector<std::uint32_t> KnotFinder::missing_kinds(std::uint32_t gathering,
                                                     const Waiting& waiting) const {
  std::vector<std::uint32_t> missing;
  const auto& kinds = engine_.model_.gatherings[gathering].kinds;
  for (std::uint32_t k = 0; k < kinds.size(); ++k) {
    if (waiting.counts[k] < kinds[k].needed) missing.push_back(k);
  }
  return missing;
}

/// Where too few wait for a batch. The first of each line stands for all of it, and is added with
/// those of all lines.
void KnotFinder::collect_batches() {
  for (std::uint32_t r = 0; r < engine_.resources_.size(); ++r) {
    const ResourceDef& def = engine_.model_.resources[r];
    const ResourceState& state = engine_.resources_[r];
    if (!may_knot(r) || !waits_for_a_batch(def) || state.waiting == 0) continue;
    if (state.waiting >= def.rules->batch_least) continue;
    deserted_[place_of_batch(r)] = {0};
    add_behind(place_of_batch(r), 0);
  }
}

/// The first of each kind stands for all who wait with it.
void KnotFinder::collect_gatherings() {
  collect_batches();
  bool any_by_origin = false;
  for (std::uint32_t g = 0; g < engine_.gatherings_.size(); ++g) {
    const GatheringDef& def = engine_.model_.gatherings[g];
    const GatheringState& state = engine_.gatherings_[g];
    if (!def.may_knot || state.waiting == 0) continue;
    any_by_origin = any_by_origin || def.by_origin;
    if (def.by_origin) continue;
    deserted_[g] = missing_kinds(g, state.all);
    for (const std::uint32_t kind : deserted_[g])
      add_behind(g, kind);
    for (const Line& line : state.all.lines) {
      if (!line.empty()) add(line.head);
    }
  }
  if (!any_by_origin) return;
  for (std::uint32_t t = 0; t < engine_.ties_.size(); ++t) {
    const Ties& ties = engine_.ties_[t];
    const Entity& entity = engine_.pool_[ties.owner];
    if (entity.step == k_none || entity.ties != t) continue;
    for (const std::uint32_t origin : {ties.origin, ties.own}) {
      if (origin != k_none) families_[origin].push_back(ties.owner);
    }
    add(ties.owner);
  }
}

/// The first in each line who is missed there: it may stand behind others.
void KnotFinder::add_behind(std::uint32_t place, std::uint32_t kind) {
  for (std::uint32_t r = 0; r < engine_.resources_.size(); ++r) {
    if (!may_knot(r)) continue;
    for (const auto* lines : {&engine_.resources_[r].queue, &engine_.resources_[r].before_queue}) {
      for (const Line& line : *lines) {
        std::uint32_t i = line.head;
        while (i != k_none && !leads_to(i, place, kind))
          i = engine_.pool_[i].next;
        if (i != k_none) add(i);
      }
    }
  }
}

/// The first, in the order of classes and numbers, of those caught who would have to come; k_none
/// if there is none.
std::uint32_t KnotFinder::first_caught_on_the_way(std::uint32_t place, std::uint32_t kind) const {
  std::uint32_t first = k_none;
  const auto order = [&](std::uint32_t entity) {
    return std::pair(engine_.pool_[entity].class_index, engine_.pool_[entity].serial);
  };
  for (const std::uint32_t entity : stuck_) {
    if (!leads_to(entity, place, kind)) continue;
    if (first == k_none || order(entity) < order(first)) first = entity;
  }
  return first;
}

/// Strikes the kinds of which somebody may still come, and those for which nobody who is caught is
/// missed, until no more can be; answers whether any was.
bool KnotFinder::free_gatherings() {
  bool any = false;
  if (!deserted_.empty() && before_.empty()) before_ = steps_before(engine_.model_);
  for (bool changed = true; changed;) {
    changed = false;
    for (auto it = deserted_.begin(); it != deserted_.end();) {
      const std::uint32_t place = it->first;
      const std::size_t struck = std::erase_if(it->second, [&](std::uint32_t kind) {
        return first_caught_on_the_way(place, kind) == k_none || can_come(place, kind);
      });
      changed = changed || struck > 0;
      it = it->second.empty() ? deserted_.erase(it) : std::next(it);
    }
    any = any || changed;
  }
  return any;
}

/// Whether one who is not caught, or whom a source may still send, may come there as one of the
/// kind, past those who are caught. A source is taken to go on for ever.
bool KnotFinder::can_come(std::uint32_t place, std::uint32_t kind) const {
  const Model& model = engine_.model_;
  const auto passable =
      leading_to(before_, steps_to(place, kind),
                 [&](std::uint32_t from, std::uint32_t to) { return may_pass(from, to); });
  std::vector<char> goes_on(engine_.classes_.size(), 0);  // some of the class who are not caught
  bool any_goes_on = false;
  for (std::uint32_t i = 0; i < engine_.pool_.size(); ++i) {
    const Entity& entity = engine_.pool_[i];
    if (entity.step == k_none || is_stuck(i)) continue;
    if (leads_to(i, place, kind) && passable[entity.step] != 0) return true;
    const Step& step = model.steps[entity.step];
    const bool stays =
        waits(i) && std::any_of(deserted_.begin(), deserted_.end(),
                                [&](const auto& other) { return is_at(step, other.first); });
    if (stays) continue;
    goes_on[entity.class_index] = 1;
    any_goes_on = true;
  }
  for (std::uint32_t c = 0; c < model.classes.size(); ++c) {
    const ClassDef& def = model.classes[c];
    if (def.source == SourceKind::processes || passable[def.first_step] == 0) continue;
    // Who is inside brings the next of these.
    if (def.source == SourceKind::fleet && goes_on[c] == 0) continue;
    if (def.source == SourceKind::saturated && !any_goes_on && !engine_.is_try_booked_ &&
        !engine_.may_grow(engine_.leads_[c]))
      continue;
    return true;
  }
  return false;
}

/// Whether one who is not caught may get from the step to one of the next.
bool KnotFinder::may_pass(std::uint32_t from, std::uint32_t to) const {
  const Step& step = engine_.model_.steps[from];
  switch (step.kind) {
    case StepKind::take: {
      if (to == step.c) return true;  // refused, or out of patience
      const auto& needs = engine_.model_.needs[step.needs].of;
      return std::none_of(needs.begin(), needs.end(),
                          [&](const NeedDef& need) { return blame_need(need).has_value(); });
    }
    case StepKind::seize_server:
      return to == step.c || !blame_server(step.a);
    case StepKind::reserve:
      return !blame_reserve(step.a);
    case StepKind::gather: {
      const auto here = deserted_.find(step.a);
      if (to == step.c || here == deserted_.end()) return true;
      return std::all_of(here->second.begin(), here->second.end(),
                         [&](std::uint32_t kind) { return kind == step.limit; });
    }
    default:
      return true;
  }
}

std::optional<KnotFinder::Blame> KnotFinder::blame_gathering(std::uint32_t index,
                                                             const Step& step) const {
  if (engine_.model_.gatherings[step.a].by_origin) return blame_origin(index, step);
  const auto here = deserted_.find(step.a);
  if (here == deserted_.end()) return std::nullopt;
  const std::uint32_t next = first_caught_on_the_way(step.a, here->second.front());
  return Blame{next, step.a, KnotCause::gathers};
}

/// Too few wait there for a batch, and nobody may come.
std::optional<KnotFinder::Blame> KnotFinder::blame_batch(std::uint32_t resource) const {
  const auto here = deserted_.find(place_of_batch(resource));
  if (here == deserted_.end()) return std::nullopt;
  return Blame{first_caught_on_the_way(here->first, here->second.front()), resource,
               KnotCause::batches};
}

/// All room ahead is kept for those who wait there for others, or taken by those who are caught.
std::optional<KnotFinder::Blame> KnotFinder::blame_reserve(std::uint32_t resource) const {
  if (deserted_.count(place_of_batch(resource)) == 0) return blame_server(resource);
  if (engine_.may_reserve(resource)) return std::nullopt;
  for (const std::uint32_t entity : stuck_) {
    if (engine_.pool_[entity].reserved == resource)
      return Blame{entity, resource, KnotCause::is_held};
  }
  return blame_server(resource);
}

/// It waits for those who are of one whole with it, and not all that it needs of them can come.
std::optional<KnotFinder::Blame> KnotFinder::blame_origin(std::uint32_t index,
                                                          const Step& step) const {
  const Entity& whole = engine_.pool_[engine_.whole_of(index)];
  if (whole.ties == k_none) return std::nullopt;
  const Ties& own = engine_.ties_[whole.ties];
  const std::uint32_t origin = step.level == 0 ? own.origin : own.own;
  if (origin == k_none) return std::nullopt;
  const Waiting* with = nullptr;
  for (const auto& [where, waiting] : engine_.origins_[origin].waiting) {
    if (where == step.a) with = &waiting;
  }
  if (with == nullptr) return std::nullopt;
  for (const std::uint32_t kind : missing_kinds(step.a, *with)) {
    const std::uint32_t needed = engine_.model_.gatherings[step.a].kinds[kind].needed;
    const bool awaits_all_parts = needed == k_none;
    std::uint32_t able = with->counts[kind];
    std::uint32_t caught = k_none;
    const auto family = families_.find(origin);
    if (family == families_.end()) return std::nullopt;
    for (const std::uint32_t other : family->second) {
      const Entity& entity = engine_.pool_[other];
      const Step& at = engine_.model_.steps[entity.step];
      if (at.kind == StepKind::gather && at.a == step.a) continue;  // counted already
      // The whole is none of its parts, though further ones may come of it.
      if (awaits_all_parts && engine_.ties_[entity.ties].origin != origin) continue;
      if (!is_stuck(other)) {
        ++able;  // whichever kind it is of
      } else if (caught == k_none && leads_to(other, step.a, kind)) {
        caught = other;
      }
    }
    if (caught != k_none && (awaits_all_parts || able < needed))
      return Blame{caught, step.a, KnotCause::gathers};
  }
  return std::nullopt;
}

}  // namespace kouan::sim
