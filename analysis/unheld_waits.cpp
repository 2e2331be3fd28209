#include "analysis/unheld_waits.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace kouan::analysis {

namespace {

using sim::k_none;
using sim::Step;
using sim::StepKind;

/// What somebody may hold who comes to a step.
struct Hold {
  int held = 0;                 ///< servers and places, up to k_many
  bool is_carried = false;      ///< work is done there, its server not left yet
  std::uint32_t last = k_none;  ///< resource where it was last; none from outside

  bool operator<(const Hold& other) const {
    return std::tie(held, is_carried, last) < std::tie(other.held, other.is_carried, other.last);
  }
};

constexpr int k_many = 16;  // who holds so many holds some, whatever is given up

/// Follows all programs over all ways. What is kept, and until when, is as sim/knots has it.
class UnheldWalk {
 public:
  explicit UnheldWalk(const sim::Model& model) : model_(model), at_(model.steps.size()) {}

  std::vector<UnheldWait> all() {
    for (const sim::ClassDef& c : model_.classes)
      come(c.first_step, {});
    while (!open_.empty()) {
      const auto [step, hold] = open_.back();
      open_.pop_back();
      follow(step, hold);
    }
    std::vector<UnheldWait> out;
    for (const auto& [resource, after] : found_)
      out.push_back({resource, after});
    return out;
  }

 private:
  void come(std::uint32_t step, const Hold& hold) {
    if (step != k_none && at_[step].insert(hold).second) open_.emplace_back(step, hold);
  }

  /// Waits for the resource; the least numbered of those it may come from is told.
  void ask(const Step& step, const Hold& hold) {
    const bool is_sent_on = step.c != k_none && !step.stays_when_full;
    const bool is_limited = model_.resources[step.a].queue_places >= 0 && !is_sent_on;
    if (!is_limited || hold.held > 0 || hold.is_carried || hold.last == k_none) return;
    const auto [found, is_new] = found_.emplace(step.a, hold.last);
    if (!is_new) found->second = std::min(found->second, hold.last);
  }

  void follow(std::uint32_t i, const Hold& hold) {
    const Step& step = model_.steps[i];
    const std::uint32_t next = i + 1;
    const Hold moved{hold.held, false, hold.last};
    switch (step.kind) {
      case StepKind::seize:
      case StepKind::seize_server:
      case StepKind::take:
        ask(step, hold);
        come(step.c, hold);
        return come(next, {std::min(k_many, hold.held + taken(step)), false, step.a});
      case StepKind::give_up:
        return come(next, {less(hold.held, taken(step)), hold.is_carried, hold.last});
      case StepKind::finish:
        return come(next, {less(hold.held, 1), true, step.a});
      case StepKind::branch:
      case StepKind::branch_if:
        come(step.a, hold);
        return come(next, hold);
      case StepKind::jump:
        return come(step.a, hold);
      case StepKind::shortest:
        for (const std::uint32_t lane : model_.comparisons[step.a].steps)
          come(lane, hold);
        return;
      case StepKind::turn_away:
      case StepKind::depart:
      case StepKind::end_way:
      case StepKind::disband:
        return;
      case StepKind::take_slot:
        come(step.c, hold);
        return come(next, {hold.held, false, k_none});
      case StepKind::fork:
        for (const std::uint32_t way : model_.forks[step.a].ways)
          come(way, moved);
        return come(next, moved);
      case StepKind::gather:
        return gather(step, next, hold);
      case StepKind::travel:
      case StepKind::await_documents:
      case StepKind::wait_open:
        return come(next, moved);
      case StepKind::share:
        return come(next, {hold.held, false, step.a});
      default:
        return come(next, hold);
    }
  }

  /// Those aboard keep what they hold while the carrier waits.
  void gather(const Step& step, std::uint32_t ride, const Hold& hold) {
    come(step.c, hold);
    const Hold gathered{hold.held, false, k_none};
    const sim::GatheringDef& def = model_.gatherings[step.a];
    if (def.into != k_none) come(model_.classes[def.into].first_step, gathered);
    come(model_.steps[ride].c, gathered);
    come(model_.steps[ride].a, gathered);
  }

  int taken(const Step& step) const {
    return step.needs == k_none ? 1 : static_cast<int>(model_.needs[step.needs].of.size());
  }
  static int less(int held, int given_up) {
    return held == k_many ? held : std::max(0, held - given_up);
  }

  const sim::Model& model_;
  std::vector<std::set<Hold>> at_;
  std::vector<std::pair<std::uint32_t, Hold>> open_;
  std::map<std::uint32_t, std::uint32_t> found_;
};

}  // namespace

std::vector<UnheldWait> unheld_waits(const sim::Model& model) { return UnheldWalk(model).all(); }

}  // namespace kouan::analysis
