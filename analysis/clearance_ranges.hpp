// Which of the values with a range clearance times rest on: each put at the ends of its range, one
// at a time, under the given demand, paired on common random numbers against the runs as they are.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/range_screening.hpp"
#include "analysis/replicate.hpp"
#include "analysis/samples.hpp"
#include "models/compile.hpp"
#include "models/scenario.hpp"

namespace kouan::analysis {

enum class ClearanceClock : std::uint8_t {
  physical,   ///< from joining the queue to being cleared
  documents,  ///< from declaration to release
};
inline constexpr std::array k_clearance_clocks{ClearanceClock::physical, ClearanceClock::documents};

/// Id of the measure of a class: its mean on that clock [s].
const char* clearance_measure(ClearanceClock clock);

/// What an alternative changes with a value at either end of its range: mean clearance [s] with it
/// against that without.
struct ChangeOverRange {
  models::RangedValue of;
  models::Text title;
  /// None at an end that moves nothing, at which queues grow or that was not run.
  std::optional<PairedDifference> low;
  std::optional<PairedDifference> high;
};

/// What the mean clearance of one class rests on, by clock.
struct ClearanceScreening {
  std::string entity_class;  ///< id of the class
  std::array<RangeScreening, 2> by_clock;
  /// Of an alternative: over the ranges of values that it shares with the base, at the same end in
  /// both, and of its own, against the base as it is; the widest apart first.
  std::array<std::vector<ChangeOverRange>, 2> changes;
  std::size_t shared = 0;  ///< of the values shared with the base, those at an end of which both
                           ///< have figures
  std::vector<models::Text> growing;  ///< of these and its own, those at an end of which queues
                                      ///< grow

  const RangeScreening& on(ClearanceClock clock) const {
    return by_clock[static_cast<std::size_t>(clock)];
  }
  const std::vector<ChangeOverRange>& changes_on(ClearanceClock clock) const {
    return changes[static_cast<std::size_t>(clock)];
  }
};

/// A value counts as one that moves clearance if an end does so by more than chance explains, and
/// by this share of it at least.
inline constexpr double k_clearance_share = 0.05;

/// Values of the base, those that move its clearance furthest, at whose ends alternatives are run
/// too, for what these change.
inline constexpr std::size_t k_shared_values = 6;

/// A value at an end of its range.
struct EndOfValue {
  models::RangedValue of;
  models::RangeEnd end = models::RangeEnd::low;
};

/// One scenario under its given demand, with each of some values at either end of its range.
class ClearanceRanges {
 public:
  /// `as_given` are the unchanged runs; it and `scenario` must outlive this. `id` and `label` are
  /// those of the variant, `cls` is the number of the class.
  ClearanceRanges(std::string id, models::Text label, const models::Scenario& scenario,
                  const Samples& as_given, std::size_t cls);

  /// Both ends of these values, from the first replication on; without lengths of vehicles, on
  /// which no time hangs.
  void add(const std::vector<models::RangedValue>& values);
  /// These ends alone, from the second replication on.
  void add_from_second(const std::vector<EndOfValue>& ends);

  /// Lanes of the ends that are still in the running. They point into this object.
  std::vector<Lane> lanes();
  /// Goes on with those ends alone that moved the first replication, on either clock, by half of
  /// k_clearance_share or more, and with both ends of the `shared` values that did so furthest:
  /// what does not move it here may move what an alternative changes. Ends at which queues grow
  /// are left out.
  void keep_movers(std::size_t shared);
  /// Of an alternative: also with ends that moved by that share the change from the base, which may
  /// be far less than clearance itself.
  void keep_movers_against(const ClearanceRanges& base);
  /// The ends still in the running of the `most` values that moved the first replication furthest,
  /// those included that did not.
  std::vector<EndOfValue> farthest(std::size_t most) const;

  /// Titles of those values at an end of which queues grow, here or in `base` (null: here).
  std::vector<models::Text> growing(const ClearanceRanges* base) const;

  RangeScreening result(ClearanceClock clock) const;
  /// Of all values with an end that has figures: the change from the base to this at that end. Ends
  /// that begin with the second replication are held against the same ends of `base`, others
  /// against the base as it is.
  std::vector<ChangeOverRange> changes(ClearanceClock clock, const ClearanceRanges& base) const;

 private:
  struct End {
    std::optional<models::Scenario> scenario;  ///< none: no scenario, given up or dropped
    models::Compiled compiled;
    std::optional<Samples> samples;
    bool was_run = false;  ///< with somebody of the class cleared
    bool grows = false;
    std::array<double, 2> moved{};  ///< in the first replication, by clock, as a share
  };
  struct One {
    models::RangedValue of;
    models::Text title;
    std::array<End, 2> ends{};
  };

  /// Mean clearance in the first replication [s].
  double first(const Samples& samples, ClearanceClock clock) const;
  void keep(const std::function<bool(const End&)>& is_wanted, std::size_t shared);
  std::vector<const One*> farthest_values(std::size_t most) const;
  static bool grows_at_an_end(const One& one);
  void start(One& one, models::RangeEnd which);
  Lane lane_of(One& one, models::RangeEnd which);
  /// Replications from the second on; empty without runs of its own.
  std::span<const double> later(const End& end, ClearanceClock clock) const;
  std::span<const double> later_as_given(ClearanceClock clock) const;
  ScreenedEnd judge(const End& end, ClearanceClock clock) const;
  const One* find(const std::string& path) const;

  std::string id_;
  models::Text label_;
  const models::Scenario& scenario_;
  const Samples& as_given_;
  std::size_t cls_;
  std::size_t first_ = 0;  ///< replication with which its runs begin
  std::deque<One> all_;
};

}  // namespace kouan::analysis
