#include "models/flows_behind.hpp"

#include <variant>

#include "models/attributes.hpp"

namespace kouan::models {

namespace {

/// To whom steps hand goods on: ids of classes.
struct Takers {
  std::set<std::string> parts;
  std::set<std::string> aboard;    ///< who gives stays inside, aboard of these
  std::set<std::string> in_place;  ///< who gives ends
};

void add_takers(const Scenario& scenario, const Steps& steps, Takers& takers) {
  for (const ProcessStep& step : steps) {
    if (const auto* split = std::get_if<Split>(&step.what)) takers.parts.insert(split->into);
    if (const auto* gather = std::get_if<Gather>(&step.what)) {
      for (const Gathering& gathering : scenario.gatherings) {
        if (gathering.id != gather->at) continue;
        (gathering.members == "end" ? takers.in_place : takers.aboard).insert(gathering.into);
        takers.aboard.insert(gathering.onto);
      }
    }
    for (const Steps* inner : inner_steps(step))
      add_takers(scenario, *inner, takers);
  }
}

/// What it brings itself.
std::set<std::string> own_flows(const Scenario& scenario, const EntityClass& cls) {
  const bool has_load =
      cls.payload_kg.attribute >= 0 || as_drawn(scenario, cls, cls.payload_kg).mean() > 0;
  if (comes_from_outside(cls) && has_load) return {cls.flow};
  return {};
}

}  // namespace

std::vector<Behind> flows_behind(const Scenario& scenario) {
  const std::size_t classes = scenario.classes.size();
  std::vector<Behind> out(classes);
  std::vector<Takers> takers(classes);
  for (std::size_t c = 0; c < classes; ++c) {
    const EntityClass& cls = scenario.classes[c];
    out[c].flows = own_flows(scenario, cls);
    const Process* process = process_of(scenario, cls);
    if (process != nullptr) add_takers(scenario, process->steps, takers[c]);
    out[c].parts = !takers[c].parts.empty();
  }
  for (bool grows = true; grows;) {
    grows = false;
    for (std::size_t giver = 0; giver < classes; ++giver) {
      for (std::size_t taker = 0; taker < classes; ++taker) {
        const std::string& id = scenario.classes[taker].id;
        const bool boards = takers[giver].aboard.count(id) != 0;
        if (giver == taker || (!boards && takers[giver].parts.count(id) == 0 &&
                               takers[giver].in_place.count(id) == 0))
          continue;
        if (boards && comes_from_outside(scenario.classes[giver]))
          out[taker].has_them_aboard = true;
        const std::size_t before = out[taker].flows.size();
        out[taker].flows.insert(out[giver].flows.begin(), out[giver].flows.end());
        grows = grows || out[taker].flows.size() > before;
      }
    }
  }
  return out;
}

}  // namespace kouan::models
