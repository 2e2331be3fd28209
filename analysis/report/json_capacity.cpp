// Capacity in JSON; the declaration is in analysis/report/json_parts.hpp.
#include <algorithm>
#include <cmath>

#include "analysis/carried.hpp"
#include "analysis/report/answer_bottleneck_ranges.hpp"
#include "analysis/report/json.hpp"
#include "analysis/report/json_parts.hpp"
#include "analysis/report/phrases.hpp"
#include "analysis/report/written_values.hpp"
#include "analysis/value_title.hpp"

namespace kouan::analysis {

namespace {

using Json = nlohmann::ordered_json;

Json or_null(const Estimate& e) { return e.known() ? to_json(e) : Json(); }

Json saturated_json(const VariantOutcome& outcome) {
  const Samples& s = *outcome.saturated;
  const models::Scenario& scenario = outcome.variant->scenario;
  Json by_class = Json::array();
  for (std::size_t c = 0; c < scenario.classes.size(); ++c)
    by_class.push_back({{"class", scenario.classes[c].id},
                        {"vehicles_per_year", to_json(estimate(s.of_class(c, "cleared_per_year")))},
                        {"tonnes_per_year", to_json(estimate(s.of_class(c, "tonnes_per_year")))}});
  return {{"warmup_s", scenario.saturated_warm_up_s},
          {"vehicles_per_open_day", or_null(estimate(s.of_port("cleared_per_open_day")))},
          {"vehicles_per_year", to_json(estimate(s.of_port("cleared_per_year")))},
          {"tonnes_per_year", to_json(estimate(s.of_port("tonnes_per_year")))},
          {"by_class", std::move(by_class)}};
}

Json gain_json(const models::Scenario& scenario, const Gain& gain) {
  return {{"what", to_json(one_more(scenario, gain.place))},
          {carried_key(carried_in(scenario)), to_json(gain.per_year.difference)},
          {"relative", to_json(gain.per_year.relative)},
          {"increment", finite_or_null(gain.increment)}};
}

Json pair_json(const models::Scenario& scenario, const Gain& gain) {
  return {{"stages", Json::array({gain.place.id, gain.also->id})},
          {"what", to_json(one_more_at_both(scenario, gain))},
          {carried_key(carried_in(scenario)), to_json(gain.per_year.difference)},
          {"relative", to_json(gain.per_year.relative)}};
}

Json over_ranges_json(const VariantOutcome& outcome) {
  if (!outcome.bottleneck_over_ranges) return nullptr;
  const char* key = carried_key(carried_in(outcome.variant->scenario));
  const auto list = [&](const std::vector<BottleneckAtEnd>& ends) {
    Json json = Json::array();
    for (const BottleneckAtEnd& end : ends) {
      json.push_back({{"value", end.of.path},
                      {"title", to_json(end.title)},
                      {"at", to_json(written_quantity(end.of.at(end.end)))},
                      {key, end.more ? to_json(end.more->difference) : Json()}});
    }
    return json;
  };
  return {{"tried", outcome.bottleneck_over_ranges->tried},
          {"elsewhere", list(outcome.bottleneck_over_ranges->elsewhere)},
          {"unsure", list(outcome.bottleneck_over_ranges->unsure)},
          {"says", to_json(bottleneck_over_ranges(outcome))}};
}

Json bottleneck_json(const VariantOutcome& outcome) {
  if (!outcome.bottleneck) return nullptr;
  const models::Scenario& scenario = outcome.variant->scenario;
  Json gains = Json::array(), longer = Json::array();
  for (const Gain& gain : outcome.bottleneck->gains) {
    Json json = {{"stage", gain.place.id}, {"kind", kind_of_place(scenario, gain.place)}};
    json.update(gain_json(scenario, gain));
    gains.push_back(std::move(json));
  }
  for (const Gain& gain : outcome.bottleneck->longer) {
    Json json = {{"hours", gain.place.id},
                 {"title", to_json(gain.place.title)},
                 {"longer_h", gain.place.hours}};
    json.update(gain_json(scenario, gain));
    longer.push_back(std::move(json));
  }
  Json pairs = Json::array();
  for (const Gain& gain : outcome.bottleneck->pairs)
    pairs.push_back(pair_json(scenario, gain));
  const auto& together = outcome.bottleneck->together;
  Json rivals = Json::array(), rival_kinds = Json::array();
  for (const Place& rival : outcome.bottleneck->rivals) {
    rivals.push_back(rival.id);
    rival_kinds.push_back(kind_of_place(scenario, rival));
  }
  const auto& place = outcome.bottleneck->place;
  return {{"judged", outcome.bottleneck->judged},
          {"stage", place ? Json(place->id) : Json()},
          {"kind", place ? Json(kind_of_place(scenario, *place)) : Json()},
          {"rivals", std::move(rivals)},
          {"rival_kinds", std::move(rival_kinds)},
          {"gains", std::move(gains)},
          {"together", together ? Json::array({together->place.id, together->also->id}) : Json()},
          {"pairs", std::move(pairs)},
          {"longer_hours", std::move(longer)},
          {"over_ranges", over_ranges_json(outcome)}};
}

Json range_json(const VariantOutcome& outcome, const std::optional<CapacityRange>& range) {
  if (!range) return nullptr;
  const models::RangedValue& of = range->of;
  const char* key = carried_key(carried_in(outcome.variant->scenario));
  const auto end = [&](const std::string& at, const Estimate& carried) {
    return Json{{"at", to_json(written_quantity(at))}, {key, to_json(carried)}};
  };
  return {{"value", of.path},
          {"title", to_json(range->title)},
          {"grade", grade_name(of.grade)},
          {"low", end(of.low, range->at_low)},
          {"high", end(of.high, range->at_high)}};
}

}  // namespace

Json capacity_json(const VariantReport& variant) {
  if (!variant.outcome->saturated) return nullptr;
  return {{"saturated", saturated_json(*variant.outcome)},
          {"bound", bound_json(variant.bound)},
          {"bottleneck", bottleneck_json(*variant.outcome)},
          {"range", range_json(*variant.outcome, variant.outcome->range)},
          {"own_range", range_json(*variant.outcome, variant.outcome->own_range)},
          {"ranges", ranges_json(*variant.outcome)},
          {"shared_ranges", shared_ranges_json(*variant.outcome)},
          {"extremes", capacity_extremes_json(*variant.outcome)}};
}

}  // namespace kouan::analysis
