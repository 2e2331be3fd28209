// A linear program whose rows are places and fleets, of which it can tell who makes its optimum.
#pragma once

#include <string>
#include <vector>

#include "analysis/theory/capacity_bound.hpp"
#include "analysis/theory/linear_program.hpp"

namespace kouan::analysis::theory {

class CapacityProgram {
 public:
  explicit CapacityProgram(std::size_t columns);

  void add(const Eigen::VectorXd& need, double limit, BoundPart of);
  /// Nothing where the limit is infinite.
  void limit_fleet(std::size_t column, double cycles, const std::string& fleet);
  /// Who makes the optimum, each with what it makes of it.
  std::vector<BoundPart> parts(const LinearOptimum& best) const;
  LinearOptimum solve() const;

  Eigen::VectorXd gain;  ///< by column

 private:
  /// The first row that says the same as this one: where several tie, one is named.
  std::size_t first_like(std::size_t row) const;

  std::vector<Eigen::VectorXd> needs_;
  std::vector<double> limits_;
  std::vector<BoundPart> owners_;
};

}  // namespace kouan::analysis::theory
