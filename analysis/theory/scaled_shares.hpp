// Shares of a chain's states, made one after the other in any unit.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace kouan::analysis::theory {

/// Begins with a share of one; each next is told in the unit of those before. Where their sum would
/// leave the range of a double all are scaled down, and the first ones, nothing by then, are left.
class ScaledShares {
 public:
  double operator[](std::size_t i) const { return shares_[i]; }
  double last() const { return shares_.back(); }
  /// Before it all are nothing in the unit of the sum.
  std::size_t first() const { return first_; }

  void add(double share) {
    shares_.push_back(share);
    sum_ += share;
    if (sum_ < k_most) return;
    for (std::size_t i = first_; i < shares_.size(); ++i)
      shares_[i] /= sum_;
    while (shares_[first_] <= 0)
      ++first_;
    sum_ = 1;
  }

  /// Together one.
  std::vector<double> normed() && {
    for (double& share : shares_)
      share /= sum_;
    return std::move(shares_);
  }

 private:
  static constexpr double k_most = 1e200;

  std::vector<double> shares_{1};
  double sum_ = 1;
  std::size_t first_ = 0;
};

}  // namespace kouan::analysis::theory
