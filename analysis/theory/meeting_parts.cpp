#include "analysis/theory/meeting_parts.hpp"

#include <cstdint>
#include <utility>

#include "analysis/theory/step_obstacles.hpp"
#include "sim/ways.hpp"

namespace kouan::analysis::theory {
namespace {

using sim::StepKind;

/// Follows the ways of forks through the programs.
class PartFollower {
 public:
  PartFollower(const sim::Model& model, const std::vector<char>& is_come_to)
      : model_(model), asking_(model.resources.size()) {
    for (std::uint32_t i = 0; i < model.steps.size(); ++i) {
      if (is_come_to[i] == 0) continue;
      for (const std::uint32_t r : asked_at(i))
        asking_[r].push_back(i);
    }
  }

  /// Adds the resources to which more than one way of the fork leads.
  void add(const sim::ForkDef& fork, bool with_others, std::vector<char>& meeting) const {
    std::vector<char> once(asking_.size(), 0);
    for (const std::uint32_t way : fork.ways) {
      const std::vector<char> found = led_to(way, with_others);
      for (std::size_t r = 0; r < found.size(); ++r) {
        if (found[r] != 0) (once[r] != 0 ? meeting : once)[r] = 1;
      }
    }
  }

 private:
  std::vector<std::uint32_t> asked_at(std::uint32_t i) const {
    const sim::Step& step = model_.steps[i];
    std::vector<std::uint32_t> asked;
    if (asks(step)) asked.push_back(step.a);
    if (step.kind != StepKind::take) return asked;
    for (const sim::NeedDef& need : model_.needs[step.needs].of)
      asked.push_back(need.resource);
    return asked;
  }

  /// By resource: whether those who begin at the step, or whoever goes on from where they come, ask
  /// for it. A way ends where the whole waits for it.
  std::vector<char> led_to(std::uint32_t first, bool with_others) const {
    std::vector<char> found(asking_.size(), 0);
    std::vector<char> known(model_.steps.size(), 0);
    std::vector<std::uint32_t> open;
    const auto come = [&](std::uint32_t step) {
      if (step >= known.size() || known[step] != 0) return;
      known[step] = 1;
      open.push_back(step);
    };
    for (come(first); !open.empty();) {
      const std::uint32_t at = open.back();
      open.pop_back();
      for (const std::uint32_t r : asked_at(at)) {
        if (std::exchange(found[r], 1) != 0 || !with_others) continue;
        for (const std::uint32_t other : asking_[r])
          come(other);
      }
      for (const std::uint32_t next : sim::next_steps(model_, at))
        come(next);
    }
    return found;
  }

  const sim::Model& model_;
  std::vector<std::vector<std::uint32_t>> asking_;  ///< by resource: the steps that ask for it
};

}  // namespace

MeetingParts meeting_parts(const sim::Model& model, const std::vector<char>& is_come_to) {
  const std::vector<char> none(model.resources.size(), 0);
  MeetingParts out{none, none};
  const PartFollower follower(model, is_come_to);
  for (std::size_t i = 0; i < model.steps.size(); ++i) {
    const sim::Step& step = model.steps[i];
    if (step.kind != StepKind::fork || is_come_to[i] == 0) continue;
    follower.add(model.forks[step.a], false, out.directly);
    follower.add(model.forks[step.a], true, out.through_others);
  }
  return out;
}

}  // namespace kouan::analysis::theory
