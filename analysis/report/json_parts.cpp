#include "analysis/report/json_parts.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/carried.hpp"
#include "analysis/report/json.hpp"
#include "analysis/report/ledger.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/phrases.hpp"
#include "analysis/throughput.hpp"
#include "analysis/value_title.hpp"
#include "models/language/dates.hpp"
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

/// What is asked of a stage or store, from the routing alone.
void put_load(Json& json, const std::vector<theory::StageLoad>& loads, const std::string& id) {
  const auto load = std::find_if(loads.begin(), loads.end(),
                                 [&](const theory::StageLoad& l) { return l.stage == id; });
  const bool is_there = load != loads.end();
  const bool known = is_there && !load->is_of_fleets;
  json["servers"] = is_there && !load->is_store ? Json(load->open.most_servers) : Json();
  json["offered_load"] = known ? finite_or_null(load->load) : Json();
  json["load_is_assumed"] = known && load->is_assumed;
  json["load_counts_turned_away"] = known && load->counts_turned_away;
  json["load_leaves_out"] = known ? theory::names_of(load->uncounted) : std::vector<std::string>{};
  json["worst_month"] = known && !load->worst_month.empty() ? Json(load->worst_month) : Json();
  json["worst_month_load"] = known ? finite_or_null(load->worst_month_load) : Json();
}

Json stage_json(const VariantReport& variant, std::size_t index) {
  const VariantOutcome& outcome = *variant.outcome;
  const models::Stage& stage = outcome.variant->scenario.stages[index];
  Json json;
  json["id"] = stage.id;
  json["title"] = to_json(stage.title);
  json["side"] = stage.side.empty() ? Json() : Json(stage.side);
  json["kind"] = place_kind(outcome.variant->scenario, stage.id);
  json["activity"] = stage.activity.empty() ? "none" : stage.activity;
  put_load(json, variant.before.loads, stage.id);
  for (const Measure& m : stage_measures())
    put(json, m.info.id, to_json(estimate(outcome.samples->of_stage(index, m.info.id))));
  drop_unknown(json, {"queue_km"});
  return json;
}

/// Stores stand among the stages by name; nothing is served there.
Json store_json(const VariantReport& variant, const models::Store& store) {
  Json json;
  json["id"] = store.id;
  json["title"] = to_json(store.title);
  json["side"] = store.side.empty() ? Json() : Json(store.side);
  json["kind"] = "store";
  json["activity"] = "loading-unloading";
  put_load(json, variant.before.loads, store.id);
  for (const Measure& m : stage_measures())
    put(json, m.info.id, to_json(estimate({})));
  json["queue_km"] = nullptr;
  return json;
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
    low.push_back(e.half_width ? short_or_null(std::max(0.0, *e.low())) : Json());
    high.push_back(e.half_width ? short_or_null(*e.high()) : Json());
  }
};

Json days(const models::CivilDate& start, std::size_t count) {
  Json list = Json::array();
  const std::int64_t first = models::days_from_civil(start);
  for (std::size_t d = 0; d < count; ++d) {
    const models::CivilDate date = models::civil_from_days(first + static_cast<std::int64_t>(d));
    list.push_back(models::language::date_text(date));
  }
  return list;
}

Json totals_json(const std::vector<LedgerTotals::One>& totals) {
  Json json = Json::object();
  for (const LedgerTotals::One& one : totals)
    json[one.id] = to_json(one.hours);
  return json;
}

bool ever_waited(const Samples& samples, std::size_t stage) {
  const auto queue = samples.of_stage(stage, "queue.mean");
  return std::any_of(queue.begin(), queue.end(), [](double q) { return q > 0; });
}

}  // namespace

Json finite_or_null(double value) { return std::isfinite(value) ? Json(value) : Json(); }

Json port_json(const Samples& samples) {
  Json json = Json::object();
  for (const Measure& m : port_measures())
    put(json, m.info.id, to_json(estimate(samples.of_port(m.info.id))));
  if (json["cleared_per_open_day"]["n"] == 0) json["cleared_per_open_day"] = nullptr;
  drop_unknown(json, {"physical_clearance_s", "document_clearance_s"});
  return json;
}

