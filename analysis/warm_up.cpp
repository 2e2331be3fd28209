#include "analysis/warm_up.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <vector>

namespace kouan::analysis {

namespace {

constexpr std::size_t k_least_left = 5;  ///< batches
constexpr std::size_t k_least_batches = 2 * k_least_left;

std::vector<double> batch_means(std::span<const double> series, std::size_t batch) {
  std::vector<double> means;
  for (; series.size() >= batch; series = series.subspan(batch)) {
    const auto values = series.first(batch);
    const double sum = std::accumulate(values.begin(), values.end(), 0.0);
    if (!std::isfinite(sum)) throw std::invalid_argument("a series has values that are no numbers");
    means.push_back(sum / static_cast<double>(batch));
  }
  return means;
}

}  // namespace

Truncation mser(std::span<const double> series, std::size_t batch) {
  if (batch == 0 || series.size() / batch < k_least_batches)
    throw std::invalid_argument("a warm-up is looked for in ten batches or more");
  const std::vector<double> y = batch_means(series, batch);
  const std::size_t half = y.size() / 2;

  // From the end, so that each cut adds one batch to what is left (Welford 1962).
  Truncation best;
  double mean = 0, squares = 0, least_later = INFINITY;
  best.statistic = INFINITY;
  for (std::size_t d = y.size(); d-- > 0;) {
    const auto left = static_cast<double>(y.size() - d);
    const double before = y[d] - mean;
    mean += before / left;
    squares += before * (y[d] - mean);
    const double statistic = squares / (left * left);
    if (d > half) {
      if (y.size() - d >= k_least_left) least_later = std::min(least_later, statistic);
    } else if (statistic <= best.statistic) {
      best = {d, d * batch, mean, statistic, true};
    }
  }
  best.settled = best.statistic <= least_later;
  return best;
}

}  // namespace kouan::analysis
