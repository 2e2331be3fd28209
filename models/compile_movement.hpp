// Sections of way, from the scenario to the model.
#pragma once

#include "models/scenario.hpp"
#include "sim/program.hpp"

namespace kouan::models {

/// Hours and slots of directions as instants of the run.
sim::SectionRules section_of(const Scenario& scenario, const Stage& stage);

}  // namespace kouan::models
