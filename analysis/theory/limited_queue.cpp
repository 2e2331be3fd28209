#include "analysis/theory/limited_queue.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "analysis/theory/patience_walk.hpp"
#include "analysis/theory/require.hpp"

namespace kouan::analysis::theory {
namespace {

/// A step of Simpson's rule, in arrivals.
constexpr double k_arrivals_a_step = 0.05;
/// Steps times numbers of arrivals.
constexpr std::size_t k_most_terms = 200'000'000;

/// P(more than k come in a service) = lambda times the integral of P(service > x) times the
/// probability that k come in x, for each k below `count`.
class ComingInService {
 public:
  ComingInService(double lambda, std::size_t count) : lambda_(lambda), more_(count, 0) {}

  void advance(double x, double left, double right) {
    const double whole = x - x_;
    if (whole <= 0) return;
    const double pieces = std::max(1.0, std::ceil(lambda_ * whole / k_arrivals_a_step));
    const double d = whole / pieces;
    const double slope = (right - left) / pieces;
    for (double i = 0; i < pieces && !is_over(); ++i) {
      add(x_, d / 6 * (left + slope * i));
      add(x_ + d / 2, d * 4 / 6 * (left + slope * (i + 0.5)));
      add(x_ + d, d / 6 * (left + slope * (i + 1)));
      x_ += d;
    }
    x_ = x;
  }

  /// So many have come that none of the numbers looked at is likely.
  bool is_over() const {
    const double come = lambda_ * x_;
    const auto most = static_cast<double>(more_.size());
    return come > most + 12 * std::sqrt(come + most) + 40;
  }

  const std::vector<double>& more() const { return more_; }

 private:
  void add(double x, double weight) {
    const double come = lambda_ * x;
    const double far = 12 * std::sqrt(come) + 20;
    const auto first = static_cast<std::size_t>(std::max(0.0, come - far));
    if (first >= more_.size()) return;
    const double n = static_cast<double>(first);
    double p = std::exp((first > 0 ? n * std::log(come) : 0) - come - std::lgamma(n + 1));
    for (std::size_t k = first; k < more_.size() && static_cast<double>(k) <= come + far; ++k) {
      more_[k] += lambda_ * weight * p;
      p *= come / static_cast<double>(k + 1);
      require(++terms_ < k_most_terms, "the queue is too long to be integrated");
    }
  }

  double lambda_;
  double x_ = 0;
  std::size_t terms_ = 0;
  std::vector<double> more_;
};

/// Shares of departures that leave so many behind; only sums of positive terms, since as many go
/// up over a number as come down to it.
std::vector<double> left_behind(const std::vector<double>& more) {
  std::vector<double> p{1};
  double sum = 1;
  for (std::size_t j = 0; j + 1 < more.size(); ++j) {
    double up = p[0] * more[j];
    for (std::size_t i = 1; i <= j; ++i)
      up += p[i] * more[j - i + 1];
    p.push_back(up / (1 - more[0]));
    sum += p.back();
    if (sum < 1e200) continue;
    for (double& x : p)
      x /= sum;
    sum = 1;
  }
  for (double& x : p)
    x /= sum;
  return p;
}

}  // namespace

LossFigures mg1k(double lambda, const sim::Distribution& service, int places) {
  require(lambda > 0 && service.mean() > 0, "arrivals and service must be > 0");
  require(places >= 1, "there must be a place");
  ComingInService coming(lambda, static_cast<std::size_t>(places) + 1);
  PatienceWalk(lambda, service, coming).go();
  const std::vector<double> left = left_behind(coming.more());
  const double rho = lambda * service.mean();
  LossFigures out;
  const double scale = 1 / (left[0] + rho);
  out.blocked_share = std::max(0.0, 1 - scale);
  out.throughput = lambda * (1 - out.blocked_share);
  for (std::size_t n = 0; n < left.size(); ++n)
    out.in_system += static_cast<double>(n) * left[n] * scale;
  out.in_system += (places + 1) * out.blocked_share;
  out.in_queue = std::max(0.0, out.in_system - (1 - left[0] * scale));
  out.wait = out.in_queue / out.throughput;
  out.sojourn = out.in_system / out.throughput;
  out.empty_share = left[0] * scale;
  return out;
}

}  // namespace kouan::analysis::theory
