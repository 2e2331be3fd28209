#include "analysis/theory/batches.hpp"

#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/tools/roots.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdint>
#include <numbers>
#include <numeric>
#include <utility>
#include <vector>

#include "analysis/theory/general_service.hpp"
#include "analysis/theory/require.hpp"

namespace kouan::analysis::theory {
namespace {

struct SizeMoments {
  double mean = 0;
  double second = 0;
};

SizeMoments moments_of_sizes(const BatchSizes& sizes) {
  SizeMoments out;
  double all = 0;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const auto n = static_cast<double>(i + 1);
    all += sizes[i];
    out.mean += n * sizes[i];
    out.second += n * n * sizes[i];
  }
  require(std::abs(all - 1) < 1e-9, "the probabilities of sizes must add up to 1");
  return out;
}

/// P(X > k) for k from 0 on.
std::vector<double> more_than(const BatchSizes& sizes) {
  std::vector<double> out(sizes.size(), 0);
  double tail = 0;
  for (std::size_t k = sizes.size(); k-- > 0;)
    out[k] = tail += sizes[k];
  return out;
}

/// Sum of the last so many numbers of a row, without subtracting: the end of the last whole block
/// of that length and the beginning of this one.
class LastSum {
 public:
  explicit LastSum(std::size_t length) : length_(length) {}

  void add(double x) {
    block_.push_back(x);
    begun_ += x;
    if (block_.size() < length_) return;
    ended_ = std::move(block_);
    for (std::size_t i = ended_.size() - 1; i-- > 0;)
      ended_[i] += ended_[i + 1];
    block_.clear();
    begun_ = 0;
  }

  void scale(double factor) {
    for (std::vector<double>* part : {&block_, &ended_})
      for (double& x : *part)
        x *= factor;
    begun_ *= factor;
  }

  double value() const { return begun_ + (ended_.empty() ? 0 : ended_[block_.size()]); }

 private:
  std::size_t length_;
  std::vector<double> block_;  ///< begun
  std::vector<double> ended_;  ///< the one before, summed from each of it to its end
  double begun_ = 0;
};

/// What comes up over the number inside: the sum over k of p(n - k) P(X > k), X of few sizes as the
/// sum of P(X = size) times the last `size` shares, of many one by one.
class ComingUp {
 public:
  explicit ComingUp(const BatchSizes& sizes) : tail_(more_than(sizes)) {
    constexpr std::size_t k_few_sizes = 8;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      if (sizes[i] > 0) last_.emplace_back(sizes[i], i + 1);
    }
    has_few_ = last_.size() <= k_few_sizes;
    if (!has_few_) last_.clear();
  }

  /// What a state costs, in additions.
  std::size_t work() const { return has_few_ ? last_.size() : tail_.size(); }

  void add(double p) {
    for (auto& [share, sum] : last_)
      sum.add(p);
  }

  void scale(double factor) {
    for (auto& [share, sum] : last_)
      sum.scale(factor);
  }

  double over_last(const std::vector<double>& p) const {
    double up = 0;
    for (const auto& [share, sum] : last_)
      up += share * sum.value();
    if (has_few_) return up;
    for (std::size_t back = 0; back < std::min(p.size(), tail_.size()); ++back)
      up += p[p.size() - 1 - back] * tail_[back];
    return up;
  }

 private:
  std::vector<double> tail_;
  std::vector<std::pair<double, LastSum>> last_;
  bool has_few_ = false;
};

/// Shares of 0, 1, 2, … units inside, up to what is left beyond being nothing.
std::vector<double> batch_chain(double batch_rate, const BatchSizes& sizes, double mu,
                                int servers) {
  constexpr std::size_t k_most_inside = 1'000'000;
  constexpr std::size_t k_most_additions = 100'000'000;  // some tenths of a second
  ComingUp coming(sizes);
  std::vector<double> p{1};
  coming.add(1);
  double sum = 1;
  for (;;) {
    require(p.size() < k_most_inside && p.size() * coming.work() < k_most_additions,
            "so near to what can be served that the queue is too long");
    const auto n = static_cast<double>(p.size());
    p.push_back(coming.over_last(p) * batch_rate / (std::min<double>(n, servers) * mu));
    coming.add(p.back());
    sum += p.back();
    if (sum > 1e200) {
      for (double& x : p)
        x /= sum;
      coming.scale(1 / sum);
      sum = 1;
    }
    // The tail falls like a geometric series, so what is left out of the mean is as small.
    const bool is_past = p.size() > sizes.size() + static_cast<std::size_t>(servers);
    if (is_past && p.back() * n * n < 1e-15 * sum) break;
  }
  for (double& x : p)
    x /= sum;
  return p;
}

double bulk_root(double lambda, double mu, int most) {
  // Divided by (1 - r): lambda = mu (r + r^2 + ... + r^most), which has one root below 1.
  const auto excess = [=](double r) {
    double power_sum = 0;
    for (int i = 0; i < most; ++i)
      power_sum = r * (1 + power_sum);
    return mu * power_sum - lambda;
  };
  std::uintmax_t steps = 200;
  const auto root = boost::math::tools::toms748_solve(
      excess, 0.0, 1.0, boost::math::tools::eps_tolerance<double>(52), steps);
  return (root.first + root.second) / 2;
}

}  // namespace

QueueFigures mxg1(double batch_rate, int size, const ServiceMoments& service) {
  require(size >= 1, "a batch must have a unit");
  QueueFigures q = mg1(batch_rate * size, service);
  q.wait += (size - 1) * service.mean / (2 * (1 - q.utilisation));
  q.sojourn = q.wait + service.mean;
  q.in_queue = batch_rate * size * q.wait;
  q.in_system = batch_rate * size * q.sojourn;
  // Of a batch all but its first unit wait for certain.
  q.wait_share = 1 - (1 - q.utilisation) / size;
  return q;
}

