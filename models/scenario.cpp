#include "models/scenario.hpp"

#include <algorithm>

namespace kouan::models {

const Process* process_of(const Scenario& scenario, const EntityClass& cls) {
  const auto it = std::find_if(scenario.processes.begin(), scenario.processes.end(),
                               [&](const Process& process) { return process.id == cls.process; });
  return it == scenario.processes.end() ? nullptr : &*it;
}

namespace {

void add_drives(const Steps& steps, std::vector<Text>& drives) {
  for (const ProcessStep& step : steps) {
    const auto* travel = std::get_if<Travel>(&step.what);
    const bool is_new = travel != nullptr && !travel->title.en.empty() &&
                        std::none_of(drives.begin(), drives.end(), [&](const Text& known) {
                          return known.en == travel->title.en;
                        });
    if (is_new) drives.push_back(travel->title);
    for (const Steps* inner : inner_steps(step))
      add_drives(*inner, drives);
  }
}

}  // namespace

std::vector<Text> named_drives(const Scenario& scenario) {
  std::vector<Text> drives;
  for (const Process& process : scenario.processes)
    add_drives(process.steps, drives);
  return drives;
}

}  // namespace kouan::models
