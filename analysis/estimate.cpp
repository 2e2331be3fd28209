#include "analysis/estimate.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace kouan::analysis {

namespace {
double mean_of(std::span<const double> values) {
  double sum = 0;
  for (const double v : values)
    sum += v;
  return sum / static_cast<double>(values.size());
}

/// Sum of products of deviations from the means; two passes, so that large means cost no digits.
double cross(std::span<const double> a, double mean_a, std::span<const double> b, double mean_b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    sum += (a[i] - mean_a) * (b[i] - mean_b);
  return sum;
}

/// b - a; zero if they are the same up to the order in which they were summed.
double difference(double a, double b) {
  constexpr double k_last_bits = 1e-12;
  const double d = b - a;
  return std::abs(d) <= k_last_bits * std::max(std::abs(a), std::abs(b)) ? 0.0 : d;
}

Estimate of_observed(std::span<const double> values, double confidence) {
  Estimate e;
  e.n = static_cast<int>(values.size());
  if (values.empty()) {
    e.mean = k_nan;
    return e;
  }
  e.mean = mean_of(values);
  if (e.n >= 2) {
    const double variance = cross(values, e.mean, values, e.mean) / (e.n - 1);
    e.half_width = t_factor(e.n, confidence) * std::sqrt(variance);
  }
  return e;
}

/// r = mean(d) / |mean(b)|. To first order r varies as the mean of (d - r b) / |mean(b)| over the
/// replications, so that the base's own uncertainty and its correlation with the difference count.
Estimate relative_difference(std::span<const double> b, double mean_b, std::span<const double> d,
                             const Estimate& difference, double confidence) {
  if (b.empty() || mean_b == 0) return {k_nan, std::nullopt, 0};
  const double r = difference.mean / mean_b;
  std::vector<double> residuals;
  for (std::size_t i = 0; i < b.size(); ++i)
    residuals.push_back((d[i] - r * b[i]) / std::abs(mean_b));
  Estimate relative = of_observed(residuals, confidence);
  relative.mean = difference.mean / std::abs(mean_b);
  return relative;
}

}  // namespace

std::optional<double> Estimate::low() const {
  if (!half_width) return std::nullopt;
  return mean - *half_width;
}

std::optional<double> Estimate::high() const {
  if (!half_width) return std::nullopt;
  return mean + *half_width;
}

bool Estimate::excludes_zero() const {
  return half_width.has_value() && std::abs(mean) > *half_width;
}

double t_factor(int n, double confidence) {
  if (n < 2) throw std::invalid_argument("an interval needs at least two replications");
  const boost::math::students_t student(n - 1);
  return boost::math::quantile(student, (1 + confidence) / 2) / std::sqrt(static_cast<double>(n));
}

Estimate estimate(std::span<const double> values, double confidence) {
  std::vector<double> observed;
  observed.reserve(values.size());
  std::copy_if(values.begin(), values.end(), std::back_inserter(observed),
               [](double v) { return !std::isnan(v); });
  return of_observed(observed, confidence);
}

Estimate scaled(Estimate e, double factor) {
  e.mean *= factor;
  if (e.half_width) *e.half_width *= std::abs(factor);
  return e;
}

Verdict verdict(const Estimate& difference) {
  if (!difference.half_width) return Verdict::unknown;
  if (difference.excludes_zero()) return Verdict::real;
  const bool always_zero = difference.mean == 0 && *difference.half_width == 0;
  return always_zero ? Verdict::nothing : Verdict::chance;
}

PairedDifference paired_difference(std::span<const double> base, std::span<const double> with,
                                   double confidence) {
  std::vector<double> a;
  std::vector<double> b;
  std::vector<double> d;
  for (std::size_t i = 0; i < std::min(base.size(), with.size()); ++i) {
    if (std::isnan(base[i]) || std::isnan(with[i])) continue;
    a.push_back(base[i]);
    b.push_back(with[i]);
    d.push_back(difference(base[i], with[i]));
  }
  PairedDifference p;
  p.base = of_observed(a, confidence);
  p.with = of_observed(b, confidence);
  p.difference = of_observed(d, confidence);
  p.relative = relative_difference(a, p.base.mean, d, p.difference, confidence);
  if (p.difference.n < k_least_correlated_pairs) return p;
  const double aa = cross(a, p.base.mean, a, p.base.mean);
  const double bb = cross(b, p.with.mean, b, p.with.mean);
  const double dd = cross(d, p.difference.mean, d, p.difference.mean);
  if (aa > 0 && bb > 0) p.correlation = cross(a, p.base.mean, b, p.with.mean) / std::sqrt(aa * bb);
  if (aa + bb > 0) p.variance_saved = 1 - dd / (aa + bb);
  return p;
}

bool PrecisionRule::reached(const Estimate& e) const {
  if (!e.half_width) return false;
  return *e.half_width <= relative / (1 + relative) * std::abs(e.mean);
}

int PrecisionRule::next(int done) const {
  return std::min(done < first ? first : done + block, most);
}

std::optional<int> replications_needed(const Estimate& pilot, double relative, double confidence) {
  if (!(relative > 0)) throw std::invalid_argument("a relative precision is above zero");
  if (!pilot.half_width) return std::nullopt;
  const double standard_deviation = *pilot.half_width / t_factor(pilot.n, confidence);
  const double target = relative / (1 + relative) * std::abs(pilot.mean);
  // Half-widths fall as n grows: double until it is enough, then halve what is between.
  constexpr int k_most = 1'000'000'000;
  const auto enough = [&](int n) { return t_factor(n, confidence) * standard_deviation <= target; };
  int low = 1, high = 2;
  while (!enough(high)) {
    if (high == k_most) return std::nullopt;
    low = high;
    high = std::min(2 * high, k_most);
  }
  while (high - low > 1) {
    const int middle = low + (high - low) / 2;
    (enough(middle) ? high : low) = middle;
  }
  return high;
}

void RunningMean::add(double value) {
  ++n_;
  const double before = value - mean_;
  mean_ += before / n_;
  squares_ += before * (value - mean_);
}

Estimate RunningMean::estimate() const {
  Estimate e;
  e.n = n_;
  e.mean = n_ == 0 ? k_nan : mean_;
  if (n_ >= 2) e.half_width = t_factor(n_) * std::sqrt(squares_ / (n_ - 1));
  return e;
}

}  // namespace kouan::analysis
