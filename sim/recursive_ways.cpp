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
  plain.servers_later = def.servers_later;
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

/// A visit is three steps: a server is asked for, held and left.
constexpr std::uint32_t k_steps_of_visit = 3;

bool takes_time(const Step& step) {
  return step.kind == StepKind::seize || step.kind == StepKind::travel;
}

/// What is asked of the model again and again is found out once.
class WayFinder {
 public:
  explicit WayFinder(const Model& model)
      : model_(model),
        seizes_(model.resources.size(), 0),
        reached_by_(model.steps.size(), k_none),
        follows_alone_(model.steps.size(), 0),
        allows_ends_(allows_ends()) {
    for (const Step& step : model.steps) {
      if (step.kind == StepKind::seize) ++seizes_[step.a];
    }
    find_who_follows_alone();
  }

  bool is_whole(std::uint32_t c) const;
  std::uint32_t end_of(std::uint32_t c);

 private:
  /// Nothing is stopped now and then, and instants have room for a number.
  bool allows_recursion() const {
    return model_.stoppages.empty() && model_.horizon < k_longest_recursion && !model_.tells_goods;
  }
  bool allows_ends() const;
  void find_who_follows_alone();
  bool is_simple_visit(std::uint32_t first) const;
  std::uint32_t behind_simple(std::uint32_t step) const;
  std::uint32_t simple_before(std::uint32_t end) const;
  void reach(std::uint32_t c);
  std::uint32_t only_one(StepKind kind) const;
  bool clears_as_drawn(std::uint32_t c) const;

  const Model& model_;
  std::vector<std::uint32_t> seizes_;      ///< by resource, steps that ask for it
  std::vector<std::uint32_t> reached_by_;  ///< by step, the last class found to come there
  std::vector<std::uint32_t> reached_;     ///< steps that those of that class may come to
  std::vector<char> follows_alone_;  ///< it is come to from the step before it and nowhere else
  bool allows_ends_;
};

/// Nobody is part of another or keeps room for later, and nobody's leaving lets others come: of any
/// class, since who leaves, or waits, may be of another.
bool WayFinder::allows_ends() const {
  const bool is_endless =
      std::any_of(model_.classes.begin(), model_.classes.end(),
                  [](const ClassDef& c) { return c.source == SourceKind::saturated; });
  const bool has_ties = std::any_of(model_.steps.begin(), model_.steps.end(), [](const Step& step) {
    return step.kind == StepKind::split || step.kind == StepKind::reserve;
  });
  return allows_recursion() && !is_endless && !has_ties && model_.gatherings.empty() &&
         model_.forks.empty();
}

void WayFinder::find_who_follows_alone() {
  const auto count = static_cast<std::uint32_t>(model_.steps.size());
  std::vector<std::uint32_t> ways_to(count, 0);
  for (std::uint32_t i = 0; i < count; ++i) {
    for (const std::uint32_t next : next_steps(model_, i)) {
      if (next >= count) continue;
      ++ways_to[next];
      if (next == i + 1) follows_alone_[next] = 1;
    }
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    if (ways_to[i] != 1) follows_alone_[i] = 0;
  }
}

bool WayFinder::is_simple_visit(std::uint32_t first) const {
  const auto& steps = model_.steps;
  if (first + k_steps_of_visit >= steps.size()) return false;
  const Step& seize = steps[first];
  Step plain;
  plain.kind = StepKind::seize;
  plain.a = seize.a;
  plain.urgency = seize.urgency;  // nobody waits elsewhere for the same
  return seize == plain && is_simple(model_.resources[seize.a]) && seizes_[seize.a] == 1 &&
         !is_asked_for(model_, seize.a) && steps[first + 1].kind == StepKind::hold &&
         steps[first + 1].a == seize.a && steps[first + 2].kind == StepKind::finish;
}

/// Step behind the visit, the drive or the clock that begins there; k_none where something else
/// does.
std::uint32_t WayFinder::behind_simple(std::uint32_t step) const {
  switch (model_.steps[step].kind) {
    case StepKind::seize:
      return is_simple_visit(step) ? step + k_steps_of_visit : k_none;
    case StepKind::travel:
    case StepKind::reach_border:
    case StepKind::clear:
      return step + 1;
    default:
      return k_none;
  }
}

