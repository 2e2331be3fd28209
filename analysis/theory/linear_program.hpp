// Small linear programs, dense: largest c x with A x <= b and x >= 0.
#pragma once

#include <Eigen/Dense>

namespace kouan::analysis::theory {

struct LinearOptimum {
  double value = 0;   ///< infinite if nothing limits
  Eigen::VectorXd x;  ///< empty if the value is infinite
  /// What one more of each limit is worth; the limits times these make the value (duality). Empty
  /// if the value is infinite.
  Eigen::VectorXd worth;
};

/// Simplex method (Dantzig 1963, ch. 5) from x = 0, with Bland's rule (1977), which can't cycle.
/// All of b must be >= 0 and finite. Meant for tens of rows and columns.
LinearOptimum maximise(const Eigen::MatrixXd& a, const Eigen::VectorXd& b,
                       const Eigen::VectorXd& c);

}  // namespace kouan::analysis::theory
