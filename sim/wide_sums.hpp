// What a recursion asks of many instants at once, in vector registers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "sim/time.hpp"

namespace kouan::sim {

/// Sum of `resume_hash` over those who end.
std::uint64_t fingerprint_of(std::span<const Micros> ends, std::span<const std::uint64_t> serials,
                             std::uint32_t step);

/// Whether one of the first is later than its fellow of the second.
bool any_later(const Micros* first, const Micros* second, std::size_t count);

/// The latest of the instants, which come in any order.
Micros last_of(std::span<const Micros> instants);

struct Sums {
  Micros waiting;  ///< within a pass: far from the largest number
  Micros served;
};

/// Waits of those who came, started and ended so; and their sums.
Sums waits_of(std::span<const Micros> arrivals, std::span<const Micros> starts,
              std::span<const Micros> ends, std::span<Micros> waits);

}  // namespace kouan::sim
