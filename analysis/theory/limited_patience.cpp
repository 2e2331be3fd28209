#include "analysis/theory/limited_patience.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "analysis/theory/patience_walk.hpp"
#include "analysis/theory/require.hpp"

namespace kouan::analysis::theory {
namespace {

constexpr double k_nothing_left = 40;  // exp(-40) of the greatest weight
/// Of all the sums below together.
constexpr double k_most_summed = 3e8;
/// A step of Simpson's rule, in units in which a weight changes by a factor of e.
constexpr double k_piece = 0.05;

/// 1 + y + ... + y^n / n!, as its logarithm, the share of the last term, and how many were summed.
struct Beginning {
  double log_sum = 0;
  double last_share = 0;
  int terms = 1;
};

/// From the greatest term to both sides until terms are lost in a double.
Beginning beginning_of_exponential(double y, int n) {
  if (y <= 0 || n == 0) return {0, n == 0 ? 1.0 : 0.0, 1};
  constexpr double k_lost = 1e-18;
  const int greatest = std::min(n, static_cast<int>(std::min(y, 2e9)));
  double sum = 1;
  double term = 1;
  int least = greatest;
  for (; least > 0 && term > k_lost * sum; --least)
    sum += term *= least / y;
  term = 1;
  int k = greatest;
  for (; k < n && term > k_lost * sum; ++k)
    sum += term *= y / (k + 1);
  const double log_greatest = greatest * std::log(y) - std::lgamma(greatest + 1.0);
  return {log_greatest + std::log(sum), k == n ? term / sum : 0, k - least + 1};
}

/// Goes along x and adds up, over all numbers k that wait, (lambda H(x))^k / k! exp(-rate x).
class LimitedWait {
 public:
  LimitedWait(double lambda, double rate, int places)
      : lambda_(lambda), rate_(rate), places_(places) {
    look(0, 0);
    greatest_ = here_.log_weight;
  }

  void integrate(const sim::Distribution& patience) {
    PatienceWalk(lambda_, patience, *this).go();
    add(1 / rate_, here_);  // nobody's patience is longer: weights fall like exp(-rate x)
  }

  /// To `x`, the share that would still wait going straight from `left` to `right`.
  void advance(double x, double left, double right) {
    const double whole = x - x_;
    if (whole <= 0) return;
    const double from = x_;
    const auto share_at = [=](double at) { return left + (right - left) * (at - from) / whole; };
    while (x_ < x && !is_over()) {
      const double share = share_at(x_);
      const double d = std::min(x - x_, k_piece / steepness(share));
      piece(d, share, share_at(x_ + d));
      if (x - x_ < 1e-12 * x) break;
    }
    x_ = std::max(x_, x);
  }

  /// The weight is concave as a logarithm: once it falls it only falls.
  bool is_over() const { return falls_ && here_.log_weight < greatest_ - k_nothing_left; }

  double all() const { return all_; }
  double full() const { return full_; }
  double in_queue() const { return in_queue_; }
  /// The logarithm of the unit of the sums, the weight at 0 being 1.
  double log_unit() const { return greatest_; }

 private:
  struct Weight {
    double log_weight = 0;
    double full_share = 0;
    double in_queue = 0;  ///< mean
  };

  /// By how many factors of e the weight changes per time; where it is level, what it changes over
  /// as many arrivals as make the last term of the sum matter.
  double steepness(double share) const {
    const double slope = lambda_ * share * (1 - here_.full_share) - rate_;
    const double bend = std::max(lambda_ * share, rate_) / std::sqrt(places_ + 1.0);
    return std::max(std::abs(slope), bend);
  }

  void look(double x, double h) { here_ = weight(x, h); }

  Weight weight(double x, double h) {
    const double y = lambda_ * h;
    const Beginning b = beginning_of_exponential(y, places_);
    terms_ += b.terms;
    require(terms_ < k_most_summed, "the queue is too long to be integrated");
    return {b.log_sum - rate_ * x, b.last_share, y * (1 - b.last_share)};
  }

  void add(double width, const Weight& w) {
    const double v = width * std::exp(w.log_weight - greatest_);
    all_ += v;
    full_ += v * w.full_share;
    in_queue_ += v * w.in_queue;
  }

  void piece(double d, double left, double right) {
    const double middle = (left + right) / 2;
    const Weight first = here_;
    const Weight second = weight(x_ + d / 2, h_ + d / 2 * (left + middle) / 2);
    x_ += d;
    h_ += d * middle;
    look(x_, h_);
    raise(std::max(second.log_weight, here_.log_weight));
    add(d / 6, first);
    add(d * 4 / 6, second);
    add(d / 6, here_);
    falls_ = lambda_ * right * (1 - here_.full_share) < rate_;
  }

  /// The sums are kept in the unit of the greatest weight, which may be beyond what doubles hold.
  void raise(double log_weight) {
    if (log_weight <= greatest_) return;
    const double factor = std::exp(greatest_ - log_weight);
    all_ *= factor;
    full_ *= factor;
    in_queue_ *= factor;
    greatest_ = log_weight;
  }

  double lambda_;
  double rate_;  ///< of all servers together
  int places_;
  double x_ = 0;
  double h_ = 0;
  Weight here_;
  double greatest_ = 0;
  bool falls_ = false;
  double terms_ = 0;
  double all_ = 0, full_ = 0, in_queue_ = 0;
};

}  // namespace

LimitedAbandonmentFigures mmck_patience(double lambda, double mu, int servers, int places,
                                        const sim::Distribution& patience) {
  require(lambda > 0 && mu > 0, "rates must be > 0");
  require(servers >= 1 && places >= 1, "there must be a server and a place");
  LimitedWait queue(lambda, servers * mu, places);
  queue.integrate(patience);
  // ln p(j) / p(0), and that of the unit of the sums, p(c-1) included; all in the greatest of
  // these.
  std::vector<double> below{0};
  for (int j = 1; j < servers; ++j)
    below.push_back(below.back() + std::log(lambda / (j * mu)));
  const double unit = below.back() + queue.log_unit();
  const double greatest = std::max(unit, *std::max_element(below.begin(), below.end()));
  const double scale = lambda * std::exp(unit - greatest);
  const double waiting = scale * queue.all();
  double all = waiting, busy = servers * waiting;
  for (int j = 0; j < servers; ++j) {
    const double p = std::exp(below[static_cast<std::size_t>(j)] - greatest);
    all += p;
    busy += j * p;
  }
  LimitedAbandonmentFigures out;
  out.refused_share = scale * queue.full() / all;
  AbandonmentFigures& q = out.all;
  q.wait_share = (waiting / all - out.refused_share) / (1 - out.refused_share);
  q.in_queue = scale * queue.in_queue() / all;
  q.in_system = q.in_queue + busy / all;
  q.wait = q.in_queue / lambda;
  q.throughput = busy / all * mu;
  q.utilisation = busy / all / servers;
  q.abandon_share = std::max(0.0, 1 - out.refused_share - q.throughput / lambda);
  return out;
}

}  // namespace kouan::analysis::theory
