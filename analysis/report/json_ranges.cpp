// What figures rest on, in JSON; the declarations are in analysis/report/json_parts.hpp.
#include <cmath>

#include "analysis/carried.hpp"
#include "analysis/extremes.hpp"
#include "analysis/report/json.hpp"
#include "analysis/report/json_parts.hpp"
#include "analysis/report/phrases.hpp"
#include "analysis/report/written_values.hpp"
#include "analysis/value_title.hpp"
#include "models/amounts.hpp"

namespace kouan::analysis {

namespace {

using Json = nlohmann::ordered_json;

const char* name_of(EndEffect effect) {
  switch (effect) {
    case EndEffect::moves:
      return "moves";
    case EndEffect::grows:
      return "grows";
    case EndEffect::unsure:
      return "unsure";
    case EndEffect::stays:
      return "stays";
    case EndEffect::not_run:
      return "not-run";
  }
  return "";
}

/// Values with what is measured at their ends, under `key`.
Json screened_json(const std::vector<ScreenedValue>& values, const char* key) {
  const auto end = [&](const std::string& at, const ScreenedEnd& of) {
    Json json = {{"at", to_json(written_quantity(at))}, {"effect", name_of(of.effect)}};
    json[key] = of.paired ? to_json(of.paired->with) : Json();
    json["difference"] = of.paired ? to_json(of.paired->difference) : Json();
    json["relative"] = of.paired ? to_json(of.paired->relative) : Json();
    return json;
  };
  Json list = Json::array();
  for (const ScreenedValue& value : values)
    list.push_back({{"value", value.of.path},
                    {"title", to_json(value.title)},
                    {"grade", grade_name(value.of.grade)},
                    {"low", end(value.of.low, value.low)},
                    {"high", end(value.of.high, value.high)}});
  return list;
}

Json screening_json(const RangeScreening& screening, const char* key) {
  return {{"tried", screening.tried},
          {"values", screened_json(screening.effects, key)},
          {"unsure", screened_json(screening.unsure, key)},
          {"untried", screened_json(screening.untried, key)}};
}

/// Between what single values lead it, with what is measured there under `key`.
Json extremes_json(const std::optional<Extremes>& found, const char* key) {
  if (!found) return nullptr;
  const auto end = [&](const Extreme& of) {
    Json json = {{"value", nullptr}, {"title", nullptr}, {"at", nullptr}, {"grade", nullptr}};
    if (of.of) {
      json["value"] = of.of->path;
      json["title"] = to_json(name_of_value(of.title, *of.of));
      json["at"] = to_json(written_quantity(of.of->at(of.end)));
      json["grade"] = grade_name(of.of->grade);
    }
    json[key] = to_json(of.there);
    return json;
  };
  Json without = Json::array();
  for (const Extreme& of : found->without)
    without.push_back(end(of));
  Json growing = Json::array();
  for (const models::Text& title : found->growing)
    growing.push_back(to_json(title));
  return {{"tried", found->tried},          {"lowest", end(found->lowest)},
          {"highest", end(found->highest)}, {"without", std::move(without)},
          {"growing", std::move(growing)},  {"unsure", found->unsure}};
}

const char* clock_key(ClearanceClock clock) {
  return clock == ClearanceClock::physical ? "physical_clearance_s" : "document_clearance_s";
}

/// Whether anybody of the class has that clock.
bool has_clock(const VariantOutcome& outcome, ClearanceClock clock) {
  const auto& classes = outcome.variant->scenario.classes;
  for (std::size_t c = 0; c < classes.size(); ++c)
    if (classes[c].id == outcome.clearance->entity_class)
      return estimate(outcome.samples->of_class(c, clearance_measure(clock))).known();
  return false;
}

Json change_json(const ChangeOverRange& change) {
  const auto end = [](const std::string& at, const std::optional<PairedDifference>& paired) {
    return Json{{"at", to_json(written_quantity(at))},
                {"difference", paired ? to_json(paired->difference) : Json()}};
  };
  return {{"value", change.of.path},
          {"title", to_json(change.title)},
          {"grade", grade_name(change.of.grade)},
          {"low", end(change.of.low, change.low)},
          {"high", end(change.of.high, change.high)}};
}

}  // namespace

Json ranges_json(const VariantOutcome& outcome) {
  if (!outcome.screening) return nullptr;
  return screening_json(*outcome.screening, carried_key(carried_in(outcome.variant->scenario)));
}

Json shared_ranges_json(const VariantOutcome& outcome) {
  if (!outcome.shared_screening) return nullptr;
  return screening_json(*outcome.shared_screening,
                        carried_key(carried_in(outcome.variant->scenario)));
}

Json capacity_extremes_json(const VariantOutcome& outcome) {
  return extremes_json(capacity_extremes(outcome),
                       carried_key(carried_in(outcome.variant->scenario)));
}

Json clearance_ranges_json(const VariantOutcome& outcome) {
  if (!outcome.clearance) return nullptr;
  Json json = {{"class", outcome.clearance->entity_class}};
  for (const ClearanceClock clock : k_clearance_clocks) {
    Json& of = json[clock_key(clock)];
    if (!has_clock(outcome, clock)) continue;
    of = screening_json(outcome.clearance->on(clock), "mean_s");
    of["extremes"] = extremes_json(clearance_extremes(outcome, clock), "mean_s");
  }
  return json;
}

Json change_extremes_json(const Comparison& comparison, const VariantOutcome& alternative) {
  if (!alternative.clearance) return nullptr;
  Json json;
  for (const ClearanceClock clock : k_clearance_clocks) {
    const ComparedMeasure* change = find_measure(
        comparison, alternative.clearance->entity_class + "." + clearance_measure(clock));
    const auto found = change == nullptr
                           ? std::nullopt
                           : change_extremes(alternative, clock,
                                             scaled(change->paired.difference, models::k_hour_s));
    json[clock_key(clock)] = extremes_json(found, "difference");
  }
  return json;
}

Json clearance_changes_json(const VariantOutcome& alternative) {
  if (!alternative.clearance) return nullptr;
  Json json;
  for (const ClearanceClock clock : k_clearance_clocks) {
    Json list = Json::array();
    for (const ChangeOverRange& change : alternative.clearance->changes_on(clock))
      list.push_back(change_json(change));
    json[clock_key(clock)] = std::move(list);
  }
  return json;
}

}  // namespace kouan::analysis
