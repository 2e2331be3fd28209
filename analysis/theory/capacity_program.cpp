#include "analysis/theory/capacity_program.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace kouan::analysis::theory {

CapacityProgram::CapacityProgram(std::size_t columns)
    : gain(Eigen::VectorXd::Zero(static_cast<Eigen::Index>(columns))) {}

void CapacityProgram::add(const Eigen::VectorXd& need, double limit, BoundPart of) {
  needs_.push_back(need);
  limits_.push_back(limit);
  owners_.push_back(std::move(of));
}

void CapacityProgram::limit_fleet(std::size_t column, double cycles, const std::string& fleet) {
  const auto at = static_cast<Eigen::Index>(column);
  if (std::isfinite(cycles)) add(Eigen::VectorXd::Unit(gain.size(), at), cycles, {fleet, true});
}

std::size_t CapacityProgram::first_like(std::size_t row) const {
  for (std::size_t r = 0; r < row; ++r)
    if (!needs_[r].isZero() && (needs_[r] * limits_[row]).isApprox(needs_[row] * limits_[r], 1e-12))
      return r;
  return row;
}

std::vector<BoundPart> CapacityProgram::parts(const LinearOptimum& best) const {
  std::vector<BoundPart> out = owners_;
  for (Eigen::Index r = 0; r < best.worth.size(); ++r) {
    const auto row = static_cast<std::size_t>(r);
    const double part = best.worth(r) > 0 ? best.worth(r) * limits_[row] : 0;
    if (part > 1e-9 * best.value) out[first_like(row)].share += part / best.value;
  }
  std::erase_if(out, [](const BoundPart& part) { return part.share == 0; });
  std::stable_partition(out.begin(), out.end(),
                        [](const BoundPart& part) { return !part.is_fleet; });
  return out;
}

LinearOptimum CapacityProgram::solve() const {
  const auto rows = static_cast<Eigen::Index>(needs_.size());
  Eigen::MatrixXd a(rows, gain.size());
  Eigen::VectorXd b(rows);
  for (Eigen::Index r = 0; r < rows; ++r) {
    a.row(r) = needs_[static_cast<std::size_t>(r)].transpose();
    b(r) = limits_[static_cast<std::size_t>(r)];
  }
  return maximise(a, b, gain);
}

}  // namespace kouan::analysis::theory