Json classes_json(const VariantOutcome& outcome) {
  const auto& classes = outcome.variant->scenario.classes;
  Json list = Json::array();
  for (std::size_t c = 0; c < classes.size(); ++c) {
    Json json;
    json["id"] = classes[c].id;
    json["title"] = to_json(classes[c].title);
    json["counted_in"] = counted_in(classes[c]);
    json["passes"] = is_ever_cleared(outcome.variant->scenario, classes[c]);
    for (const Measure& m : class_measures())
      put(json, m.info.id, to_json(estimate(outcome.samples->of_class(c, m.info.id))));
    const models::Process* process = models::process_of(outcome.variant->scenario, classes[c]);
    json["goes_on_after_clearance"] =
        process != nullptr && models::go_on_after_clearance(process->steps);
    if (json["cleared_per_open_day"]["n"] == 0) json["cleared_per_open_day"] = nullptr;
    drop_unknown(json, {"physical_clearance_s", "document_clearance_s"});
    list.push_back(std::move(json));
  }
  return list;
}

Json throughput_json(const VariantOutcome& outcome) {
  Json list = Json::array();
  for (const Throughput& row : throughput(outcome.variant->scenario, *outcome.samples))
    list.push_back({{"direction", row.direction},
                    {"unit", row.unit},
                    {"per_day", to_json(row.per_day)},
                    {"per_year", to_json(row.per_year)}});
  return list;
}

namespace {

Json occupation_json(const DayPlace& place) {
  if (!place.occupation) return nullptr;
  const auto share = [](double v) { return std::round(v * 1e4) / 1e4; };
  Json hours = Json::array();
  for (const OccupiedHours& part : place.occupation->hours)
    hours.push_back({{"from_h", part.from_h},
                     {"to_h", part.to_h},
                     {"mean", share(part.mean)},
                     {"peak", share(part.peak)}});
  return {{"on_day", share(place.occupation->on_day)},
          {"mean", share(place.occupation->mean)},
          {"peak", share(place.occupation->peak)},
          {"hours", std::move(hours)}};
}

}  // namespace

Json day_json(const VariantReport& variant) {
  if (!variant.day) return nullptr;
  const auto& classes = variant.outcome->variant->scenario.classes;
  // A hundredth of an hour is less than a line of the picture.
  const auto hours = [](double h) { return std::round(h * 1000) / 1000; };
  Json places = Json::array();
  for (const DayPlace& place : variant.day->places) {
    Json stays = Json::array();
    for (const DayStay& stay : place.stays) {
      Json one = {{"class", classes[stay.entity_class].id},
                  {"number", stay.number},
                  {"from_h", hours(stay.from_h)},
                  {"to_h", hours(stay.to_h)}};
      if (!place.is_section) {
        one["track"] = stay.track + 1;
      } else {
        one["direction"] =
            place.directions.empty() ? Json() : Json(place.directions[stay.direction]);
      }
      stays.push_back(std::move(one));
    }
    places.push_back({{"id", place.id},
                      {"title", to_json(place.title)},
                      {"kind", place.is_section ? "section" : "yard"},
                      {"tracks", place.is_section ? Json() : Json(place.tracks)},
                      {"length_km", place.length_m > 0 ? Json(place.length_m / 1000) : Json()},
                      {"occupation", occupation_json(place)},
                      {"stays", std::move(stays)}});
  }
  return {{"date", models::language::date_text(variant.day->date)}, {"places", std::move(places)}};
}

Json stages_json(const VariantReport& variant) {
  Json list = Json::array();
  for (std::size_t s = 0; s < variant.outcome->variant->scenario.stages.size(); ++s)
    list.push_back(stage_json(variant, s));
  for (const models::Store& store : variant.outcome->variant->scenario.stores)
    list.push_back(store_json(variant, store));
  return list;
}

