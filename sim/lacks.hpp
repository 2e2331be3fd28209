// What those lack who wait for several things at once: how long there was too little of each.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/observe.hpp"
#include "sim/program.hpp"
#include "sim/resource_state.hpp"

namespace kouan::sim {

/// A place that is asked for together with others by those in the queue of one of them.
struct Lack {
  std::uint32_t queue = 0;     ///< resource in whose queue they wait
  std::uint32_t resource = 0;  ///< of which there may be too little; no section

  bool operator==(const Lack&) const = default;
};

/// All pairs of the model, in the order of its needs: numbers `ClassResult::lacked_s`.
std::vector<Lack> lacks_of(const Model& model);

/// Clocks that run while the queue is open and so many of a resource as are asked for are not free.
/// They say the same for all who wait, so a wait takes no more than its difference: they are told
/// whoever joins and leaves the queue, and ask for nothing at an entity.
class LackClocks {
 public:
  explicit LackClocks(const Model& model);

  /// After units of the resource were taken or given back.
  void note(std::uint32_t resource, const std::vector<ResourceState>& resources, Micros now) {
    for (const std::uint32_t clock : by_resource_[resource])
      set(clocks_[clock], resources, now);
  }
  /// After some resource opened or closed.
  void note_hours(const std::vector<ResourceState>& resources, Micros now);

  void begin_wait(std::uint32_t needs, std::size_t account, Micros now) {
    enter(needs, account, now, -1);
  }
  void end_wait(std::uint32_t needs, std::size_t account, Micros now) {
    enter(needs, account, now, 1);
  }
  /// From here on: what was counted is forgotten, waits that go on begin now.
  void restart(Micros now);

  /// Of one account, by number of the lack [s].
  std::vector<double> seconds(std::size_t account) const;

 private:
  struct Clock {
    std::uint32_t queue = 0;
    std::uint32_t resource = 0;
    std::int64_t amount = 0;
    Micros total = 0;  ///< up to `since`
    Micros since = 0;
    bool runs = false;

    Micros until(Micros now) const { return total + (runs ? now - since : 0); }
  };
  /// One need of those that are asked for together.
  struct Watch {
    std::uint32_t clock = 0;
    std::uint32_t lack = 0;
  };

  static void set(Clock& clock, const std::vector<ResourceState>& resources, Micros now);
  std::uint32_t clock_of(std::uint32_t queue, const NeedDef& need);
  void enter(std::uint32_t needs, std::size_t account, Micros now, int sign);

  std::size_t lacks_ = 0;
  std::vector<Clock> clocks_;
  std::vector<std::vector<std::uint32_t>> by_resource_;
  std::vector<std::vector<Watch>> by_needs_;
  std::vector<WideMicros> sums_;  ///< by account and lack
};

}  // namespace kouan::sim
