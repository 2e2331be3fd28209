#include "analysis/theory/transient.hpp"

#include <boost/math/special_functions/gamma.hpp>

namespace kouan::analysis::theory {
namespace {

/// Below this the rest of a sum doesn't count.
constexpr double k_rest = 1e-16;

}  // namespace

Evolution evolve(const RateMatrix& rates, const Eigen::VectorXd& start, double duration) {
  require(rates.rows() == rates.cols() && rates.rows() == start.size(),
          "rates and start must be of the same states");
  require(duration >= 0, "a duration must not be negative");
  Eigen::VectorXd leaving = Eigen::VectorXd::Zero(start.size());
  for (Eigen::Index i = 0; i < rates.rows(); ++i) {
    for (RateMatrix::InnerIterator move(rates, i); move; ++move) {
      require(move.value() >= 0, "a rate must not be negative");
      if (move.col() != i) leaving(i) += move.value();
    }
  }
  const double pace = leaving.size() > 0 ? leaving.maxCoeff() : 0;
  if (!(pace * duration > 0)) return {start, start * duration};
  // The chain makes a Poisson number of steps of p -> p + p Q / pace, k with the chance
  // exp(-pace duration) (pace duration)^k / k!.
  RateMatrix into = rates.transpose();
  into.prune([](Eigen::Index i, Eigen::Index j, double) { return i != j; });
  const Eigen::VectorXd stay = 1 - leaving.array() / pace;
  const double steps = pace * duration;
  Evolution out{Eigen::VectorXd::Zero(start.size()), Eigen::VectorXd::Zero(start.size())};
  Eigen::VectorXd p = start;
  for (int k = 0;; ++k) {
    const double more = boost::math::gamma_p(k + 1.0, steps);  // P(more than k steps)
    out.at_end += boost::math::gamma_p_derivative(k + 1.0, steps) * p;
    out.time += more / pace * p;
    if (more < k_rest && k > steps) break;
    p = stay.cwiseProduct(p) + into * p / pace;
  }
  return out;
}

}  // namespace kouan::analysis::theory
