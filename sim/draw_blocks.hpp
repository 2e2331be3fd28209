// Draws of one step for runs of entities, made at once. A draw is a function of its name alone
// (sim/draw.hpp), so the values of the next entities can be made before anyone asks: several at a
// time, in the processor's vector registers. The values are those of `Distribution::quantile` of
// `Draws::uniform`, to the bit.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

#include "sim/distribution.hpp"
#include "sim/draw.hpp"
#include "sim/time.hpp"

namespace kouan::sim {

class DrawBlocks {
 public:
  static constexpr unsigned k_bits = 6;
  static constexpr std::uint64_t k_length = 1U << k_bits;

  /// `distribution` must outlive the object. `purpose` as in `Draws`.
  DrawBlocks(const Distribution& distribution, std::uint64_t purpose)
      : distribution_(&distribution), purpose_(purpose) {}

  /// The draw of entity number `serial`.
  double value(const Draws& draws, std::uint64_t serial) {
    if (!has(draws, serial)) return distribution_->quantile(draws.uniform(serial, purpose_));
    ++used_;
    return values_[serial % k_kept];
  }

  /// The draw of entity number `serial` [s], as whole microseconds.
  Micros duration(const Draws& draws, std::uint64_t serial) {
    if (!has(draws, serial))
      return from_seconds(distribution_->quantile(draws.uniform(serial, purpose_)));
    ++used_;
    return durations_[serial % k_kept];
  }

  /// The draws of the entity number `serial` and of those after it, as far as they are kept
  /// together, until others are asked for; empty where none are kept.
  std::span<const double> values_from(const Draws& draws, std::uint64_t serial) {
    if (!has(draws, serial)) return {};
    const std::uint64_t count = k_length - serial % k_length;
    used_ += count;
    return {values_.data() + serial % k_kept, count};
  }

  /// The draws of many entities.
  void values(const Draws& draws, std::span<const std::uint64_t> serials, double* out) {
    look_up(draws, serials, values_.data(), out, [](double value) { return value; });
  }

  /// The draws of many entities [s], as whole microseconds.
  void durations(const Draws& draws, std::span<const std::uint64_t> serials, Micros* out) {
    look_up(draws, serials, durations_.data(), out, from_seconds);
  }

 private:
  static constexpr std::uint64_t k_kept = 2 * k_length;  ///< of two blocks

  /// Whether the entity's draw is kept, once it has been seen to.
  bool has(const Draws& draws, std::uint64_t serial) {
    const std::uint64_t number = serial >> k_bits;
    return numbers_[number % 2] == number || make(draws, number);
  }
  bool make(const Draws& draws, std::uint64_t number);

  /// What is `kept` of each entity's draw; `from` makes it of a draw that is not kept.
  template <class Value, class From>
  void look_up(const Draws& draws, std::span<const std::uint64_t> serials, const Value* kept,
               Value* out, From from) {
    const std::size_t count = serials.size();
    if (distribution_->kind == DistributionKind::constant) {
      std::fill_n(out, count, from(distribution_->a));
      return;
    }
    used_ += count;
    for (std::size_t i = 0; i < count;) {
      if (!has(draws, serials[i])) {
        out[i] = from(distribution_->quantile(draws.uniform(serials[i], purpose_)));
        ++i;
        continue;
      }
      // Those whose blocks are there follow each other, nearly all of the time.
      const auto [even, odd] = numbers_;
      for (; i < count; ++i) {
        const std::uint64_t serial = serials[i];
        const std::uint64_t number = serial >> k_bits;
        if (number != even && number != odd) break;
        out[i] = kept[serial % k_kept];
      }
    }
  }
  void fill(const Draws& draws, std::uint64_t number, double* values) const;

  const Distribution* distribution_;
  std::uint64_t purpose_;
  std::uint64_t used_ = 0;
  std::uint64_t made_ = 0;                                                      ///< blocks
  std::array<std::uint64_t, 2> numbers_{~std::uint64_t{0}, ~std::uint64_t{0}};  ///< of the blocks
  std::array<double, k_kept> values_{};
  std::array<Micros, k_kept> durations_{};  ///< the values [s], in whole microseconds
};

}  // namespace kouan::sim
