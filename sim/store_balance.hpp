// What comes into a store, what its level gains, and when it last had no room: of saturated runs.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/result.hpp"
#include "sim/time.hpp"

namespace kouan::sim {

class StoreBalance {
 public:
  /// Begins anew at the level that the store has now.
  void start(double level_kg, std::size_t classes, Micros now) {
    level_kg_ = level_kg;
    put_kg_.assign(classes, 0);
    last_full_ = now;
    longest_ = 0;
    was_full_ = false;
  }
  void put(std::uint32_t class_index, double kg) { put_kg_[class_index] += kg; }
  /// A load that comes now finds no room, and nobody before it.
  void full(Micros now) {
    longest_ = std::max(longest_, now - last_full_);
    full_until(now);
  }
  /// One has been waiting for room until now.
  void full_until(Micros now) {
    last_full_ = now;
    was_full_ = true;
  }
  StoreResult result(double level_kg, Micros now) const {
    return {level_kg - level_kg_, put_kg_, was_full_, to_seconds(now - last_full_),
            to_seconds(longest_)};
  }

 private:
  double level_kg_ = 0;  ///< at the start
  std::vector<double> put_kg_;
  Micros last_full_ = 0;
  Micros longest_ = 0;  ///< from the start, or from being full, until it was full again
  bool was_full_ = false;
};

}  // namespace kouan::sim
