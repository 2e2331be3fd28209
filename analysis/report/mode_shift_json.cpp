#include "analysis/report/json.hpp"
#include "analysis/report/json_parts.hpp"
#include "analysis/report/mode_shift.hpp"

namespace kouan::analysis {

namespace {

using ShiftJson = nlohmann::ordered_json;

ShiftJson pair_json(const PairedDifference& pair) {
  return {{"base", to_json(pair.base)},
          {"with", to_json(pair.with)},
          {"difference", to_json(pair.difference)}};
}

ShiftJson mode_json(const ModeFigures& mode) {
  return {{"tonnes_per_year", to_json(mode.tonnes_per_year)},
          {"vehicles_per_day", to_json(mode.vehicles_per_day)},
          {"physical_clearance_s", to_json(mode.clearance_s)},
          {"time_h", to_json(mode.time_h)}};
}

ShiftJson split_json(const SplitFigures& figures) {
  return {{"demand_t_per_year", figures.demand_t_per_year},
          {"share", to_json(figures.share)},
          {"road_alone", mode_json(figures.road_alone)},
          {"road", mode_json(figures.road)},
          {"rail", mode_json(figures.rail)},
          {"road_vehicles_per_day", pair_json(figures.vehicles_per_day)},
          {"road_physical_clearance_s", pair_json(figures.clearance_s)},
          {"time_h_per_tonne", pair_json(figures.time_h)}};
}

ShiftJson fixed_point_json(const FixedPoint& point) {
  return {{"start", point.start},        {"share", to_json(point.share)},
          {"rounds", point.rounds},      {"widest_change", point.widest_change},
          {"settled", point.is_settled}, {"set_by_limit", point.is_set_by_limit}};
}

ShiftJson number_or_null(const std::optional<double>& value) {
  return value ? ShiftJson(*value) : ShiftJson(nullptr);
}

ShiftJson choice_json(const ModeShiftOutcome& outcome) {
  if (!outcome.from_low) return nullptr;
  ShiftJson ranges = ShiftJson::array();
  for (const ShareOverRange& one : outcome.over_ranges)
    ranges.push_back({{"field", one.field},
                      {"value", one.value},
                      {"low", one.low},
                      {"high", one.high},
                      {"share_at_low", number_or_null(one.at_low)},
                      {"share_at_high", number_or_null(one.at_high)}});
  return {{"from_low", fixed_point_json(*outcome.from_low)},
          {"from_high", fixed_point_json(*outcome.from_high)},
          {"between", to_json(outcome.between_starts->difference)},
          {"agree", outcome.agrees()},
          {"over_ranges", std::move(ranges)}};
}

ShiftJson break_even_json(const ModeShiftOutcome& outcome) {
  if (!outcome.break_even) return nullptr;
  return {{"not_yet_t_per_year", number_or_null(outcome.break_even->not_yet_t_per_year)},
          {"saves_t_per_year", number_or_null(outcome.break_even->saves_t_per_year)}};
}

ShiftJson text_json(const models::Text& text) { return {{"en", text.en}, {"zh", text.zh}}; }

ShiftJson standing_json(const StandingRuns& standing) {
  if (standing.runs == 0) return nullptr;
  return {{"runs", standing.runs}, {"of", standing.of}, {"first", text_json(standing.first)}};
}

ShiftJson standing_json(const StandingByPort& standing) {
  return {{"road_alone", standing_json(standing.road_alone)},
          {"with_rail", standing_json(standing.with_rail)}};
}

}  // namespace

nlohmann::ordered_json to_json(const ModeShiftOutcome& outcome, const ModeShiftTitles& titles) {
  ShiftJson json;
  json["title"] = text_json(titles.port);
  json["lever"] = {
      {"id", outcome.split.lever},
      {"title", text_json(titles.lever)},
      {"terms", titles.terms.en.empty() ? ShiftJson(nullptr) : text_json(titles.terms)},
      {"presupposes",
       titles.presupposed.en.empty() ? ShiftJson(nullptr) : text_json(titles.presupposed)}};
  json["version"] = KOUAN_VERSION;
  json["seed"] = outcome.seed;
  json["replications"] = outcome.told_replications();
  json["interrupted"] = outcome.interrupted;
  json["rule"] = split_rule_words()[static_cast<std::size_t>(outcome.rule)];
  json["road"] = {{"flow", outcome.split.road}, {"title", text_json(titles.road)}};
  json["rail"] = {{"flow", outcome.split.rail}, {"title", text_json(titles.rail)}};
  json["fill"] = outcome.split.fill;
  json["capacity"] = {{"port_tonnes_per_year", pair_json(outcome.capacity)},
                      {"road_tonnes_per_year", to_json(outcome.road_capacity)},
                      {"rail_tonnes_per_year", to_json(outcome.rail_capacity)}};
  json["standing"] = {{"saturated", standing_json(outcome.standing)},
                      {"given", standing_json(outcome.standing_given)}};
  json["demand_t_per_year"] = outcome.now.demand_t_per_year;
  json["split"] = outcome.is_split_known ? split_json(outcome.now) : ShiftJson(nullptr);
  json["choice"] = choice_json(outcome);
  json["sweep"] = ShiftJson::array();
  for (const SplitFigures& figures : outcome.sweep)
    json["sweep"].push_back(split_json(figures));
  json["saves_time_from"] = break_even_json(outcome);
  json["certainty"] = answer_json(titles.certainty);
  json["validation"] = validation_json(outcome.cases);
  json["given_up"] = ShiftJson::array();
  for (const models::Text& why : outcome.given_up)
    json["given_up"].push_back(text_json(why));
  return json;
}

}  // namespace kouan::analysis
