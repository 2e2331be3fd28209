#include "sim/recursive_ways.hpp"

#include <algorithm>

#include "sim/recursive_stage.hpp"
#include "sim/ways.hpp"

namespace kouan::sim {
namespace {

/// The slots of a stage are kept in order by insertion, which is for few.
constexpr std::int32_t k_most_servers = 64;

/// A stage with room for all who wait, where all servers are open or none.
bool is_simple(const ResourceDef& def) {
  ResourceDef plain;
  plain.name = def.name;
  plain.capacity = def.capacity;
  if (!(def == plain)) return false;
  std::int32_t most = 0;
  for (const CapacityChange& change : def.capacity)
    most = std::max(most, change.servers);
  return most <= k_most_servers &&
         std::all_of(def.capacity.begin(), def.capacity.end(), [&](const CapacityChange& change) {
           return change.servers == 0 || change.servers == most;
         });
}

/// Whether somebody's way depends on how many are at the resource.
bool is_asked_for(const Model& model, std::uint32_t resource) {
  const bool in_conditions =
      std::any_of(model.conditions.begin(), model.conditions.end(), [&](const Condition& c) {
        const bool is_elsewhere = c.what == Question::open || c.what == Question::attribute;
        return !is_elsewhere && c.of == resource;
      });
  return in_conditions ||
         std::any_of(model.comparisons.begin(), model.comparisons.end(), [&](const Shortest& s) {
           return std::find(s.resources.begin(), s.resources.end(), resource) != s.resources.end();
         });
}

/// Whether all come one by one, as their rate says, and carry nothing of their own.
bool comes_plainly(const ClassDef& def) {
  return def.source == SourceKind::timed && def.at_start == 0 && def.limit < 0 &&
         def.batch.kind == DistributionKind::constant && def.batch.a == 1 && def.trace.empty() &&
         def.payload_attribute == k_none;
}

bool is_simple_seize(const Model& model, const Step& step) {
  Step plain;
  plain.kind = StepKind::seize;
  plain.a = step.a;
  plain.urgency = step.urgency;  // nobody waits elsewhere for the same
  if (!(step == plain) || !is_simple(model.resources[step.a])) return false;
  if (is_asked_for(model, step.a)) return false;
  return std::count_if(model.steps.begin(), model.steps.end(), [&](const Step& other) {
           return other.kind == StepKind::seize && other.a == step.a;
         }) == 1;
}

/// A visit is three steps: a server is asked for, held and left.
constexpr std::uint32_t k_steps_of_visit = 3;

bool is_simple_visit(const Model& model, std::uint32_t first) {
  const auto& steps = model.steps;
  return first + k_steps_of_visit < steps.size() && steps[first].kind == StepKind::seize &&
         is_simple_seize(model, steps[first]) && steps[first + 1].kind == StepKind::hold &&
         steps[first + 1].a == steps[first].a && steps[first + 2].kind == StepKind::finish;
}

/// Step behind the visit, the drive or the clock that begins there; k_none where something else
/// does.
std::uint32_t behind_simple(const Model& model, std::uint32_t step) {
  switch (model.steps[step].kind) {
    case StepKind::seize:
      return is_simple_visit(model, step) ? step + k_steps_of_visit : k_none;
    case StepKind::travel:
    case StepKind::reach_border:
    case StepKind::clear:
      return step + 1;
    default:
      return k_none;
  }
}

/// Nothing is stopped now and then, and instants have room for a number.
bool allows_recursion(const Model& model) {
  return model.stoppages.empty() && model.horizon < k_longest_recursion && !model.tells_goods;
}

/// Nobody is part of another or keeps room for later, and nobody's leaving lets others come.
bool allows_ends(const Model& model) {
  const bool is_endless =
      std::any_of(model.classes.begin(), model.classes.end(),
                  [](const ClassDef& c) { return c.source == SourceKind::saturated; });
  const bool has_ties = std::any_of(model.steps.begin(), model.steps.end(), [](const Step& step) {
    return step.kind == StepKind::split || step.kind == StepKind::reserve;
  });
  return allows_recursion(model) && !is_endless && !has_ties && model.gatherings.empty() &&
         model.forks.empty();
}

/// What those of class `c` may come to, by step.
std::vector<char> reached_by(const Model& model, std::uint32_t c) {
  std::vector<char> reached(model.steps.size(), 0);
  std::vector<std::uint32_t> open{model.classes[c].first_step};
  while (!open.empty()) {
    const std::uint32_t step = open.back();
    open.pop_back();
    if (step >= reached.size() || reached[step] != 0) continue;
    reached[step] = 1;
    for (const std::uint32_t next : next_steps(model, step))
      open.push_back(next);
  }
  return reached;
}

/// The step among `reached`, if it is the only one of its kind; k_none otherwise.
std::uint32_t only_one(const Model& model, const std::vector<char>& reached, StepKind kind) {
  std::uint32_t found = k_none;
  for (std::uint32_t i = 0; i < reached.size(); ++i) {
    if (reached[i] == 0 || model.steps[i].kind != kind) continue;
    if (found != k_none) return k_none;
    found = i;
  }
  return found;
}

/// Whether the load that is cleared is the one that the class draws, by the number of the entity.
bool clears_as_drawn(const Model& model, std::uint32_t c, const std::vector<char>& reached) {
  if (model.classes[c].payload_attribute != k_none) return false;
  for (std::uint32_t i = 0; i < reached.size(); ++i) {
    const Step& step = model.steps[i];
    if (reached[i] == 0) continue;
    if (step.kind == StepKind::lap) return false;
    if (step.kind == StepKind::assign && step.c != k_none) return false;
  }
  return true;
}

/// Whether `step` is come to from the step before it and from nowhere else.
bool follows_alone(const std::vector<std::vector<std::uint32_t>>& before, std::uint32_t step) {
  return before[step].size() == 1 && before[step].front() + 1 == step;
}

/// The first step of the visit, drive or clock that ends before `end`; k_none where it is none, or
/// where somebody comes in between.
std::uint32_t simple_before(const Model& model,
                            const std::vector<std::vector<std::uint32_t>>& before,
                            std::uint32_t end) {
  const bool is_visit = end > 0 && model.steps[end - 1].kind == StepKind::finish;
  const std::uint32_t steps = is_visit ? k_steps_of_visit : 1;
  if (end < steps || behind_simple(model, end - steps) != end) return k_none;
  for (std::uint32_t i = end - steps + 1; i <= end; ++i) {
    if (!follows_alone(before, i)) return k_none;
  }
  return end - steps;
}

bool takes_time(const Step& step) {
  return step.kind == StepKind::seize || step.kind == StepKind::travel;
}

}  // namespace

bool qualifies_for_recursion(const Model& model, std::uint32_t c) {
  if (!comes_plainly(model.classes[c]) || !allows_recursion(model)) return false;
  std::uint32_t step = model.classes[c].first_step;
  while (step != k_none && model.steps[step].kind != StepKind::depart)
    step = behind_simple(model, step);
  return step != k_none;
}

/// Tallies of doubles are added to in order: all of the class must be cleared at one step, if it is
/// in the end, and leave by one.
std::uint32_t end_without_events(const Model& model, std::uint32_t c) {
  const SourceKind source = model.classes[c].source;
  if (source == SourceKind::fleet || source == SourceKind::processes || !allows_ends(model))
    return k_none;
  const std::vector<char> reached = reached_by(model, c);
  const auto before = steps_before(model);
  const std::uint32_t leaves = only_one(model, reached, StepKind::depart);
  if (leaves == k_none) return k_none;
  const bool may_clear =
      only_one(model, reached, StepKind::clear) != k_none && clears_as_drawn(model, c, reached);
  std::uint32_t first = k_none;
  std::uint32_t end = leaves;
  for (;;) {
    const std::uint32_t step = simple_before(model, before, end);
    if (step == k_none || (model.steps[step].kind == StepKind::clear && !may_clear)) return first;
    end = step;
    if (takes_time(model.steps[step])) first = step;
  }
}

std::vector<RecursiveWay> recursive_ways(const Model& model) {
  std::vector<RecursiveWay> ways;
  for (std::uint32_t c = 0; c < model.classes.size(); ++c) {
    const std::uint32_t all = model.classes[c].first_step;
    const bool is_whole = qualifies_for_recursion(model, c);
    const std::uint32_t first = is_whole ? all : end_without_events(model, c);
    if (first != k_none) ways.push_back({c, first, is_whole});
  }
  return ways;
}

Model ending_early(const Model& model, const std::vector<RecursiveWay>& ways) {
  Model early = model;
  for (std::uint32_t k = 0; k < ways.size(); ++k) {
    if (ways[k].is_whole) continue;
    Step& step = early.steps[ways[k].first_step];
    step.kind = StepKind::depart;
    step.a = k;
  }
  return early;
}

}  // namespace kouan::sim
