#include "analysis/ranking.hpp"

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/quadrature/gauss.hpp>
#include <boost/math/tools/roots.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <stdexcept>

namespace kouan::analysis {

namespace {

void require(bool holds, const char* why) {
  if (!holds) throw std::invalid_argument(why);
}

void require_selection(const Selection& s) {
  require(s.alternatives >= 2, "a selection needs at least two alternatives");
  require(s.first >= 2, "a selection needs at least two first replications");
  require(s.alpha > 0 && s.alpha < 1 - 1.0 / s.alternatives,
          "the error probability of a selection lies between 0 and that of guessing");
}

/// Weighted points that stand for a chi-squared variable: expectations are sums over them.
struct ChiSquaredPoints {
  struct Point {
    double x;
    double weight;
  };
  std::vector<Point> points;

  /// Panels of Gauss's rule over t = ln x, in which the density is smooth and falls off at both
  /// ends however few degrees of freedom there are.
  explicit ChiSquaredPoints(double degrees) {
    constexpr int k_panels = 16;
    constexpr double k_tail = 1e-12;
    using Rule = boost::math::quadrature::gauss<double, 15>;
    const boost::math::chi_squared law(degrees);
    const double from = std::log(boost::math::quantile(law, k_tail));
    const double to = std::log(boost::math::quantile(boost::math::complement(law, k_tail)));
    const double half = (to - from) / (2 * k_panels);
    const auto add = [&](double t, double weight) {
      const double x = std::exp(t);
      points.push_back({x, weight * half * x * boost::math::pdf(law, x)});
    };
    for (int panel = 0; panel < k_panels; ++panel) {
      const double middle = from + (2 * panel + 1) * half;
      for (std::size_t i = 0; i < Rule::abscissa().size(); ++i) {
        const double offset = Rule::abscissa()[i] * half;
        add(middle + offset, Rule::weights()[i]);
        if (offset > 0) add(middle - offset, Rule::weights()[i]);
      }
    }
  }
};

double rinott_probability(double h, const Selection& s, const ChiSquaredPoints& law) {
  const boost::math::normal normal;
  double outer = 0;
  for (const auto& y : law.points) {
    double inner = 0;
    for (const auto& x : law.points) {
      const double deviation = std::sqrt((s.first - 1) * (1 / x.x + 1 / y.x));
      inner += x.weight * boost::math::cdf(normal, h / deviation);
    }
    outer += y.weight * std::pow(inner, s.alternatives - 1);
  }
  return outer;
}

}  // namespace

double kim_nelson_eta(const Selection& s) {
  require_selection(s);
  const double tail = 2 * s.alpha / (s.alternatives - 1);
  require(tail < 1, "the error probability leaves Kim and Nelson's procedure nothing to do");
  return (std::pow(tail, -2.0 / (s.first - 1)) - 1) / 2;
}

double kim_nelson_h2(const Selection& s) { return 2 * kim_nelson_eta(s) * (s.first - 1); }

double rinott_h(const Selection& s) {
  require_selection(s);
  const ChiSquaredPoints law(s.first - 1);
  const auto excess = [&](double h) { return rinott_probability(h, s, law) - (1 - s.alpha); };
  constexpr int k_bits = 24;  // seven digits
  std::uintmax_t most = 200;
  const auto [low, high] = boost::math::tools::bracket_and_solve_root(
      excess, 3.0, 2.0, true, boost::math::tools::eps_tolerance<double>(k_bits), most);
  return (low + high) / 2;
}

std::vector<double> ocba_shares(std::span<const Alternative> all) {
  require(all.size() >= 2, "an allocation needs at least two alternatives");
  for (const Alternative& a : all)
    require(
        std::isfinite(a.mean) && std::isfinite(a.standard_deviation) && a.standard_deviation >= 0,
        "an allocation needs means and standard deviations that are numbers");
  const auto best = std::min_element(all.begin(), all.end(),
                                     [](const auto& a, const auto& b) { return a.mean < b.mean; });
  std::vector<double> shares;
  double squares = 0;
  for (const Alternative& a : all) {
    if (&a == &*best) {
      shares.push_back(0);
      continue;
    }
    require(a.mean > best->mean, "two alternatives tie for the best");
    const double s = a.standard_deviation, distance = a.mean - best->mean;
    shares.push_back(s * s / (distance * distance));
    squares += s * s / std::pow(distance, 4);  // (N_i / s_i)^2
  }
  require(squares > 0, "alternatives that do not vary need no allocation");
  shares[static_cast<std::size_t>(best - all.begin())] =
      best->standard_deviation * std::sqrt(squares);
  double sum = 0;
  for (const double share : shares)
    sum += share;
  for (double& share : shares)
    share /= sum;
  return shares;
}

}  // namespace kouan::analysis
