// What capacity would be at the ends of the range of the value on which it rests most: intervals
// over replications cover chance, not what is assumed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/capacity.hpp"
#include "analysis/estimate.hpp"
#include "analysis/replicate.hpp"
#include "models/compile.hpp"
#include "models/scenario.hpp"

namespace kouan::analysis {

/// A value of a place with the range in which the scenario says that it lies.
struct RangedValue {
  std::string path;    ///< "stages.mn-exit.service"
  models::Text title;  ///< "Mongolian exit check: service time"
  models::Grade grade = models::Grade::none;
  std::string low;  ///< ends as written: "2 min"; of servers and places whole numbers, 1 or more
  std::string high;
  double low_si = 0;  ///< the same in SI, above 0
  double high_si = 0;
};

/// Capacity with the value at either end of its range, all else as it is.
struct CapacityRange {
  RangedValue of;
  Estimate at_low;  ///< saturated throughput [t/yr] with the value at its low end
  Estimate at_high;
  std::vector<double> low;  ///< the same by replication, for pairs
  std::vector<double> high;
};

/// The value from which the place's capacity follows and whose range is the widest, as the ratio of
/// its ends: service time or number of servers of a stage, places of a yard, removal from a store.
/// None where no such value has a range with ends above 0 (of servers and places, with two whole
/// numbers in it); a service time read from a file or from an attribute, and servers in groups,
/// have none here.
std::optional<RangedValue> widest_range(const models::Scenario& scenario, const Place& place);

/// Whether another scenario has the value just as `scenario` has it. Where a lever sets it, the
/// ends would take away what the lever does.
bool has_same_value(const models::Scenario& other, const models::Scenario& scenario,
                    const RangedValue& value);

/// The scenario with that value at `si`; of a distribution the whole is scaled until its mean is
/// there, as a lever's `scale` does.
models::Scenario with_value(models::Scenario scenario, const RangedValue& value, double si);

/// Saturated runs of one scenario at both ends.
class RangeEnds {
 public:
  /// `id` and `label` are those of the variant.
  RangeEnds(std::string id, models::Text label, const models::Scenario& scenario,
            RangedValue value);

  /// One lane for each end. They point into this object.
  std::vector<Lane> lanes();
  /// None unless both ends have two replications, so that there are intervals.
  std::optional<CapacityRange> result() const;

 private:
  struct End {
    std::string at;
    models::Scenario scenario;
    models::Compiled compiled;
    std::vector<double> tonnes;  ///< per year, by replication
    bool has_results = true;     ///< false after a run that could not be finished
  };

  Lane lane_of(End& end) const;
  static End end_at(const models::Scenario& scenario, const RangedValue& value,
                    const std::string& at, double si);

  std::string id_;
  models::Text label_;
  RangedValue value_;
  End low_;
  End high_;
};

/// Replications at each end: enough to tell ends that lie far apart.
inline constexpr int k_range_replications = 3;

}  // namespace kouan::analysis
