// Between what a figure lies when single values are put at the ends of their ranges: the lowest and
// the highest over all values that were tried, each with the value that leads there. The value with
// the widest reach alone would not tell it: another may go beyond it on one side.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "analysis/clearance_ranges.hpp"
#include "analysis/estimate.hpp"
#include "analysis/experiment.hpp"
#include "models/value_range.hpp"

namespace kouan::analysis {

/// One end of what single values lead to.
struct Extreme {
  std::optional<models::RangedValue> of;  ///< none: as it is, which no value tried goes beyond
  models::Text title;                     ///< of the value
  models::RangeEnd end = models::RangeEnd::low;
  Estimate there;
};

struct Extremes {
  std::size_t tried = 0;  ///< values of which an end was run
  Extreme lowest;
  Extreme highest;
  /// Titles of values at an end of which queues grow, so that it has no figure; of a change also
  /// where they do so in the base.
  std::vector<models::Text> growing;
  /// Values at an end of which it seems to be another, which may be chance.
  std::size_t unsure = 0;
  /// Beyond both or one of them, the farthest on its side: an end at which a flow of goods is
  /// nothing. What a port can do without that traffic is another question, which must not hide
  /// what single values lead to with it.
  std::vector<Extreme> without;

  bool any_moves() const { return lowest.of || highest.of; }
};

/// Capacity in saturated runs [t/yr], or vehicles a year: over all that the screening tried, and
/// over the ranges of what bottlenecks rest on. Ends that cannot be told from chance count as it
/// is. None where no end was run.
std::optional<Extremes> capacity_extremes(const VariantOutcome& of);

/// Mean clearance of the main class [s].
std::optional<Extremes> clearance_extremes(const VariantOutcome& of, ClearanceClock clock);

/// What the alternative changes in it [s], as `as_it_is` tells with all values as they are. An end
/// at which it changes by less than a twentieth of that more or less, or by no more than both
/// intervals explain, counts as it is.
std::optional<Extremes> change_extremes(const VariantOutcome& alternative, ClearanceClock clock,
                                        const Estimate& as_it_is);

/// Whether the change there is another than as it is, by more than their intervals and enough to be
/// of use.
bool is_other_change(const Estimate& there, const Estimate& as_it_is);

/// The same change seen from the other side.
Extremes reversed(Extremes of);

}  // namespace kouan::analysis
