#include "analysis/theory/closed_network.hpp"

#include <algorithm>
#include <cmath>

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

}  // namespace kouan::analysis::theory
