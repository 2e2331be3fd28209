// Whether the bottleneck is named under assumptions: more at it is tried once more at each end of a
// range that moves capacity. Where it no longer adds anything, something else limits there.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "analysis/capacity.hpp"
#include "analysis/range_screening.hpp"
#include "analysis/replicate.hpp"
#include "models/compile.hpp"
#include "models/scenario.hpp"

namespace kouan::analysis {

/// An end of a range, and what more at the bottleneck would bring there.
struct BottleneckAtEnd {
  models::RangedValue of;
  models::Text title;
  models::RangeEnd end = models::RangeEnd::low;
  /// Saturated throughput [t/yr] there with more at the bottleneck against that without; none where
  /// that was not run, or could not be finished.
  std::optional<PairedDifference> more;
};

struct BottleneckOverRanges {
  std::size_t tried = 0;                   ///< ends at which more there was run
  std::vector<BottleneckAtEnd> elsewhere;  ///< ends at which more there adds nothing
  std::vector<BottleneckAtEnd> unsure;     ///< ends at which that cannot be told
};

/// More adds nothing worth the name if it is less, for sure, than this share of what it adds as all
/// values are.
inline constexpr double k_share_of_nothing = 0.1;

/// Replications of each end; no more than the ends themselves had.
inline constexpr int k_bottleneck_end_replications = 3;

/// Sorts the ends by what came of them. `gain`: what more brings as it is [t/yr].
BottleneckOverRanges sorted_by_bottleneck(std::vector<BottleneckAtEnd> ends, double gain);

/// Saturated runs of one scenario with more at one place, at ends of ranges.
class BottleneckAtEnds {
 public:
  /// `id` and `label` are those of the variant.
  BottleneckAtEnds(std::string id, models::Text label, const models::Scenario& scenario,
                   const Place& place, std::vector<MovingEnd> ends);

  /// They point into this object.
  std::vector<Lane> lanes();
  std::vector<BottleneckAtEnd> result() const;

 private:
  struct One {
    MovingEnd at;
    models::Scenario scenario;
    models::Compiled compiled;
    std::vector<double> with_more;  ///< per year, by replication
    bool has_results = true;        ///< false too if it cannot be run at all
  };

  Lane lane_of(One& one) const;

  std::string id_;
  models::Text label_;
  std::deque<One> all_;
};

}  // namespace kouan::analysis
