// Service times of further distributions, to hold theory against.
#pragma once

#include <cstddef>
#include <vector>

#include "analysis/theory/service_moments.hpp"

namespace kouan::analysis::theory {

/// Lognormal: E[S^n] = mean^n (1 + scv)^(n (n - 1) / 2) (Johnson, Kotz & Balakrishnan 1994, ch.
/// 14).
inline ServiceMoments lognormal_service(double mean, double scv) {
  const double second = mean * mean * (1 + scv);
  return {mean, second, second * mean * (1 + scv) * (1 + scv)};
}

/// Takes values[i] with probability probabilities[i].
inline ServiceMoments discrete_service(const std::vector<double>& probabilities,
                                       const std::vector<double>& values) {
  ServiceMoments out;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const ServiceMoments one = constant_service(values[i]);
    out.mean += probabilities[i] * one.mean;
    out.second += probabilities[i] * one.second;
    out.third += probabilities[i] * one.third;
  }
  return out;
}

}  // namespace kouan::analysis::theory
