// What a run observes: tallies (per entity), quantile sketches, time-weighted sums (per time). Each
// kind has its own type, so that a time average of a tally cannot be written by mistake.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <vector>

#include "sim/time.hpp"

namespace kouan::sim {

/// Distribution of durations with bounded relative error: buckets of 1/128 of an octave base
/// (relative width below 0.8 %), linear interpolation within a bucket; memory does not grow with
/// the count.
class QuantileSketch {
 public:
  void add(Micros value) {
    ++buckets_[bucket(value)];
    ++count_;
  }
  std::uint64_t count() const { return count_; }
  /// Quantile p in [0, 1] in seconds; 0 when empty.
  double quantile_s(double p) const;
  void clear() { *this = QuantileSketch{}; }

 private:
  // Values are kept in units of 2^16 µs (65 ms) below 2^7 units linearly, above logarithmically.
  static constexpr unsigned k_unit_bits = 16;
  static constexpr unsigned k_sub_bits = 7;
  static constexpr std::size_t k_buckets = (47 - k_sub_bits + 1) << k_sub_bits;
  static std::size_t bucket(Micros value);
  static double lower_edge_s(std::size_t bucket);
  std::vector<std::uint32_t> buckets_ = std::vector<std::uint32_t>(k_buckets);
  std::uint64_t count_ = 0;
};

/// Durations counted by entity: number, sum, extremes, quantiles.
struct Tally {
  std::int64_t count = 0;
  WideMicros sum = 0;
  Micros maximum = 0;
  QuantileSketch sketch;

  void add(Micros value) {
    ++count;
    sum += value;
    maximum = std::max(maximum, value);
    sketch.add(value);
  }
  double mean_s() const { return count == 0 ? 0.0 : to_seconds(sum) / static_cast<double>(count); }
};

}  // namespace kouan::sim
