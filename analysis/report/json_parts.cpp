#include "analysis/report/json_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/report/json.hpp"
#include "analysis/report/ledger.hpp"
#include "analysis/report/numbers.hpp"
#include "models/working_time.hpp"

namespace kouan::analysis {

namespace {

using Json = nlohmann::ordered_json;

constexpr int k_series_digits = 4;

/// Puts `value` under `id`; a dot goes one level down.
void put(Json& json, std::string_view id, Json value) {
  const auto dot = id.find('.');
  if (dot == std::string_view::npos) {
    json[std::string(id)] = std::move(value);
  } else {
    put(json[std::string(id.substr(0, dot))], id.substr(dot + 1), std::move(value));
  }
}

/// Groups in which nothing was observed become null.
void drop_unknown(Json& json, std::initializer_list<const char*> groups) {
  for (const char* group : groups) {
    const Json& values = json[group];
    if (std::all_of(values.begin(), values.end(), [](const Json& e) { return e["n"] == 0; }))
      json[group] = nullptr;
  }
}

Json or_null(const Estimate& e) { return e.known() ? to_json(e) : Json(); }

Json finite_or_null(double value) { return std::isfinite(value) ? Json(value) : Json(); }

Json stage_json(const VariantReport& variant, std::size_t index) {
  const VariantOutcome& outcome = *variant.outcome;
  const models::Stage& stage = outcome.variant->scenario.stages[index];
  Json json;
  json["id"] = stage.id;
  json["title"] = to_json(stage.title);
  json["side"] = stage.side.empty() ? Json() : Json(stage.side);
  json["kind"] = stage.kind == models::StageKind::yard ? "yard" : "stage";
  json["activity"] = stage.activity.empty() ? "none" : stage.activity;
  const theory::StageLoad* load = nullptr;
  for (const theory::StageLoad& l : variant.before.loads)
    if (l.stage == stage.id) load = &l;
  json["servers"] = load != nullptr ? Json(load->open.most_servers) : Json();
  json["offered_load"] = load != nullptr ? finite_or_null(load->load) : Json();
  for (const Measure& m : stage_measures())
    put(json, m.info.id, to_json(estimate(outcome.samples->of_stage(index, m.info.id))));
  drop_unknown(json, {"queue_km"});
  return json;
}

/// Stores stand among the stages by name; nothing is served there.
Json store_json(const models::Store& store) {
  Json json;
  json["id"] = store.id;
  json["title"] = to_json(store.title);
  json["side"] = store.side.empty() ? Json() : Json(store.side);
  json["kind"] = "store";
  json["activity"] = "loading-unloading";
  json["servers"] = nullptr;
  json["offered_load"] = nullptr;
  for (const Measure& m : stage_measures())
    put(json, m.info.id, to_json(estimate({})));
  json["queue_km"] = nullptr;
  return json;
}

Json saturated_json(const VariantOutcome& outcome) {
  const Samples& s = *outcome.saturated;
  const models::Scenario& scenario = outcome.variant->scenario;
  Json by_class = Json::array();
  for (std::size_t c = 0; c < scenario.classes.size(); ++c)
    by_class.push_back({{"class", scenario.classes[c].id},
                        {"vehicles_per_year", to_json(estimate(s.of_class(c, "cleared_per_year")))},
                        {"tonnes_per_year", to_json(estimate(s.of_class(c, "tonnes_per_year")))}});
  return {{"vehicles_per_open_day", or_null(estimate(s.of_port("cleared_per_open_day")))},
          {"vehicles_per_year", to_json(estimate(s.of_port("cleared_per_year")))},
          {"tonnes_per_year", to_json(estimate(s.of_port("tonnes_per_year")))},
          {"by_class", std::move(by_class)}};
}

/// What saturated runs are held against, whatever mix they come to, first; then what demand in its
/// own mix can sustain.
Json capacity_bound_json(const theory::CapacityBound& bound) {
  Json json = bound_json(bound);
  Json out;
  out["tonnes_per_year"] = json["tonnes_per_year_any_run"];
  out["stage"] = json["stage_any_run"];
  out["min_cut_vehicles_per_day"] = json["min_cut_vehicles_per_day"];
  out["sustainable"] = {{"tonnes_per_year", json["tonnes_per_year"]},
                        {"vehicles_per_day", json["vehicles_per_day"]},
                        {"stage", json["stage"]}};
  out["min_cut"] = json["min_cut"];
  out["stages"] = json["stages"];
  return out;
}

Json bottleneck_json(const VariantOutcome& outcome) {
  if (!outcome.bottleneck) return nullptr;
  Json gains = Json::array();
  for (const Gain& gain : outcome.bottleneck->gains)
    gains.push_back({{"stage", gain.place.id},
                     {"kind", gain.place.is_store ? "store" : "stage"},
                     {"tonnes_per_year", to_json(gain.tonnes_per_year.difference)},
                     {"relative", to_json(gain.tonnes_per_year.relative)}});
  const auto& place = outcome.bottleneck->place;
  return {{"stage", place ? Json(place->id) : Json()}, {"gains", std::move(gains)}};
}

/// Mean and both ends of the interval of a series; ends null while they are unknown.
struct Band {
  Json mean = Json::array();
  Json low = Json::array();
  Json high = Json::array();

