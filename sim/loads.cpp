// What entities carry: the load of each is its own, that of those aboard is theirs. Tonnes are
// counted once, where they are cleared, and none are made or lost when entities part and meet.
#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/engine.hpp"

namespace kouan::sim {

/// Of its own load, what has not been counted. Parts on ways and carriers that are no entities of
/// their own have none: it is their whole's, or their members'.
double Engine::uncounted_kg(std::uint32_t index) const {
  const Entity& entity = pool_[index];
  const double own_kg = entity.counted ? 0 : entity.payload_kg;
  return entity.ties == k_none ? own_kg : own_kg + ties_[entity.ties].uncounted_kg;
}

/// Counted or not, without those aboard.
double Engine::own_kg(std::uint32_t index) const {
  const Entity& entity = pool_[index];
  if (entity.ties == k_none) return entity.payload_kg;
  const Ties& ties = ties_[entity.ties];
  return entity.payload_kg + ties.counted_kg + ties.uncounted_kg;
}

/// It has so much more of its own from now on.
void Engine::tell_load(std::uint32_t index, double more_kg) {
  if (goods_.empty()) [[likely]]
    return;
  const Micros since = std::max<Micros>(0, now_ - model_.warm_up);
  goods_[pool_[index].class_index].change(since, more_kg);
}

/// And that came with it, from nobody else.
void Engine::tell_coming(std::uint32_t index, double more_kg) {
  if (goods_.empty()) [[likely]]
    return;
  tell_load(index, more_kg);
  if (is_observed()) goods_[pool_[index].class_index].come(more_kg);
}

/// With those aboard. A part on a way stands for its whole.
double Engine::load_kg(std::uint32_t index) const {
  const std::uint32_t bearer = whole_of(index);
  double kg = pool_[bearer].payload_kg;
  if (pool_[bearer].ties == k_none) return kg;
  const Ties& ties = ties_[pool_[bearer].ties];
  kg += ties.uncounted_kg + ties.counted_kg;
  const auto add = [&](std::uint32_t member) { kg += load_kg(member); };
  for_each_aboard(ties.aboard, add);
  if (bearer != index) for_each_aboard(ties_[pool_[index].ties].aboard, add);
  return kg;
}

/// What it carries is counted as throughput; answers how much of that had not been counted before.
double Engine::count_load(std::uint32_t index) {
  const std::uint32_t bearer = whole_of(index);
  double kg = uncounted_kg(bearer);
  pool_[bearer].counted = true;
  if (pool_[bearer].ties == k_none) return kg;
  Ties& ties = ties_[pool_[bearer].ties];
  ties.counted_kg += ties.uncounted_kg;
  ties.uncounted_kg = 0;
  const auto count = [&](std::uint32_t member) { kg += count_load(member); };
  for_each_aboard(ties.aboard, count);
  if (bearer != index) for_each_aboard(ties_[pool_[index].ties].aboard, count);
  return kg;
}

/// The member ends as the carrier sets out: its load, and that of those aboard of it, is the
/// carrier's own from here on; so is its place at a saturated source.
void Engine::take_over(std::uint32_t carrier, std::uint32_t index) {
  Entity& member = pool_[index];
  tell_load(carrier, own_kg(index));
  tell_load(index, -own_kg(index));
  Ties& to = ties_of(carrier);
  if (std::exchange(member.replenishes, false)) to.ended.push_back(member.class_index);
  (member.counted ? to.counted_kg : to.uncounted_kg) += member.payload_kg;
  member.payload_kg = 0;
  if (member.ties == k_none) return;
  Ties& from = ties_[member.ties];
  to.counted_kg += from.counted_kg;
  to.uncounted_kg += from.uncounted_kg;
  from.counted_kg = 0;
  from.uncounted_kg = 0;
  to.ended.insert(to.ended.end(), from.ended.begin(), from.ended.end());
  from.ended.clear();
  for_each_aboard(from.aboard, [&](std::uint32_t aboard) { take_over(carrier, aboard); });
}

/// Its own load becomes so much, whatever it was.
void Engine::set_load(std::uint32_t index, double kg) {
  const double before_kg = uncounted_kg(index);
  tell_coming(index, kg - own_kg(index));
  pool_[index].payload_kg = kg;
  if (pool_[index].ties != k_none) {
    ties_[pool_[index].ties].counted_kg = 0;
    ties_[pool_[index].ties].uncounted_kg = 0;
  }
  inside_kg_ += uncounted_kg(index) - before_kg;
}

/// The part is one of `count` that take this share of the whole's own load, counted or not as it is
/// there. What its class would give it came with nobody.
void Engine::hand_load(std::uint32_t whole, std::uint32_t part, double share, double count) {
  inside_kg_ -= uncounted_kg(part);
  came_kg_ -= pool_[part].payload_kg;
  tell_coming(part, -pool_[part].payload_kg);
  pool_[part].payload_kg = pool_[whole].payload_kg * share / count;
  pool_[part].counted = pool_[whole].counted;
  const Ties from = ties_of(whole);
  Ties& to = ties_of(part);
  to.counted_kg = from.counted_kg * share / count;
  to.uncounted_kg = from.uncounted_kg * share / count;
  tell_load(part, own_kg(part));
}

/// The parts have taken their share.
void Engine::keep_rest(std::uint32_t whole, double share) {
  tell_load(whole, -share * own_kg(whole));
  Ties& ties = ties_of(whole);
  for (double* kg : {&pool_[whole].payload_kg, &ties.counted_kg, &ties.uncounted_kg})
    *kg -= *kg * share;
}

/// What came and was neither counted nor left is what those inside carry uncounted; and what
/// classes have of their own is what was told of it.
bool Engine::keeps_tonnes() const {
  double uncounted = 0;
  std::vector<double> own(goods_.size(), 0);
  for (std::uint32_t i = 0; i < pool_.size(); ++i) {
    if (pool_[i].step == k_none || pool_[i].is_part) continue;
    uncounted += uncounted_kg(i);
    if (!own.empty()) own[pool_[i].class_index] += own_kg(i);
  }
  // Sums of doubles: far less than a vehicle carries, far more than rounding.
  constexpr double k_slack = 1e-9;
  const double slack_kg = 1 + k_slack * came_kg_;
  for (std::size_t c = 0; c < goods_.size(); ++c)
    if (std::abs(own[c] - goods_[c].inside_kg()) > slack_kg) return false;
  return std::abs(uncounted - inside_kg_) <= slack_kg;
}

}  // namespace kouan::sim
