// Whose goods a class carries: those of its own flow, and those of who parts and gathers into it.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "models/scenario.hpp"

namespace kouan::models {

struct Behind {
  std::set<std::string> flows;   ///< whose goods it may carry; "" stands for goods of no flow
  bool parts = false;            ///< it splits some of its load off
  bool is_part = false;          ///< some are split off by others
  bool has_them_aboard = false;  ///< some who come from outside are inside it, with their own clock
};

/// Whether it comes from outside and has a load when it does.
bool brings_goods(const Scenario& scenario, const EntityClass& cls);

/// By class. What a class hands on, by a split, into a batch or aboard who takes it at a meeting,
/// is of the flows that are behind the class; so is what is cleared over the inner steps of a
/// gathering, where all is counted for the class of the one who came first.
std::vector<Behind> flows_behind(const Scenario& scenario);

}  // namespace kouan::models
