#include "analysis/theory/transient.hpp"

#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>

namespace kouan::analysis::theory {
namespace {

/// Below this the rest of a sum doesn't count.
constexpr double k_rest = 1e-16;
constexpr int k_least_limit = 64;
constexpr int k_most_limit = 65'536;

RateMatrix mmc_rates(double lambda, double mu, int servers, int limit) {
  std::vector<Eigen::Triplet<double>> entries;
  for (int n = 0; n < limit; ++n) {
    entries.emplace_back(n, n + 1, lambda);
    entries.emplace_back(n + 1, n, std::min(n + 1, servers) * mu);
  }
  RateMatrix rates(limit + 1, limit + 1);
  rates.setFromTriplets(entries.begin(), entries.end());
  return rates;
}

/// Figures with at most `limit` in system, and the chance to be at the limit.
struct CutFigures {
  TransientFigures figures;
  double cut_share = 0;
};

CutFigures cut_mmc(const std::vector<RatePhase>& phases, double mu, int servers, int start,
                   int limit) {
  const Eigen::VectorXd number = Eigen::VectorXd::LinSpaced(limit + 1, 0, limit);
  const Eigen::VectorXd waiting = (number.array() - servers).max(0);
  CutFigures out;
  Eigen::VectorXd p = Eigen::VectorXd::Unit(limit + 1, start);
  for (const RatePhase& phase : phases) {
    require(phase.lambda >= 0, "an arrival rate must be >= 0");
    const Evolution e = evolve(mmc_rates(phase.lambda, mu, servers, limit), p, phase.duration);
    p = e.at_end;
    TransientFigures& f = out.figures;
    f.in_system.push_back(number.dot(p));
    f.in_queue.push_back(waiting.dot(p));
    f.system_time += number.dot(e.time);
    f.queue_time += waiting.dot(e.time);
    f.duration += phase.duration;
    f.arrivals += phase.duration * phase.lambda;
    const double time_share = phase.duration > 0 ? e.time(limit) / phase.duration : 0;
    out.cut_share = std::max({out.cut_share, p(limit), time_share});
  }
  return out;
}

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

TransientFigures transient_mmc(const std::vector<RatePhase>& phases, double mu, int servers,
                               int start) {
  require(mu > 0 && servers >= 1, "the service rate must be > 0 and there must be a server");
  require(start >= 0, "the number at the start must not be negative");
  for (int limit = std::max(k_least_limit, 2 * start); limit <= k_most_limit; limit *= 2) {
    const CutFigures cut = cut_mmc(phases, mu, servers, start, limit);
    if (cut.cut_share < k_cut_share) return cut.figures;
  }
  throw std::domain_error("the queue grows too long to be computed exactly");
}

}  // namespace kouan::analysis::theory
