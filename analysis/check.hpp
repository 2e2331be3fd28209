// What can be said of a scenario before any run: `kouan check`.
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

#include "analysis/check_limited_room.hpp"
#include "analysis/meeting_rates.hpp"
#include "analysis/report/table.hpp"
#include "analysis/theory/capacity_bound.hpp"
#include "analysis/theory/scenario_theory.hpp"
#include "analysis/theory/traffic_equations.hpp"
#include "models/compile.hpp"
#include "models/language/diagnostics.hpp"
#include "models/process_graph.hpp"
#include "models/scenario.hpp"

namespace kouan::analysis {

using models::Language;

/// One thing that is probably not meant.
struct CheckWarning {
  std::string id;     ///< kebab-case kind: "overload", "unreachable", "no-process", ...
  std::string about;  ///< id of the stage or class; of a warning of reading the path of the value
  models::Text text;
  std::string place{};  ///< FILE:LINE:COLUMN; empty where it is of no single place in the files
};

/// Demand of one class.
struct CheckDemand {
  std::string id;
  double vehicles = 0;  ///< expected over the horizon
  double tonnes = 0;
  /// On the whole days of the run, by those of them on which its own demand's hours open; NaN where
  /// there is none of these.
  double vehicles_per_open_day = 0;
};

/// Opening hours over the whole days of the run.
struct CheckHours {
  std::string id;
  int open_days = 0;
  int days = 0;  ///< all
  double hours_per_open_day = 0;
};

struct CheckReport {
  models::Scenario scenario;
  bool computed = true;  ///< loads, bound and theory are there; not when a process is missing or
                         ///< loops
  std::vector<CheckHours> hours;
  std::vector<CheckDemand> demand;
  std::vector<theory::StageLoad> loads;  ///< stages, then stores
  std::vector<MeetingRates> meetings;    ///< of which it is known who comes
  theory::CapacityBound bound;
  std::vector<LimitedRoom> limited_room;  ///< that the bound ignores between different hours
  theory::ScenarioTheory theory;
  std::vector<CheckWarning> warnings;
  std::vector<models::Provenance> assumptions;  ///< grade assumed
  std::size_t values = 0;                       ///< that state a source or grade, assumed or not
  std::size_t unstated = 0;                     ///< data that state neither
  models::DrawnGraph graph;
};

/// Looks at a scenario without running it.
CheckReport check(const models::Scenario& scenario);

/// What the reader of the files warned of is told and counted with the rest, after it.
void add_warnings_of_reading(const models::language::Diagnostics& diagnostics, CheckReport& report);

/// What is told before runs: of the scenario and of reading all that results do not show by
/// themselves, as they do loads and data of unknown origin.
std::vector<CheckWarning> warnings_before_runs(const models::Scenario& scenario,
                                               const models::language::Diagnostics& diagnostics);

/// Of each lever that opens within the time simulated or after it, that the run has it from its
/// first day on.
std::vector<models::Text> notes_of_levers(const models::Scenario& scenario);

/// Adds those of `from` that say what none of `to` says at its place.
void add_new_warnings(const std::vector<CheckWarning>& from, std::vector<CheckWarning>& to);

/// The report in planner's words, for a terminal.
std::string to_text(const CheckReport& report, Language language,
                    std::size_t columns = k_text_columns);

/// The same for programs; keys in docs/reference/results.md.
nlohmann::ordered_json to_json(const CheckReport& report);

/// Text in both languages, English in place of a missing Chinese; null where there is none.
nlohmann::ordered_json to_json(const models::Text& text);

/// Text; null where there is none.
nlohmann::ordered_json string_or_null(const std::string& text);

/// Key "theory" of what programs get.
nlohmann::ordered_json theory_json(const theory::ScenarioTheory& theory);

/// Keys "graph" and "bound" of a report, and its "assumptions" (grades assumed, D and C).
nlohmann::ordered_json graph_json(const models::DrawnGraph& graph);
nlohmann::ordered_json bound_json(const theory::CapacityBound& bound);
nlohmann::ordered_json assumptions_json(const models::Scenario& scenario);

}  // namespace kouan::analysis
