// Distributions as data, sampled by inversion: one uniform a draw, so that antithetic and common
// random numbers work, and g++ and clang++ agree to the bit. Gamma and Erlang are inverted by
// Boost's iteration: half a microsecond a draw, ten to fifty times the others.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

namespace kouan::sim {

enum class DistributionKind : std::uint8_t {
  constant,     ///< a
  uniform,      ///< on [a, b]
  triangular,   ///< minimum a, mode b, maximum c
  exponential,  ///< mean a
  erlang,       ///< shape a (whole number), mean b
  gamma,        ///< shape a, scale b
  weibull,      ///< shape a, scale b
  lognormal,    ///< of ln x: mean a, standard deviation b
  normal,       ///< mean a, standard deviation b
  empirical,    ///< values with cumulative probabilities, a step function
};

inline constexpr double k_unbounded = std::numeric_limits<double>::infinity();

/// A distribution of one real quantity (seconds, kilograms, ...), optionally cut to [minimum,
/// maximum] by conditioning (not by piling mass on the bounds).
struct Distribution {
  DistributionKind kind = DistributionKind::constant;
  double a = 0;
  double b = 0;
  double c = 0;
  double u_low = 0;                ///< cumulative probability at the lower cut
  double u_high = 1;               ///< cumulative probability at the upper cut
  double low = -k_unbounded;       ///< lower cut; constant, uniform and empirical are cut for good
  double high = k_unbounded;       ///< upper cut
  std::vector<double> values;      ///< empirical: ascending
  std::vector<double> cumulative;  ///< empirical: of `values`, last = 1
  int attribute = -1;              ///< from 0 on: not drawn, but that attribute of the entity

  bool is_cut() const { return u_low != 0 || u_high != 1; }
  /// Value at probability u in (0, 1).
  double quantile(double u) const;
  /// Mean after the cut; in closed form but for a cut triangle.
  double mean() const;
  /// Variance after the cut.
  double variance() const;
  /// Squared coefficient of variation after the cut.
  double scv() const;
  /// Least value that can be drawn; -infinity for an uncut normal.
  double lower_bound() const;
  /// Greatest value that can be drawn; infinity for an unbounded kind without upper cut.
  double upper_bound() const;

  bool operator==(const Distribution&) const = default;
};

Distribution constant(double value);
Distribution uniform(double low, double high);
Distribution triangular(double low, double mode, double high);
Distribution exponential(double mean);
Distribution erlang(int shape, double mean);
Distribution gamma(double mean, double cv);
Distribution weibull(double shape, double scale);
/// Lognormal by its own mean (> 0) and coefficient of variation (>= 0).
Distribution lognormal(double mean, double cv);
Distribution normal(double mean, double standard_deviation);
/// Values with weights; weights need not sum to one.
Distribution empirical(std::vector<double> values, std::vector<double> weights);
/// `d` conditioned on [low, high], values on the bounds included; throws std::invalid_argument when
/// that has no probability.
Distribution cut(Distribution d, double low, double high);

}  // namespace kouan::sim
