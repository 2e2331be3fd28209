// Estimates over replications: never a bare mean. One replication gives one value; values of
// different replications are independent, so Student's t gives the interval (Law 2015, chapter 9).
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace kouan::analysis {

/// Confidence of every interval that is reported.
inline constexpr double k_confidence = 0.95;

/// What is not known.
inline constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();

/// Mean over replications with the half-width of its interval.
struct Estimate {
  double mean = 0;                   ///< NaN when n = 0
  std::optional<double> half_width;  ///< unknown with fewer than two replications, never zero for
                                     ///< that
  int n = 0;                         ///< replications that had a value

  bool known() const { return n > 0; }
  /// Ends of the interval; unknown when the half-width is.
  std::optional<double> low() const;
  std::optional<double> high() const;
  /// The interval is known and does not hold 0.
  bool excludes_zero() const;
};

/// Mean and t interval of one value per replication. NaN means "nothing observed in this
/// replication" and is left out; `n` says how many remain.
Estimate estimate(std::span<const double> values, double confidence = k_confidence);

/// `e` in another unit.
Estimate scaled(Estimate e, double factor);

/// Half-width factor: the (1 + confidence) / 2 quantile of Student's t with n - 1 degrees of
/// freedom, over the root of n. Needs n >= 2.
double t_factor(int n, double confidence = k_confidence);

/// What an interval allows to be said of a difference.
enum class Verdict : std::uint8_t {
  unknown,  ///< fewer than two replications: nothing
  nothing,  ///< exactly 0 in every replication: it changes nothing
  chance,   ///< the interval holds 0: it can't be told from chance
  real,     ///< the interval excludes 0
};

Verdict verdict(const Estimate& difference);

/// Fewer pairs tell nothing of how both vary together: two lie on a line, so that their correlation
/// is 1 or -1 whatever they are, and of three that have nothing to do with each other the values
/// near 1 and -1 are the likeliest (its density is that of the sine of a random angle).
inline constexpr int k_least_correlated_pairs = 4;

/// Two scenarios on the same replications (common random numbers), the second against the first.
struct PairedDifference {
  Estimate base;
  Estimate with;
  Estimate difference;  ///< with - base, by replication
  /// Difference over the mean of `base`, both of them estimates: a ratio of means whose interval
  /// comes from the residuals d - r b of the replications (delta method; Cochran 1977, chapter 6).
  Estimate relative;
  /// Of the two; unknown if one of them does not vary, or of fewer than k_least_correlated_pairs.
  std::optional<double> correlation;
  /// 1 - Var(with - base) / (Var(with) + Var(base)); unknown of as few pairs.
  std::optional<double> variance_saved;

  Verdict verdict() const { return analysis::verdict(difference); }
  bool is_real() const { return verdict() == Verdict::real; }
};

/// Paired t over the common prefix of both; a replication in which either has no value is left out.
PairedDifference paired_difference(std::span<const double> base, std::span<const double> with,
                                   double confidence = k_confidence);

/// When to stop: relative precision reached. Replications count in index order and only after whole
/// blocks, so that the stopping point depends neither on workers nor on which finished first.
struct PrecisionRule {
  double relative = 0.05;  ///< g: true relative error at most g with the stated confidence
  int first = 10;          ///< replications before the first look
  int block = 8;           ///< replications between looks
  int passes = 2;          ///< looks in a row at which the precision must be reached
  int most = 1000;         ///< stop there whatever the precision

  /// half-width / |mean| <= g / (1 + g) (Law 2015, section 9.4.1). False while the half-width is
  /// unknown.
  bool reached(const Estimate& e) const;
  /// How many replications to have after `done` of them.
  int next(int done) const;
};

/// Smallest number of replications, 2 or more, at which the half-width is at most relative / (1 +
/// relative) of |mean|, should mean and standard deviation stay as they are in `pilot` (Law 2015,
/// section 9.4.1). `confidence` is that of the pilot. None where the pilot has no half-width, its
/// mean is 0 though it varies, or a thousand million would not do. Throws std::invalid_argument
/// unless relative > 0.
std::optional<int> replications_needed(const Estimate& pilot, double relative,
                                       double confidence = k_confidence);

/// Mean and variance of values that come one by one, in a fixed order (Welford 1962).
class RunningMean {
 public:
  void add(double value);
  double mean() const { return mean_; }
  Estimate estimate() const;

 private:
  int n_ = 0;
  double mean_ = 0;
  double squares_ = 0;
};

}  // namespace kouan::analysis
