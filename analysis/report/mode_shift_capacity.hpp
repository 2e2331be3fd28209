// What the saturated runs of a road and the railway beside it say, in sentences.
#pragma once

#include <vector>

#include "analysis/mode_shift.hpp"

namespace kouan::analysis {

/// "2 of 3 saturated runs with the railway ended without results".
models::Text rail_without_results(const ModeShiftOutcome& outcome);
models::Text road_without_results(const ModeShiftOutcome& outcome);

/// What port and railway can carry, as far as it is known; and of any runs in which some wait for
/// ever, who does.
std::vector<models::Text> capacity_sentences(const ModeShiftOutcome& outcome);

}  // namespace kouan::analysis
