// Work and limits of every stage and store, from which the bounds follow.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "analysis/theory/traffic_equations.hpp"
#include "models/process_graph.hpp"
#include "models/scenario.hpp"
#include "sim/program.hpp"

namespace kouan::analysis::theory {

inline constexpr double k_infinite = std::numeric_limits<double>::infinity();

/// One stage, yard or store: sum over classes of need[c] x[c] <= limit, x vehicles of a class in
/// the window. Stages in seconds of server time, stores in kilograms.
struct CapacityRow {
  std::string id;
  bool is_store = false;
  bool is_left_out = false;  ///< what is held depends on the state or on attributes: no limit
  OpenTime open;
  double limit = 0;            ///< that can be kept up: a store's removal
  double limit_any_run = 0;    ///< that one run can use: with the room that a store starts with;
                               ///< infinite where those begun and not done may be many
  std::vector<double> need;    ///< per vehicle, all visits that follow from the process alone
  std::vector<double> visits;  ///< per vehicle
  std::vector<double> visits_to_clear;  ///< per vehicle
  std::vector<char> on_every_way;       ///< nobody of the class is cleared without
  std::vector<char> has_no_way_round;   ///< nobody of the class is cleared and leaves without
  std::vector<double> least_need;       ///< of one visit, whichever is least, those of who is
                                        ///< turned away elsewhere included; 0 if never visited
  std::vector<char> is_reached;         ///< by those of the class, turned away elsewhere or not
};

struct CapacityRows {
  double window_s = 0;
  std::vector<double> payload_kg;    ///< mean, per class
  std::vector<double> arrivals;      ///< over the horizon, per class; 0 for fleets
  std::vector<double> fleet_cycles;  ///< bound on cycles in the window, per class; infinite for
                                     ///< open ones
  std::vector<CapacityRow> rows;     ///< stages in file order, then stores
  std::vector<char> hands_on;        ///< per class: it comes with a load that others may clear
  std::vector<char> takes_over;      ///< per class: it may clear what others came with
  bool may_turn_away = false;  ///< some may be turned away: the mix of those cleared is not known
};

/// Work that `openings` servers can have in hand at closing, in expectation [s], when holdings are
/// drawn from the given distributions: openings K if there is one, with K = E[X^2]/E[X] (Lorden
/// 1970); for several, 1.5 times the sum of their K, which holds in whatever order they come
/// (docs/methods/capacity-bound.md).
double work_in_hand(double openings, const std::vector<Holding>& holdings);

/// Distributions of what is held at the stage, yard or section of this id, each once.
std::vector<Holding> distinct_holdings(const models::ProcessGraph& graph, const Traffic& traffic,
                                       const std::string& id);

CapacityRows capacity_rows(const models::Scenario& scenario, const models::ProcessGraph& graph,
                           const sim::Model& model, sim::Micros from);

}  // namespace kouan::analysis::theory
