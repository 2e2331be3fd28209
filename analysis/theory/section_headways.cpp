#include "analysis/theory/section_headways.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "analysis/theory/traffic_equations.hpp"

namespace kouan::analysis::theory {
namespace {

using Spans = std::vector<std::pair<sim::Micros, sim::Micros>>;

/// When the direction may be entered within [from, to).
Spans open_spans_of(const sim::DirectionDef& direction, sim::Micros from, sim::Micros to) {
  if (direction.turns.empty()) return {{from, to}};
  Spans spans;
  for (std::size_t i = 0; i < direction.turns.size(); i += 2) {
    const bool has_end = i + 1 < direction.turns.size();
    const sim::Micros begin = std::max(from, direction.turns[i]);
    const sim::Micros end = has_end ? std::min(to, direction.turns[i + 1]) : to;
    if (begin < end) spans.emplace_back(begin, end);
  }
  return spans;
}

SectionOpen summed(Spans spans) {
  std::sort(spans.begin(), spans.end());
  SectionOpen out;
  sim::Micros until = -1;
  for (const auto& [begin, end] : spans) {
    if (begin > until) out.openings += 1;
    out.open_s += sim::to_seconds(std::max<sim::Micros>(0, end - std::max(begin, until)));
    until = std::max(until, end);
  }
  return out;
}

/// Of all directions, the least time between two who go the same way [s].
double least_following_s(const sim::SectionRules& rules) {
  double least_s = 0;
  for (std::size_t d = 0; d < rules.directions.size(); ++d) {
    const sim::DirectionDef& direction = rules.directions[d];
    sim::Micros apart = rules.following;
    sim::Micros slots_apart = sim::k_never;
    for (std::size_t i = 1; i < direction.slots.size(); ++i)
      slots_apart = std::min(slots_apart, direction.slots[i] - direction.slots[i - 1]);
    if (direction.slots.size() > 1) apart = std::max(apart, slots_apart);
    least_s = d == 0 ? sim::to_seconds(apart) : std::min(least_s, sim::to_seconds(apart));
  }
  return least_s;
}

int most_at_once(const sim::ResourceDef& section) {
  int most = 0;
  for (const sim::CapacityChange& change : section.capacity)
    most = std::max(most, change.servers);
  return most;
}

}  // namespace

SectionOpen section_open(const sim::ResourceDef& section, sim::Micros from, sim::Micros to) {
  const sim::SectionRules& rules = *section.section;
  SectionOpen by_direction;
  Spans all;
  for (const sim::DirectionDef& direction : rules.directions) {
    Spans spans = open_spans_of(direction, from, to);
    const SectionOpen one = summed(spans);
    by_direction.open_s += one.open_s / static_cast<double>(rules.directions.size());
    by_direction.openings += one.openings;
    all.insert(all.end(), spans.begin(), spans.end());
  }
  // Of one at a time it does not matter which way: it is shut only while both are.
  const bool is_one_way_at_a_time = rules.exclusive || most_at_once(section) == 1;
  if (is_one_way_at_a_time) by_direction = summed(std::move(all));
  const OpenTime hours = open_time(section, from, to);
  const double ways = is_one_way_at_a_time ? 1 : static_cast<double>(rules.directions.size());
  if (hours.any_s < by_direction.open_s) return {hours.any_s, ways * hours.openings};
  return by_direction;
}

double least_headway_s(const sim::ResourceDef& section, const sim::Distribution& run_s,
                       double least_run_s) {
  const sim::SectionRules& rules = *section.section;
  const double own_run_s = std::max(0.0, run_s.lower_bound());
  const double following_s = least_following_s(rules);
  const auto directions = static_cast<double>(rules.directions.size());
  double headway_s = following_s;
  if (directions > 1 && rules.exclusive)  // the next one may go the other way
    headway_s = std::min(following_s, own_run_s + sim::to_seconds(rules.opposing));
  if (!rules.exclusive) headway_s = following_s / directions;
  if (most_at_once(section) == 1) headway_s = std::max(headway_s, own_run_s);
  if (rules.turns && rules.turns->most != sim::k_none && least_run_s > following_s) {
    // A turn of n <= most is over when the last one has left: (n - 1) following + run.
    const double turn_s = following_s + (least_run_s - following_s) / rules.turns->most;
    headway_s = std::max(headway_s, turn_s);
  }
  return headway_s;
}

}  // namespace kouan::analysis::theory
