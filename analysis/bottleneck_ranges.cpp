#include "analysis/bottleneck_ranges.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "analysis/carried.hpp"
#include "analysis/measures.hpp"
#include "models/endless_classes.hpp"
#include "models/second_track.hpp"
#include "models/waiting_room.hpp"

namespace kouan::analysis {

namespace {

using models::DemandMode;

/// As in the search for the bottleneck: of a queue as many more waiting places as it has in the
/// scenario (not at that end, where the queue itself may be another), one more of all else.
models::Compiled with_more_at(const models::Scenario& scenario, const Place& place) {
  if (place.waiting_places == 0)
    return models::compile(scenario, {DemandMode::saturated, place.id});
  return models::compile(models::with_waiting_places(scenario, place.id, place.waiting_places),
                         {DemandMode::saturated, {}});
}

/// Saturated runs of what nothing limits would not end, neither as it is nor with more there.
bool can_be_run(const models::Scenario& scenario, const Place& place) {
  return !models::is_unlimited(scenario) &&
         !models::is_unlimited(models::with_second_track(scenario, place.id));
}

}  // namespace

BottleneckOverRanges sorted_by_bottleneck(std::vector<BottleneckAtEnd> ends, double gain) {
  BottleneckOverRanges out;
  const double least = k_share_of_nothing * gain;
  for (BottleneckAtEnd& end : ends) {
    if (end.more) ++out.tried;
    const bool is_known = end.more && end.more->difference.half_width;
    if (is_known && *end.more->difference.high() < least) {
      out.elsewhere.push_back(std::move(end));
    } else if (!is_known || *end.more->difference.low() < least) {
      out.unsure.push_back(std::move(end));
    }
  }
  return out;
}

BottleneckAtEnds::BottleneckAtEnds(std::string id, models::Text label,
                                   const models::Scenario& scenario, const Place& place,
                                   std::vector<MovingEnd> ends)
    : id_(std::move(id)), label_(std::move(label)) {
  for (MovingEnd& end : ends) {
    auto there = models::at_end(scenario, end.of, end.end);
    if (!there || !can_be_run(*there, place)) {
      all_.push_back({std::move(end), {}, {}, {}, false});
      continue;
    }
    models::Compiled compiled = with_more_at(*there, place);
    all_.push_back({std::move(end), *std::move(there), std::move(compiled), {}, true});
  }
}

std::vector<Lane> BottleneckAtEnds::lanes() {
  std::vector<Lane> lanes;
  for (One& one : all_)
    if (one.has_results) lanes.push_back(lane_of(one));
  return lanes;
}

Lane BottleneckAtEnds::lane_of(One& one) const {
  const std::string at = one.at.of.at(one.at.end);
  const std::string& path = one.at.of.path;
  return {{label_.en + ", with more at the bottleneck and " + path + " at " + at,
           label_.zh + "（瓶颈扩能，" + path + " 取 " + at + "）"},
          &one.compiled.model,
          [&one](const sim::RunResult& run) {
            const View view{run, one.scenario, observed_window(one.compiled), 0};
            const auto index =
                measure_index(port_measures(), carried_measure(carried_in(one.scenario)));
            one.with_more.push_back(port_measures()[index].value(view));
          },
          [&one](const models::Text&) { one.has_results = false; },
          id_};
}

std::vector<BottleneckAtEnd> BottleneckAtEnds::result() const {
  std::vector<BottleneckAtEnd> out;
  for (const One& one : all_) {
    BottleneckAtEnd end{one.at.of, one.at.title, one.at.end, {}};
    const std::span<const double> now = one.at.per_year;
    const std::size_t n = std::min(now.size(), one.with_more.size());
    if (one.has_results && n >= 2)
      end.more = paired_difference(now.first(n), std::span(one.with_more).first(n));
    out.push_back(std::move(end));
  }
  return out;
}

}  // namespace kouan::analysis