QueueFigures mxg1(double batch_rate, const BatchSizes& sizes, const ServiceMoments& service) {
  const SizeMoments x = moments_of_sizes(sizes);
  const double lambda = batch_rate * x.mean;
  QueueFigures q = mg1(lambda, service);
  q.wait += (x.second / x.mean - 1) * service.mean / (2 * (1 - q.utilisation));
  q.sojourn = q.wait + service.mean;
  q.in_queue = lambda * q.wait;
  q.in_system = lambda * q.sojourn;
  q.wait_share = 1 - (1 - q.utilisation) / x.mean;
  return q;
}

QueueFigures mxmc(double batch_rate, const BatchSizes& sizes, double mu, int servers) {
  const SizeMoments x = moments_of_sizes(sizes);
  require(batch_rate > 0 && mu > 0 && servers >= 1, "rates must be > 0 and there must be a server");
  const double lambda = batch_rate * x.mean;
  QueueFigures q;
  q.utilisation = lambda / (servers * mu);
  require(q.utilisation < 1, "a queue with utilisation 1 or more has no steady state");
  const std::vector<double> p = batch_chain(batch_rate, sizes, mu, servers);
  // Mean units of a batch that find a server where so many, from one on, are free.
  std::vector<double> taken = more_than(sizes);
  std::partial_sum(taken.begin(), taken.end(), taken.begin());
  double at_once = 0;
  for (std::size_t n = 0; n < p.size(); ++n) {
    const auto inside = static_cast<double>(n);
    q.in_system += inside * p[n];
    q.in_queue += std::max(0.0, inside - servers) * p[n];
    if (const std::size_t c = static_cast<std::size_t>(servers); n < c)
      at_once += p[n] * taken[std::min(c - n, taken.size()) - 1];
  }
  q.wait_share = 1 - at_once / x.mean;
  q.wait = q.in_queue / lambda;
  q.sojourn = q.in_system / lambda;
  return q;
}

BulkFigures mm1_bulk_service(double lambda, double mu, int least, int most) {
  require(lambda > 0 && mu > 0, "rates must be > 0");
  require(1 <= least && least <= most, "a service must take at least one unit, and least <= most");
  require(lambda < most * mu, "a queue with utilisation 1 or more has no steady state");
  BulkFigures out;
  const double r = out.root = bulk_root(lambda, mu, most);
  const double busy = 1 / (1 - r);
  double idle = 0;
  double idle_queue = 0;
  double power = 1;
  for (int j = 0; j < least; ++j) {
    power *= r;
    const double p = mu / lambda * (1 - power) / (1 - r);
    idle += p;
    idle_queue += j * p;
  }
  out.idle_share = idle / (busy + idle);
  out.in_queue = (idle_queue + r * busy * busy) / (busy + idle);
  out.wait = out.in_queue / lambda;
  out.sojourn = out.wait + 1 / mu;
  return out;
}

ConsolidationFigures consolidation(double lambda, int full, double longest) {
  require(lambda > 0 && full >= 1 && longest >= 0,
          "the rate must be > 0, a full batch at least 1, the longest time >= 0");
  ConsolidationFigures out;
  double waited = 0;
  for (int j = 0; j + 1 < full; ++j) {
    const double open = boost::math::gamma_p(j + 1.0, lambda * longest) / lambda;
    out.open += open;
    waited += (j + 1) * open;
  }
  out.full_share = full == 1 ? 1 : boost::math::gamma_p(full - 1.0, lambda * longest);
  // Arrivals while open have mean lambda times the mean time open (Wald's identity).
  out.batch = 1 + lambda * out.open;
  out.wait = waited / out.batch;
  out.departures = 1 / (1 / lambda + out.open);
  return out;
}

TimetableFigures timetabled_departures(double lambda, double headway) {
  require(lambda >= 0 && headway > 0, "the rate must be >= 0, the headway > 0");
  return {headway / 2, lambda * headway, lambda * headway / 2, std::exp(-lambda * headway)};
}

TimetableFigures timetabled_departures(double lambda, double headway, int places) {
  TimetableFigures out = timetabled_departures(lambda, headway);
  const double a = out.load;
  require(places >= 1 && a < places, "the places must be more than the arrivals of a headway");
  double found = a / (2 * (places - a)) + a / 2 - (places - 1) / 2.0;
  // P(none is found) = (places - a) x product of z_k / (1 - z_k): the generating function at 0.
  double log_empty = std::log(places - a);
  for (int k = 1; k < places; ++k) {
    const std::complex<double> unit =
        std::polar(1.0, 2 * std::numbers::pi * k / static_cast<double>(places));
    std::complex<double> z = 0;
    std::complex<double> before = 1;
    while (std::abs(z - before) > 1e-15) {  // contracts: |derivative| <= a / places < 1
      before = z;
      z = unit * std::exp((z - 1.0) * (a / places));
    }
    found += (1.0 / (1.0 - z)).real();
    log_empty += std::log(std::abs(z / (1.0 - z)));
  }
  // Found units less the mean of those that have come since the last departure, half of them over
  // time.
  out.in_queue = found - a + a / 2;
  out.wait = lambda > 0 ? out.in_queue / lambda : headway / 2;
  out.empty_share = std::exp(log_empty);
  return out;
}

}  // namespace kouan::analysis::theory
