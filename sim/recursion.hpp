// Evaluates a class's whole way by recursion instead of events, where nothing on it depends on what
// happens elsewhere: stages in a line, each first come first served, with room for all who wait and
// visited by nobody else. At such a stage the start of work follows from the arrival and from the
// times at which the servers become free (Kiefer and Wolfowitz 1955, "On the theory of queues with
// many servers"), so whole hours of arrivals are carried through one stage after the other.
// Departures, statistics and fingerprint are those of the events, to the bit.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/class_state.hpp"
#include "sim/draw.hpp"
#include "sim/program.hpp"
#include "sim/resource_state.hpp"
#include "sim/result.hpp"

namespace kouan::sim {

/// An entity on its way: when it comes to the next place, and its clocks.
struct Passage {
  Micros at = 0;
  Micros arrived = 0;
  Micros at_border = 0;
  std::uint64_t serial = k_nobody;

  static constexpr std::uint64_t k_nobody = ~std::uint64_t{0};
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

/// Entities in order, put in at one end and taken out at the other; the memory is used again.
template <class T>
class Row {
 public:
  bool empty() const { return first_ == items_.size(); }
  std::size_t size() const { return items_.size() - first_; }
  const T& front() const { return items_[first_]; }
  void push(const T& item) { items_.push_back(item); }
  void pop() {
    if (++first_ < items_.size() && first_ < k_waste) return;
    items_.erase(items_.begin(), items_.begin() + static_cast<std::ptrdiff_t>(first_));
    first_ = 0;
  }

 private:
  static constexpr std::size_t k_waste = 1024;
  std::vector<T> items_;
  std::size_t first_ = 0;
};

/// When those who came started, which never falls, back to the first who still waits.
class Starts {
 public:
  void push(Micros start) { times_[count_++ & (times_.size() - 1)] = start; }
  /// Whether more than `others` of those who came, the last among them, wait after instant `t`.
  bool more_wait(Micros t, std::int64_t others) const {
    return std::cmp_less(others, count_) && at(others) > t;
  }
  /// Number of those who wait after instant `t`, at most `most`.
  std::int64_t waiting(Micros t, std::int64_t most) const;
  /// Makes room for `waiting` who wait.
  void reserve(std::int64_t waiting);

 private:
  /// Start of the one who came `back` before the last.
  Micros at(std::int64_t back) const {
    return times_[(count_ - 1 - static_cast<std::uint64_t>(back)) & (times_.size() - 1)];
  }

  std::vector<Micros> times_ = std::vector<Micros>(64, -1);  ///< a ring; its size a power of two
  std::uint64_t count_ = 0;
};

/// A stage of the line.
class RecursiveStage {
 public:
  RecursiveStage(const Model& model, std::uint32_t seize_step, Observed observed);

  /// Takes those who come, in order, and puts those who leave at or before `bound` in their place,
  /// in order.
  void pass(std::vector<Passage>& flow, Micros bound, const Draws& draws, DrawBlocks& service,
            const Books& books);
  /// Enters the sums of the run in the resource's state.
  void close(const Books& books);
  std::size_t inside() const;

 private:
  /// Of one of those who pass.
  struct Service {
    Micros arrival;
    Micros start;
    Micros end;
    std::uint64_t serial;
  };

  Micros start_of(Micros arrival);
  void change_servers();
  Service serve(const Passage& entity, double service_s);
  void enter(const Books& books);
  void enter_within(ResourceState& r);
  void enter_at_the_edge(ResourceState& r, const Books& books);
  void take_server(const Passage& entity, Micros end);
  void note_queue(Micros arrival, Micros start);
  Micros closed_until(std::size_t& period, Micros t) const;
  void give_on(std::vector<Passage>& flow, Micros bound);

  std::uint32_t resource_;
  std::uint32_t hold_;  ///< step
  Observed observed_;
  const std::vector<CapacityChange>& capacity_;
  bool ever_closes_;
  std::vector<Micros> closed_before_;  ///< by period: time with no server open before it
  // Servers in the order in which they become free; two lists, since times and indices are moved
  // apart.
  std::vector<Micros> free_at_;
  std::vector<std::uint64_t> server_;
  std::vector<Passage> in_service_;  ///< by server: whom it serves, or has served and not given on
  Row<Passage> done_;                ///< in the order of departure, later than all given on
  std::size_t next_change_ = 0;
  Micros changes_at_ = k_never;  ///< that change, if there is one
  Micros opened_at_ = k_never;   ///< of the servers; k_never while they are closed
  std::size_t arrival_period_ = 0;
  std::size_t start_period_ = 0;
  std::vector<Service> services_;  ///< of this pass
  std::vector<Micros> waits_;      ///< of this pass
  Starts starts_;
  std::int64_t queue_max_ = 0;
  std::int64_t never_served_ = 0;
  // Sums of the run. They reach ahead of the instant up to which the run has come.
  WideMicros waiting_ = 0;
  WideMicros closed_ = 0;  ///< of that, while no server was open
  WideMicros served_ = 0;
  WideMicros overtime_ = 0;
};

class Recursion {
 public:
  /// The class must qualify.
  Recursion(const Model& model, std::uint32_t class_index, const Draws& draws,
            std::vector<DrawBlocks>& blocks);

  /// Carries on all that happens at or before `bound`.
  void advance_until(Micros bound, const Books& books);
  /// Enters the sums of the run; once, at the horizon.
  void close(const Books& books);
  /// Entities on their way, counted where they are.
  std::size_t inside() const;
  std::uint32_t class_index() const { return class_index_; }

 private:
  struct Place {
    StepKind kind;
    std::uint32_t step;
    std::size_t stage;       ///< of `stages_`, where the kind is seize
    WideMicros driving = 0;  ///< sum of the run, where it is travel
    std::vector<std::pair<std::uint64_t, Passage>> under_way{};  ///< a heap
  };

  void arrive(Micros bound, const Books& books);
  void travel(Place& place, Micros bound, const Books& books);
  void clear(const Books& books);
  void depart(const Books& books);

  const Model& model_;
  std::uint32_t class_index_;
  const Draws& draws_;
  std::vector<DrawBlocks>& blocks_;
  Observed observed_;
  std::vector<Place> places_;
  std::vector<RecursiveStage> stages_;
  std::uint64_t drives_ = 0;
  Micros next_arrival_ = 0;
  std::vector<Passage> flow_;
  std::vector<Micros> times_;  ///< of those who clear or depart now
};

/// Whether the way of class `c` can be evaluated by recursion.
bool qualifies_for_recursion(const Model& model, std::uint32_t c);

}  // namespace kouan::sim
