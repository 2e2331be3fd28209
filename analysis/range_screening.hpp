// Which of the values with a range capacity rests on: each put at the ends of its range, one at a
// time, under demand far above capacity, paired on common random numbers against the runs as they
// are.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/estimate.hpp"
#include "analysis/replicate.hpp"
#include "analysis/samples.hpp"
#include "analysis/value_range.hpp"

namespace kouan::analysis {

/// What came of an end of a range.
enum class EndEffect : std::uint8_t {
  moves,   ///< by more than chance explains, and by k_effect_share at least
  grows,   ///< of clearance: more come there than leave, so that its mean hangs on the run's length
  unsure,  ///< seemed to move it, but more replications cannot tell
  stays,   ///< moved it by less than half of k_effect_share in the first replication
  not_run,  ///< is no scenario, or one whose runs could not be finished
};

struct ScreenedEnd {
  EndEffect effect = EndEffect::not_run;
  /// Saturated throughput [t/yr], or clearance [s], there against that as it is, over the
  /// replications after the first, which picked the end out; none of an end that stays, at which
  /// queues grow or that was not run.
  std::optional<PairedDifference> paired;
};

struct ScreenedValue {
  models::RangedValue of;
  models::Text title;  ///< as in titles_apart()
  ScreenedEnd low;
  ScreenedEnd high;
};

struct RangeScreening {
  std::size_t tried = 0;  ///< values of which an end was run
  /// The one of them whose ends had been run already, by as many replications as those of the
  /// bottleneck's range; empty: none.
  std::string reused;
  std::vector<ScreenedValue> effects;  ///< of which an end moves it or grows, the widest apart
                                       ///< first
  std::vector<ScreenedValue> unsure;   ///< of which none does, and of an end it cannot be told
  std::vector<ScreenedValue> untried;  ///< of which an end could not be run; may be above too
};

/// An end that moves capacity, and the throughput there.
struct MovingEnd {
  models::RangedValue of;
  models::Text title;
  models::RangeEnd end = models::RangeEnd::low;
  std::vector<double> per_year;  ///< [t/yr], or vehicles, by replication
};

/// A value counts as one that moves capacity if an end does so by more than chance explains, and by
/// this share of it at least.
inline constexpr double k_effect_share = 0.01;

/// Replications of an end that is picked out; the first picks and is left out of what is told.
inline constexpr int k_screening_replications = 5;
/// Fewer leave no interval.
inline constexpr int k_least_screening_replications = 3;

/// Whether it moves what is measured for sure, and by `share` of it at least; else that cannot be
/// told.
ScreenedEnd of_pair(const PairedDifference& paired, double share);

/// Of an end that was not picked out for its effect, so that all its replications count: `now` as
/// it is, `there` with the value at the end.
ScreenedEnd of_unpicked(std::span<const double> now, std::span<const double> there);

/// Values of the base, those that move its capacity furthest, at whose ends alternatives are run
/// too.
inline constexpr std::size_t k_shared_capacity_values = 8;

/// What the values are called, each by another title: with the process or the path where several
/// have the same words; by the path without words.
std::vector<models::Text> titles_apart(const models::Scenario& scenario,
                                       const std::vector<models::RangedValue>& values);

/// Puts what came of all values into the lists of a screening.
RangeScreening sorted_out(std::vector<ScreenedValue> values);

/// Values with a range: all of a base; of an alternative those that the base has not at that path,
/// or with another value or range.
std::vector<models::RangedValue> values_to_screen(const models::Scenario& scenario,
                                                  const models::Scenario* base);

class ScreenedRanges {
 public:
  /// `saturated` are the unchanged saturated runs; it and `known` must outlive this. `id` and
  /// `label` are those of the variant. The value of which the ends have been run already (null:
  /// none) is not run again: one value has one figure in a report.
  ScreenedRanges(const std::string& id, const models::Text& label, const models::Scenario& scenario,
                 const Samples& saturated, std::vector<models::RangedValue> values,
                 const CapacityRange* known);

  /// Lanes of the ends that are still in the running. They point into this object.
  std::vector<Lane> lanes();
  /// Goes on with those ends alone that moved the first replication by half of k_effect_share or
  /// more.
  void keep_movers();
  RangeScreening result() const;
  /// The ends that move it, those of the value that moves it furthest first.
  std::vector<MovingEnd> moving_ends() const;

 private:
  struct One {
    RangeEnds ends;
    models::Text title;  ///< tells it from the others
    std::array<bool, 2> is_picked{};
  };

  bool is_known(const One& one) const;
  const std::vector<double>& per_year(const One& one, models::RangeEnd end) const;
  ScreenedEnd judge(const One& one, models::RangeEnd end) const;
  /// An end of the known range: its value was not picked for its effect, so that all its
  /// replications count.
  ScreenedEnd judge_known(models::RangeEnd end) const;

  const Samples& saturated_;
  const char* measure_;  ///< of the port: what throughput is told in
  const CapacityRange* known_;
  std::deque<One> all_;
};

}  // namespace kouan::analysis
