#include "analysis/theory/birth_death.hpp"

#include <algorithm>

#include "analysis/theory/require.hpp"
#include "analysis/theory/scaled_shares.hpp"

namespace kouan::analysis::theory {
namespace {

constexpr int k_most_in_system = 1'000'000;
/// Share of time that may be cut off, below the precision of a double.
constexpr double k_cut = 1e-18;

}  // namespace

std::vector<double> birth_death(const std::vector<double>& up, const std::vector<double>& down) {
  require(up.size() == down.size(), "a birth-and-death chain must have as many ups as downs");
  ScaledShares p;
  for (std::size_t i = 0; i < up.size(); ++i) {
    require(up[i] >= 0 && down[i] > 0, "rates up must be >= 0, rates down > 0");
    p.add(p.last() * (up[i] / down[i]));
  }
  return std::move(p).normed();
}

PairingFigures pairing(double first_rate, double second_rate, int first_places, int second_places) {
  require(first_rate > 0 && second_rate > 0, "rates must be > 0");
  require(first_places >= 0 && second_places >= 0, "places must be >= 0");
  // State i: i - second_places of the first kind wait, or when negative, of the second.
  const auto steps =
      static_cast<std::size_t>(first_places) + static_cast<std::size_t>(second_places);
  const std::vector<double> p =
      birth_death(std::vector<double>(steps, first_rate), std::vector<double>(steps, second_rate));
  PairingFigures out;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const int waiting = static_cast<int>(i) - second_places;
    out.first_in_queue += std::max(0, waiting) * p[i];
    out.second_in_queue += std::max(0, -waiting) * p[i];
  }
  out.first_refused = p.back();
  out.second_refused = p.front();
  out.pairs = first_rate * (1 - out.first_refused);
  if (out.pairs > 0) {
    out.first_wait = out.first_in_queue / out.pairs;
    out.second_wait = out.second_in_queue / out.pairs;
  }
  return out;
}

AbandonmentFigures mmc_abandonment(double lambda, double mu, int servers, double theta) {
  require(lambda >= 0 && mu > 0 && theta > 0, "rates must be > 0");
  require(servers >= 1, "there must be a server");
  // Beyond the servers the ratio r of neighbours only falls, so what is cut after p(n) is less than
  // p(n) r / (1 - r).
  std::vector<double> up;
  std::vector<double> down;
  double p_n = 1;
  double sum = 1;
  for (int n = 1;; ++n) {
    require(n <= k_most_in_system, "patience is so long that the queue has too many states");
    up.push_back(lambda);
    down.push_back(std::min(n, servers) * mu + std::max(0, n - servers) * theta);
    const double r = up.back() / down.back();
    p_n *= r;
    sum += p_n;
    if (n > servers && r < 1 && p_n * r / (1 - r) < k_cut * sum) break;
    if (sum < 1e200) continue;
    p_n /= sum;
    sum = 1;
  }
  const std::vector<double> p = birth_death(up, down);
  AbandonmentFigures out;
  double busy = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const int n = static_cast<int>(i);
    busy += std::min(n, servers) * p[i];
    out.in_queue += std::max(0, n - servers) * p[i];
    if (n >= servers) out.wait_share += p[i];
  }
  out.in_system = busy + out.in_queue;
  out.throughput = busy * mu;
  out.utilisation = busy / servers;
  if (lambda <= 0) return out;
  out.abandon_share = theta * out.in_queue / lambda;
  out.wait = out.in_queue / lambda;
  return out;
}

}  // namespace kouan::analysis::theory
