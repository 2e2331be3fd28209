// Where the vehicles of a class come first: the stages and yards at which its source can wait.
#pragma once

#include <set>
#include <string>

#include "models/scenario.hpp"

namespace kouan::models {

/// How a list of steps begins for those who start it.
enum class Start {
  goes_on,  ///< some way comes to the end of the list without meeting a place
  leaves,   ///< some way may leave without, or jump elsewhere
  holds,    ///< every way meets a place, some a yard before any stage
  served    ///< every way meets a stage or section first
};

struct FirstPlaces {
  std::set<std::string> stages;      ///< those that serve first, and sections
  std::set<std::string> yards;       ///< held or seized before
  std::set<std::string> gatherings;  ///< waited at before
};

/// Adds what the steps can lead to first, those turned away there included.
Start add_first_places(const Steps& steps, FirstPlaces& out);

}  // namespace kouan::models
