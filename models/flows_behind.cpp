#include "models/flows_behind.hpp"

#include <algorithm>
#include <variant>

#include "models/attributes.hpp"

namespace kouan::models {

namespace {

using Ids = std::set<std::string>;

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
void add_counted_as_one(const Steps& steps, Ids& gatherings) {
  for (const ProcessStep& step : steps) {
    const auto* gather = std::get_if<Gather>(&step.what);
    if (gather != nullptr && (do_any<Cleared>(gather->steps) || do_any<Gather>(gather->steps)))
      gatherings.insert(gather->at);
    for (const Steps* inner : inner_steps(step))
      add_counted_as_one(*inner, gatherings);
  }
}

/// To whom steps hand goods on: ids of classes.
class AllTakers {
 public:
  explicit AllTakers(const Scenario& scenario) : scenario_(scenario) {
    for (const EntityClass& cls : scenario.classes)
      if (const Process* process = process_of(scenario, cls))
        add_counted_as_one(process->steps, counted_as_one_);
  }

  Ids of(const EntityClass& cls) const {
    Ids takers;
    if (const Process* process = process_of(scenario_, cls)) add(process->steps, takers);
    return takers;
  }

 private:
  void add(const Steps& steps, Ids& takers) const {
    for (const ProcessStep& step : steps) {
      if (const auto* split = std::get_if<Split>(&step.what)) takers.insert(split->into);
      if (const auto* gather = std::get_if<Gather>(&step.what)) add_gathering(gather->at, takers);
      for (const Steps* inner : inner_steps(step))
        add(*inner, takers);
    }
  }

  void add_gathering(const std::string& id, Ids& takers) const {
    for (const Gathering& gathering : scenario_.gatherings) {
      if (gathering.id != id) continue;
      for (const std::string& taker : {gathering.into, gathering.onto})
        if (!taker.empty()) takers.insert(taker);
    }
    if (counted_as_one_.count(id) == 0) return;
    for (const EntityClass& cls : scenario_.classes) {
      const Process* process = process_of(scenario_, cls);
      if (process != nullptr && come_to_gathering(process->steps, id)) takers.insert(cls.id);
    }
  }

  const Scenario& scenario_;
  Ids counted_as_one_;  ///< ids of gatherings
};

/// Whether it comes from outside and has a load when it does.
bool brings_goods(const Scenario& scenario, const EntityClass& cls) {
  const bool has_load =
      cls.payload_kg.attribute >= 0 || as_drawn(scenario, cls, cls.payload_kg).mean() > 0;
  return comes_from_outside(cls) && has_load;
}

}  // namespace

std::vector<Ids> takers_of_goods(const Scenario& scenario) {
  const AllTakers all_takers(scenario);
  std::vector<Ids> takers;
  for (const EntityClass& cls : scenario.classes)
    takers.push_back(all_takers.of(cls));
  return takers;
}

std::vector<Ids> flows_behind(const Scenario& scenario) {
  const std::size_t classes = scenario.classes.size();
  std::vector<Ids> out(classes);
  const std::vector<Ids> takers = takers_of_goods(scenario);
  for (std::size_t c = 0; c < classes; ++c) {
    const EntityClass& cls = scenario.classes[c];
    if (brings_goods(scenario, cls)) out[c] = {cls.flow};
  }
  for (bool grows = true; grows;) {
    grows = false;
    for (std::size_t giver = 0; giver < classes; ++giver) {
      for (std::size_t taker = 0; taker < classes; ++taker) {
        if (giver == taker || takers[giver].count(scenario.classes[taker].id) == 0) continue;
        const std::size_t before = out[taker].size();
        out[taker].insert(out[giver].begin(), out[giver].end());
        grows = grows || out[taker].size() > before;
      }
    }
  }
  return out;
}

}  // namespace kouan::models
