#include "analysis/theory/closed_network.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

#include "analysis/theory/require.hpp"

namespace kouan::analysis::theory {
namespace {

using Stations = std::vector<ClosedStation>;

void require_sound(const Stations& stations, int units) {
  require(units >= 0, "a fleet must not be negative");
  double demand = 0;
  for (const ClosedStation& s : stations) {
    require(s.demand >= 0 && s.servers >= 0, "demands and servers must be >= 0");
    demand += s.demand;
  }
  require(demand > 0, "a cycle must take time");
}

/// Figures that follow from throughput and numbers, by Little's law.
ClosedFigures complete(const Stations& stations, int units, double throughput,
                       std::vector<double> in_system) {
  ClosedFigures out;
  out.throughput = throughput;
  out.in_system = std::move(in_system);
  for (std::size_t i = 0; i < stations.size(); ++i) {
    const ClosedStation& s = stations[i];
    out.sojourn.push_back(throughput > 0 ? out.in_system[i] / throughput : s.demand);
    out.utilisation.push_back(throughput * s.demand / std::max(1, s.servers));
    out.cycle += out.sojourn.back();
  }
  if (units > 0) out.cycle = units / throughput;
  return out;
}

/// P(j at the station) for j below its servers, given the fleet so far.
using Marginal = std::vector<double>;

/// Mean time at a station when `in_system` and `p` are what one that comes finds there.
double response(const ClosedStation& s, double in_system, const Marginal& p) {
  if (s.servers == 0) return s.demand;
  double idle = 0;  // mean servers that are idle beyond the first, weighted as in the paper
  for (int j = 0; j + 1 < s.servers; ++j)
    idle += (s.servers - 1 - j) * p[static_cast<std::size_t>(j)];
  return s.demand / s.servers * (1 + in_system + idle);
}

void advance(const ClosedStation& s, double throughput, Marginal& p) {
  if (s.servers == 0) return;
  const Marginal before = p;
  double rest = 0;
  for (int j = s.servers - 1; j >= 1; --j) {
    const auto k = static_cast<std::size_t>(j);
    p[k] = throughput * s.demand / j * before[k - 1];
    rest += (s.servers - j) * p[k];
  }
  p[0] = 1 - (throughput * s.demand + rest) / s.servers;
  require(p[0] > -1e-12, "mean value analysis loses its digits here; use convolution");
  p[0] = std::max(0.0, p[0]);
}

/// Terms of one station: f(n) = demand^n / product of min(k, servers), as logarithms.
std::vector<double> log_terms(const ClosedStation& s, int units) {
  std::vector<double> f{0};
  for (int n = 1; n <= units; ++n)
    f.push_back(f.back() + std::log(s.demand) -
                std::log(s.servers == 0 ? n : std::min(n, s.servers)));
  return f;
}

/// log of sum over k of exp(a(k) + b(n - k)) for each n.
std::vector<double> log_convolution(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> out;
  for (std::size_t n = 0; n < a.size(); ++n) {
    double largest = -INFINITY;
    for (std::size_t k = 0; k <= n; ++k)
      largest = std::max(largest, a[k] + b[n - k]);
    double sum = 0;
    for (std::size_t k = 0; k <= n; ++k)
      sum += std::exp(a[k] + b[n - k] - largest);
    out.push_back(std::isinf(largest) ? largest : largest + std::log(sum));
  }
  return out;
}

/// Normalising constants of all stations but `left_out`, for fleets of 0 .. units.
std::vector<double> log_constants(const Stations& stations, int units, std::size_t left_out) {
  std::vector<double> g(static_cast<std::size_t>(units) + 1, -INFINITY);
  g[0] = 0;
  for (std::size_t i = 0; i < stations.size(); ++i) {
    if (i != left_out) g = log_convolution(g, log_terms(stations[i], units));
  }
  return g;
}

/// Every number of units of each fleet from none to all, the last fleet's running fastest.
class Populations {
 public:
  explicit Populations(const std::vector<int>& units) : units_(units) {
    std::vector<int> at(units.size(), 0);
    do
      all_.push_back(at);
    while (next(at, units));
  }

  std::size_t count() const { return all_.size(); }
  const std::vector<int>& operator[](std::size_t i) const { return all_[i]; }

  std::size_t index(const std::vector<int>& at) const {
    std::size_t i = 0;
    for (std::size_t r = 0; r < at.size(); ++r)
      i = i * (static_cast<std::size_t>(units_[r]) + 1) + static_cast<std::size_t>(at[r]);
    return i;
  }

