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
      : model_(model), asking_(model.resources.size()), behind_(model.steps.size(), sim::k_none) {
    for (std::uint32_t i = 0; i < model.steps.size(); ++i) {
      if (is_come_to[i] == 0) continue;
      for (const std::uint32_t r : asked_at(i))
        asking_[r].push_back(i);
      if (model.steps[i].kind == StepKind::fork) find_ends(i);
    }
  }

  /// Adds the resources to which more than one way of the fork at the step leads. Where the whole
  /// goes on before all ways are done, what it does then is one of them.
  void add(std::uint32_t at, bool with_others, std::vector<char>& meeting) const {
    const sim::ForkDef& fork = model_.forks[model_.steps[at].a];
    std::vector<char> once(asking_.size(), 0);
    const auto follow = [&](std::uint32_t first, Ends ends) {
      const std::vector<char> found = led_to(first, with_others, ends);
      for (std::size_t r = 0; r < found.size(); ++r) {
        if (found[r] != 0) (once[r] != 0 ? meeting : once)[r] = 1;
      }
    };
    for (const std::uint32_t way : fork.ways)
      follow(way, Ends::stay);
    if (fork.needed < fork.ways.size()) follow(at + 1, Ends::go_on);
  }

 private:
  /// What comes where a way ends: nothing, or what the whole of that way does next.
  enum class Ends : std::uint8_t { stay, go_on };

  /// Finds where the ways of the fork end, those of forks within it aside.
  void find_ends(std::uint32_t at) {
    std::vector<char> known(model_.steps.size(), 0);
    std::vector<std::uint32_t> open = model_.forks[model_.steps[at].a].ways;
    while (!open.empty()) {
      const std::uint32_t step = open.back();
      open.pop_back();
      if (step >= known.size() || std::exchange(known[step], 1) != 0) continue;
      const StepKind kind = model_.steps[step].kind;
      if (kind == StepKind::end_way || kind == StepKind::depart || kind == StepKind::turn_away) {
        behind_[step] = at + 1;
      } else if (kind == StepKind::fork) {
        open.push_back(step + 1);
      } else {
        for (const std::uint32_t next : sim::next_steps(model_, step))
          open.push_back(next);
      }
    }
  }

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
  /// for it.
  std::vector<char> led_to(std::uint32_t first, bool with_others, Ends ends) const {
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
      if (ends == Ends::go_on) come(behind_[at]);
    }
    return found;
  }

  const sim::Model& model_;
  std::vector<std::vector<std::uint32_t>> asking_;  ///< by resource: the steps that ask for it
  std::vector<std::uint32_t> behind_;  ///< by step at which a way ends: what its whole does then
};

}  // namespace

MeetingParts meeting_parts(const sim::Model& model, const std::vector<char>& is_come_to) {
  const std::vector<char> none(model.resources.size(), 0);
  MeetingParts out{none, none};
  const PartFollower follower(model, is_come_to);
  for (std::uint32_t i = 0; i < model.steps.size(); ++i) {
    if (model.steps[i].kind != StepKind::fork || is_come_to[i] == 0) continue;
    follower.add(i, false, out.directly);
    follower.add(i, true, out.through_others);
  }
  return out;
}

}  // namespace kouan::analysis::theory
