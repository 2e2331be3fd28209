// Demand: tonnes a year become arrival rates over the run.
#pragma once

#include <vector>

#include "models/scenario.hpp"
#include "sim/program.hpp"

namespace kouan::models {

/// Arrival rates of an open class (one with a flow or explicit rates), ascending in time from 0.
std::vector<sim::RateChange> arrival_rates(const Scenario& scenario, const EntityClass& cls);

/// Expected number of arrivals over the horizon under `rates`.
double expected_arrivals(const std::vector<sim::RateChange>& rates, sim::Micros horizon);

}  // namespace kouan::models
