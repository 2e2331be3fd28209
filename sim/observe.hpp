// What a run observes: tallies (per entity), quantile sketches, time-weighted sums (per time). Each
// kind has its own type, so that a time average of a tally cannot be written by mistake.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "sim/time.hpp"

namespace kouan::sim {

/// An instant or duration that is not negative, to be added to a sum: no sign to be extended.
inline WideMicros widened(Micros t) { return static_cast<std::uint64_t>(t); }

/// Distribution of durations with bounded error: buckets of 1/128 of an octave (relative width
/// below 0.8 %) from 8.4 s on, of 65 ms below; linear interpolation within a bucket; memory does
/// not grow with the count.
class QuantileSketch {
 public:
  void add(Micros value) {
    ++buckets_[bucket(value)];
    ++count_;
  }
  /// For many values in a loop: their number is told before.
  class Counter {
   public:
    Counter(QuantileSketch& sketch, std::size_t how_many) : buckets_(sketch.buckets_.data()) {
      sketch.count_ += how_many;
    }
    void add(Micros value) const { ++buckets_[bucket(value)]; }

   private:
    std::uint32_t* buckets_;
  };
  /// Quantile p in [0, 1] in seconds; 0 when empty.
  double quantile_s(double p) const;

 private:
  // Values are kept in units of 2^16 µs (65 ms) below 2^7 units linearly, above logarithmically.
  static constexpr unsigned k_unit_bits = 16;
  static constexpr unsigned k_sub_bits = 7;
  static constexpr std::size_t k_buckets = (47 - k_sub_bits + 1) << k_sub_bits;
  /// Exponent and leading bits are those of the value as a floating-point number. Without a branch,
  /// since chance would decide it.
  static std::size_t bucket(Micros value) {
    constexpr unsigned k_fraction_bits = 52;
    constexpr std::uint64_t k_first = std::uint64_t{1023 + k_unit_bits + k_sub_bits - 1}
                                      << k_sub_bits;
    const auto linear = static_cast<std::uint64_t>(value) >> k_unit_bits;
    const auto bits = std::bit_cast<std::uint64_t>(static_cast<double>(value));
    const std::uint64_t logarithmic = (bits >> (k_fraction_bits - k_sub_bits)) - k_first;
    const std::uint64_t is_linear = std::uint64_t{0} - std::uint64_t{linear < (1U << k_sub_bits)};
    return logarithmic ^ ((logarithmic ^ linear) & is_linear);
  }
  static double lower_edge_s(std::size_t bucket);
  std::vector<std::uint32_t> buckets_ = std::vector<std::uint32_t>(k_buckets);
  std::uint64_t count_ = 0;
};

/// Durations counted by entity: number, sum, squares, extremes, quantiles. Zeros, the waits of
/// those who need not wait, are only counted.
struct Tally {
  std::int64_t count = 0;
  std::int64_t zeros = 0;  ///< of `count`
  WideMicros sum = 0;
  double squares = 0;  ///< [µs²]
  Micros minimum = std::numeric_limits<Micros>::max();
  Micros maximum = 0;
  QuantileSketch sketch;  ///< of those above zero

  void add(Micros value) {
    ++count;
    if (value == 0) {
      ++zeros;
      return;
    }
    sum += widened(value);
    squares += static_cast<double>(value) * static_cast<double>(value);
    minimum = std::min(minimum, value);
    maximum = std::max(maximum, value);
    sketch.add(value);
  }
  /// The same for many, in order. Afterwards those above zero come first among `values`.
  void add(std::span<Micros> values);
  void add_zero() {
    ++count;
    ++zeros;
  }
  /// The sketch's quantile, never beyond what was seen; 0 when empty.
  double quantile_s(double p) const;
  double mean_s() const { return count == 0 ? 0.0 : to_seconds(sum) / static_cast<double>(count); }
  /// Variance of the values seen [s²].
  double variance_s2() const;
};

/// Integral over time of a count that changes by steps, exact: every step adds its instant with its
/// sign, so that nothing is multiplied on the way.
class Integral {
 public:
  void rise(Micros now) { sum_ -= widened(now); }
  void rise(Micros now, std::int64_t by) { sum_ -= WideMicros{now} * by; }
  void fall(Micros now) { sum_ += widened(now); }
  /// From the start to `now`, where the count is `count`.
  WideMicros until(Micros now, std::int64_t count) const { return sum_ + WideMicros{now} * count; }
  /// Starts anew at `now`.
  void restart(Micros now, std::int64_t count) { sum_ = -WideMicros{now} * count; }
  /// The count is back at zero, and `sum` is what its integral came to.
  void settle(WideMicros sum) { sum_ = sum; }

 private:
  WideMicros sum_ = 0;
};

}  // namespace kouan::sim
