#include "analysis/range_screening.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace kouan::analysis {

namespace {

using models::RangedValue;
using models::RangeEnd;

constexpr auto k_ends = {RangeEnd::low, RangeEnd::high};

bool moves(const std::optional<PairedDifference>& end) {
  return end && end->is_real() &&
         std::abs(end->difference.mean) >= k_effect_share * std::abs(end->base.mean);
}

/// How far capacity goes from what it is, or from end to end where both lie on either side of it.
double reach(const ValueEffect& effect) {
  double least = 0, most = 0;
  for (const auto& end : {effect.low, effect.high}) {
    if (!end) continue;
    least = std::min(least, end->difference.mean);
    most = std::max(most, end->difference.mean);
  }
  return most - least;
}

}  // namespace

std::vector<RangedValue> values_to_screen(const models::Scenario& scenario,
                                          const models::Scenario* base) {
  std::vector<RangedValue> values = models::ranged_values(scenario);
  if (base != nullptr)
    std::erase_if(values, [&](const RangedValue& v) { return has_same_value(*base, scenario, v); });
  return values;
}

ScreenedRanges::ScreenedRanges(const std::string& id, const models::Text& label,
                               const models::Scenario& scenario, const Samples& saturated,
                               std::vector<RangedValue> values)
    : saturated_(saturated) {
  for (RangedValue& value : values)
    all_.push_back({RangeEnds(id, label, scenario, std::move(value))});
}

std::vector<Lane> ScreenedRanges::lanes() {
  std::vector<Lane> lanes;
  for (One& one : all_) {
    if (!one.alive) continue;
    for (Lane& lane : one.ends.lanes())
      lanes.push_back(std::move(lane));
  }
  return lanes;
}

void ScreenedRanges::keep_movers() {
  const double now = saturated_.of_port("tonnes_per_year").front();
  for (One& one : all_)
    one.alive = std::any_of(k_ends.begin(), k_ends.end(), [&](RangeEnd end) {
      const std::vector<double>& there = one.ends.tonnes(end);
      return !there.empty() && std::abs(there.front() - now) >= k_effect_share / 2 * std::abs(now);
    });
}

RangeScreening ScreenedRanges::result() const {
  RangeScreening out;
  const auto now = saturated_.of_port("tonnes_per_year");
  for (const One& one : all_) {
    const auto& low = one.ends.tonnes(RangeEnd::low);
    const auto& high = one.ends.tonnes(RangeEnd::high);
    if (low.empty() || high.empty()) out.untried.push_back(one.ends.value().path);
    if (low.empty() && high.empty()) continue;
    ++out.tried;
    ValueEffect effect{one.ends.value(), one.ends.title(), {}, {}};
    if (!low.empty()) effect.low = paired_difference(now, low);
    if (!high.empty()) effect.high = paired_difference(now, high);
    if (moves(effect.low) || moves(effect.high)) out.effects.push_back(std::move(effect));
  }
  std::stable_sort(out.effects.begin(), out.effects.end(),
                   [](const ValueEffect& a, const ValueEffect& b) { return reach(a) > reach(b); });
  return out;
}

}  // namespace kouan::analysis