  /// Calls `visit(part, rest)` for every way to part the population `i` in two.
  template <class Visit>
  void parts(std::size_t i, Visit visit) const {
    const std::vector<int>& whole = all_[i];
    std::vector<int> part(whole.size(), 0);
    do {
      const std::size_t here = index(part);
      visit(here, i - here);  // no digit borrows: an index is linear in the numbers
    } while (next(part, whole));
  }

 private:
  static bool next(std::vector<int>& at, const std::vector<int>& most) {
    for (std::size_t r = at.size(); r-- > 0;) {
      if (at[r]++ < most[r]) return true;
      at[r] = 0;
    }
    return false;
  }

  std::vector<int> units_;
  std::vector<std::vector<int>> all_;
};

using Terms = std::vector<double>;  // logarithms, by population

constexpr double k_most_open_load = 0.999;
/// Against a way to part populations, which takes an exponential.
constexpr double k_work_of_term = 0.25;

/// What a station gives to n units of the fleets: the sum over k that come from outside of (n + k)!
/// / (k! product of min(j, servers) up to n + k) times load^k, as its logarithm, and the mean of k.
struct Present {
  double log_sum = 0;
  double mean_open = 0;
};

Present present_beside(const SharedStation& station, int n) {
  Present out;
  if (station.servers == 0) return out;
  for (int j = 1; j <= n; ++j)
    out.log_sum += std::log(static_cast<double>(j) / std::min(j, station.servers));
  if (station.open_load <= 0) return out;
  constexpr double k_lost = 1e-17;
  constexpr double k_large = 1e200;
  double term = 1, sum = 1, weighted = 0;
  for (int k = 0;; ++k) {
    // Ratios of neighbours only fall, so the rest is at most that of a geometric series.
    const double ratio =
        (n + k + 1.0) / (k + 1) * station.open_load / std::min(n + k + 1, station.servers);
    if (ratio < 1 && (k + 1) * term * ratio / ((1 - ratio) * (1 - ratio)) < k_lost * sum) break;
    term *= ratio;
    sum += term;
    weighted += (k + 1) * term;
    if (sum < k_large) continue;
    out.log_sum += std::log(sum);
    term /= sum;
    weighted /= sum;
    sum = 1;
  }
  out.log_sum += std::log(sum);
  out.mean_open = weighted / sum;
  return out;
}

/// How many terms that takes, about: the mean of k, nine standard deviations and the tail. With n
/// of the fleets and all servers busy k is the number of failures before n + 1 successes, each of
/// probability 1 - load / servers.
double terms_beside(const SharedStation& station, int n) {
  const double load = std::min(station.open_load / station.servers, k_most_open_load);
  return station.servers + (n * load + 9 * std::sqrt(n * load) + 40) / (1 - load);
}

int count_of(const std::vector<int>& population) {
  return std::accumulate(population.begin(), population.end(), 0);
}

std::vector<Present> present_at(const SharedStation& station, const std::vector<int>& units) {
  std::vector<Present> out;
  for (int n = 0; n <= count_of(units); ++n)
    out.push_back(present_beside(station, n));
  return out;
}

/// What is present by all there are, times demand^n / n! of each fleet.
Terms log_shares(const SharedStation& station, const std::vector<Present>& present,
                 const Populations& populations) {
  Terms out;
  for (std::size_t i = 0; i < populations.count(); ++i) {
    double term = present[static_cast<std::size_t>(count_of(populations[i]))].log_sum;
    for (std::size_t r = 0; r < station.demand.size(); ++r) {
      const int n = populations[i][r];
      if (n > 0) term += n * std::log(station.demand[r]) - std::lgamma(n + 1.0);
    }
    out.push_back(term);
  }
  return out;
}

double log_sum(const Terms& terms) {
  const double largest = *std::max_element(terms.begin(), terms.end());
  if (std::isinf(largest)) return largest;
  double sum = 0;
  for (const double x : terms)
    sum += std::exp(x - largest);
  return largest + std::log(sum);
}

Terms convolved(const Terms& a, const Terms& b, const Populations& populations) {
  Terms out, sum;
  for (std::size_t i = 0; i < populations.count(); ++i) {
    sum.clear();
    populations.parts(
        i, [&](std::size_t part, std::size_t rest) { sum.push_back(a[part] + b[rest]); });
    out.push_back(log_sum(sum));
  }
  return out;
}

/// Constants of all stations but `left_out`.
Terms constants_but(const std::vector<Terms>& terms, std::size_t left_out,
                    const Populations& populations) {
  Terms g(populations.count(), -INFINITY);
  g[0] = 0;
  for (std::size_t s = 0; s < terms.size(); ++s) {
    if (s != left_out) g = convolved(g, terms[s], populations);
  }
  return g;
}

void require_sound_fleets(const std::vector<SharedStation>& stations,
                          const std::vector<int>& units) {
  for (std::size_t r = 0; r < units.size(); ++r) {
    require(units[r] >= 1, "a fleet must have a vehicle");
    double demand = 0;
    for (const SharedStation& s : stations) {
      require(s.demand.size() == units.size() && s.demand[r] >= 0 && s.servers >= 0,
              "demands and servers must be >= 0");
      demand += s.demand[r];
    }
    require(demand > 0, "a cycle must take time");
  }
  for (const SharedStation& s : stations)
    require(s.open_load >= 0 &&
                (s.servers == 0 ? s.open_load == 0 : s.open_load < k_most_open_load * s.servers),
            "what comes from outside is more than a station holds");
}

}  // namespace

ClosedFigures mean_value_analysis(const Stations& stations, int units) {
  require_sound(stations, units);
  std::vector<double> in_system(stations.size(), 0);
  std::vector<Marginal> p;
  for (const ClosedStation& s : stations) {
    p.emplace_back(static_cast<std::size_t>(std::max(1, s.servers)), 0);
    p.back()[0] = 1;
  }
  double throughput = 0;
  for (int n = 1; n <= units; ++n) {
    std::vector<double> times;
    double cycle = 0;
    for (std::size_t i = 0; i < stations.size(); ++i) {
      times.push_back(response(stations[i], in_system[i], p[i]));
      cycle += times.back();
    }
    throughput = n / cycle;
    for (std::size_t i = 0; i < stations.size(); ++i) {
      in_system[i] = throughput * times[i];
      advance(stations[i], throughput, p[i]);
    }
  }
  return complete(stations, units, throughput, std::move(in_system));
}

ClosedFigures closed_convolution(const Stations& stations, int units) {
  require_sound(stations, units);
  const auto n = static_cast<std::size_t>(units);
  const std::vector<double> all = log_constants(stations, units, stations.size());
  const double throughput = units > 0 ? std::exp(all[n - 1] - all[n]) : 0;
  std::vector<double> in_system;
  for (std::size_t i = 0; i < stations.size(); ++i) {
    const std::vector<double> f = log_terms(stations[i], units);
    const std::vector<double> others = log_constants(stations, units, i);
    double mean = 0;
    for (std::size_t k = 1; k <= n; ++k)
      mean += static_cast<double>(k) * std::exp(f[k] + others[n - k] - all[n]);
    in_system.push_back(mean);
  }
  return complete(stations, units, throughput, std::move(in_system));
}

double work_of_fleets(const std::vector<SharedStation>& stations, const std::vector<int>& units) {
  double parts = 1;  // of all populations in two
  for (const int n : units)
    parts *= (n + 1.0) * (n + 2.0) / 2;
  const auto count = static_cast<double>(stations.size());
  double work = parts * count * (count + 1);
  for (const SharedStation& s : stations) {
    for (int n = 0; s.open_load > 0 && n <= count_of(units); ++n)
      work += k_work_of_term * terms_beside(s, n);
  }
  return work;
}

FleetsFigures closed_fleets(const std::vector<SharedStation>& stations,
                            const std::vector<int>& units) {
  require_sound_fleets(stations, units);
  const Populations populations(units);
  std::vector<Terms> terms;
  std::vector<std::vector<Present>> present;
  for (const SharedStation& s : stations) {
    present.push_back(present_at(s, units));
    terms.push_back(log_shares(s, present.back(), populations));
  }
  const std::size_t whole = populations.count() - 1;
  const Terms g = constants_but(terms, stations.size(), populations);
  FleetsFigures out;
  for (std::size_t r = 0; r < units.size(); ++r) {
    std::vector<int> less = units;
    --less[r];
    out.throughput.push_back(std::exp(g[populations.index(less)] - g[whole]));
  }
  for (std::size_t s = 0; s < stations.size(); ++s) {
    const Terms others = constants_but(terms, s, populations);
    std::vector<double> inside(units.size(), 0);
    double open = 0;
    populations.parts(whole, [&](std::size_t here, std::size_t rest) {
      const double p = std::exp(terms[s][here] + others[rest] - g[whole]);
      open += present[s][static_cast<std::size_t>(count_of(populations[here]))].mean_open * p;
      for (std::size_t r = 0; r < units.size(); ++r)
        inside[r] += populations[here][r] * p;
    });
    out.in_system.push_back(std::move(inside));
    out.open_in_system.push_back(open);
  }
  return out;
}

}  // namespace kouan::analysis::theory
