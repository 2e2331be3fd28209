#include "models/scenario.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <variant>

namespace kouan::models {

const Process* process_of(const Scenario& scenario, const EntityClass& cls) {
  const auto it = std::find_if(scenario.processes.begin(), scenario.processes.end(),
                               [&](const Process& process) { return process.id == cls.process; });
  return it == scenario.processes.end() ? nullptr : &*it;
}

namespace {

void add_drives(const Steps& steps, std::set<std::string>& known, std::vector<Text>& drives) {
  for (const ProcessStep& step : steps) {
    const auto* travel = std::get_if<Travel>(&step.what);
    const bool is_named = travel != nullptr && !travel->title.en.empty();
    if (is_named && known.insert(travel->title.en).second) drives.push_back(travel->title);
    for (const Steps* inner : inner_steps(step))
      add_drives(*inner, known, drives);
  }
}

}  // namespace

std::vector<Text> named_drives(const Scenario& scenario) {
  std::set<std::string> known;
  std::vector<Text> drives;
  for (const Process& process : scenario.processes)
    add_drives(process.steps, known, drives);
  return drives;
}

}  // namespace kouan::models
