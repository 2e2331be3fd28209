// Saturated sources that have run dry: all whom they keep are on their way, or gather, or wait for
// others, and nobody keeps the first places busy.
#include <utility>

#include "sim/engine.hpp"

namespace kouan::sim {

namespace {

constexpr Micros k_between_looks = 3 * k_hour;
/// So many looks of a day without a queue are too many: a clock may let all go at once who are
/// kept.
constexpr std::uint32_t k_dry_looks = 2;

}  // namespace

/// Whether it waits in the queue of a place, with others enough to be served.
bool Engine::waits_at_place(const Entity& entity) const {
  if (entity.step == k_none) return false;
  const Step& step = model_.steps[entity.step];
  if (step.kind == StepKind::seize || step.kind == StepKind::take) return true;
  if (step.kind != StepKind::seize_server) return false;
  return resources_[step.a].waiting >= model_.resources[step.a].rules->batch_most;
}

/// By entry, how many are still to be replaced, and whether one of them waits at a place, by itself
/// or aboard.
Engine::KeptAtEntries Engine::kept_at_entries() const {
  KeptAtEntries all(entries_.size());
  for (std::uint32_t i = 0; i < pool_.size(); ++i) {
    const Entity& entity = pool_[i];
    if (entity.step == k_none) continue;
    const bool waits = waits_at_place(entity);
    const auto note_of = [&](std::uint32_t class_index, bool is_counted) {
      KeptAtEntry& kept = all[lead_of_entry(class_index)];
      kept.number += is_counted ? 1 : 0;
      kept.has_queue = kept.has_queue || waits;
    };
    if (entity.replenishes) note_of(entity.class_index, true);
    if (entity.ties == k_none) continue;
    for_each_aboard(ties_[entity.ties].aboard, [&](std::uint32_t aboard) {
      if (pool_[aboard].replenishes) note_of(pool_[aboard].class_index, false);
    });
    for (const std::uint32_t class_index : ties_[entity.ties].ended)
      note_of(class_index, true);
  }
  return all;
}

/// At the end of a day, where none of an entry waited at a place at several looks of it, as many
/// more come as are kept there.
void Engine::feed_dry_entries() {
  if (!may_grow_ || now_ % k_between_looks != 0) return;
  const KeptAtEntries kept = kept_at_entries();
  for (std::uint32_t lead = 0; lead < entries_.size(); ++lead) {
    std::uint32_t& looks = entries_[lead].dry_looks;
    looks += kept[lead].has_queue ? 0 : 1;
    if (now_ % k_day != 0) continue;
    const bool is_dry = std::exchange(looks, 0) >= k_dry_looks && model_.classes[lead].may_grow;
    for (std::uint32_t n = is_dry ? kept[lead].number : 0;
         n > 0 && pool_.in_use() < k_most_inside_saturated; --n)
      send(next_of_entry(lead));
  }
  proceed_ready();
}

}  // namespace kouan::sim
