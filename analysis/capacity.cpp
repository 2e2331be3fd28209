#include "analysis/capacity.hpp"

#include <algorithm>

namespace kouan::analysis {

namespace {

bool larger(const Gain& a, const Gain& b) {
  return a.tonnes_per_year.difference.mean > b.tonnes_per_year.difference.mean;
}

}  // namespace

std::vector<std::size_t> bottleneck_candidates(const Samples& saturated) {
  std::vector<std::size_t> candidates;
  for (std::size_t s = 0; s < saturated.series().stages(); ++s) {
    const auto busy = saturated.of_stage(s, "utilisation");
    const auto served = saturated.of_stage(s, "served_per_day");
    const auto positive = [](double v) { return v > 0; };
    if (std::any_of(busy.begin(), busy.end(), positive) ||
        std::any_of(served.begin(), served.end(), positive))
      candidates.push_back(s);
  }
  return candidates;
}

std::vector<std::size_t> best_candidates(std::span<const Gain> screened, std::size_t keep) {
  std::vector<Gain> ranked(screened.begin(), screened.end());
  std::stable_sort(ranked.begin(), ranked.end(), larger);
  if (ranked.size() > keep) ranked.resize(keep);
  std::vector<std::size_t> stages;
  for (const Gain& gain : ranked)
    stages.push_back(gain.stage);
  return stages;
}

Bottleneck rank_gains(std::vector<Gain> gains) {
  Bottleneck bottleneck;
  std::stable_sort(gains.begin(), gains.end(), larger);
  bottleneck.gains = std::move(gains);
  for (const Gain& gain : bottleneck.gains) {
    if (!gain.tonnes_per_year.real || gain.tonnes_per_year.difference.mean <= 0) continue;
    bottleneck.stage = gain.stage;
    break;
  }
  return bottleneck;
}

}  // namespace kouan::analysis
