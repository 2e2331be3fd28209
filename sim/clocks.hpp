// The clocks of those whom a recursion carries, by serial number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/time.hpp"

namespace kouan::sim {

/// When one who is carried came and reached the border.
struct Clock {
  static constexpr std::uint64_t k_nobody = ~std::uint64_t{0};

  std::uint64_t serial = k_nobody;  ///< with its rounds of loops
  Micros arrived = 0;
  Micros at_border = 0;
  bool is_cleared = false;  ///< before it was carried
};

/// A table that is searched from a number's own place on, where those further from theirs go first
/// (Celis, Larson & Munro 1985, "Robin Hood hashing"). Numbers that follow each other have each its
/// own place; what it takes follows those who are there, whatever their numbers.
class Clocks {
 public:
  /// Of one that is not there.
  void start(Clock clock) {
    if (2 * (count_ + 1) > table_.size()) grow();
    ++count_;
    put(clock);
  }
  /// Of one that is.
  Clock& of(std::uint64_t serial) { return table_[place_of(serial)]; }
  void stop(std::uint64_t serial) {
    --count_;
    std::size_t gap = place_of(serial);
    for (std::size_t next = after(gap); is_taken(next) && way_to(next) > 0; next = after(next)) {
      table_[gap] = table_[next];
      gap = next;
    }
    table_[gap].serial = Clock::k_nobody;
  }
  bool empty() const { return count_ == 0; }
  std::uint64_t bytes() const { return table_.capacity() * sizeof(Clock); }

 private:
  std::size_t after(std::size_t place) const { return (place + 1) & (table_.size() - 1); }
  bool is_taken(std::size_t place) const { return table_[place].serial != Clock::k_nobody; }
  std::size_t own_place(std::uint64_t serial) const { return serial & (table_.size() - 1); }
  /// From its own place to where it is.
  std::size_t way_to(std::size_t place) const {
    return (place - own_place(table_[place].serial)) & (table_.size() - 1);
  }
  std::size_t place_of(std::uint64_t serial) const {
    std::size_t place = own_place(serial);
    while (table_[place].serial != serial)
      place = after(place);
    return place;
  }
  void put(Clock clock) {
    std::size_t way = 0;
    std::size_t place = own_place(clock.serial);
    for (; is_taken(place); place = after(place), ++way) {
      const std::size_t other = way_to(place);
      if (other >= way) continue;
      std::swap(clock, table_[place]);
      way = other;
    }
    table_[place] = clock;
  }
  void grow() {
    const std::vector<Clock> before = std::exchange(table_, std::vector<Clock>(2 * table_.size()));
    for (const Clock& clock : before) {
      if (clock.serial != Clock::k_nobody) put(clock);
    }
  }

  std::vector<Clock> table_ = std::vector<Clock>(64);  ///< its size a power of two
  std::size_t count_ = 0;
};

}  // namespace kouan::sim
