// The bottleneck, found by experiment: one more server at each stage and yard in turn, under demand
// far above capacity, paired on common random numbers against the unchanged saturated runs.
// Utilisation only guesses.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "analysis/estimate.hpp"
#include "analysis/samples.hpp"

namespace kouan::analysis {

/// What one more server at a stage adds.
struct Gain {
  std::size_t stage = 0;             ///< index in scenario.stages
  PairedDifference tonnes_per_year;  ///< saturated throughput with it, against without
};

struct Bottleneck {
  std::optional<std::size_t> stage;  ///< none if no gain can be told from chance
  std::vector<Gain> gains;           ///< largest first
};

/// Stages and yards at which anything was served in the saturated runs.
std::vector<std::size_t> bottleneck_candidates(const Samples& saturated);

/// How candidates are thinned out before the full number of replications is spent.
struct Screening {
  int replications = 3;
  std::size_t keep = 4;
};

/// Those of the screened gains that deserve all replications: the largest `keep`.
std::vector<std::size_t> best_candidates(std::span<const Gain> screened, std::size_t keep);

/// Ranks the gains by mean; the bottleneck is the first whose interval excludes 0 and that is a
/// gain.
Bottleneck rank_gains(std::vector<Gain> gains);

}  // namespace kouan::analysis
