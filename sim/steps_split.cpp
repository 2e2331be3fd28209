// Parting: one entity becomes several of another class, which know whence they came.
#include <algorithm>
#include <cmath>

#include "sim/engine.hpp"

namespace kouan::sim {

namespace {

/// Number of part `i` of entity `serial`: the same in every scenario, whatever else happens
/// (SplitMix64's finaliser, Steele, Lea & Flood 2014).
std::uint64_t serial_of_part(std::uint64_t serial, std::uint64_t purpose, std::uint64_t i) {
  std::uint64_t h = purpose + 0x9e3779b97f4a7c15ULL * (serial + 1) + 0xd6e8feb86659fd93ULL * i;
  h = (h ^ (h >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  h = (h ^ (h >> 27U)) * 0x94d049bb133111ebULL;
  return h ^ (h >> 31U);
}

}  // namespace

/// A new entity of the class, which starts its cycle now; the caller makes it go on. k_none when
/// there is no room.
std::uint32_t Engine::add_entity(std::uint32_t class_index, std::uint64_t serial) {
  if (is_full()) {
    stop_as(StopReason::too_many_inside);
    return k_none;
  }
  const std::uint32_t index = pool_.add();
  pool_[index].class_index = class_index;
  make_attributes();
  start_cycle(index, serial);
  return index;
}

/// The parts share what they take of the whole's own load, and the whole goes on with the rest.
void Engine::split(std::uint32_t index, const Step& step) {
  const auto count = std::max(0LL, std::llround(draw(pool_[index], step)));
  if (count == 0) return;
  const std::uint32_t whole = whole_of(index);
  const std::uint32_t origin = origin_as_whole(whole);
  for (long long i = 0; i < count; ++i) {
    const std::uint32_t part = add_entity(
        step.a, serial_of_part(pool_[index].serial, step.purpose, static_cast<std::uint64_t>(i)));
    if (part == k_none) return;
    hand_load(whole, part, step.probability, static_cast<double>(count));
    if (step.level == 1) hand_clock(pool_[index], pool_[part]);
    ties_of(part).origin = origin;
    ties_of(part).part_number = ++origins_[origin].parts_made;
    ++origins_[origin].alive;
    ++origins_[origin].parts;
    ready_.push_back(part);
  }
  keep_rest(whole, step.probability);
}

/// Clearance of the part began when that of the whole did.
void Engine::hand_clock(const Entity& whole, Entity& part) {
  part.arrived = whole.arrived;
  part.at_border = whole.at_border;
  part.declared = whole.declared;
  part.documents_at = whole.documents_at;
}

std::uint32_t Engine::origin_as_whole(std::uint32_t index) {
  Ties& ties = ties_of(index);
  if (ties.own == k_none) {
    ties.own = origins_.add();
    origins_[ties.own].alive = 1;
    const Entity& whole = pool_[index];
    origins_[ties.own].name = {whole.class_index, whole.serial & (k_lap - 1),
                               ties.origin != k_none};
  }
  return ties.own;
}

/// The entity leaves: nobody waits for it any longer.
void Engine::forget_origins(std::uint32_t index) {
  const Ties ties = ties_of(index);
  ties_.remove(pool_[index].ties);
  pool_[index].ties = k_none;
  if (ties.own != k_none && --origins_[ties.own].alive == 0) origins_.remove(ties.own);
  if (ties.origin == k_none) return;
  Origin& origin = origins_[ties.origin];
  --origin.parts;
  if (--origin.alive == 0) return origins_.remove(ties.origin);
  if (origin.parts == 0) return;
  for (std::size_t i = 0; i < origins_[ties.origin].waiting.size(); ++i) {
    const std::uint32_t gathering = origins_[ties.origin].waiting[i].first;
    Waiting& waiting = origins_[ties.origin].waiting[i].second;
    if (waiting.counts[0] > 0 && is_complete(gathering, waiting, ties.origin))
      form(gathering, waiting, false);
  }
}

}  // namespace kouan::sim
