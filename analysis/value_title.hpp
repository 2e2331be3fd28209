// What the things and values of a scenario are called by people: "Weighing: service time" for
// "stages.weighbridge.service".
#pragma once

#include <string>

#include "models/scenario.hpp"

namespace kouan::analysis {

/// Of a stage, yard or store; the id of what has no title or does not exist.
models::Text place_title(const models::Scenario& scenario, const std::string& id);

/// "stage", "yard", "section" or "store" of what has this id; "stage" of what does not exist.
const char* place_kind(const models::Scenario& scenario, const std::string& id);

/// Title of the thing the value belongs to, or of the drive that has one of its own, and of the
/// value; empty where the value has no words.
models::Text value_title(const models::Scenario& scenario, const std::string& path);

/// Title of the stage, process, class ... in whose part of the file the value stands; empty where
/// it stands in none.
models::Text owner_title(const models::Scenario& scenario, const std::string& path);

/// "A", "B", "C", "D", "assumed"; "none".
const char* grade_name(models::Grade grade);

}  // namespace kouan::analysis