Json gatherings_json(const VariantOutcome& outcome) {
  const models::Scenario& scenario = outcome.variant->scenario;
  const Samples& samples = *outcome.samples;
  Json list = Json::array();
  for (std::size_t g = 0; g < scenario.gatherings.size(); ++g) {
    const models::Gathering& gathering = scenario.gatherings[g];
    Json json;
    json["id"] = gathering.id;
    json["title"] = to_json(gathering.title);
    json["side"] = gathering.side.empty() ? Json() : Json(gathering.side);
    json["kind"] = gathering.is_meeting() ? "meeting" : "gathering";
    for (const Measure& m : gathering_measures())
      put(json, m.info.id, to_json(estimate(samples.of_gathering(g, m.info.id))));
    json["classes"] = Json::array();
    for (std::size_t c = 0; c < scenario.classes.size(); ++c) {
      const auto value = [&](GatheringClassMeasure m) {
        return estimate(samples.of_gathering(g, c, m));
      };
      const Estimate came = value(GatheringClassMeasure::came_per_day);
      if (came.mean == 0) continue;
      json["classes"].push_back({{"id", scenario.classes[c].id},
                                 {"came_per_day", to_json(came)},
                                 {"refused", to_json(value(GatheringClassMeasure::refused))},
                                 {"gave_up", to_json(value(GatheringClassMeasure::gave_up))},
                                 {"queue", to_json(value(GatheringClassMeasure::queue))}});
    }
    list.push_back(std::move(json));
  }
  return list;
}

Json ledger_json(const VariantOutcome& outcome) {
  const auto& classes = outcome.variant->scenario.classes;
  Json list = Json::array();
  for (std::size_t c = 0; c < classes.size(); ++c) {
    Json rows = Json::array();
    for (const LedgerRow& row : ledger_rows(outcome, c)) {
      Json lacking = Json::array();
      for (const LedgerLack& lack : row.lacking)
        lacking.push_back({{"stage", lack.stage}, {"hours", to_json(lack.hours)}});
      rows.push_back({{"state", name_of(row.state)},
                      {"stage", row.stage.empty() ? Json() : Json(row.stage)},
                      {"drive", row.drive.en.empty() ? Json() : to_json(row.drive)},
                      {"activity", row.activity},
                      {"hours", to_json(row.hours)},
                      {"lacking", std::move(lacking)}});
    }
    const LedgerTotals totals = ledger_totals(outcome, c);
    list.push_back({{"class", classes[c].id},
                    {"rows", std::move(rows)},
                    {"by_state", totals_json(totals.by_state)},
                    {"by_activity", totals_json(totals.by_activity)},
                    {"total", to_json(totals.all)}});
  }
  return list;
}

namespace {

/// Numbers inside at the full hours of a short run, with all digits: transients are read off them.
Json inside_json(const VariantOutcome& outcome) {
  const Series& series = outcome.samples->series();
  const auto& classes = outcome.variant->scenario.classes;
  Json list = Json::array();
  for (std::size_t c = 0; c < classes.size() && series.inside_hours() > 0; ++c) {
    Json hours = Json::array();
    Json mean = Json::array();
    Json low = Json::array();
    Json high = Json::array();
    for (std::size_t h = 0; h < series.inside_hours(); ++h) {
      const Estimate e = series.inside_at_hour(c, h);
      hours.push_back(h + 1);
      mean.push_back(finite_or_null(e.mean));
      low.push_back(e.low() ? Json(*e.low()) : Json());
      high.push_back(e.high() ? Json(*e.high()) : Json());
    }
    list.push_back({{"class", classes[c].id},
                    {"hours", std::move(hours)},
                    {"mean", std::move(mean)},
                    {"low", std::move(low)},
                    {"high", std::move(high)}});
  }
  return list;
}

}  // namespace

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
          {"inside_by_hour", inside_json(outcome)},
          {"tonnes_by_day", {{"mean", tonnes.mean}, {"low", tonnes.low}, {"high", tonnes.high}}}};
}

}  // namespace kouan::analysis
