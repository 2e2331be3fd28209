// Stays of the parts of one whole, laid over the time in which it waits for them.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/time.hpp"

namespace kouan::sim {

/// Time spent in one cell of the ledger.
struct Stay {
  Micros from = 0;
  Micros to = 0;
  std::uint32_t cell = 0;
  std::uint32_t class_index = 0;  ///< whose

  bool operator==(const Stay&) const = default;
};

/// `whole`, cut up by what its parts do: at every instant work (cells of `is_work`) before what is
/// none, of several the first in the order of the ledger; its own cell where none of `parts` is.
/// The stays of the answer follow each other and are the whole's.
std::vector<Stay> laid_over(const Stay& whole, const std::vector<Stay>& parts,
                            const std::vector<bool>& is_work);

}  // namespace kouan::sim
