#include "analysis/theory/patience.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "analysis/theory/patience_walk.hpp"
#include "analysis/theory/require.hpp"

namespace kouan::analysis::theory {
namespace {

constexpr double k_negligible = 40;  // exp(-40) of the greatest density
constexpr std::size_t k_most_steps = 20'000'000;
/// A step of Simpson's rule, in units in which v changes by a factor of e; errs by 1e-9 or so.
constexpr double k_step = 0.05;

/// Integrals over x of v(x) / v(0), of v P(patience < x) and of v H, all times exp(-greatest).
struct Integrals {
  double all = 0;
  double given_up = 0;
  double waited = 0;
};

/// Goes along x from 0 on.
class OfferedWait {
 public:
  OfferedWait(double lambda, double rate) : lambda_(lambda), rate_(rate) {}

  void integrate(const sim::Distribution& patience) {
    PatienceWalk(lambda_, patience, *this).go();
    // Nobody's patience is longer: v falls like exp(-rate x).
    const double last = at(x_, h_) / rate_;
    sums_.all += last;
    sums_.given_up += last;
    sums_.waited += last * h_;
  }

  const Integrals& sums() const { return sums_; }
  /// The logarithm of the unit of the sums, that of v(0) being 0.
  double log_unit() const { return greatest_; }

  /// To `x`, the share that would still wait going straight from `left` to `right`.
  void advance(double x, double left, double right) {
    const double whole = x - x_;
    if (whole <= 0) return;
    if (left == right) return level(whole, left);
    const double steepest =
        std::max(std::abs(lambda_ * left - rate_), std::abs(lambda_ * right - rate_));
    const double bend = std::sqrt(lambda_ * (left - right) * whole);
    const double pieces = std::max(1.0, std::ceil(std::max(steepest * whole, bend) / k_step));
    // It need not come to so many where v falls.
    require(pieces < k_most_steps || lambda_ * right < rate_,
            "the queue is too long to be integrated");
    const double d = whole / pieces;
    const double slope = (right - left) / pieces;
    for (double i = 0; i < pieces && !is_over(); ++i)
      piece(d, left + slope * i, left + slope * (i + 1));
  }

  /// From here on it only falls, and what is left is nothing.
  bool is_over() const { return falls_ && exponent(x_, h_) < greatest_ - k_negligible; }

 private:
  double exponent(double x, double h) const { return lambda_ * h - rate_ * x; }
  double at(double x, double h) const { return std::exp(exponent(x, h) - greatest_); }

  /// Over a stretch `d` on which as many would still wait, in closed form.
  void level(double d, double waits) {
    const double slope = lambda_ * waits - rate_;
    if (std::abs(slope * d) <= k_step) return piece(d, waits, waits);
    const double h_end = h_ + d * waits;
    raise(exponent(x_ + d, h_end));
    const double v0 = at(x_, h_), v1 = at(x_ + d, h_end);
    const double all = (v1 - v0) / slope;
    sums_.all += all;
    sums_.given_up += all * (1 - waits);
    sums_.waited += (v1 * h_end - v0 * h_ - waits * all) / slope;
    x_ += d;
    h_ = h_end;
    falls_ = slope < 0;
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

  double lambda_;
  double rate_;  ///< of all servers together
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
  OfferedWait offered(lambda, servers * mu);
  offered.integrate(patience);
  // ln p(j) / p(0) of M/M/c, and that of the unit of the sums, p(c-1) included; then all in the
  // greatest of these, since few of many servers may ever be busy.
  std::vector<double> below{0};
  for (int j = 1; j < servers; ++j)
    below.push_back(below.back() + std::log(lambda / (j * mu)));
  const double unit = below.back() + offered.log_unit();
  const double greatest = std::max(unit, *std::max_element(below.begin(), below.end()));
  const double scale = std::exp(unit - greatest);
  Integrals q = offered.sums();
  q.all *= scale;
  q.given_up *= scale;
  q.waited *= scale;
  double all = lambda * q.all;
  for (const double p : below)
    all += std::exp(p - greatest);
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
