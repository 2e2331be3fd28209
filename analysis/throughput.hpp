// What passed a port, by direction, in every unit that its classes count for.
#pragma once

#include <string>
#include <vector>

#include "analysis/estimate.hpp"
#include "analysis/samples.hpp"
#include "models/scenario.hpp"

namespace kouan::analysis {

/// One direction in one unit. Everybody counts once, when cleared; a class counts for the units
/// that it states.
struct Throughput {
  std::string direction;  ///< inbound | outbound | both; "unstated" of classes that state none
  std::string unit;       ///< vehicles | trains | wagons | teu | passengers | t
  Estimate per_day;       ///< per calendar day
  Estimate per_year;      ///< per 365 d
};

/// Directions in the order above, "both" where there are both, without units of which nothing is
/// counted. Empty where no class states a direction or counts anything: then the figures of the
/// whole port say it all.
std::vector<Throughput> throughput(const models::Scenario& scenario, const Samples& samples);

/// What one of the class is: vehicles | trains | wagons, or "cuts": several wagons. Nothing is
/// guessed of a class on rail that says neither what it counts for nor how long it is, unless a
/// gathering makes it.
std::string counted_in(const models::EntityClass& cls);

/// What a figure of the class alone is told in: passengers where each is one, else `counted_in`.
std::string unit_of_class(const models::EntityClass& cls);

/// Whether whatever brings a load from outside counts as trains: then vehicles are told as such.
bool is_port_of_trains(const models::Scenario& scenario);

}  // namespace kouan::analysis
