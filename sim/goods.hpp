// How long goods are in the system, whoever carries them on: by Little's law the mean time of a
// tonne is the integral of the load inside over time, by the tonnes that came.
#pragma once

#include "sim/time.hpp"

namespace kouan::sim {

/// Own loads of a class [kg], from the end of the warm-up on. Like `Integral`, every change adds
/// its instant with its sign.
class GoodsInside {
 public:
  /// Instants before the warm-up's end count as that; all after `since`.
  void change(Micros since, double kg) {
    inside_kg_ += kg;
    sum_kg_s_ -= kg * to_seconds(since);
  }
  void come(double kg) { came_kg_ += kg; }
  double came_kg() const { return came_kg_; }
  double inside_kg() const { return inside_kg_; }
  double until(Micros since) const { return sum_kg_s_ + inside_kg_ * to_seconds(since); }

 private:
  double inside_kg_ = 0;
  double sum_kg_s_ = 0;
  double came_kg_ = 0;
};

}  // namespace kouan::sim
