#include "analysis/bottleneck.hpp"

#include <algorithm>
#include <limits>

#include "analysis/carried.hpp"
#include "analysis/measures.hpp"
#include "analysis/theory/traffic_equations.hpp"
#include "models/endless_classes.hpp"
#include "models/second_track.hpp"
#include "models/waiting_room.hpp"
#include "models/working_time.hpp"

namespace kouan::analysis {

namespace {

/// Open server time of the place, or what is removed from the store, over the run; of a section on
/// which any number may be, its tracks.
double size_of(const models::Scenario& scenario, const models::Compiled& compiled,
               const Place& place) {
  const sim::Model& model = compiled.model;
  for (std::size_t s = 0; s < scenario.stores.size(); ++s)
    if (place.is_store && scenario.stores[s].id == place.id)
      return model.stores[s].removal_kg_per_s;
  for (std::size_t s = 0; s < scenario.stages.size(); ++s) {
    if (place.is_store || scenario.stages[s].id != place.id) continue;
    if (models::takes_any_number(scenario.stages[s]))
      return model.resources[s].section->exclusive ? 1 : 2;
    return theory::open_time(model.resources[s], 0, model.horizon).server_s;
  }
  return 0;
}

double open_s_per_week(const models::Scenario& scenario, const std::string& id) {
  const auto hours = std::find_if(scenario.hours.begin(), scenario.hours.end(),
                                  [&](const models::Hours& h) { return h.id == id; });
  return models::open_s_per_week(*hours);
}

}  // namespace

BottleneckCandidates::BottleneckCandidates(std::string id, models::Text label,
                                           const models::Scenario& scenario,
                                           const Samples& saturated, bool with_hours)
    : id_(std::move(id)),
      label_(std::move(label)),
      scenario_(scenario),
      saturated_(saturated),
      measure_(carried_measure(carried_in(scenario))) {
  const models::Compiled now = models::compile(scenario, {models::DemandMode::saturated, {}});
  for (Place& place : bottleneck_candidates(scenario, saturated)) {
    // With a second track there its saturated run might not end.
    if (models::is_unlimited(models::with_second_track(scenario, place.id))) continue;
    models::Compiled more = models::compile(scenario, {models::DemandMode::saturated, place.id});
    const double increment = size_of(scenario, more, place) / size_of(scenario, now, place) - 1;
    all_.push_back({std::move(place), std::move(more), increment, {}, true, true});
  }
  for (Place& place : queue_candidates(scenario, saturated)) {
    const models::Scenario longer =
        models::with_waiting_places(scenario, place.id, place.waiting_places);
    all_.push_back({std::move(place),
                    models::compile(longer, {models::DemandMode::saturated, {}}),
                    1,  // as many again
                    {},
                    true,
                    true});
  }
  if (!with_hours) return;
  for (Place& place : hours_candidates(scenario)) {
    const models::Scenario longer =
        models::with_longer_hours(scenario, place.id, place.hours * 3600);
    const double increment =
        open_s_per_week(longer, place.id) / open_s_per_week(scenario, place.id) - 1;
    all_.push_back({std::move(place),
                    models::compile(longer, {models::DemandMode::saturated, {}}),
                    increment,
                    {},
                    true,
                    true});
  }
}

BottleneckCandidates::BottleneckCandidates(std::string id, models::Text label,
                                           const models::Scenario& scenario,
                                           const Samples& saturated,
                                           const std::vector<std::pair<Place, Place>>& pairs)
    : id_(std::move(id)),
      label_(std::move(label)),
      scenario_(scenario),
      saturated_(saturated),
      measure_(carried_measure(carried_in(scenario))) {
  for (const auto& pair : pairs) {
    const models::Scenario doubled = models::with_second_track(
        models::with_second_track(scenario, pair.first.id), pair.second.id);
    if (models::is_unlimited(doubled)) continue;  // its saturated run might not end
    all_.push_back(
        {pair.first,
         models::compile(scenario, {models::DemandMode::saturated, pair.first.id, pair.second.id}),
         std::numeric_limits<double>::quiet_NaN(),  // of two places no one figure
         {},
         true,
         true,
         pair.second});
  }
}

void BottleneckCandidates::keep(std::size_t most) {
  const std::vector<std::string> best = best_candidates(gains(), most);
  for (One& one : all_)
    one.alive =
        one.has_results && std::find(best.begin(), best.end(), gain_of(one).key()) != best.end();
}

std::vector<Lane> BottleneckCandidates::lanes() {
  std::vector<Lane> lanes;
  for (One& one : all_)
    if (one.alive) lanes.push_back(lane_of(one));
  return lanes;
}

Lane BottleneckCandidates::lane_of(One& one) const {
  const std::string place = one.place.key();
  const models::Text at =
      one.also ? models::Text{place + " and " + one.also->key(), place + " 与 " + one.also->key()}
               : models::Text{place, place};
  return {{label_.en + ", with more at " + at.en, label_.zh + "（" + at.zh + " 扩能）"},
          &one.compiled.model,
          [this, &one](const sim::RunResult& run) {
            const View view{run, scenario_, saturated_.window(), 0};
            const auto index = measure_index(port_measures(), measure_);
            one.per_year.push_back(port_measures()[index].value(view));
          },
          [&one](const models::Text&) { one.alive = one.has_results = false; },
          id_};
}

Gain BottleneckCandidates::gain_of(const One& one) const {
  return {one.place,    paired_difference(saturated_.of_port(measure_), one.per_year),
          one.per_year, one.increment,
          !one.alive,   one.also};
}

std::vector<Gain> BottleneckCandidates::gains() const {
  std::vector<Gain> gains;
  for (const One& one : all_)
    if (one.has_results) gains.push_back(gain_of(one));
  return gains;
}

bool BottleneckCandidates::has_intervals() const {
  return std::all_of(all_.begin(), all_.end(),
                     [](const One& one) { return !one.has_results || one.per_year.size() >= 2; });
}

}  // namespace kouan::analysis
