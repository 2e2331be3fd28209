#include "analysis/theory/limited_queue.hpp"

#include <boost/math/quadrature/gauss.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

#include "analysis/theory/patience_walk.hpp"
#include "analysis/theory/require.hpp"
#include "analysis/theory/scaled_shares.hpp"

namespace kouan::analysis::theory {
namespace {

/// A rule of Gauss whose error over a step of so many arrivals, about 1e-14, is lost even in a
/// queue of a million.
using Gauss = boost::math::quadrature::gauss<double, 5>;
constexpr double k_arrivals_a_step = 0.4;
/// Steps times numbers of arrivals, and those left behind times numbers of arrivals.
constexpr double k_most_terms = 3e8;
/// Less than this is lost beside all else: so few as good as never leave nobody.
constexpr double k_least_none = 1e-30;
/// Products of smaller numbers are slow, and still nothing when all is summed up.
constexpr double k_lost_in_sums = 1e-250;
constexpr const char* k_too_long = "the queue is too long to be integrated";

/// The mean of a service as a walk takes it, straight between its quantiles.
class WalkedMean {
 public:
  void advance(double x, double left, double right) {
    mean_ += std::max(0.0, x - x_) * (left + right) / 2;
    x_ = std::max(x_, x);
  }

  bool is_over() const { return false; }
  double mean() const { return mean_; }

 private:
  double x_ = 0;
  double mean_ = 0;
};

double walked_mean(double lambda, const sim::Distribution& service) {
  WalkedMean out;
  PatienceWalk(lambda, service, out).go();
  return out.mean();
}

/// P(more than k come in a service) = lambda times the integral of P(service > x) times the
/// probability that k come in x, for each k below `count`; P(none come) by itself, since nothing is
/// left of it as the difference from 1 where many come.
class ComingInService {
 public:
  ComingInService(double lambda, std::size_t count) : lambda_(lambda), more_(count, 0) {}

  void advance(double x, double left, double right) {
    const double whole = x - x_;
    none_ += (waits_ - left) * std::exp(-lambda_ * x_);
    waits_ = whole > 0 ? right : left;
    if (whole <= 0) return;
    none_ += (left - right) * std::exp(-lambda_ * x_) * mean_of_falling(lambda_ * whole);
    const double pieces = std::max(1.0, std::ceil(lambda_ * whole / k_arrivals_a_step));
    const double d = whole / pieces;
    for (double i = 0; i < pieces && !is_over(); ++i, x_ += d)
      add_piece(d, left + (right - left) * (i + 0.5) / pieces, (right - left) / pieces);
    x_ = x;
  }

  /// So many have come that none of the numbers looked at is likely.
  bool is_over() const {
    const double come = lambda_ * x_;
    const auto most = static_cast<double>(more_.size());
    return come > most + 12 * std::sqrt(come + most) + 40;
  }

  /// By k; as far as any are likely.
  std::vector<double> more() const {
    std::vector<double> out = more_;
    while (out.size() > 1 && out.back() <= 0)
      out.pop_back();
    return out;
  }

  double none() const { return std::max(k_least_none, none_ + waits_ * std::exp(-lambda_ * x_)); }

 private:
  /// Of exp(-t) for t from 0 to `come`.
  static double mean_of_falling(double come) { return come > 0 ? -std::expm1(-come) / come : 1; }

  /// From x_ on, the share of longer services being `middle` halfway and changing by `slope`.
  void add_piece(double d, double middle, double slope) {
    const auto& places = Gauss::abscissa();  // of the right half, the middle first
    const auto& weights = Gauss::weights();
    add(x_ + d / 2, weights[0] / 2 * d * middle);
    for (std::size_t i = 1; i < places.size(); ++i) {
      const double off = places[i] / 2;
      add(x_ + d * (0.5 - off), weights[i] / 2 * d * (middle - slope * off));
      add(x_ + d * (0.5 + off), weights[i] / 2 * d * (middle + slope * off));
    }
  }

  void add(double x, double weight) {
    const double come = lambda_ * x;
    const double far = 12 * std::sqrt(come) + 20;
    const auto first = static_cast<std::size_t>(std::max(0.0, come - far));
    if (first >= more_.size()) return;
    const double n = static_cast<double>(first);
    double p = std::exp((first > 0 ? n * std::log(come) : 0) - come - std::lgamma(n + 1));
    const std::size_t end = std::min(more_.size(), static_cast<std::size_t>(come + far) + 1);
    terms_ += static_cast<double>(end - first);
    require(terms_ < k_most_terms, k_too_long);
    for (std::size_t k = first; k < end; ++k) {
      more_[k] += lambda_ * weight * p;
      p *= come / static_cast<double>(k + 1);
    }
  }

  double lambda_;
  double x_ = 0;
  double waits_ = 1;  ///< P(service > x)
  double none_ = 0;
  double terms_ = 0;
  std::vector<double> more_;
};

/// Shares of departures that leave so many behind, up to `places`; only sums of positive terms,
/// since as many go up over a number as come down to it. More than `more` has never come at once.
std::vector<double> left_behind(const std::vector<double>& more, double none, std::size_t places) {
  require(static_cast<double>(places) * static_cast<double>(more.size()) < k_most_terms,
          k_too_long);
  ScaledShares p;
  for (std::size_t j = 0; j < places; ++j) {
    double up = j < more.size() ? p[0] * more[j] : 0;
    const std::size_t furthest = j + 2 - std::min(j + 2, more.size());
    for (std::size_t i = std::max({p.first(), furthest, std::size_t{1}}); i <= j; ++i)
      up += p[i] * more[j - i + 1];
    p.add(up > k_lost_in_sums ? up / none : 0);
  }
  return std::move(p).normed();
}

}  // namespace

LossFigures mg1k(double lambda, const sim::Distribution& service, int places) {
  require(lambda > 0 && service.mean() > 0, "arrivals and service must be > 0");
  require(places >= 1, "there must be a place");
  // A long queue at which as many come as it serves tells a billionth: of the load nothing is lost.
  const double as_walked = lambda * service.mean() / walked_mean(lambda, service);
  ComingInService coming(as_walked, static_cast<std::size_t>(places) + 1);
  PatienceWalk(lambda, service, coming).go();
  const std::vector<double> left =
      left_behind(coming.more(), coming.none(), static_cast<std::size_t>(places));
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
  out.wait_share = std::max(0.0, 1 - left[0]);  // who comes in finds what those who leave do
  return out;
}

}  // namespace kouan::analysis::theory
