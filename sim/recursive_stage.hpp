// A stage in a line that is evaluated by recursion (sim/recursion.hpp): when those who come start
// and end, from their arrivals and from the times at which the servers become free, and what of it
// goes into the books.
#pragma once

#include <boost/core/noinit_adaptor.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "sim/class_state.hpp"
#include "sim/draw.hpp"
#include "sim/program.hpp"
#include "sim/resource_state.hpp"
#include "sim/result.hpp"

namespace kouan::sim {

/// Longest run that can be carried by recursion [µs], 35 years: room is left beyond for a number
/// in the low bits of an instant.
inline constexpr Micros k_longest_recursion = Micros{1} << 50U;

/// A list of what passes write anew: what it grows by holds nothing yet.
template <class T>
using Row = std::vector<T, boost::noinit_adaptor<std::allocator<T>>>;

/// What the list takes, of what it has room for.
template <class T, class Allocator>
std::uint64_t bytes_of(const std::vector<T, Allocator>& list) {
  return list.capacity() * sizeof(T);
}

/// Entities on their way, in order: when each comes to the next place. Two lists, since most loops
/// need only one of them.
struct Flow {
  Row<Micros> at;
  Row<std::uint64_t> serial;

  std::size_t size() const { return at.size(); }
  bool empty() const { return at.empty(); }
  void clear() { resize(0); }
  void resize(std::size_t size) {
    at.resize(size);
    serial.resize(size);
  }
  void add(Micros time, std::uint64_t number) {
    at.push_back(time);
    serial.push_back(number);
  }
  std::uint64_t bytes() const { return bytes_of(at) + bytes_of(serial); }
};

/// What a recursion adds to, all of the run.
struct Books {
  ClassState& state;
  std::vector<ResourceState>& resources;
  WideMicros* ledger;  ///< cells of the class
  RunResult& series;
  std::uint64_t& events;
  std::uint64_t& fingerprint;
};

/// [from, to] of the run that is observed; times beyond are cut to it.
struct Observed {
  Micros from = 0;
  Micros to = 0;
  bool holds(Micros t) const { return from <= t && t <= to; }
  Micros cut(Micros t) const { return std::clamp(t, from, to); }
  Micros between(Micros a, Micros b) const { return cut(b) - cut(a); }
};

/// When those who came started, which never falls, back to the first who still waits.
class Starts {
 public:
  /// Room for the starts of so many who come now, which the caller fills in.
  std::span<Micros> room_for(std::size_t count, std::int64_t longest);
  /// Length of the longest queue at the end of an instant, which was `longest` before the last so
  /// many came.
  std::int64_t longest_queue(const Flow& came, std::int64_t longest) const;
  /// Number of those who wait after instant `t`, at most `most`.
  std::int64_t waiting(Micros t, std::int64_t most) const;
  std::uint64_t bytes() const { return bytes_of(times_); }

 private:
  void forget(std::size_t kept);
  /// Start of the one who came `back` before the last.
  Micros at(std::int64_t back) const {
    return times_[times_.size() - 1 - static_cast<std::size_t>(back)];
  }

  Row<Micros> times_;
};

/// A stage of the line.
class RecursiveStage {
 public:
  /// An instant, and in the low bits a number that tells whose it is and grows in the order of
  /// coming: one comparison and one move for both.
  using Key = std::int64_t;
  static constexpr unsigned k_number_bits = 12;
  static constexpr Key k_numbers = (Key{1} << k_number_bits) - 1;

  RecursiveStage(const Model& model, std::uint32_t seize_step, Observed observed);

  /// Takes those who come, in order, and puts those who leave at or before `bound` in their place,
  /// in order.
  void pass(Flow& flow, Micros bound, const Draws& draws, DrawBlocks& service, const Books& books);
  /// Enters the sums of the run in the resource's state.
  void close(const Books& books);
  std::size_t inside() const;
  std::uint64_t bytes() const;

 private:
  static constexpr std::uint64_t k_nobody = ~std::uint64_t{0};

  Micros start_of(Micros arrival);
  void change_servers();
  template <class Servers>
  std::size_t serve(const Flow& flow, std::size_t first, std::size_t last);
  std::size_t serve_some(const Flow& flow, std::size_t first, std::size_t last);
  void serve(const Flow& flow);
  void hand_out(const Flow& flow, std::size_t first, std::size_t served);
  void read_free();
  void enter(const Flow& flow, const Books& books);
  void enter_at_the_edge(const Flow& flow, ResourceState& r, const Books& books);
  Micros closed_until(std::size_t& period, Micros t) const;
  void give_on(Flow& flow, Micros bound);

  std::uint32_t resource_;
  std::uint32_t hold_;  ///< step
  Observed observed_;
  const std::vector<CapacityChange>& capacity_;
  bool ever_closes_;
  std::vector<Micros> closed_before_;  ///< by period: time with no server open before it
  // Servers in the order in which they become free.
  std::vector<Micros> free_at_;
  std::vector<std::uint64_t> serves_;  ///< serial number: whom it serves, or has served and not
                                       ///< given on
  std::vector<Key> free_;              ///< the same while they serve: who is numbered from 0 on
  Flow done_;                          ///< in the order of departure, later than all given on
  std::size_t next_change_ = 0;
  Micros changes_at_ = k_never;  ///< that change, if there is one
  Micros opened_at_ = k_never;   ///< of the servers; k_never while they are closed
  std::size_t arrival_period_ = 0;
  std::size_t start_period_ = 0;
  // Of those who come in this pass, in their order.
  std::span<Micros> starts_;  ///< in `begun_`
  Row<Micros> ends_;          ///< before they are known: the times that their work takes
  Row<Micros> waits_;
  Row<Key> freed_by_;            ///< whom the server had served that each was given
  Row<std::uint64_t> numbered_;  ///< serial numbers by number: of those served before, then of them
  Starts begun_;
  std::int64_t queue_max_ = 0;
  std::int64_t never_served_ = 0;
  // Sums of the run. They reach ahead of the instant up to which the run has come.
  WideMicros waiting_ = 0;
  WideMicros closed_ = 0;  ///< of that, while no server was open
  WideMicros served_ = 0;
  WideMicros overtime_ = 0;
};

}  // namespace kouan::sim
