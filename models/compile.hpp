// A scenario becomes a sim::Model: programs, resources, sources.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/scenario.hpp"
#include "sim/program.hpp"

namespace kouan::models {

enum class DemandMode : std::uint8_t {
  as_given,   ///< the scenario's arrivals
  saturated,  ///< the first queue of every open class is never empty: throughput is capacity
};

struct CompileOptions {
  DemandMode demand = DemandMode::as_given;
  /// Id of a stage or yard that gets one more server (or place), of a section that gets room for
  /// one more on it or, where any number may be on its single track, a second track, or of a store
  /// whose removal becomes a tenth faster; empty = none.
  std::string extra_server_at;
  std::string extra_server_also_at = {};  ///< another place that gets as much at the same time
};

/// The model and the names that its numbers refer to. resources[i] is scenario.stages[i];
/// classes[i] is scenario.classes[i]; stores[i] is scenario.stores[i].
struct Compiled {
  sim::Model model;
  std::vector<char> open_day;  ///< per day of the run: 1 if any demand-bearing hours open on it
  /// The same for each class: its own demand's hours; a fleet's are those of the first stage it
  /// visits.
  std::vector<std::vector<char>> class_open_day;
};

/// Compiles a checked scenario; throws std::logic_error on what the checks should have caught.
Compiled compile(const Scenario& scenario, const CompileOptions& options = {});

}  // namespace kouan::models
