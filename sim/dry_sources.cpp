// Saturated sources that have run dry: all whom they keep are on their way, or gather, or wait for
// others, and nobody keeps the first places busy.
#include <algorithm>
#include <utility>

#include "sim/engine.hpp"

namespace kouan::sim {

namespace {

/// Often enough to see a crowd that a clock lets go, and that has passed an hour or two later.
constexpr Micros k_between_looks = 3 * k_hour;
/// So many looks of a day without a queue are too many.
constexpr std::uint32_t k_dry_looks = 2;
/// After so many doublings in a row that brought no more through, more do not help: something else
/// than their number holds them.
constexpr std::uint32_t k_most_in_vain = 3;
/// Where none has come through so far, whole batches may want more than are there.
constexpr std::uint32_t k_most_until_the_first = 10;

}  // namespace

/// Whether it waits in the queue of a place, with others enough to be served.
bool Engine::waits_at_place(const Entity& entity) const {
  if (entity.step == k_none) return false;
  const Step& step = model_.steps[entity.step];
  if (step.kind == StepKind::seize || step.kind == StepKind::take) return true;
  if (step.kind != StepKind::seize_server) return false;
  return resources_[step.a].waiting >= model_.resources[step.a].rules->batch_most;
}

/// The entry's own who are still to be replaced: the entity, those aboard, those who ended.
template <class Use>
void Engine::for_each_kept(std::uint32_t index, const Use& use) const {
  const Entity& entity = pool_[index];
  if (entity.replenishes) use(leads_[entity.class_index]);
  if (entity.ties == k_none) return;
  for_each_aboard(ties_[entity.ties].aboard, [&](std::uint32_t aboard) {
    if (pool_[aboard].replenishes) use(leads_[pool_[aboard].class_index]);
  });
  for (const std::uint32_t class_index : ties_[entity.ties].ended)
    use(leads_[class_index]);
}

bool Engine::may_grow(std::uint32_t lead) const {
  const SaturatedEntry& entry = entries_[lead];
  const std::uint32_t most = entry.most_taken == 0 ? k_most_until_the_first : k_most_in_vain;
  return model_.classes[lead].may_grow && entry.in_vain < most;
}

/// Counts the look for every entry of which none waits at a place.
void Engine::look_for_dry_entries() {
  std::vector<char> has_queue(entries_.size(), 1);
  std::size_t left = 0;
  for (std::uint32_t lead = 0; lead < entries_.size(); ++lead) {
    if (leads_[lead] != lead || !may_grow(lead)) continue;
    has_queue[lead] = 0;
    ++left;
  }
  for (std::uint32_t i = 0; i < pool_.size() && left > 0; ++i) {
    if (!waits_at_place(pool_[i])) continue;
    for_each_kept(i, [&](std::uint32_t lead) {
      left -= has_queue[lead] == 0 ? 1 : 0;
      has_queue[lead] = 1;
    });
  }
  for (std::uint32_t lead = 0; lead < entries_.size(); ++lead)
    entries_[lead].dry_looks += has_queue[lead] == 0 ? 1 : 0;
}

std::uint32_t Engine::kept_at(std::uint32_t lead) const {
  std::uint32_t kept = 0;
  for (std::uint32_t i = 0; i < pool_.size(); ++i) {
    const Entity& entity = pool_[i];
    if (entity.step == k_none) continue;
    if (entity.replenishes && leads_[entity.class_index] == lead) ++kept;
    if (entity.ties == k_none) continue;
    for (const std::uint32_t class_index : ties_[entity.ties].ended)
      kept += leads_[class_index] == lead ? 1 : 0;
  }
  return kept;
}

/// At the end of a day of the run, where none of an entry waited at a place at several looks of it,
/// as many more come as are kept there: as long as more come through for it.
void Engine::feed_dry_entries() {
  if (!may_grow_ || now_ % k_between_looks != 0) return;
  look_for_dry_entries();
  if (now_ % k_day != 0) return;
  for (std::uint32_t lead = 0; lead < entries_.size(); ++lead) {
    SaturatedEntry& entry = entries_[lead];
    const std::uint64_t taken = std::exchange(entry.taken, 0);
    const bool is_more = 10 * taken > 11 * entry.most_taken;
    const bool is_much_less = 2 * taken < entry.most_taken;  // what is kept is held up elsewhere
    if (is_more || is_much_less) {
      entry.most_taken = taken;
      entry.in_vain = 0;
    }
    if (std::exchange(entry.dry_looks, 0) < k_dry_looks || !may_grow(lead)) continue;
    ++entry.in_vain;
    for (std::uint32_t n = kept_at(lead); n > 0 && pool_.in_use() < k_most_inside_saturated; --n)
      send(next_of_entry(lead));
  }
  proceed_ready();
}

}  // namespace kouan::sim
