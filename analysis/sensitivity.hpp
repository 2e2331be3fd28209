// Sensitivity of a result to its uncertain inputs, all varied at once: which share of its variance
// comes from which input (Sobol indices).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace kouan::analysis {

/// Where to ask a model with `inputs` inputs: points of the unit cube, one uniform per input, which
/// the caller turns into input values by their quantiles. Rows of inputs + 2 points: A, B, then A
/// with input i from B for each i (Saltelli et al. 2010, "Variance based sensitivity analysis of
/// model output", Computer Physics Communications 181). A and B are the two halves of a Sobol
/// sequence of dimension 2 inputs, each point in the middle of its cell and none on an edge of the
/// cube. A design of more rows begins with those of fewer. Powers of two are the best numbers of
/// rows. Throws std::invalid_argument for no inputs, no rows, or more than 1,800 inputs.
class SobolDesign {
 public:
  SobolDesign(std::size_t inputs, std::size_t rows);

  std::size_t inputs() const { return inputs_; }
  std::size_t points() const { return coordinates_.size() / inputs_; }
  std::span<const double> point(std::size_t i) const {
    return std::span(coordinates_).subspan(i * inputs_, inputs_);
  }

 private:
  std::size_t inputs_;
  std::vector<double> coordinates_;  ///< [point * inputs + input]
};

struct SobolIndices {
  double mean = 0;
  double variance = 0;
  /// S_i, share of the variance that would go if input i were known. Sampling may make it a little
  /// negative.
  std::vector<double> first;
  /// T_i, share that would stay if all but i were known: S_i and whatever i does together with
  /// others.
  std::vector<double> total;
};

/// Indices from what the model said at each point of a SobolDesign, in its order. First order by
/// Saltelli et al. 2010, table 2 (b), on responses less their mean; total by Jansen 1999, "Analysis
/// of variance designs for model output", Computer Physics Communications 117 (table 2 (f) of the
/// former). The noise of a simulation counts as variance: give all points the same random numbers,
/// or means over enough replications. Throws std::invalid_argument unless there are at least two
/// whole rows of finite responses that are not all the same.
SobolIndices sobol_indices(std::size_t inputs, std::span<const double> responses);

}  // namespace kouan::analysis
