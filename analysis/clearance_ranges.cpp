#include "analysis/clearance_ranges.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/growing_queues.hpp"

namespace kouan::analysis {

namespace {

using models::RangedValue;
using models::RangeEnd;

constexpr std::array k_both{RangeEnd::low, RangeEnd::high};

std::size_t number_of(RangeEnd end) { return static_cast<std::size_t>(end); }
std::size_t number_of(ClearanceClock clock) { return static_cast<std::size_t>(clock); }

bool is_length_of_vehicle(const RangedValue& value) {
  return value.path.ends_with(".vehicle_length");
}

}  // namespace

const char* clearance_measure(ClearanceClock clock) {
  return clock == ClearanceClock::physical ? "physical_clearance_s.mean"
                                           : "document_clearance_s.mean";
}

ClearanceRanges::ClearanceRanges(std::string id, models::Text label,
                                 const models::Scenario& scenario, const Samples& as_given,
                                 std::size_t cls)
    : id_(std::move(id)),
      label_(std::move(label)),
      scenario_(scenario),
      as_given_(as_given),
      cls_(cls) {}

void ClearanceRanges::add(const std::vector<RangedValue>& values) {
  const std::vector<models::Text> titles = titles_apart(scenario_, values);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (is_length_of_vehicle(values[i])) continue;
    One& one = all_.emplace_back(One{values[i], titles[i], {}});
    for (const RangeEnd which : k_both)
      start(one, which);
  }
}

void ClearanceRanges::add_from_second(const std::vector<EndOfValue>& ends) {
  first_ = 1;
  for (const EndOfValue& end : ends) {
    if (all_.empty() || all_.back().of.path != end.of.path)
      all_.emplace_back(One{end.of, titles_apart(scenario_, {end.of}).front(), {}});
    start(all_.back(), end.end);
  }
}

void ClearanceRanges::start(One& one, RangeEnd which) {
  End& end = one.ends[number_of(which)];
  end.scenario = models::at_end(scenario_, one.of, which);
  if (!end.scenario) return;
  end.compiled = models::compile(*end.scenario);
  end.samples.emplace(*end.scenario, end.compiled);
}

std::vector<Lane> ClearanceRanges::lanes() {
  std::vector<Lane> lanes;
  for (One& one : all_)
    for (const RangeEnd which : k_both)
      if (one.ends[number_of(which)].scenario) lanes.push_back(lane_of(one, which));
  return lanes;
}

Lane ClearanceRanges::lane_of(One& one, RangeEnd which) {
  End& end = one.ends[number_of(which)];
  const std::string at = one.of.path + " at " + one.of.at(which);
  const std::string at_zh = one.of.path + " 取 " + one.of.at(which);
  return {{label_.en + ", with " + at, label_.zh + "（" + at_zh + "）"},
          &end.compiled.model,
          [&end](const sim::RunResult& run) {
            end.samples->add(run);
            end.was_run = true;
          },
          [&end](const models::Text&) {
            end.was_run = false;
            end.samples.reset();
            end.scenario.reset();
          },
          id_};
}

double ClearanceRanges::first(const Samples& samples, ClearanceClock clock) const {
  return samples.of_class(cls_, clearance_measure(clock)).front();
}

void ClearanceRanges::keep_movers(std::size_t shared) {
  keep([](const End&) { return false; }, shared);
}

void ClearanceRanges::keep_movers_against(const ClearanceRanges& base) {
  const auto moves_change = [&](const End& end) {
    return std::any_of(k_clearance_clocks.begin(), k_clearance_clocks.end(),
                       [&](ClearanceClock clock) {
                         const double now = first(as_given_, clock);
                         const double moved = std::abs(first(*end.samples, clock) - now);
                         const double change = std::abs(now - base.first(base.as_given_, clock));
                         return moved > 0 && moved >= k_clearance_share / 2 * change;
                       });
  };
  keep(moves_change, 0);
}

void ClearanceRanges::keep(const std::function<bool(const End&)>& is_wanted, std::size_t shared) {
  const bool grows_anyway = queues_keep_growing(scenario_, as_given_);
  for (One& one : all_)
    for (End& end : one.ends) {
      if (!end.was_run) continue;
      end.was_run = !std::isnan(first(*end.samples, ClearanceClock::physical));
      for (const ClearanceClock clock : k_clearance_clocks) {
        const double now = first(as_given_, clock);
        const double moved = std::abs(first(*end.samples, clock) - now) / std::abs(now);
        if (!(moved >= k_clearance_share / 2)) continue;  // nor where either is unknown
        end.moved[number_of(clock)] = moved;
      }
      end.grows = !grows_anyway && queues_keep_growing(*end.scenario, *end.samples);
    }
  const std::vector<const One*> both = farthest_values(shared);
  for (One& one : all_) {
    const bool is_shared = std::find(both.begin(), both.end(), &one) != both.end();
    for (End& end : one.ends) {
      const bool moves = end.moved[0] > 0 || end.moved[1] > 0;
      if (!end.samples || (!end.grows && (moves || is_shared || is_wanted(end)))) continue;
      end.samples.reset();
      end.scenario.reset();
      end.compiled = {};
    }
  }
}

