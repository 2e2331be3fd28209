// MRG32k3a, a second random generator that shares nothing with the engine's: two recurrences of
// order three, combined (L'Ecuyer 1999, "Good parameters and implementations for combined multiple
// recursive random number generators", Operations Research 47, figure I), cut into streams 2^127
// apart and substreams 2^76 apart (L'Ecuyer, Simard, Chen & Kelton 2002, "An object-oriented
// random-number package with many long streams and substreams", Operations Research 50). What the
// engine's generator says is held against it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace kouan::test {

class Mrg32k3a {
 public:
  /// The last three values of the first recurrence, then of the second, oldest first. Neither three
  /// are all zero; each is below its modulus.
  using State = std::array<std::uint64_t, 6>;

  explicit Mrg32k3a(const State& seed) : stream_(seed), substream_(seed), now_(seed) {}

  /// Uniform in (0, 1).
  double uniform() {
    const std::uint64_t p1 =
        (1403580 * now_[1] + k_m1 * 810728 - 810728 * now_[0]) % k_m1;  // kept positive
    const std::uint64_t p2 = (527612 * now_[5] + k_m2 * 1370589 - 1370589 * now_[3]) % k_m2;
    now_ = {now_[1], now_[2], p1, now_[4], now_[5], p2};
    const std::uint64_t z = p1 > p2 ? p1 - p2 : p1 + k_m1 - p2;
    return static_cast<double>(z) / static_cast<double>(k_m1 + 1);
  }

  /// Goes to the beginning of the next substream of this stream.
  void next_substream() { now_ = substream_ = advanced(substream_, 76); }
  /// Goes to the beginning of the next stream.
  void next_stream() { now_ = substream_ = stream_ = advanced(stream_, 127); }

  const State& state() const { return now_; }

  /// What 2^`doublings` draws would make of `state`.
  static State advanced(const State& state, int doublings) {
    const auto first = times(power(k_a1, doublings, k_m1), {state[0], state[1], state[2]}, k_m1);
    const auto second = times(power(k_a2, doublings, k_m2), {state[3], state[4], state[5]}, k_m2);
    return {first[0], first[1], first[2], second[0], second[1], second[2]};
  }

 private:
  using Row = std::array<std::uint64_t, 3>;
  using Matrix = std::array<Row, 3>;

  static constexpr std::uint64_t k_m1 = 4294967087;  ///< 2^32 - 209
  static constexpr std::uint64_t k_m2 = 4294944443;  ///< 2^32 - 22853
  /// One step of each recurrence. Products of two residues stay below 2^64.
  static constexpr Matrix k_a1{{{0, 1, 0}, {0, 0, 1}, {k_m1 - 810728, 1403580, 0}}};
  static constexpr Matrix k_a2{{{0, 1, 0}, {0, 0, 1}, {k_m2 - 1370589, 0, 527612}}};

  static Row times(const Matrix& a, const Row& x, std::uint64_t m) {
    Row y{};
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t j = 0; j < 3; ++j)
        y[i] = (y[i] + a[i][j] * x[j] % m) % m;
    return y;
  }
  static Matrix squared(const Matrix& a, std::uint64_t m) {
    Matrix c{};
    for (std::size_t j = 0; j < 3; ++j) {
      const Row column = times(a, {a[0][j], a[1][j], a[2][j]}, m);
      for (std::size_t i = 0; i < 3; ++i)
        c[i][j] = column[i];
    }
    return c;
  }
  /// a to the power of 2^doublings.
  static Matrix power(Matrix a, int doublings, std::uint64_t m) {
    for (int i = 0; i < doublings; ++i)
      a = squared(a, m);
    return a;
  }

  State stream_;     ///< beginning of the stream
  State substream_;  ///< beginning of the substream
  State now_;
};

}  // namespace kouan::test
