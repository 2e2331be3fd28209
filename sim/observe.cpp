#include "sim/observe.hpp"

namespace kouan::sim {

double QuantileSketch::lower_edge_s(std::size_t bucket) {
  const double unit_s = to_seconds(Micros{1} << k_unit_bits);
  const std::size_t octave = bucket >> k_sub_bits;
  const std::size_t within = bucket & ((1U << k_sub_bits) - 1);
  if (octave == 0) return unit_s * static_cast<double>(within);
  return unit_s *
         std::ldexp(static_cast<double>((1U << k_sub_bits) + within), static_cast<int>(octave) - 1);
}

double QuantileSketch::quantile_s(double p) const {
  if (count_ == 0) return 0;
  const double rank = p * static_cast<double>(count_);
  double below = 0;
  for (std::size_t i = 0; i < k_buckets; ++i) {
    const auto here = static_cast<double>(buckets_[i]);
    if (here > 0 && below + here >= rank) {
      const double low = lower_edge_s(i);
      const double width = lower_edge_s(i + 1) - low;
      return low + width * std::clamp((rank - below) / here, 0.0, 1.0);
    }
    below += here;
  }
  return lower_edge_s(k_buckets);
}

void Tally::add(std::span<Micros> values) {
  // Whether somebody waits is chance, so that no branch asks for it.
  std::size_t some = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Micros value = values[i];
    values[some] = value;
    some += value != 0 ? 1 : 0;
  }
  // One loop for all: the squares are added one after the other, and the rest fills the time.
  Micros total = 0;
  double squared = squares;
  Micros least = minimum;
  Micros most = maximum;
  const QuantileSketch::Counter counter(sketch, some);
  for (std::size_t i = 0; i < some; ++i) {
    const Micros value = values[i];
    total += value;
    squared += static_cast<double>(value) * static_cast<double>(value);
    least = std::min(least, value);
    most = std::max(most, value);
    counter.add(value);
  }
  count += static_cast<std::int64_t>(values.size());
  zeros += static_cast<std::int64_t>(values.size() - some);
  sum += total;
  squares = squared;
  minimum = least;
  maximum = most;
}

double Tally::quantile_s(double p) const {
  const double rank = p * static_cast<double>(count);
  if (rank <= static_cast<double>(zeros)) return 0;
  const auto above = static_cast<double>(count - zeros);
  return std::clamp(sketch.quantile_s((rank - static_cast<double>(zeros)) / above),
                    to_seconds(minimum), to_seconds(maximum));
}

double Tally::variance_s2() const {
  if (count == 0) return 0;
  const double mean = mean_s();
  return std::max(0.0, squares * 1e-12 / static_cast<double>(count) - mean * mean);
}

}  // namespace kouan::sim
