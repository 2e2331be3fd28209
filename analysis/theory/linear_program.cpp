#include "analysis/theory/linear_program.hpp"

#include <limits>
#include <stdexcept>
#include <vector>

namespace kouan::analysis::theory {
namespace {

/// Below this a coefficient counts as zero; costs and rows are scaled to one beforehand.
constexpr double k_zero = 1e-11;

/// Tableau: rows of [A I b], last row the reduced costs and the negative of the value so far.
class Tableau {
 public:
  Tableau(const Eigen::MatrixXd& a, const Eigen::VectorXd& b, const Eigen::VectorXd& c)
      : rows_(a.rows()), columns_(a.cols()), t_(rows_ + 1, columns_ + rows_ + 1) {
    t_.setZero();
    t_.topLeftCorner(rows_, columns_) = a;
    t_.block(0, columns_, rows_, rows_).setIdentity();
    t_.topRightCorner(rows_, 1) = b;
    t_.bottomLeftCorner(1, columns_) = c.transpose();
    for (Eigen::Index r = 0; r < rows_; ++r)
      basis_.push_back(columns_ + r);
  }

  /// False when the value grows without limit.
  bool solve() {
    for (Eigen::Index enter = entering(); enter >= 0; enter = entering()) {
      const Eigen::Index leave = leaving(enter);
      if (leave < 0) return false;
      pivot(leave, enter);
    }
    return true;
  }

  double value() const { return -t_(rows_, t_.cols() - 1); }

  Eigen::VectorXd solution() const {
    Eigen::VectorXd x = Eigen::VectorXd::Zero(columns_);
    for (Eigen::Index r = 0; r < rows_; ++r) {
      const Eigen::Index column = basis_[static_cast<std::size_t>(r)];
      if (column < columns_) x(column) = t_(r, t_.cols() - 1);
    }
    return x;
  }

  /// Of each row: what its slack costs.
  Eigen::VectorXd duals() const { return -t_.block(rows_, columns_, 1, rows_).transpose(); }

 private:
  Eigen::Index entering() const {
    for (Eigen::Index j = 0; j + 1 < t_.cols(); ++j) {
      if (t_(rows_, j) > k_zero) return j;
    }
    return -1;
  }

  Eigen::Index leaving(Eigen::Index enter) const {
    Eigen::Index best = -1;
    double least = std::numeric_limits<double>::infinity();
    for (Eigen::Index r = 0; r < rows_; ++r) {
      if (t_(r, enter) <= k_zero) continue;
      const double ratio = t_(r, t_.cols() - 1) / t_(r, enter);
      const bool ties =
          best >= 0 && ratio == least &&
          basis_[static_cast<std::size_t>(r)] < basis_[static_cast<std::size_t>(best)];
      if (ratio < least || ties) {
        best = r;
        least = ratio;
      }
    }
    return best;
  }

  void pivot(Eigen::Index row, Eigen::Index column) {
    const double divisor = t_(row, column);
    t_.row(row) /= divisor;
    for (Eigen::Index r = 0; r < t_.rows(); ++r) {
      const double factor = t_(r, column);
      if (r != row) t_.row(r) -= factor * t_.row(row);
    }
    basis_[static_cast<std::size_t>(row)] = column;
  }

  Eigen::Index rows_;
  Eigen::Index columns_;
  Eigen::MatrixXd t_;
  std::vector<Eigen::Index> basis_;
};

}  // namespace

LinearOptimum maximise(const Eigen::MatrixXd& a, const Eigen::VectorXd& b,
                       const Eigen::VectorXd& c) {
  if (b.size() > 0 && !(b.minCoeff() >= 0)) throw std::domain_error("a limit is negative");
  // Costs of one and largest coefficients of one: only then does k_zero mean anything.
  const Eigen::VectorXd column = c.unaryExpr([](double v) { return v > 0 ? 1 / v : 1.0; });
  Eigen::MatrixXd scaled = a * column.asDiagonal();
  Eigen::VectorXd limit = b;
  Eigen::VectorXd scale = Eigen::VectorXd::Ones(b.size());
  for (Eigen::Index r = 0; r < scaled.rows(); ++r) {
    const double size = scaled.cols() > 0 ? scaled.row(r).cwiseAbs().maxCoeff() : 0;
    if (size <= 0) continue;
    scaled.row(r) /= size;
    limit(r) /= size;
    scale(r) = 1 / size;
  }
  Tableau tableau(scaled, limit, column.cwiseProduct(c));
  LinearOptimum out;
  if (!tableau.solve()) {
    out.value = std::numeric_limits<double>::infinity();
    return out;
  }
  out.x = column.cwiseProduct(tableau.solution());
  out.worth = scale.cwiseProduct(tableau.duals());
  out.value = tableau.value();
  return out;
}

}  // namespace kouan::analysis::theory