  void add(const Estimate& e) {
    const auto short_or_null = [](double v) {
      return std::isfinite(v) ? Json(rounded(v, k_series_digits)) : Json();
    };
    mean.push_back(short_or_null(e.mean));
    low.push_back(e.half_width ? short_or_null(std::max(0.0, e.low())) : Json());
    high.push_back(e.half_width ? short_or_null(e.high()) : Json());
  }
};

Json days(const models::CivilDate& start, std::size_t count) {
  Json list = Json::array();
  const std::int64_t first = models::days_from_civil(start);
  for (std::size_t d = 0; d < count; ++d) {
    const models::CivilDate date = models::civil_from_days(first + static_cast<std::int64_t>(d));
    list.push_back(fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day));
  }
  return list;
}

bool ever_waited(const Samples& samples, std::size_t stage) {
  const auto queue = samples.of_stage(stage, "queue.mean");
  return std::any_of(queue.begin(), queue.end(), [](double q) { return q > 0; });
}

}  // namespace

Json classes_json(const VariantOutcome& outcome) {
  const auto& classes = outcome.variant->scenario.classes;
  Json list = Json::array();
  for (std::size_t c = 0; c < classes.size(); ++c) {
    Json json;
    json["id"] = classes[c].id;
    json["title"] = to_json(classes[c].title);
    for (const Measure& m : class_measures())
      put(json, m.info.id, to_json(estimate(outcome.samples->of_class(c, m.info.id))));
    if (json["cleared_per_open_day"]["n"] == 0) json["cleared_per_open_day"] = nullptr;
    drop_unknown(json, {"physical_clearance_s", "document_clearance_s"});
    list.push_back(std::move(json));
  }
  return list;
}

Json stages_json(const VariantReport& variant) {
  Json list = Json::array();
  for (std::size_t s = 0; s < variant.outcome->variant->scenario.stages.size(); ++s)
    list.push_back(stage_json(variant, s));
  for (const models::Store& store : variant.outcome->variant->scenario.stores)
    list.push_back(store_json(store));
  return list;
}

Json ledger_json(const VariantOutcome& outcome) {
  const auto& classes = outcome.variant->scenario.classes;
  Json list = Json::array();
  for (std::size_t c = 0; c < classes.size(); ++c) {
    Json rows = Json::array();
    for (const LedgerRow& row : ledger_rows(outcome, c))
      rows.push_back({{"state", name_of(row.state)},
                      {"stage", row.stage.empty() ? Json() : Json(row.stage)},
                      {"activity", row.activity},
                      {"hours", to_json(row.hours)}});
    list.push_back({{"class", classes[c].id}, {"rows", std::move(rows)}});
  }
  return list;
}

Json capacity_json(const VariantReport& variant) {
  if (!variant.outcome->saturated) return nullptr;
  return {{"saturated", saturated_json(*variant.outcome)},
          {"bound", capacity_bound_json(variant.bound)},
          {"bottleneck", bottleneck_json(*variant.outcome)}};
}

Json series_json(const VariantOutcome& outcome) {
  const models::Scenario& scenario = outcome.variant->scenario;
  const Series& series = outcome.samples->series();
  Json by_day = Json::array();
  Json by_hour = Json::array();
  for (std::size_t s = 0; s < scenario.stages.size(); ++s) {
    if (!ever_waited(*outcome.samples, s)) continue;
    Band day;
    Band hour;
    for (std::size_t d = 0; d < series.days(); ++d)
      day.add(series.queue_on_day(s, d));
    for (std::size_t h = 0; h < 24; ++h)
      hour.add(series.queue_at_hour(s, h));
    by_day.push_back({{"stage", scenario.stages[s].id},
                      {"mean", day.mean},
                      {"low", day.low},
                      {"high", day.high}});
    by_hour.push_back({{"stage", scenario.stages[s].id},
                       {"mean", hour.mean},
                       {"low", hour.low},
                       {"high", hour.high}});
  }
  Band tonnes;
  for (std::size_t d = 0; d < series.days(); ++d)
    tonnes.add(series.tonnes_on_day(d));
  return {{"days", days(scenario.start, series.days())},
          {"queue_by_day", std::move(by_day)},
          {"queue_by_hour", std::move(by_hour)},
          {"tonnes_by_day", {{"mean", tonnes.mean}, {"low", tonnes.low}, {"high", tonnes.high}}}};
}

}  // namespace kouan::analysis
