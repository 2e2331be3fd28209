// The first three moments of a service time: all that the mean waits below, and their variances,
// ask of its distribution.
#pragma once

namespace kouan::analysis::theory {

/// E[S], E[S^2], E[S^3], in any unit of time and its powers.
struct ServiceMoments {
  double mean = 0;
  double second = 0;
  double third = 0;
  /// Squared coefficient of variation; 0 for a mean of 0.
  double scv() const { return mean > 0 ? second / (mean * mean) - 1 : 0; }
};

/// Always `value` >= 0.
ServiceMoments constant_service(double value);

/// Exponential: E[S^n] = n! mean^n.
ServiceMoments exponential_service(double mean);

/// Sum of `stages` >= 1 exponential times, together of mean `mean` (Erlang).
ServiceMoments erlang_service(double mean, int stages);

/// Sum of two independent times.
ServiceMoments sum(const ServiceMoments& a, const ServiceMoments& b);

}  // namespace kouan::analysis::theory
