// The first three moments of a service time: all that the mean waits below, and their variances,
// ask of its distribution.
#pragma once

#include <vector>

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

/// Lognormal: E[S^n] = mean^n (1 + scv)^(n (n - 1) / 2) (Johnson, Kotz & Balakrishnan 1994, ch.
/// 14).
ServiceMoments lognormal_service(double mean, double scv);

/// Takes values[i] with probability probabilities[i]. Throws std::domain_error unless there are as
/// many of each and the probabilities, none negative, sum to 1 within 1e-9.
ServiceMoments discrete_service(const std::vector<double>& probabilities,
                                const std::vector<double>& values);

/// Sum of two independent times.
ServiceMoments sum(const ServiceMoments& a, const ServiceMoments& b);

}  // namespace kouan::analysis::theory
