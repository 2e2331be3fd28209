// Goes along times from 0 on and tells which share of those who wait would still do so; for
// integrals over the wait that an arrival would have to bear.
#pragma once

#include <algorithm>
#include <cmath>

#include "sim/distribution.hpp"

namespace kouan::analysis::theory {

/// Goes through patience by its quantiles. Calls `sum.advance(x, left, right)`, that up to x the
/// share falls straight from left to right, until `sum.is_over()`.
template <class Sum>
class PatienceWalk {
 public:
  PatienceWalk(double lambda, const sim::Distribution& patience, Sum& sum)
      : lambda_(lambda), patience_(patience), sum_(sum) {}

  void go() {
    if (patience_.kind == sim::DistributionKind::empirical) {
      by_values();
    } else {
      const double first = quantile(k_least_u);
      sum_.advance(first, 1, 1);
      between(k_least_u, first, 1 - k_least_u, quantile(1 - k_least_u));
    }
  }

 private:
  static constexpr double k_least_u = 1e-15;  // beyond it nobody's patience is looked at
  /// By how much ln v may go wrong where patience between two of its quantiles counts as uniform.
  static constexpr double k_bend = 4e-12;
  /// A halving that looks straight may do so by chance while it spans much of the probability.
  static constexpr double k_widest_u = 1.0 / 64;

  double quantile(double u) const { return std::max(0.0, patience_.quantile(u)); }

  /// Patience of some values alone: between them as many would still wait.
  void by_values() {
    double left = 1;
    for (std::size_t i = 0; i < patience_.values.size() && !sum_.is_over(); ++i) {
      sum_.advance(std::max(0.0, patience_.values[i]), left, left);
      left = 1 - patience_.cumulative[i];
    }
  }

  /// From probability u to that of `to`: halved until P(patience > x) is as good as straight.
  void between(double u, double x, double to, double x_to) {
    if (x_to <= x || sum_.is_over()) return;
    if (to - u < 2 * k_least_u) return sum_.advance(x_to, 1 - u, 1 - to);
    const double middle = (u + to) / 2;
    const double x_middle = quantile(middle);
    const double bend = std::abs(x_middle - (x + x_to) / 2) * (to - u) * lambda_;
    if (to - u <= k_widest_u && bend <= k_bend) {
      sum_.advance(x_middle, 1 - u, 1 - middle);
      return sum_.advance(x_to, 1 - middle, 1 - to);
    }
    between(u, x, middle, x_middle);
    between(middle, x_middle, to, x_to);
  }

  double lambda_;
  const sim::Distribution& patience_;
  Sum& sum_;
};

}  // namespace kouan::analysis::theory
