// What queueing formulas want to know of the stages of a scenario, and what stands in their way.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "analysis/theory/service_moments.hpp"
#include "analysis/theory/traffic_equations.hpp"
#include "models/process_graph.hpp"
#include "models/scenario.hpp"
#include "sim/program.hpp"

namespace kouan::analysis::theory {

/// Why a formula doesn't hold exactly, or why there is none.
enum class Obstacle : std::uint8_t {
  rates_change,      ///< arrivals come at a rate that changes during the run
  other_arrivals,    ///< they are not Poisson from the outset
  batch_arrivals,    ///< several come at once
  planned_arrivals,  ///< by a plan that is not known to be even, or that no formula here takes
  arrivals_end,      ///< no more come when so many have
  shaped_arrivals,   ///< earlier stages make them other than Poisson
  unknown_numbers,   ///< earlier stages turn some away, or send them here
  turned_away,       ///< some are turned away, or give up, at a stage that is not the whole way, or
                     ///< leave on the way
  others,            ///< vehicles are put together, part or meet on the way
  conditions,        ///< the state or attributes decide on ways or times
  waits_on_way,  ///< for places, lines, slots, openings or own parts: as many come, at other times
  documents,     ///< documents are waited for on the way
  store,         ///< a store on the way may be full
  fleet,         ///< a closed fleet comes here beside others, of which no formula knows
  hours,         ///< opens and closes
  irregular_hours,  ///< not at the same times of every day or week, all through the run
  servers_change,   ///< a changing number of servers is open
  stoppages,
  general_service,     ///< neither exponential nor constant, at several servers, or not exponential
                       ///< in a closed fleet's round
  different_services,  ///< classes differ, at several servers or in a closed fleet's round
  nested,              ///< servers or places are held over other stages
  section,             ///< a line or lane on which vehicles follow each other
  held_back,           ///< those served may be held back by a full queue ahead
  holds_back,          ///< its full queue holds others back at their servers
  limited,             ///< a limited queue with service not exponential, unless of one server alike
  patience,            ///< patience, with service that is not exponential and alike
  priorities,          ///< at several servers, with service that is not exponential and alike
  breakdowns,          ///< of several servers, or after times that are not exponential
  vacations,           ///< of several servers
  batches,             ///< at several servers, or with service that is not exponential
  several_rules,       ///< several rules out of the ordinary at once
  different_rules,     ///< visits to it differ in priority, limits or patience
  urgent_at_limit,     ///< classes of different priority at a limited queue
  urgent_in_direction,  ///< classes of different priority travel a lane in one direction
  overload,             ///< more comes than can be served
  overload_before,      ///< more comes to an earlier stage than it can serve
  no_service,           ///< takes no time
  too_large,            ///< to be computed, or too close to its limit
  many_ways,            ///< more than two ways side by side
  parts_meet,           ///< parts of one vehicle come over more than one of its ways side by side
};

using Obstacles = std::set<Obstacle>;

/// Those for which as many as counted need not come, which leaves no approximation either.
Obstacles fatal(const Obstacles& why);

/// Those that leave none: these, and arrivals that are far from what approximations take them for.
Obstacles beyond_approximation(const Obstacles& why);

/// Visits of one class at one step.
struct StageVisit {
  std::size_t entity_class = 0;
  double per_vehicle = 0;  ///< visits
  double rate_per_s = 0;   ///< mean over the run, as if nobody were turned away; 0 of fleets
  ServiceMoments holding;  ///< of the server [s, s^2], the third moment left out
  bool is_exponential = false;
  std::optional<sim::Distribution> service;  ///< of the holding, where it is one draw
};

/// Rules of a queue that are out of the ordinary.
struct StageRules {
  std::optional<std::int64_t> places;           ///< that wait at most; others are turned away
  std::optional<sim::Distribution> patience_s;  ///< of those who wait
  std::vector<int> level;      ///< of urgency, by class, 0 first; -1 of classes that don't come
  int levels = 1;              ///< different ones
  bool stands_before = false;  ///< who finds the queue full waits, behind all who are in it
};

/// One stage or yard.
struct StageProfile {
  std::vector<StageVisit> visits;
  StageRules rules;
  double rate_per_s = 0;                     ///< of all visits, mean over the run
  ServiceMoments holding;                    ///< of all visits together
  bool is_exponential = false;               ///< and the same at all visits
  bool is_alike = false;                     ///< the same mean and second moment at all visits
  std::optional<sim::Distribution> service;  ///< of the holding, where it is one draw, of all
  int servers = 0;                           ///< while it is open
  double open_share = 0;                     ///< of the run
  bool has_fleet = false;
  bool has_open_class = false;
  bool is_come_to = false;  ///< by anybody; without `visits` it is unknown by how many
  Obstacles arrivals;       ///< what keeps arrivals from being Poisson of a constant rate
  Obstacles own;            ///< what no formula here can cope with

  /// A holding that never varies, the same at all visits.
  bool is_constant() const { return is_alike && holding.scv() < 1e-12; }
  bool is_always_open() const { return open_share > 1 - 1e-12; }
  /// Work that comes over what can be done while it is open; below 1 queues stay finite.
  double load() const { return rate_per_s * holding.mean / (servers * open_share); }
};

/// One a stage or yard, in the order of scenario.stages. `model` is `scenario` compiled with demand
/// as given.
///
/// Arrivals count as Poisson when they come, by any way, from Poisson sources of constant rate and
/// only through travel and stages whose output is Poisson again: exponential first come first
/// served, or servers that are shared (Burke 1956; Kelly 1979, ch. 3). A stage that is its own
/// predecessor, by loops, sees no Poisson arrivals, but its state and what arrivals find there is
/// as if it did if it is such a stage itself (Jackson 1963; Kelly 1979, theorem 3.12). Those who
/// share a stage with a closed fleet come out of it Poisson if all stages of that fleet, and of
/// fleets that it meets, are such (Baskett, Chandy, Muntz & Palacios 1975).
std::vector<StageProfile> stage_profiles(const models::Scenario& scenario,
                                         const models::ProcessGraph& graph, const Traffic& traffic,
                                         const sim::Model& model);

/// Whether a stage with Poisson arrivals has the output of an M/M/c: exponential service of one
/// kind first come first served, or any service at shared servers; always open, without other
/// rules.
bool keeps_poisson(const StageProfile& profile, const sim::ResourceDef& resource);

/// Exponential, uncut; by whatever name.
bool is_exponential(const sim::Distribution& d);

/// [first, last) of the steps of class `c`.
struct StepRange {
  std::size_t first = 0;
  std::size_t last = 0;
};
StepRange steps_of_class(const sim::Model& model, std::size_t c);

}  // namespace kouan::analysis::theory
