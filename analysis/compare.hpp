// An alternative against the base, on common random numbers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/estimate.hpp"
#include "analysis/experiment.hpp"
#include "models/scenario.hpp"

namespace kouan::analysis {

/// After the id of a class: its own capacity in vehicles, of classes without a load at a port that
/// is told in tonnes.
inline constexpr const char* k_class_capacity = ".capacity";

/// One measure of both, in the unit a planner reads (million tonnes, hours), paired by replication.
struct ComparedMeasure {
  std::string id;  ///< "capacity", "bus.capacity", or "coal-truck.physical_clearance_s.mean"
  models::Text title;
  std::string unit;
  PairedDifference paired;
};

/// What the alternative adds to the base's capacity with a value at either end of its range, in
/// both.
struct RangeGain {
  PairedDifference low;  ///< in the unit of the measure "capacity"
  PairedDifference high;
};

struct Comparison {
  std::string base;  ///< id of the variant
  std::string with;
  std::vector<ComparedMeasure> measures;
  /// With the value on which the base's bottleneck rests; empty unless both were run at these ends.
  std::optional<RangeGain> over_range;
  /// With the value on which the alternative's own bottleneck rests, where that is another; against
  /// the base as it is where that has not the same value.
  std::optional<RangeGain> over_own_range;
};

/// Capacity, tonnes and vehicles carried, clearance times of the classes and queues of the stages
/// that both have. What neither scenario ever observed is left out.
Comparison compare(const VariantOutcome& base, const VariantOutcome& with);

/// `pair` seen from the other side: what its `base` brings over its `with`. The relative one is
/// over the mean of `with`, its interval by the delta method.
PairedDifference reversed(const PairedDifference& pair);

/// Either way round: of what an alternative takes away the base is told.
PairedDifference seen_from(const PairedDifference& pair, bool is_of_base);

/// Measure with this id, or null.
const ComparedMeasure* find_measure(const Comparison& comparison, const std::string& id);

}  // namespace kouan::analysis
