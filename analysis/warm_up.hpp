// How much of a series to throw away because the run began empty: the marginal standard error rule.
#pragma once

#include <cstddef>
#include <span>

namespace kouan::analysis {

/// Where to cut a series and what is left.
struct Truncation {
  std::size_t batches = 0;       ///< batches thrown away
  std::size_t observations = 0;  ///< the same in values of the series
  double mean = 0;               ///< of the whole batches that are left
  /// Sum of squares of what is left about its mean over the square of how many batches are left:
  /// what the rule makes least.
  double statistic = 0;
  /// False where a cut in the second half would be better still: the series has not settled, run
  /// longer.
  bool settled = true;
};

/// MSER-m: means of batches of `batch` values, of which the first d <= half are thrown away, d so
/// that sum_{j > d} (Y_j - mean_d)^2 / (k - d)^2 is least; the first such d (White 1997, "An
/// effective truncation heuristic for bias reduction in simulation output", Simulation 69; batches
/// of five: White, Cobb & Spratt 2000, Winter Simulation Conference). Cuts in the second half are
/// looked at only to say that there has to be more of the series, and none that leaves fewer than
/// five batches: so few are alike by chance (Hoad, Robinson & Davies 2010, "Automating warm-up
/// length estimation", Journal of the Operational Research Society 61).
///
/// Give it the mean over replications, and for a port with opening hours a batch of one whole day
/// or week, else the daily wave counts as warm-up. Values after the last whole batch are left out.
/// Throws std::invalid_argument for fewer than ten batches or a value that is not finite.
Truncation mser(std::span<const double> series, std::size_t batch = 5);

}  // namespace kouan::analysis
