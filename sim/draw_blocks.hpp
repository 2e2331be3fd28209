// Draws of one step for runs of entities, made at once. A draw is a function of its name alone
// (sim/draw.hpp), so the values of the next entities can be made before anyone asks: several at a
// time, in the processor's vector registers. The values are those of `Distribution::quantile` of
// `Draws::uniform`, to the bit.
#pragma once

#include <array>
#include <cstdint>

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
    const std::uint64_t number = serial >> k_bits;
    Block& block = blocks_[number & 1U];
    if (block.number != number && !make(draws, block, number))
      return distribution_->quantile(draws.uniform(serial, purpose_));
    ++used_;
    return block.values[serial & (k_length - 1)];
  }

  /// The draws of many [s], by their `serial`, as whole microseconds.
  template <class Entities>
  void durations(const Draws& draws, const Entities& entities, Micros* out) {
    for (std::size_t i = 0; i < entities.size(); ++i) {
      const std::uint64_t serial = entities[i].serial;
      const std::uint64_t number = serial >> k_bits;
      Block& block = blocks_[number & 1U];
      const bool is_there = block.number == number || make(draws, block, number);
      out[i] = is_there ? block.durations[serial & (k_length - 1)]
                        : from_seconds(distribution_->quantile(draws.uniform(serial, purpose_)));
    }
    used_ += entities.size();
  }

 private:
  struct Block {
    std::uint64_t number = ~std::uint64_t{0};
    std::array<double, k_length> values;
    std::array<Micros, k_length> durations;  ///< the values [s], in whole microseconds
  };

  bool make(const Draws& draws, Block& block, std::uint64_t number);
  void fill(const Draws& draws, Block& block) const;

  const Distribution* distribution_;
  std::uint64_t purpose_;
  std::uint64_t used_ = 0;
  std::uint64_t made_ = 0;  ///< blocks
  std::array<Block, 2> blocks_{};
};

}  // namespace kouan::sim
