// Hash of one event of a run. A run's fingerprint is their sum: any difference in time, place or
// entity of an event changes it, the order within an instant does not.
#pragma once

#include <cstdint>

#include "sim/calendar.hpp"
#include "sim/time.hpp"

namespace kouan::sim {

inline std::uint64_t event_hash(Micros at, std::uint64_t what) {
  std::uint64_t hash = (static_cast<std::uint64_t>(at) ^ what) * 0xd6e8feb86659fd93ULL;
  hash ^= hash >> 32U;
  return hash * 0xd6e8feb86659fd93ULL;
}

/// The entity number `serial` of its class goes on from `step`.
inline std::uint64_t resume_hash(Micros at, std::uint64_t serial, std::uint32_t step) {
  return event_hash(at, serial * 0x9e3779b97f4a7c15ULL + step);
}

/// It has waited at `step` as long as it would.
inline std::uint64_t patience_hash(Micros at, std::uint64_t serial, std::uint32_t step) {
  return resume_hash(at, ~serial, step);
}

inline std::uint64_t other_hash(Micros at, Rank rank, std::uint32_t index) {
  return event_hash(at, (std::uint64_t{static_cast<std::uint8_t>(rank)} << 32U) + index);
}

}  // namespace kouan::sim