/// The first step of the visit, drive or clock that ends before `end`; k_none where it is none, or
/// where somebody comes in between.
std::uint32_t WayFinder::simple_before(std::uint32_t end) const {
  const bool is_visit = end > 0 && model_.steps[end - 1].kind == StepKind::finish;
  const std::uint32_t steps = is_visit ? k_steps_of_visit : 1;
  if (end < steps || behind_simple(end - steps) != end) return k_none;
  for (std::uint32_t i = end - steps + 1; i <= end; ++i) {
    if (follows_alone_[i] == 0) return k_none;
  }
  return end - steps;
}

void WayFinder::reach(std::uint32_t c) {
  reached_.clear();
  const auto come = [&](std::uint32_t step) {
    if (step >= reached_by_.size() || reached_by_[step] == c) return;
    reached_by_[step] = c;
    reached_.push_back(step);
  };
  come(model_.classes[c].first_step);
  for (std::size_t i = 0; i < reached_.size(); ++i) {
    for (const std::uint32_t next : next_steps(model_, reached_[i]))
      come(next);
  }
}

/// The step that is reached, if it is the only one of its kind; k_none otherwise.
std::uint32_t WayFinder::only_one(StepKind kind) const {
  std::uint32_t found = k_none;
  for (const std::uint32_t i : reached_) {
    if (model_.steps[i].kind != kind) continue;
    if (found != k_none) return k_none;
    found = i;
  }
  return found;
}

/// Whether the load that is cleared is the one that the class draws, by the number of the entity.
bool WayFinder::clears_as_drawn(std::uint32_t c) const {
  return model_.classes[c].payload_attribute == k_none &&
         std::none_of(reached_.begin(), reached_.end(), [&](std::uint32_t i) {
           const Step& step = model_.steps[i];
           return step.kind == StepKind::lap || (step.kind == StepKind::assign && step.c != k_none);
         });
}

bool WayFinder::is_whole(std::uint32_t c) const {
  if (!comes_plainly(model_.classes[c]) || !allows_recursion()) return false;
  std::uint32_t step = model_.classes[c].first_step;
  int clears = 0;  // the load counts once
  while (step != k_none && model_.steps[step].kind != StepKind::depart) {
    clears += model_.steps[step].kind == StepKind::clear ? 1 : 0;
    step = behind_simple(step);
  }
  return step != k_none && clears <= 1;
}

/// Tallies of doubles are added to in order: all of the class must be cleared at one step, if it is
/// in the end, and leave by one.
std::uint32_t WayFinder::end_of(std::uint32_t c) {
  const SourceKind source = model_.classes[c].source;
  if (source == SourceKind::fleet || source == SourceKind::processes || !allows_ends_)
    return k_none;
  reach(c);
  const bool may_clear = only_one(StepKind::clear) != k_none && clears_as_drawn(c);
  std::uint32_t first = k_none;
  std::uint32_t end = only_one(StepKind::depart);
  while (end != k_none) {
    end = simple_before(end);
    if (end == k_none || (model_.steps[end].kind == StepKind::clear && !may_clear)) break;
    if (takes_time(model_.steps[end])) first = end;
  }
  return first;
}

}  // namespace

bool qualifies_for_recursion(const Model& model, std::uint32_t c) {
  return WayFinder(model).is_whole(c);
}

std::uint32_t end_without_events(const Model& model, std::uint32_t c) {
  return WayFinder(model).end_of(c);
}

std::vector<RecursiveWay> recursive_ways(const Model& model) {
  WayFinder finder(model);
  std::vector<RecursiveWay> ways;
  for (std::uint32_t c = 0; c < model.classes.size(); ++c) {
    const std::uint32_t all = model.classes[c].first_step;
    const bool is_whole = finder.is_whole(c);
    const std::uint32_t first = is_whole ? all : finder.end_of(c);
    if (first != k_none) ways.push_back({c, first, is_whole});
  }
  return ways;
}

std::vector<Step> steps_of_events(const Model& model, const std::vector<RecursiveWay>& ways) {
  std::vector<Step> steps = model.steps;
  for (std::uint32_t k = 0; k < ways.size(); ++k) {
    if (ways[k].is_whole) continue;
    Step& step = steps[ways[k].first_step];
    step = {};
    step.kind = StepKind::leave_events;
    step.a = k;
  }
  return steps;
}

}  // namespace kouan::sim
