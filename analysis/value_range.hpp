// What capacity would be at the ends of the ranges that a scenario states: intervals over
// replications cover chance, not what is assumed.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "analysis/capacity.hpp"
#include "analysis/carried.hpp"
#include "analysis/estimate.hpp"
#include "analysis/replicate.hpp"
#include "models/compile.hpp"
#include "models/scenario.hpp"
#include "models/value_range.hpp"

namespace kouan::analysis {

/// Capacity with the value at either end of its range, all else as it is.
struct CapacityRange {
  models::RangedValue of;
  models::Text title;  ///< "Mongolian exit check: service time"
  Estimate at_low;     ///< saturated throughput [t/yr] with the value at its low end
  Estimate at_high;
  std::vector<double> low;  ///< the same by replication, for pairs
  std::vector<double> high;
};

/// The value from which the place's capacity follows and whose range is the widest, as the ratio of
/// its ends: service time or number of servers of a stage, places of a yard, removal from a store.
/// None where no such value has a range with ends above 0 at which it can be put; servers in groups
/// have none here.
std::optional<models::RangedValue> widest_range(const models::Scenario& scenario,
                                                const Place& place);

/// Whether another scenario has the value just as `scenario` has it. Where a lever sets it, the
/// ends would take away what the lever does.
bool has_same_value(const models::Scenario& other, const models::Scenario& scenario,
                    const models::RangedValue& value);

/// Saturated runs of one scenario with one value at both ends.
class RangeEnds {
 public:
  /// `id` and `label` are those of the variant.
  RangeEnds(std::string id, models::Text label, const models::Scenario& scenario,
            models::RangedValue value);

  const models::RangedValue& value() const { return value_; }
  const models::Text& title() const { return title_; }

  /// One lane for each end that can be run. They point into this object.
  std::vector<Lane> lanes();
  /// Goes on without that end; its throughput so far stays.
  void drop(models::RangeEnd end);
  /// Saturated throughput [t/yr] by replication; empty where the end is no scenario, or one whose
  /// runs could not be finished.
  const std::vector<double>& tonnes(models::RangeEnd end) const;
  /// None unless both ends have two replications, so that there are intervals.
  std::optional<CapacityRange> result() const;

 private:
  struct End {
    std::string at;
    std::optional<models::Scenario> scenario;
    models::Compiled compiled;
    std::vector<double> tonnes;  ///< per year, by replication
  };

  Lane lane_of(End& end) const;

  std::string id_;
  models::Text label_;
  models::RangedValue value_;
  models::Text title_;
  CarriedIn in_;  ///< as the unchanged scenario: at an end without loads it is still tonnes
  std::array<End, 2> ends_;  ///< low, high
};

/// Replications at each end: enough to tell ends that lie far apart.
inline constexpr int k_range_replications = 3;

}  // namespace kouan::analysis
