// The calendar (future event list): pending events in a total order that is written down here.
// Events at one instant come by rank (closing and opening first, so that work starts only while
// open; then failures and repairs; then ends of work; then room in stores; then ends of patience;
// then arrivals; then departures of batches, which take along all who have come by then; observers
// last, so that they see the instant's outcome) and within a rank in the order in which they were
// scheduled. Never by pointer, hash or chance.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/time.hpp"

namespace kouan::sim {

enum class Rank : std::uint8_t {
  capacity,   ///< servers of a resource open or close; index = resource
  outage,     ///< a server fails, is repaired or comes back; index = server, then stoppage
  resume,     ///< an entity goes on; index = entity
  room,       ///< a store has room for the first who waits, or a section lets somebody in; index =
              ///< store, then section
  patience,   ///< an entity has waited as long as it would; index = entity
  arrival,    ///< a source sends an entity; index = class
  departure,  ///< the clock lets a batch leave; index = gathering
  observe,    ///< the observer looks on; index = k_sample or k_look_for_knots
};

/// What the observer does.
inline constexpr std::uint32_t k_sample = 0;
inline constexpr std::uint32_t k_look_for_knots = 1;

struct Event {
  Micros at;
  Rank rank;
  std::uint32_t index;
  std::uint64_t number;  ///< of its scheduling: tells an event that was called off
};

/// 4-ary heap of 16-byte keys: time | rank | number | index in one 128-bit integer, so that the
/// total order is one comparison. Cost of push and pop: O(log n), no allocation once grown. Times
/// must not be negative. A pop leaves the root empty until the next event is scheduled, which most
/// often takes its place: one way through the heap instead of two. Chance decides which of two keys
/// comes first, so that the way down has no branch on it.
class Calendar {
 public:
  static constexpr unsigned k_index_bits = 24;
  static constexpr unsigned k_number_bits = 37;
  static constexpr std::uint32_t k_most_indices = 1U << k_index_bits;

  /// Too few numbers are left for another hour's events of any port.
  bool is_used_up() const { return number_ >> (k_number_bits - 1) != 0; }
  bool empty() const { return size() == 0; }
  std::size_t size() const { return size_ - (root_is_empty_ ? 1 : 0); }

  /// Time of the next event; the calendar must not be empty.
  Micros next_at() {
    settle();
    return static_cast<Micros>(heap_.front() >> 64U);
  }

  /// Returns the event's number, from 1 on.
  std::uint64_t push(Micros at, Rank rank, std::uint32_t index) {
    const std::uint64_t number = ++number_;
    const std::uint64_t low =
        (std::uint64_t{static_cast<std::uint8_t>(rank)} << (k_number_bits + k_index_bits)) |
        (number << k_index_bits) | index;
    const Key key = (Key{static_cast<std::uint64_t>(at)} << 64U) | low;
    if (root_is_empty_) {
      root_is_empty_ = false;
      sift_down(key);
    } else {
      sift_up(key);
    }
    return number;
  }

  /// The next event; the calendar must not be empty.
  Event pop() {
    settle();
    root_is_empty_ = true;
    const Key top = heap_.front();
    const auto low = static_cast<std::uint64_t>(top);
    return {static_cast<Micros>(top >> 64U),
            static_cast<Rank>(low >> (k_number_bits + k_index_bits)),
            static_cast<std::uint32_t>(low & (k_most_indices - 1)),
            (low >> k_index_bits) & ((std::uint64_t{1} << k_number_bits) - 1)};
  }

 private:
  __extension__ using Key = unsigned __int128;

  static constexpr Key k_last = ~Key{0};  ///< comes after every event
  static constexpr std::size_t k_family = 4;

  /// Fills an empty root from the bottom.
  void settle() {
    if (!root_is_empty_) return;
    root_is_empty_ = false;
    const Key last = std::exchange(heap_[--size_], k_last);
    if (size_ > 0) sift_down(last);
  }

  void sift_up(Key moving) {
    if (size_ + k_family > heap_.size()) heap_.resize(2 * heap_.size(), k_last);
    std::size_t i = size_++;
    while (i > 0) {
      const std::size_t parent = (i - 1) / k_family;
      if (heap_[parent] <= moving) break;
      heap_[i] = heap_[parent];
      i = parent;
    }
    heap_[i] = moving;
  }

  /// `one` where `yes`, else `other`.
  static Key choose(bool yes, Key one, Key other) {
    return other ^ ((one ^ other) & (Key{0} - Key{yes}));
  }

  /// Least of the family of four that begins at `first`.
  std::size_t least_of_four(std::size_t first) const {
    const std::size_t left = first + std::size_t{heap_[first + 1] < heap_[first]};
    const std::size_t right = first + 2 + std::size_t{heap_[first + 3] < heap_[first + 2]};
    return left ^ ((left ^ right) & (std::size_t{0} - std::size_t{heap_[right] < heap_[left]}));
  }

  /// Fills the root: along the least children each place takes the lesser of two keys, and the
  /// other goes on down.
  void sift_down(Key moving) {
    std::size_t i = 0;
    for (std::size_t first = 1; first < size_; first = k_family * i + 1) {
      const std::size_t least = least_of_four(first);
      const Key child = heap_[least];
      const bool stays = moving < child;
      heap_[i] = choose(stays, moving, child);
      moving = choose(stays, child, moving);
      i = least;
    }
    heap_[i] = moving;
  }

  /// Those beyond `size_` are `k_last`, so that every family is whole.
  std::vector<Key> heap_ = std::vector<Key>(64, k_last);
  std::size_t size_ = 0;  ///< an empty root is one of them
  std::uint64_t number_ = 0;
  bool root_is_empty_ = false;
};

}  // namespace kouan::sim
