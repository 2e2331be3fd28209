// What a value of a scenario is called by people: "Weighing: service time" for
// "stages.weighbridge.service".
#pragma once

#include <string>

#include "models/scenario.hpp"

namespace kouan::analysis {

/// Title of the thing the value belongs to, and of the value; empty where the value has no words.
models::Text value_title(const models::Scenario& scenario, const std::string& path);

/// "A", "B", "C", "D", "assumed"; "none".
const char* grade_name(models::Grade grade);

}  // namespace kouan::analysis
