#include "analysis/theory/patience.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/theory/require.hpp"

namespace kouan::analysis::theory {
namespace {

constexpr double k_least_u = 1e-15;  // beyond it nobody's patience is looked at
constexpr double k_negligible = 40;  // exp(-40) of the greatest density
constexpr std::size_t k_most_steps = 20'000'000;

/// Integrals over x of v(x) / v(0), of v P(patience < x) and of v H, all times exp(-greatest).
struct Integrals {
  double all = 0;
  double given_up = 0;
  double waited = 0;
};

/// Goes along x from 0 on, patience by its quantiles.
class OfferedWait {
 public:
  OfferedWait(double lambda, double rate, const sim::Distribution& patience)
      : lambda_(lambda), rate_(rate), patience_(patience) {
    const double spread = quantile(0.99) - quantile(0.01);
    step_ = 0.05 / (lambda + rate);
    if (spread > 0) step_ = std::min(step_, spread / 2000);
  }

  void integrate() {
    advance(quantile(k_least_u), 1, 1);
    between(k_least_u, x_, 1 - k_least_u, quantile(1 - k_least_u));
    // Nobody's patience is longer: v falls like exp(-rate x).
    const double last = at(x_, h_) / rate_;
    sums_.all += last;
    sums_.given_up += last;
    sums_.waited += last * h_;
  }

  const Integrals& sums() const { return sums_; }
  /// v(0) in the unit of the sums.
  double scale() const { return std::exp(-greatest_); }

 private:
  double quantile(double u) const { return std::max(0.0, patience_.quantile(u)); }

  double exponent(double x, double h) const { return lambda_ * h - rate_ * x; }
  double at(double x, double h) const { return std::exp(exponent(x, h) - greatest_); }

  /// From probability u to that of `to`: halved until P(patience > x) is as good as straight.
  void between(double u, double x, double to, double x_to) {
    if (x_to <= x_ || is_over()) return;
    if (x_to - x <= step_ || to - u < 2 * k_least_u) return advance(x_to, 1 - u, 1 - to);
    const double middle = (u + to) / 2;
    const double x_middle = quantile(middle);
    between(u, x, middle, x_middle);
    between(middle, x_middle, to, x_to);
  }

  /// To `x`, the share that would still wait going straight from `left` to `right`.
  void advance(double x, double left, double right) {
    const double whole = x - x_;
    if (whole <= 0) return;
    const double pieces = std::ceil(whole / step_);
    const double d = whole / pieces;
    const double slope = (right - left) / pieces;
    for (double i = 0; i < pieces && !is_over(); ++i)
      piece(d, left + slope * i, left + slope * (i + 1));
  }

  void piece(double d, double left, double right) {
    require(++steps_ < k_most_steps, "the queue is too long to be integrated");
    const double middle = (left + right) / 2;
    const double h_middle = h_ + d / 2 * (left + middle) / 2;
    const double h_end = h_ + d * middle;
    raise(std::max(exponent(x_ + d / 2, h_middle), exponent(x_ + d, h_end)));
    const double v0 = at(x_, h_), v1 = at(x_ + d / 2, h_middle), v2 = at(x_ + d, h_end);
    sums_.all += d / 6 * (v0 + 4 * v1 + v2);
    sums_.given_up += d / 6 * (v0 * (1 - left) + 4 * v1 * (1 - middle) + v2 * (1 - right));
    sums_.waited += d / 6 * (v0 * h_ + 4 * v1 * h_middle + v2 * h_end);
    x_ += d;
    h_ = h_end;
    falls_ = lambda_ * right < rate_;
  }

  /// The sums are kept in the unit of the greatest density, which may be beyond what doubles hold.
  void raise(double exponent) {
    if (exponent <= greatest_) return;
    const double factor = std::exp(greatest_ - exponent);
    sums_.all *= factor;
    sums_.given_up *= factor;
    sums_.waited *= factor;
    greatest_ = exponent;
  }

  /// From here on it only falls, and what is left is nothing.
  bool is_over() const { return falls_ && exponent(x_, h_) < greatest_ - k_negligible; }

  double lambda_;
  double rate_;  ///< of all servers together
  const sim::Distribution& patience_;
  double step_ = 0;
  double x_ = 0;
  double h_ = 0;
  double greatest_ = 0;
  bool falls_ = false;
  std::size_t steps_ = 0;
  Integrals sums_;
};

}  // namespace

AbandonmentFigures mmc_patience(double lambda, double mu, int servers,
                                const sim::Distribution& patience) {
  require(lambda > 0 && mu > 0, "rates must be > 0");
  require(servers >= 1, "there must be a server");
  OfferedWait offered(lambda, servers * mu, patience);
  offered.integrate();
  // p(j) / p(c-1) for j < c, in the unit of the sums.
  double below = 0;
  double p = offered.scale();
  for (int j = servers - 1; j >= 0; --j) {
    below += p;
    p *= j * mu / lambda;
  }
  const Integrals& q = offered.sums();
  const double all = below + lambda * q.all;
  require(std::isfinite(all), "the servers are so little used that nobody waits");
  AbandonmentFigures out;
  out.wait_share = lambda * q.all / all;
  out.abandon_share = lambda * q.given_up / all;
  out.wait = lambda * q.waited / all;
  out.in_queue = lambda * out.wait;
  out.throughput = lambda * (1 - out.abandon_share);
  out.utilisation = out.throughput / (servers * mu);
  out.in_system = out.in_queue + out.throughput / mu;
  return out;
}

}  // namespace kouan::analysis::theory
