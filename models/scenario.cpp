#include "models/scenario.hpp"

#include <algorithm>

namespace kouan::models {

const Process* process_of(const Scenario& scenario, const EntityClass& cls) {
  const auto it = std::find_if(scenario.processes.begin(), scenario.processes.end(),
                               [&](const Process& process) { return process.id == cls.process; });
  return it == scenario.processes.end() ? nullptr : &*it;
}

}  // namespace kouan::models
