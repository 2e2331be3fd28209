// The step of a process that holds a value, by the value's path, for what the value is called
// after.
#pragma once

#include <string>

#include "models/scenario.hpp"

namespace kouan::analysis {

/// The drive whose time has this path, if it has a title; null else.
const models::Travel* titled_drive(const models::Scenario& scenario, const std::string& path);

/// Where those go whose share of a choice has this path: the first stage that they visit, else the
/// first yard or section. Empty where that is no share of a choice, or the way leads to none.
std::string place_of_share(const models::Scenario& scenario, const std::string& path);

}  // namespace kouan::analysis
