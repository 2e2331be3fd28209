// What a port can carry at most, without simulating it: see docs/methods/capacity-bound.md.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "models/process_graph.hpp"
#include "models/scenario.hpp"
#include "sim/program.hpp"

namespace kouan::analysis::theory {

/// One stage, yard or store and what it lets through with the mix of the open classes fixed; where
/// none of them comes, with that of the fleets that do.
struct StageBound {
  std::string id;
  bool is_store = false;
  bool is_left_out = false;  ///< what is held there depends on the state or on attributes
  double open_server_hours_per_year = 0;
  double mean_service_s = 0;    ///< expected time a server is held per visit, averaged over the mix
  double visits = 0;            ///< per vehicle of the mix
  double visits_to_clear = 0;   ///< of these, before clearance
  bool on_every_way = false;    ///< no vehicle is cleared without having been here
  double vehicles_per_day = 0;  ///< bound on vehicles of the mix, per calendar day; infinite if
                                ///< unused
  double tonnes_per_year = 0;   ///< the same in tonnes per year of 365 d
};

/// Bound of one class; of an open one, its share of the mix.
struct ClassBound {
  std::string id;
  bool is_fleet = false;
  double vehicles_per_day = 0;
  double tonnes_per_year = 0;
};

/// What sets a bound, or its part of it where several do.
struct BoundPart {
  std::string id;  ///< of a stage or store, or of a fleet whose round trips set it
  bool is_fleet = false;
  double share = 0;  ///< of the bound
};

/// Upper bounds on cleared throughput. Infinite where nothing limits. Of a store, what can be kept
/// up is its removal; the room it has free is filled once and counts for `any_run` alone.
struct CapacityBound {
  /// No demand above this can be carried with all queues staying finite: the least of all stages
  /// and stores.
  double tonnes_per_year = 0;
  double vehicles_per_day = 0;
  /// Stage or store that binds the open mix; of the fleets if there is no open class, and then
  /// empty if their own round trips bind.
  std::string stage;
  /// All that set it, in file order, the fleets last; the shares add up to 1. Empty where it is
  /// infinite or 0, and where a cut sets it.
  std::vector<BoundPart> parts;
  /// No run's expected cleared tonnage exceeds this, queues growing or not and whatever the mix:
  /// only what every cleared vehicle passes before clearance counts, since others can be overloaded
  /// without stopping those that go past.
  double tonnes_per_year_any_run = 0;
  double vehicles_per_day_any_run = 0;
  std::string stage_any_run;  ///< the one with the largest part
  std::vector<BoundPart> parts_any_run;
  /// The first bound in a mix that some run cleared, the fleets in it: no run that clears this mix
  /// clears more with all queues staying finite. NaN unless a mix was given.
  double vehicles_per_day_cleared_mix = std::numeric_limits<double>::quiet_NaN();
  double tonnes_per_year_cleared_mix = std::numeric_limits<double>::quiet_NaN();
  /// The same of the places alone that nobody of a class goes round, before clearance or after it:
  /// whatever queue grows, no run that clears this mix lets more out for ever.
  double vehicles_per_day_no_way_round = std::numeric_limits<double>::quiet_NaN();
  double tonnes_per_year_no_way_round = std::numeric_limits<double>::quiet_NaN();
  std::vector<ClassBound> classes;
  std::vector<StageBound> stages;  ///< in file order, stores last
  /// No routing of vehicles, whatever the shares, carries more out of the port for ever.
  double min_cut_vehicles_per_day = 0;
  std::vector<std::string> min_cut;  ///< stages of the cut
};

/// `model` is `scenario` compiled with demand as given: its rates make the mix, its capacities the
/// hours. Rates are over [from, horizon): with `from` a warm-up, what is inside at its end comes on
/// top of the bound. `cleared`: vehicles by class, in any unit, of a mix of its own; empty: none.
CapacityBound capacity_bound(const models::Scenario& scenario, const models::ProcessGraph& graph,
                             const sim::Model& model, sim::Micros from = 0,
                             const std::vector<double>& cleared = {});

/// Compiles the scenario and does the above.
CapacityBound capacity_bound(const models::Scenario& scenario, sim::Micros from = 0,
                             const std::vector<double>& cleared = {});

}  // namespace kouan::analysis::theory
