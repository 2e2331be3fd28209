#include "models/flows_behind.hpp"

#include <algorithm>
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

/// Whether any of the steps, or of those inside them, is of this kind.
template <class What>
bool do_any(const Steps& steps) {
  return std::any_of(steps.begin(), steps.end(), [](const ProcessStep& step) {
    const std::vector<const Steps*> inner = inner_steps(step);
    return std::holds_alternative<What>(step.what) ||
           std::any_of(inner.begin(), inner.end(),
                       [](const Steps* list) { return do_any<What>(*list); });
  });
}

/// Gatherings of these steps whose inner steps clear, or gather anew, those who came: the first
/// one's class counts for all.
void add_counted_as_one(const Steps& steps, std::set<std::string>& gatherings) {
  for (const ProcessStep& step : steps) {
    const auto* gather = std::get_if<Gather>(&step.what);
    if (gather != nullptr && (do_any<Cleared>(gather->steps) || do_any<Gather>(gather->steps)))
      gatherings.insert(gather->at);
    for (const Steps* inner : inner_steps(step))
      add_counted_as_one(*inner, gatherings);
  }
}

class AllTakers {
 public:
  explicit AllTakers(const Scenario& scenario) : scenario_(scenario) {
    for (const EntityClass& cls : scenario.classes)
      if (const Process* process = process_of(scenario, cls))
        add_counted_as_one(process->steps, counted_as_one_);
  }

  Takers of(const EntityClass& cls) const {
    Takers takers;
    if (const Process* process = process_of(scenario_, cls)) add(process->steps, takers);
    return takers;
  }

 private:
  void add(const Steps& steps, Takers& takers) const {
    for (const ProcessStep& step : steps) {
      if (const auto* split = std::get_if<Split>(&step.what)) takers.parts.insert(split->into);
      if (const auto* gather = std::get_if<Gather>(&step.what)) add_gathering(gather->at, takers);
      for (const Steps* inner : inner_steps(step))
        add(*inner, takers);
    }
  }

  void add_gathering(const std::string& id, Takers& takers) const {
    for (const Gathering& gathering : scenario_.gatherings) {
      if (gathering.id != id) continue;
      (gathering.members == "end" ? takers.in_place : takers.aboard).insert(gathering.into);
      takers.aboard.insert(gathering.onto);
    }
    if (counted_as_one_.count(id) == 0) return;
    for (const EntityClass& cls : scenario_.classes) {
      const Process* process = process_of(scenario_, cls);
      if (process != nullptr && come_to_gathering(process->steps, id)) takers.aboard.insert(cls.id);
    }
  }

  const Scenario& scenario_;
  std::set<std::string> counted_as_one_;  ///< ids of gatherings
};

}  // namespace

bool brings_goods(const Scenario& scenario, const EntityClass& cls) {
  const bool has_load =
      cls.payload_kg.attribute >= 0 || as_drawn(scenario, cls, cls.payload_kg).mean() > 0;
  return comes_from_outside(cls) && has_load;
}

std::vector<Behind> flows_behind(const Scenario& scenario) {
  const std::size_t classes = scenario.classes.size();
  std::vector<Behind> out(classes);
  const AllTakers all_takers(scenario);
  std::vector<Takers> takers;
  for (std::size_t c = 0; c < classes; ++c) {
    const EntityClass& cls = scenario.classes[c];
    if (brings_goods(scenario, cls)) out[c].flows = {cls.flow};
    takers.push_back(all_takers.of(cls));
    out[c].parts = !takers[c].parts.empty();
  }
  for (bool grows = true; grows;) {
    grows = false;
    for (std::size_t giver = 0; giver < classes; ++giver) {
      for (std::size_t taker = 0; taker < classes; ++taker) {
        const std::string& id = scenario.classes[taker].id;
        const bool boards = takers[giver].aboard.count(id) != 0;
        const bool is_part = takers[giver].parts.count(id) != 0;
        if (giver == taker || (!boards && !is_part && takers[giver].in_place.count(id) == 0))
          continue;
        out[taker].is_part = out[taker].is_part || is_part;
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
