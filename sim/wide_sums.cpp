#include "sim/wide_sums.hpp"

#include <algorithm>

#include "sim/fingerprint.hpp"
#include "sim/wide.hpp"

namespace kouan::sim {

KOUAN_WIDE std::uint64_t fingerprint_of(std::span<const Micros> ends,
                                        std::span<const std::uint64_t> serials,
                                        std::uint32_t step) {
  const std::size_t count = serials.size();
  const Micros* const end = ends.data();
  const std::uint64_t* const serial = serials.data();
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < count; ++i)
    sum += resume_hash(end[i], serial[i], step);
  return sum;
}

KOUAN_WIDE bool any_later(const Micros* first, const Micros* second, std::size_t count) {
  std::uint64_t later = 0;
  for (std::size_t i = 0; i < count; ++i)
    later |= static_cast<std::uint64_t>(second[i] - first[i]);  // the sign, as both are instants
  return (later >> 63U) != 0;
}

KOUAN_WIDE Micros last_of(std::span<const Micros> instants) {
  Micros last = 0;
  for (const Micros instant : instants)
    last = std::max(last, instant);
  return last;
}

KOUAN_WIDE Sums waits_of(std::span<const Micros> arrivals, std::span<const Micros> starts,
                         std::span<const Micros> ends, std::span<Micros> waits) {
  const std::size_t count = arrivals.size();
  const Micros* const arrival = arrivals.data();
  const Micros* const start = starts.data();
  const Micros* const end = ends.data();
  Micros* const wait = waits.data();
  Sums sums{0, 0};
  for (std::size_t i = 0; i < count; ++i) {
    wait[i] = start[i] - arrival[i];
    sums.waiting += wait[i];
    sums.served += end[i] - start[i];
  }
  return sums;
}

}  // namespace kouan::sim
