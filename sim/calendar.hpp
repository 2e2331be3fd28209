// The calendar (future event list): pending events in a total order that is written down here.
// Events at one instant come by rank (closing and opening first, so that work starts only while
// open; then failures and repairs; then ends of work; then room in stores; then ends of patience;
// then arrivals; then departures of batches, which take along all who have come by then; observers
// last, so that they see the instant's outcome) and within a rank in the order in which they were
// scheduled. Never by pointer, hash or chance.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
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

/// Where an event stands in the order: time, then rank | number | place, the place of the calendar
/// that it takes.
struct EventKey {
  std::uint64_t at;
  std::uint64_t order;
};

/// The earlier of both, without a branch: chance decides which it is.
inline EventKey earlier_by_masks(EventKey one, EventKey other) {
  const bool less = other.at != one.at ? other.at < one.at : other.order < one.order;
  const std::uint64_t mask = std::uint64_t{0} - std::uint64_t{less};
  return {one.at ^ ((one.at ^ other.at) & mask), one.order ^ ((one.order ^ other.order) & mask)};
}

/// The same in four instructions; left to themselves compilers make a branch of it, or a dozen.
inline EventKey earlier(EventKey one, EventKey other) {
#ifdef __x86_64__
  std::uint64_t rest = other.at;
  __asm__(
      "cmp %[one_order], %[other_order]\n\t"
      "sbb %[one_at], %[rest]\n\t"
      "cmovc %[other_at], %[one_at]\n\t"
      "cmovc %[other_order], %[one_order]"
      : [one_at] "+&r"(one.at), [one_order] "+&r"(one.order), [rest] "+&r"(rest)
      : [other_at] "r"(other.at), [other_order] "r"(other.order)
      : "cc");
  return one;
#else
  return earlier_by_masks(one, other);
#endif
}

/// Tournament tree: pending events have places in a row, and every node above keeps the earlier of
/// its two children, so that the next event is at the root (Knuth 1998, "The Art of Computer
/// Programming" 3, section 5.4.1). Whoever takes a place plays its way up against winners that are
/// known before: no load waits for a game. Push and pop cost log2(places) games; nothing is
/// allocated once grown. A pop leaves its place open until the next event is scheduled, which most
/// often takes it: one way up instead of two. Times must not be negative.
class Calendar {
 public:
  /// Too few numbers are left for another hour's events of any port.
  bool is_used_up() const { return number_ >> (k_number_bits - 1) != 0; }
  /// Too few places are.
  bool is_full() const { return size_ >> (k_place_bits - 1) != 0; }
  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }
  std::size_t bytes() const {
    return tree_.size() * sizeof(EventKey) + indices_.size() * sizeof(std::uint32_t);
  }

  /// Time of the next event; the calendar must not be empty.
  Micros next_at() {
    give_up_open();
    return static_cast<Micros>(tree_[k_root].at);
  }

  /// Returns the event's number, from 1 on.
  std::uint64_t push(Micros at, Rank rank, std::uint32_t index) {
    const std::uint64_t number = ++number_;
    const std::uint32_t place = open_ != k_no_place ? open_ : take_free();
    open_ = k_no_place;
    ++size_;
    indices_[place] = index;
    const std::uint64_t order =
        (std::uint64_t{static_cast<std::uint8_t>(rank)} << (k_number_bits + k_place_bits)) |
        (number << k_place_bits) | place;
    play(place, {static_cast<std::uint64_t>(at), order});
    return number;
  }

  /// The next event; the calendar must not be empty.
  Event pop() {
    give_up_open();
    const EventKey next = tree_[k_root];
    open_ = static_cast<std::uint32_t>(next.order & ((std::uint64_t{1} << k_place_bits) - 1));
    --size_;
    return {static_cast<Micros>(next.at),
            static_cast<Rank>(next.order >> (k_number_bits + k_place_bits)), indices_[open_],
            (next.order >> k_place_bits) & ((std::uint64_t{1} << k_number_bits) - 1)};
  }

 private:
  static constexpr unsigned k_place_bits = 25;
  static constexpr unsigned k_number_bits = 36;
  static constexpr std::uint32_t k_no_place = ~std::uint32_t{0};
  static constexpr std::size_t k_root = 1;
  static constexpr EventKey k_nobody{~std::uint64_t{0}, ~std::uint64_t{0}};  ///< after every event

  /// The place of the last event popped, if nobody has taken it, is free.
  void give_up_open() {
    if (open_ == k_no_place) return;
    play(open_, k_nobody);
    indices_[open_] = std::exchange(free_, open_);
    open_ = k_no_place;
  }

  std::uint32_t take_free() {
    if (free_ == k_no_place) grow();
    return std::exchange(free_, indices_[free_]);
  }

  void play(std::uint32_t place, EventKey winner) {
    EventKey* const tree = tree_.data();
    std::size_t node = indices_.size() + place;
    tree[node] = winner;
    while (node > k_root) {
      winner = earlier(winner, tree[node ^ 1U]);
      node /= 2;
      tree[node] = winner;
    }
  }

  /// Twice as many places, when none is free.
  void grow() {
    const std::size_t places = indices_.size();
    if (places >> k_place_bits != 0) throw std::length_error("too many events pending");
    indices_.resize(2 * places);
    for (std::size_t place = places; place < 2 * places; ++place)
      indices_[place] = static_cast<std::uint32_t>(place) + 1;
    indices_.back() = k_no_place;
    free_ = static_cast<std::uint32_t>(places);
    tree_.resize(4 * places, k_nobody);
    std::copy_n(&tree_[places], places, &tree_[2 * places]);
    for (std::size_t node = 2 * places - 1; node >= k_root; --node)
      tree_[node] = earlier(tree_[2 * node], tree_[2 * node + 1]);
  }

  /// The children of node n are 2n and 2n + 1; the last half are the places.
  std::vector<EventKey> tree_ = std::vector<EventKey>(8, k_nobody);
  /// Of each place's event; of a free place the next free one.
  std::vector<std::uint32_t> indices_ = {1, 2, 3, k_no_place};
  std::uint32_t free_ = 0;           ///< the first, k_no_place if none
  std::uint32_t open_ = k_no_place;  ///< place of the last event popped, until it is taken
  std::size_t size_ = 0;
  std::uint64_t number_ = 0;
};

}  // namespace kouan::sim