std::vector<const ClearanceRanges::One*> ClearanceRanges::farthest_values(std::size_t most) const {
  const auto reach_of = [](const One& one) {
    double reach = 0;
    for (const End& end : one.ends)
      if (end.scenario && !end.grows) reach = std::max({reach, end.moved[0], end.moved[1]});
    return reach;
  };
  std::vector<const One*> order;
  for (const One& one : all_)
    if (reach_of(one) > 0) order.push_back(&one);
  std::stable_sort(order.begin(), order.end(),
                   [&](const One* a, const One* b) { return reach_of(*a) > reach_of(*b); });
  if (order.size() > most) order.resize(most);
  return order;
}

std::vector<EndOfValue> ClearanceRanges::farthest(std::size_t most) const {
  std::vector<EndOfValue> ends;
  for (const One* one : farthest_values(most))
    for (const RangeEnd which : k_both)
      if (one->ends[number_of(which)].scenario) ends.push_back({one->of, which});
  return ends;
}

bool ClearanceRanges::grows_at_an_end(const One& one) {
  return std::any_of(one.ends.begin(), one.ends.end(), [](const End& end) {
    return end.grows ||
           (end.samples && end.was_run && queues_keep_growing(*end.scenario, *end.samples));
  });
}

std::vector<models::Text> ClearanceRanges::growing(const ClearanceRanges* base) const {
  std::vector<models::Text> titles;
  for (const One& one : all_) {
    const One* theirs = base == nullptr ? nullptr : base->find(one.of.path);
    if (grows_at_an_end(one) || (theirs != nullptr && grows_at_an_end(*theirs)))
      titles.push_back(one.title);
  }
  return titles;
}

std::span<const double> ClearanceRanges::later(const End& end, ClearanceClock clock) const {
  if (!end.samples || !end.was_run) return {};
  const std::span<const double> all = end.samples->of_class(cls_, clearance_measure(clock));
  return all.subspan(1 - first_);
}

std::span<const double> ClearanceRanges::later_as_given(ClearanceClock clock) const {
  return as_given_.of_class(cls_, clearance_measure(clock)).subspan(1);
}

ScreenedEnd ClearanceRanges::judge(const End& end, ClearanceClock clock) const {
  if (!end.was_run) return {EndEffect::not_run, {}};
  if (!(end.moved[number_of(clock)] > 0)) return {EndEffect::stays, {}};
  if (end.grows) return {EndEffect::grows, {}};
  const PairedDifference paired = paired_difference(later_as_given(clock), later(end, clock));
  const double most = std::abs(paired.difference.mean) + paired.difference.half_width.value_or(0);
  if (paired.difference.half_width && most < k_clearance_share * std::abs(paired.base.mean))
    return {EndEffect::stays, {}};
  return of_pair(paired, k_clearance_share);
}

RangeScreening ClearanceRanges::result(ClearanceClock clock) const {
  std::vector<ScreenedValue> values;
  for (const One& one : all_)
    values.push_back({one.of, one.title, judge(one.ends[0], clock), judge(one.ends[1], clock)});
  return sorted_out(std::move(values));
}

const ClearanceRanges::One* ClearanceRanges::find(const std::string& path) const {
  for (const One& one : all_)
    if (one.of.path == path) return &one;
  return nullptr;
}

std::vector<ChangeOverRange> ClearanceRanges::changes(ClearanceClock clock,
                                                      const ClearanceRanges& base) const {
  std::vector<ChangeOverRange> changes;
  for (const One& one : all_) {
    ChangeOverRange change{one.of, one.title, {}, {}};
    for (const RangeEnd which : k_both) {
      const End& end = one.ends[number_of(which)];
      const std::span<const double> with = later(end, clock);
      if (with.empty() || queues_keep_growing(*end.scenario, *end.samples)) continue;
      const bool is_shared = first_ > 0;
      const std::span<const double> without =
          is_shared ? base.later(base.find(one.of.path)->ends[number_of(which)], clock)
                    : base.later_as_given(clock);
      const PairedDifference paired = paired_difference(without, with);
      if (paired.difference.n > 1) (which == RangeEnd::low ? change.low : change.high) = paired;
    }
    if (change.low || change.high) changes.push_back(std::move(change));
  }
  return changes;
}

}  // namespace kouan::analysis
