#include "analysis/sensitivity.hpp"

#include <boost/random/sobol.hpp>

#include <cmath>
#include <cstdint>
#include <stdexcept>

namespace kouan::analysis {

namespace {

constexpr std::size_t k_most_inputs = 1800;  // Boost's table ends at dimension 3667

/// The middle of one of 2^52 cells.
double to_uniform(std::uint64_t bits) {
  return (static_cast<double>(bits >> 12U) + 0.5) * 0x1.0p-52;
}

/// Mean and variance of the responses at A and B, the two independent points of each row.
void add_moments(std::span<const double> y, std::size_t row, SobolIndices& out) {
  const auto n = static_cast<double>(2 * (y.size() / row));
  for (std::size_t j = 0; j < y.size(); j += row)
    out.mean += (y[j] + y[j + 1]) / n;
  for (std::size_t j = 0; j < y.size(); j += row)
    out.variance += (std::pow(y[j] - out.mean, 2) + std::pow(y[j + 1] - out.mean, 2)) / (n - 1);
}

}  // namespace

SobolDesign::SobolDesign(std::size_t inputs, std::size_t rows) : inputs_(inputs) {
  if (inputs == 0 || inputs > k_most_inputs || rows == 0)
    throw std::invalid_argument(
        "a sensitivity design has between 1 and 1,800 inputs and some rows");
  boost::random::sobol sequence(2 * inputs);
  coordinates_.reserve(rows * (inputs + 2) * inputs);
  std::vector<double> ab(2 * inputs);
  for (std::size_t row = 0; row < rows; ++row) {
    for (double& u : ab)
      u = to_uniform(sequence());
    const auto b = ab.begin() + static_cast<std::ptrdiff_t>(inputs);
    coordinates_.insert(coordinates_.end(), ab.begin(), b);
    coordinates_.insert(coordinates_.end(), b, ab.end());
    for (std::size_t i = 0; i < inputs; ++i)
      for (std::size_t k = 0; k < inputs; ++k)
        coordinates_.push_back(ab[k == i ? inputs + k : k]);
  }
}

SobolIndices sobol_indices(std::size_t inputs, std::span<const double> y) {
  const std::size_t row = inputs + 2;
  if (inputs == 0 || y.size() < 2 * row || y.size() % row != 0)
    throw std::invalid_argument("indices need two or more whole rows of a sensitivity design");
  for (const double response : y)
    if (!std::isfinite(response)) throw std::invalid_argument("a response is no number");
  SobolIndices out;
  add_moments(y, row, out);
  if (!(out.variance > 0)) throw std::invalid_argument("the responses do not vary");
  const double scale = static_cast<double>(y.size() / row) * out.variance;
  for (std::size_t i = 0; i < inputs; ++i) {
    double first = 0, total = 0;
    for (std::size_t j = 0; j < y.size(); j += row) {
      const double a = y[j], b = y[j + 1], a_with_b = y[j + 2 + i];
      first += (b - out.mean) * (a_with_b - a);
      total += (a - a_with_b) * (a - a_with_b) / 2;
    }
    out.first.push_back(first / scale);
    out.total.push_back(total / scale);
  }
  return out;
}

}  // namespace kouan::analysis
