// What of a saturated run's clearances can be kept up: the one place from which every figure of
// capacity is counted.
#pragma once

#include <cstddef>

#include "sim/result.hpp"

namespace kouan::analysis {

/// Of those of the class that a saturated run cleared in `days` after its warm-up, the share that
/// lasts. What piles up without end behind clearance does not: no more count than have left. Of a
/// store that held loads up again and again, what was removed of them counts: unloaded less what
/// its level gained, so that it is the same on whichever weekday the window begins and ends, a
/// store emptying on closed days too. Above 1 where the window ends after such days.
double share_that_lasts(const sim::RunResult& run, std::size_t class_index, double days);

}  // namespace kouan::analysis
