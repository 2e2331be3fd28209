// Places that are full for nobody: who waits for room there holds nothing.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/program.hpp"

namespace kouan::analysis {

/// A resource whose queue has an end, and one from which some come to wait for it holding nothing.
struct UnheldWait {
  std::uint32_t resource = 0;
  std::uint32_t after = 0;       ///< the resource that they left last
  bool of_fleets_alone = false;  ///< so that no more can stand there than these have
};

/// Each resource with a limited queue before which some who have been served elsewhere can wait
/// holding no server and no place, so that they stand nowhere and hold nobody up; once, in the
/// order of the model. Who comes from outside, from a gathering or from the wait for a slot is not
/// meant: there they may well stand in any number.
std::vector<UnheldWait> unheld_waits(const sim::Model& model);

}  // namespace kouan::analysis
