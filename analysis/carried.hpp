// What a port's throughput is told in: tonnes, or vehicles where nobody brings a load.
#pragma once

#include <cstdint>
#include <initializer_list>

#include "analysis/theory/capacity_bound.hpp"
#include "models/scenario.hpp"

namespace kouan::analysis {

enum class CarriedIn : std::uint8_t { tonnes, vehicles };

/// Vehicles where no class has a load, as of passengers or cars; with a single load, tonnes.
CarriedIn carried_in(const models::Scenario& scenario);

/// Whether its vehicles bring a load.
bool has_load(const models::EntityClass& cls);

/// Whether some of its process clears it: what never is (fleets that go round, permits that are
/// used up) is in no throughput, and is told apart from what passes.
bool is_ever_cleared(const models::Scenario& scenario, const models::EntityClass& cls);

/// Of scenarios that are compared: vehicles only where that holds for all of them.
CarriedIn carried_in(std::initializer_list<const models::Scenario*> scenarios);

/// The measure of the port that counts so: "tonnes_per_year", "cleared_per_year".
const char* carried_measure(CarriedIn in);
/// Its key in results, "tonnes_per_year" or "vehicles_per_year", and its unit.
const char* carried_key(CarriedIn in);
const char* carried_unit(CarriedIn in);

/// Bounds in the same, a year of 365 d.
double sustained_per_year(const theory::CapacityBound& bound, CarriedIn in);
double any_run_per_year(const theory::CapacityBound& bound, CarriedIn in);
double cleared_mix_per_year(const theory::CapacityBound& bound, CarriedIn in);
double no_way_round_per_year(const theory::CapacityBound& bound, CarriedIn in);
double bound_per_year(const theory::StageBound& bound, CarriedIn in);

}  // namespace kouan::analysis
