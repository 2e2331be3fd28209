// The clocks of those whom a recursion carries, by serial number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
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

/// Of those on a whole way, whose numbers follow each other: a ring from the first of them who is
/// still there to the last who came. The table would make a whole line take 1.17 of its time.
class ClocksInRow {
 public:
  struct Times {
    Micros arrived = k_gone;
    Micros at_border = 0;
  };

  /// The next serial numbers.
  void start(std::span<const Micros> arrivals) {
    while (sent_ - first_ + arrivals.size() > ring_.size())
      grow();
    std::uint64_t serial = sent_;
    for (const Micros at : arrivals)
      of(serial++) = {at, at};
    sent_ = serial;
  }
  Times& of(std::uint64_t serial) { return ring_[serial & (ring_.size() - 1)]; }
  void stop(std::uint64_t serial) { of(serial).arrived = k_gone; }
  /// Makes room of those who were stopped.
  void forget() {
    while (first_ < sent_ && of(first_).arrived == k_gone)
      ++first_;
  }
  std::uint64_t bytes() const { return ring_.capacity() * sizeof(Times); }

 private:
  static constexpr Micros k_gone = -1;

  void grow() {
    std::vector<Times> larger(2 * ring_.size());
    for (std::uint64_t serial = first_; serial < sent_; ++serial)
      larger[serial & (larger.size() - 1)] = of(serial);
    ring_ = std::move(larger);
  }

  std::vector<Times> ring_ = std::vector<Times>(64);  ///< its size a power of two
  std::uint64_t first_ = 0;                           ///< none before is on its way
  std::uint64_t sent_ = 0;
};

/// Of those on ends of ways: a table that is searched from a number's own place on, where those
/// further from theirs go first (Celis, Larson & Munro 1985, "Robin Hood hashing"). Numbers that
/// follow each other have each its own place; what it takes follows those who are there, whatever
/// their numbers.
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
