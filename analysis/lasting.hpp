// What of a saturated run's clearances can be kept up: the one place from which every figure of
// capacity is counted.
#pragma once

#include <cstddef>

#include "sim/result.hpp"

namespace kouan::analysis {

struct Window;

/// Of those of the class that a saturated run cleared in the window, the share that lasts. What
/// piles up without end behind clearance does not: no more count than have left. Of a store that
/// held loads up again and again, what was removed of them counts: unloaded less what its level
/// gained, so that it is the same on whichever weekday the window begins and ends, a store emptying
/// on closed days too; and of those who come in with its classes, in the mix of one entry, as much
/// as of these. Above 1 where the window ends after closed days.
double share_that_lasts(const sim::RunResult& run, const Window& window, std::size_t class_index);

}  // namespace kouan::analysis
