#include "analysis/theory/polling.hpp"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>

#include "analysis/theory/require.hpp"

namespace kouan::analysis::theory {
namespace {

double load(const PolledQueue& q) { return q.lambda * q.service.mean; }

double variance(const ServiceMoments& m) { return m.second - m.mean * m.mean; }

struct Totals {
  double load = 0;
  ServiceMoments changeover;  ///< of a round
};

Totals totals_of(const std::vector<PolledQueue>& queues) {
  Totals totals;
  for (const PolledQueue& q : queues) {
    require(q.lambda >= 0 && q.service.mean > 0, "rates must be >= 0, mean service times > 0");
    require(q.changeover.mean >= 0, "a changeover must not be negative");
    totals.load += load(q);
    totals.changeover = sum(totals.changeover, q.changeover);
  }
  require(totals.load < 1, "a queue with utilisation 1 or more has no steady state");
  require(totals.changeover.mean > 0, "the changeovers of a round must take time");
  return totals;
}

/// Covariances of the last n visits and changeovers, newest first: V(k), R(k), V(k-1), R(k-1), ...
class Covariances {
 public:
  Covariances(const std::vector<PolledQueue>& queues, const Totals& totals)
      : queues_(queues), cycle_(totals.changeover.mean / (1 - totals.load)) {
    const auto n = static_cast<Eigen::Index>(queues.size());
    s_ = Eigen::MatrixXd::Zero(2 * n, 2 * n);
    between_ = Eigen::VectorXd::Ones(2 * n);
    between_(2 * n - 2) = 0;  // the last visit to the queue itself
  }

  double mean_between(std::size_t i) const { return (1 - load(queues_[i])) * cycle_; }

  /// Goes on by the visit to queue i and the changeover after it; returns the variance of the time
  /// between visits to i before that.
  double visit(std::size_t i) {
    const PolledQueue& q = queues_[i];
    const double rho = load(q);
    const double between = between_.dot(s_ * between_);
    // Given the time between visits, the visit is a Poisson number of busy periods.
    const double factor = rho / (1 - rho);
    const double noise = q.lambda * q.service.second / std::pow(1 - rho, 3) * mean_between(i);
    const Eigen::Index n = s_.rows();
    const Eigen::VectorXd with_visit = factor * (s_ * between_);
    const Eigen::MatrixXd kept = s_.topLeftCorner(n - 2, n - 2);
    s_.bottomRightCorner(n - 2, n - 2) = kept;
    s_.topRows(2).setZero();
    s_.leftCols(2).setZero();
    s_.row(0).tail(n - 2) = with_visit.head(n - 2).transpose();
    s_.col(0).tail(n - 2) = with_visit.head(n - 2);
    s_(0, 0) = factor * factor * between + noise;
    s_(1, 1) = variance(q.changeover);
    return between;
  }

 private:
  const std::vector<PolledQueue>& queues_;
  double cycle_;
  Eigen::MatrixXd s_;
  Eigen::VectorXd between_;
};

/// Variances of the times between visits, once they don't change any more from round to round.
std::vector<double> settled_variances(const std::vector<PolledQueue>& queues,
                                      Covariances& covariances) {
  constexpr int k_most_rounds = 1'000'000;
  std::vector<double> variances(queues.size(), 0);
  for (int round = 0; round < k_most_rounds; ++round) {
    double change = 0;
    for (std::size_t i = 0; i < queues.size(); ++i) {
      const double before = variances[i];
      variances[i] = covariances.visit(i);
      change = std::max(change, std::abs(variances[i] - before) / (variances[i] + before + 1e-300));
    }
    if (round > 1 && change < 1e-15) return variances;
  }
  throw std::domain_error("the queues are too close to saturation");
}

}  // namespace

PollingFigures exhaustive_polling(const std::vector<PolledQueue>& queues) {
  const Totals totals = totals_of(queues);
  Covariances covariances(queues, totals);
  const std::vector<double> variances = settled_variances(queues, covariances);
  PollingFigures out;
  out.cycle = totals.changeover.mean / (1 - totals.load);
  for (std::size_t i = 0; i < queues.size(); ++i) {
    const PolledQueue& q = queues[i];
    const double between = covariances.mean_between(i);
    out.wait.push_back(q.lambda * q.service.second / (2 * (1 - load(q))) +
                       (variances[i] + between * between) / (2 * between));
    out.in_queue.push_back(q.lambda * out.wait.back());
    out.weighted_wait += load(q) * out.wait.back();
  }
  return out;
}

}  // namespace kouan::analysis::theory
