#include "analysis/range_screening.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>
#include <utility>

#include "analysis/value_title.hpp"

namespace kouan::analysis {

namespace {

using models::RangedValue;
using models::RangeEnd;

constexpr std::array k_ends{RangeEnd::low, RangeEnd::high};

std::size_t index_of(RangeEnd end) { return static_cast<std::size_t>(end); }

/// How far capacity goes from what it is, or from end to end where they lie on either side of it.
double reach(const ScreenedValue& value) {
  double least = 0, most = 0;
  for (const ScreenedEnd* end : {&value.low, &value.high}) {
    if (end->effect != EndEffect::moves) continue;
    least = std::min(least, end->paired->difference.mean);
    most = std::max(most, end->paired->difference.mean);
  }
  return most - least;
}

bool has(const ScreenedValue& value, EndEffect effect) {
  return value.low.effect == effect || value.high.effect == effect;
}

}  // namespace

ScreenedEnd of_pair(const PairedDifference& paired, double share) {
  const bool moves =
      paired.is_real() && std::abs(paired.difference.mean) >= share * std::abs(paired.base.mean);
  return {moves ? EndEffect::moves : EndEffect::unsure, paired};
}

ScreenedEnd of_unpicked(std::span<const double> now, std::span<const double> there) {
  if (there.empty()) return {EndEffect::not_run, {}};
  const PairedDifference paired = paired_difference(now.first(there.size()), there);
  if (std::abs(paired.difference.mean) < k_effect_share / 2 * std::abs(paired.base.mean))
    return {EndEffect::stays, {}};
  return of_pair(paired, k_effect_share);
}

/// Drives of one title in several processes are told apart by the titles of these, others by where
/// they stand in the file.
std::vector<models::Text> titles_apart(const models::Scenario& scenario,
                                       const std::vector<RangedValue>& values) {
  std::vector<models::Text> titles, owners;
  std::map<std::string, int> same, same_and_owner;
  for (const RangedValue& value : values) {
    titles.push_back(value_title(scenario, value.path));
    owners.push_back(owner_title(scenario, value.path));
    ++same[titles.back().en];
    ++same_and_owner[titles.back().en + '\n' + owners.back().en];
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    const models::Text path = {values[i].path, values[i].path};
    models::Text& title = titles[i];
    const std::string key = title.en;
    if (key.empty()) {
      title = path;
    } else if (same[key] > 1) {
      const bool by_owner = same_and_owner[key + '\n' + owners[i].en] == 1;
      const models::Text& more = by_owner ? owners[i] : path;
      title.en += " (" + more.en + ")";
      title.zh += "（" + more.zh + "）";
    }
  }
  return titles;
}

RangeScreening sorted_out(std::vector<ScreenedValue> values) {
  RangeScreening out;
  for (ScreenedValue& value : values) {
    const bool is_untried = has(value, EndEffect::not_run);
    if (value.low.effect != EndEffect::not_run || value.high.effect != EndEffect::not_run)
      ++out.tried;
    if (is_untried) out.untried.push_back(value);
    if (has(value, EndEffect::moves) || has(value, EndEffect::grows)) {
      out.effects.push_back(std::move(value));
    } else if (has(value, EndEffect::unsure)) {
      out.unsure.push_back(std::move(value));
    }
  }
  std::stable_sort(
      out.effects.begin(), out.effects.end(),
      [](const ScreenedValue& a, const ScreenedValue& b) { return reach(a) > reach(b); });
  return out;
}

std::vector<RangedValue> values_to_screen(const models::Scenario& scenario,
                                          const models::Scenario* base) {
  std::vector<RangedValue> values = models::ranged_values(scenario);
  if (base == nullptr) return values;
  std::erase_if(values, [&](const RangedValue& value) {
    const auto theirs = models::ranged_value(*base, value.path);
    return theirs && theirs->low == value.low && theirs->high == value.high &&
           has_same_value(*base, scenario, value);
  });
  return values;
}

ScreenedRanges::ScreenedRanges(const std::string& id, const models::Text& label,
                               const models::Scenario& scenario, const Samples& saturated,
                               std::vector<RangedValue> values, const CapacityRange* known)
    : saturated_(saturated), measure_(carried_measure(carried_in(scenario))), known_(known) {
  const std::vector<models::Text> titles = titles_apart(scenario, values);
  for (std::size_t i = 0; i < values.size(); ++i)
    all_.push_back({RangeEnds(id, label, scenario, std::move(values[i])), titles[i]});
}

std::vector<Lane> ScreenedRanges::lanes() {
  std::vector<Lane> lanes;
  for (One& one : all_) {
    if (is_known(one)) continue;
    for (Lane& lane : one.ends.lanes())
      lanes.push_back(std::move(lane));
  }
  return lanes;
}

bool ScreenedRanges::is_known(const One& one) const {
  return known_ != nullptr && known_->of.path == one.ends.value().path;
}

void ScreenedRanges::keep_movers() {
  const double now = saturated_.of_port(measure_).front();
  for (One& one : all_)
    for (const RangeEnd end : k_ends) {
      const std::vector<double>& there = one.ends.tonnes(end);
      const bool is_picked =
          !there.empty() && std::abs(there.front() - now) >= k_effect_share / 2 * std::abs(now);
      one.is_picked[index_of(end)] = is_picked;
      if (!is_picked) one.ends.drop(end);
    }
}

ScreenedEnd ScreenedRanges::judge(const One& one, RangeEnd end) const {
  if (is_known(one)) return judge_known(end);
  const std::span<const double> there = one.ends.tonnes(end);
  if (there.empty()) return {EndEffect::not_run, {}};
  if (!one.is_picked[index_of(end)]) return {EndEffect::stays, {}};
  const auto now = saturated_.of_port(measure_);
  return of_pair(paired_difference(now.subspan(1), there.subspan(1)), k_effect_share);
}

ScreenedEnd ScreenedRanges::judge_known(RangeEnd end) const {
  const std::span<const double> there = end == RangeEnd::low ? known_->low : known_->high;
  return of_unpicked(saturated_.of_port(measure_), there);
}

RangeScreening ScreenedRanges::result() const {
  std::vector<ScreenedValue> values;
  std::string reused;
  for (const One& one : all_) {
    if (is_known(one)) reused = one.ends.value().path;
    values.push_back(
        {one.ends.value(), one.title, judge(one, RangeEnd::low), judge(one, RangeEnd::high)});
  }
  RangeScreening out = sorted_out(std::move(values));
  out.reused = std::move(reused);
  return out;
}

const std::vector<double>& ScreenedRanges::per_year(const One& one, RangeEnd end) const {
  if (!is_known(one)) return one.ends.tonnes(end);
  return end == RangeEnd::low ? known_->low : known_->high;
}

std::vector<MovingEnd> ScreenedRanges::moving_ends() const {
  std::vector<MovingEnd> out;
  for (const ScreenedValue& value : result().effects) {
    const auto one = std::find_if(all_.begin(), all_.end(), [&](const One& o) {
      return o.ends.value().path == value.of.path;
    });
    for (const RangeEnd end : k_ends) {
      const bool is_low = end == RangeEnd::low;
      if ((is_low ? value.low : value.high).effect != EndEffect::moves) continue;
      out.push_back({value.of, value.title, end, per_year(*one, end)});
    }
  }
  return out;
}

}  // namespace kouan::analysis
