// What `kouan check` says, for programs; the declarations are in analysis/check.hpp.
#include <cmath>

#include "analysis/check.hpp"
#include "analysis/report/written_values.hpp"
#include "analysis/value_title.hpp"
#include "models/amounts.hpp"
#include "models/language/dates.hpp"

namespace kouan::analysis {

namespace {

using nlohmann::ordered_json;

ordered_json number_or_null(double value) {
  return std::isfinite(value) ? ordered_json(value) : ordered_json(nullptr);
}

ordered_json assumption_json(const models::Scenario& scenario, const models::Provenance& p) {
  return {{"path", p.path},
          {"title", to_json(value_title(scenario, p.path))},
          {"value", p.value},
          {"value_text", to_json(written_quantity(p.value))},
          {"range", string_or_null(p.range)},
          {"range_text", p.range.empty() ? ordered_json(nullptr) : to_json(written_range(p.range))},
          {"grade", grade_name(p.grade)},
          {"source", string_or_null(p.source)},
          {"note", to_json(p.note)}};
}

ordered_json hours_json(const CheckReport& report) {
  ordered_json out = ordered_json::array();
  for (const CheckHours& h : report.hours) {
    out.push_back({{"id", h.id},
                   {"open_days", h.open_days},
                   {"days", h.days},
                   {"hours_per_open_day", h.hours_per_open_day}});
  }
  return out;
}

ordered_json demand_json(const CheckReport& report) {
  ordered_json out = ordered_json::array();
  for (const CheckDemand& d : report.demand) {
    out.push_back({{"class", d.id},
                   {"vehicles", d.vehicles},
                   {"tonnes", d.tonnes},
                   {"vehicles_per_open_day", std::isnan(d.vehicles_per_open_day)
                                                 ? ordered_json(nullptr)
                                                 : ordered_json(d.vehicles_per_open_day)}});
  }
  return out;
}

ordered_json stages_json(const CheckReport& report) {
  ordered_json out = ordered_json::array();
  const auto& stages = report.scenario.stages;
  for (std::size_t i = 0; i < report.loads.size(); ++i) {
    const theory::StageLoad& load = report.loads[i];
    const auto of_stage = [&](const ordered_json& v) { return load.is_store ? nullptr : v; };
    const bool is_unlimited = i < stages.size() && models::takes_any_number(stages[i]);
    const auto of_places = [&](const ordered_json& v) {
      return load.is_store || is_unlimited ? nullptr : v;
    };
    const auto of_arrivals = [&](double v) {
      return load.is_of_fleets || is_unlimited ? ordered_json(nullptr) : number_or_null(v);
    };
    out.push_back({{"id", load.stage},
                   {"kind", place_kind(report.scenario, load.stage)},
                   {"servers", of_places(load.open.most_servers)},
                   {"open_server_hours", of_places(load.open.server_s / models::k_hour_s)},
                   {"visits", load.visits},
                   {"mean_holding_s", of_stage(load.mean_holding_s)},
                   {"offered_load", of_arrivals(load.load)},
                   {"least_load", of_arrivals(load.least_load)},
                   {"load_is_assumed", load.is_assumed},
                   {"load_counts_turned_away", load.counts_turned_away},
                   {"load_leaves_out", theory::names_of(load.uncounted)},
                   {"worst_month", string_or_null(load.worst_month)},
                   {"worst_month_load", of_arrivals(load.worst_month_load)}});
  }
  return out;
}

ordered_json meetings_json(const CheckReport& report) {
  const auto side = [&](const MeetingSide& of) {
    ordered_json classes = ordered_json::array();
    for (const std::size_t c : of.classes)
      classes.push_back(report.scenario.classes[c].id);
    return ordered_json{
        {"classes", classes}, {"per_day", of.wholes_per_day}, {"may_leave", of.may_leave()}};
  };
  ordered_json out = ordered_json::array();
  for (const MeetingRates& m : report.meetings)
    out.push_back(
        {{"id", m.meeting}, {"more", side(m.more)}, {"less", side(m.less)}, {"load", m.load}});
  return out;
}

ordered_json stage_bounds_json(const theory::CapacityBound& bound) {
  ordered_json out = ordered_json::array();
  for (const theory::StageBound& s : bound.stages) {
    out.push_back({{"stage", s.id},
                   {"sustained_tonnes_per_year", number_or_null(s.tonnes_per_year)},
                   {"sustained_vehicles_per_day", number_or_null(s.vehicles_per_day)},
                   {"open_server_hours_per_year", s.open_server_hours_per_year},
                   {"mean_service_s", s.mean_service_s},
                   {"visits", s.visits},
                   {"on_every_way", s.on_every_way},
                   {"left_out", s.is_left_out}});
  }
  return out;
}

}  // namespace

ordered_json string_or_null(const std::string& text) {
  return text.empty() ? ordered_json(nullptr) : ordered_json(text);
}

ordered_json to_json(const models::Text& text) {
  if (text.en.empty() && text.zh.empty()) return nullptr;
  return {{"en", text.en}, {"zh", text.zh.empty() ? text.en : text.zh}};
}

ordered_json graph_json(const models::DrawnGraph& graph) {
  ordered_json nodes = ordered_json::array();
  for (const models::DrawnNode& n : graph.nodes) {
    nodes.push_back({{"id", n.id},
                     {"kind", models::name_of(n.kind)},
                     {"title", to_json(n.title)},
                     {"side", string_or_null(n.side)},
                     {"stage", string_or_null(n.stage)}});
  }
  ordered_json edges = ordered_json::array();
  for (const models::DrawnEdge& e : graph.edges) {
    edges.push_back({{"from", e.from}, {"to", e.to}, {"share", e.share}, {"classes", e.classes}});
  }
  return {{"nodes", nodes}, {"edges", edges}};
}

namespace {

ordered_json parts_json(const std::vector<theory::BoundPart>& parts) {
  ordered_json out = ordered_json::array();
  for (const theory::BoundPart& part : parts)
    out.push_back({{part.is_fleet ? "fleet" : "stage", part.id}, {"share", part.share}});
  return out;
}

}  // namespace

ordered_json bound_json(const theory::CapacityBound& bound) {
  return {{"sustained_tonnes_per_year", number_or_null(bound.tonnes_per_year)},
          {"sustained_vehicles_per_day", number_or_null(bound.vehicles_per_day)},
          {"sustained_stage", string_or_null(bound.stage)},
          {"sustained_parts", parts_json(bound.parts)},
          {"any_run_tonnes_per_year", number_or_null(bound.tonnes_per_year_any_run)},
          {"any_run_vehicles_per_day", number_or_null(bound.vehicles_per_day_any_run)},
          {"any_run_stage", string_or_null(bound.stage_any_run)},
          {"any_run_parts", parts_json(bound.parts_any_run)},
          {"cleared_mix_tonnes_per_year", number_or_null(bound.tonnes_per_year_cleared_mix)},
          {"cleared_mix_vehicles_per_day", number_or_null(bound.vehicles_per_day_cleared_mix)},
          {"min_cut_vehicles_per_day", number_or_null(bound.min_cut_vehicles_per_day)},
          {"min_cut", bound.min_cut},
          {"stages", stage_bounds_json(bound)}};
}

ordered_json assumptions_json(const models::Scenario& scenario) {
  ordered_json out = ordered_json::array();
  for (const models::Provenance& p : scenario.provenance) {
    const bool listed = p.grade == models::Grade::assumed || p.grade == models::Grade::c ||
                        p.grade == models::Grade::d;
    if (listed) out.push_back(assumption_json(scenario, p));
  }
  return out;
}

namespace {

/// The bound with what it ignores.
ordered_json bound_of_check_json(const CheckReport& report) {
  if (!report.computed) return nullptr;
  ordered_json bound = bound_json(report.bound);
  ordered_json rooms = ordered_json::array();
  for (const LimitedRoom& room : report.limited_room)
    rooms.push_back({{"stage", room.stage},
                     {"kind", room.is_yard ? "yard" : "queue"},
                     {"places", room.places}});
  const models::Text text = limited_room_text(report.scenario, report.limited_room);
  bound["ignores"] = {{"room", std::move(rooms)},
                      {"text", text.en.empty() ? ordered_json(nullptr) : to_json(text)}};
  return bound;
}

}  // namespace

ordered_json to_json(const CheckReport& report) {
  ordered_json warnings = ordered_json::array();
  for (const CheckWarning& w : report.warnings) {
    warnings.push_back({{"id", w.id},
                        {"about", w.about},
                        {"text", to_json(w.text)},
                        {"place", string_or_null(w.place)}});
  }
  ordered_json assumptions = ordered_json::array();
  for (const models::Provenance& p : report.assumptions)
    assumptions.push_back(assumption_json(report.scenario, p));
  const models::Scenario& s = report.scenario;
  return {{"scenario", s.file},
          {"hash", s.hash},
          {"title", to_json(s.title)},
          {"start", models::language::date_text(s.start)},
          {"horizon_s", s.horizon_s},
          {"hours", hours_json(report)},
          {"demand", demand_json(report)},
          {"stages", stages_json(report)},
          {"meetings", meetings_json(report)},
          {"bound", bound_of_check_json(report)},
          {"theory", report.computed ? theory_json(report.theory) : ordered_json(nullptr)},
          {"warnings", warnings},
          {"values", report.values},
          {"values_without_origin", report.unstated},
          {"assumptions", assumptions},
          {"graph", graph_json(report.graph)}};
}

}  // namespace kouan::analysis
