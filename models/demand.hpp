// Demand: tonnes a year become arrival rates over the run.
#pragma once

#include <string>
#include <vector>

#include "models/scenario.hpp"
#include "sim/program.hpp"

namespace kouan::models {

/// Arrival rates of an open class (one with a flow or explicit rates), ascending in time from 0.
std::vector<sim::RateChange> arrival_rates(const Scenario& scenario, const EntityClass& cls);

/// What a flow loses: months of the run in which its hours never open have no arrivals, and their
/// tonnes come in no other month.
struct DroppedDemand {
  std::string flow;
  std::vector<CivilDate> months;  ///< first day of each
  double kg = 0;                  ///< of the months' days within the run, all classes together
};

/// Flows that lose something, in file order.
std::vector<DroppedDemand> dropped_demand(const Scenario& scenario);

/// A flow whose lead and tail do nothing between some of its shifts, because these join.
struct JoinedShifts {
  std::string flow;
  int shifts = 0;  ///< that begin within the run
  int joined = 0;  ///< of them, begin where another ends
};

/// Such flows, in file order.
std::vector<JoinedShifts> joined_shifts(const Scenario& scenario);

/// The shortest stretch of shifts without a gap [µs], in an ordinary week of a flow's hours: one
/// without holidays and closures. 0 where the hours never open.
sim::Micros shortest_stretch(const Scenario& scenario, const Flow& flow);

/// Writes into `def` how entities of an open class arrive.
void set_arrivals(const Scenario& scenario, const EntityClass& cls, sim::ClassDef& def);

/// Expected number of arrivals in [from, to): exact for Poisson arrivals in single vehicles; of
/// intervals their mean rate, of timetables with their mean lateness; limits as if all came as
/// expected. 0 for fleets and saturated sources.
double expected_arrivals(const sim::ClassDef& def, sim::Micros from, sim::Micros to);

}  // namespace kouan::models
