// Which of the values with a range capacity rests on: each put at both ends of its range, one at a
// time, under demand far above capacity, paired on common random numbers against the runs as they
// are.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "analysis/estimate.hpp"
#include "analysis/replicate.hpp"
#include "analysis/samples.hpp"
#include "analysis/value_range.hpp"

namespace kouan::analysis {

/// Saturated throughput [t/yr] with a value at either end, against that as it is.
struct ValueEffect {
  models::RangedValue of;
  models::Text title;                   ///< empty where the value has no words
  std::optional<PairedDifference> low;  ///< none where that end could not be run
  std::optional<PairedDifference> high;
};

struct RangeScreening {
  std::size_t tried = 0;             ///< values, both of whose ends, or one, could be run
  std::vector<std::string> untried;  ///< paths of values of which an end could not be run
  std::vector<ValueEffect> effects;  ///< that move capacity, the widest apart first
};

/// A value counts as one that moves capacity if an end does so by more than chance explains, and by
/// this share of it at least.
inline constexpr double k_effect_share = 0.01;

/// Values with a range: all of a base; of an alternative those that the base has not, or not so.
std::vector<models::RangedValue> values_to_screen(const models::Scenario& scenario,
                                                  const models::Scenario* base);

class ScreenedRanges {
 public:
  /// `saturated` are the unchanged saturated runs; it must outlive this. `id` and `label` are those
  /// of the variant.
  ScreenedRanges(const std::string& id, const models::Text& label, const models::Scenario& scenario,
                 const Samples& saturated, std::vector<models::RangedValue> values);

  /// Lanes of those that are still in the running. They point into this object.
  std::vector<Lane> lanes();
  /// Goes on with those alone that moved the first replication by half of k_effect_share or more.
  void keep_movers();
  RangeScreening result() const;

 private:
  struct One {
    RangeEnds ends;
    bool alive = true;
  };

  const Samples& saturated_;
  std::deque<One> all_;
};

}  // namespace kouan::analysis
