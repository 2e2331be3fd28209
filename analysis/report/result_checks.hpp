// Tests that the results themselves have to stand.
#pragma once

#include <vector>

#include "analysis/report/report.hpp"

namespace kouan::analysis {

/// Whether saturated runs clear the classes in another mix than the runs under the given demand do,
/// by more than a hundredth of the vehicles: where entries are apart, each class comes as fast as
/// its own lets it in.
bool saturates_another_mix(const VariantOutcome& outcome);

/// Bounds of saturated runs.
struct BothBounds {
  theory::CapacityBound whole_run;  ///< it starts empty, so that nothing comes on top
  theory::CapacityBound observed;   ///< after the warm-up, in the mix that was cleared
};

/// Conservation and Little's law in every run that was made for the variant (of the base, those for
/// validation alone too), the analytic bound that saturated throughput must not pass, and what is
/// carried, which it must not fall short of.
std::vector<ResultCheck> result_checks(const ExperimentOutcome& experiment,
                                       const VariantOutcome& outcome, const BothBounds& bounds);

}  // namespace kouan::analysis
