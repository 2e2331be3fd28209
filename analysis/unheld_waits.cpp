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
  int aboard = 0;               ///< of these, those of whom it carries
  bool is_carried = false;      ///< work is done there, its server not left yet
  std::uint32_t last = k_none;  ///< resource where it was last; none from outside
  bool is_of_fleet = false;     ///< of whom there are so many

  auto key() const { return std::tie(held, aboard, is_carried, last, is_of_fleet); }
  bool operator<(const Hold& other) const { return key() < other.key(); }
};

constexpr int k_many = 16;  // who holds so many holds some, whatever is given up

/// Follows all programs over all ways. What is kept, and until when, is as sim/knots has it.
class UnheldWalk {
 public:
  explicit UnheldWalk(const sim::Model& model) : model_(model), seen_(model.steps.size()) {}

  std::vector<UnheldWait> all() {
    for (const sim::ClassDef& c : model_.classes) {
      Hold none;
      none.is_of_fleet = c.source == sim::SourceKind::fleet;
      come(c.first_step, none);
    }
    while (!open_.empty()) {
      const auto [step, hold] = open_.back();
      open_.pop_back();
      follow(step, hold);
    }
    std::vector<UnheldWait> out;
    for (const auto& [resource, wait] : found_)
      out.push_back(wait);
    return out;
  }

 private:
  void come(std::uint32_t step, const Hold& hold) {
    if (step != k_none && seen_[step].insert(hold).second) open_.emplace_back(step, hold);
  }

  /// Waits for the resource; the least numbered of those it may come from is told.
  void ask(const Step& step, const Hold& hold) {
    const bool is_sent_on = step.c != k_none && !step.stays_when_full;
    const bool is_limited = model_.resources[step.a].queue_places >= 0 && !is_sent_on;
    if (!is_limited || hold.held > 0 || hold.is_carried || hold.last == k_none) return;
    const UnheldWait one{step.a, hold.last, hold.is_of_fleet};
    UnheldWait& known = found_.emplace(step.a, one).first->second;
    known.after = std::min(known.after, one.after);
    known.of_fleets_alone = known.of_fleets_alone && one.of_fleets_alone;
  }

  void follow(std::uint32_t i, const Hold& hold) {
    const Step& step = model_.steps[i];
    const std::uint32_t next = i + 1;
    Hold moved = hold;
    moved.is_carried = false;
    switch (step.kind) {
      case StepKind::seize:
      case StepKind::seize_server:
      case StepKind::take:
        ask(step, hold);
        come(step.c, hold);
        return come(next, at(step.a, more(moved, taken(step))));
      case StepKind::give_up:
        return come(next, more(hold, -taken(step)));
      case StepKind::finish:
        moved.is_carried = true;
        return come(next, at(step.a, more(moved, -1)));
      case StepKind::let_off:
        moved = more(hold, -hold.aboard);
        moved.aboard = 0;
        return come(next, moved);
      case StepKind::take_slot:
        come(step.c, hold);
        return come(next, at(k_none, moved));
      case StepKind::gather:
        return gather(step, next, hold);
      case StepKind::travel:
      case StepKind::await_documents:
      case StepKind::wait_open:
        return come(next, moved);
      case StepKind::share:
        return come(next, at(step.a, moved));
      default:
        return go_on(step, next, hold, moved);
    }
  }

  /// Where a step leads that changes nothing of what is held.
  void go_on(const Step& step, std::uint32_t next, const Hold& hold, const Hold& moved) {
    switch (step.kind) {
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
      case StepKind::leave_events:
      case StepKind::end_way:
      case StepKind::disband:
        return;
      case StepKind::fork:
        for (const std::uint32_t way : model_.forks[step.a].ways)
          come(way, moved);
        return come(next, moved);
      default:
        return come(next, hold);
    }
  }

  /// Those aboard keep what they hold while the carrier waits.
  void gather(const Step& step, std::uint32_t ride, const Hold& hold) {
    come(step.c, hold);
    Hold gathered = at(k_none, hold);
    gathered.is_carried = false;
    const sim::GatheringDef& def = model_.gatherings[step.a];
    if (def.onto != k_none) board(step, ride, gathered);
    if (def.onto == k_none || step.limit != def.onto) come(model_.steps[ride].a, gathered);
    gathered.aboard = gathered.held;
    if (def.into != k_none) come(model_.classes[def.into].first_step, gathered);
    come(model_.steps[ride].c, gathered);
  }

  /// Of those who come together one takes the others aboard, of each kind whoever holds least.
  void board(const Step& step, std::uint32_t ride, const Hold& hold) {
    const sim::GatheringDef& def = model_.gatherings[step.a];
    auto& [carriers, aboard] = boarding_[step.a];
    if (step.limit == def.onto) {
      carriers.emplace(ride, hold);
    } else {
      int& least = aboard.emplace(step.limit, hold.held).first->second;
      least = std::min(least, hold.held);
    }
    if (aboard.size() + 1 < def.kinds.size()) return;  // some kind has not come yet
    for (const auto& [from, carrier] : carriers) {
      Hold with = carrier;
      for (const auto& [kind, held] : aboard) {
        with = more(with, held);
        with.aboard = std::min(k_many, with.aboard + held);
      }
      come(model_.steps[from].a, with);
    }
  }

  static Hold at(std::uint32_t resource, Hold hold) {
    hold.last = resource;
    return hold;
  }
  /// Holding so many more; who holds many holds some, whatever is given up.
  static Hold more(Hold hold, int number) {
    if (number >= 0 || hold.held < k_many) hold.held = std::clamp(hold.held + number, 0, k_many);
    return hold;
  }

  int taken(const Step& step) const {
    return step.needs == k_none ? 1 : static_cast<int>(model_.needs[step.needs].of.size());
  }

  const sim::Model& model_;
  std::vector<std::set<Hold>> seen_;
  std::vector<std::pair<std::uint32_t, Hold>> open_;
  std::map<std::uint32_t, UnheldWait> found_;
  /// Those who take others aboard, with their ride, and the least that a kind of these holds.
  struct Boarding {
    std::set<std::pair<std::uint32_t, Hold>> carriers;
    std::map<std::uint32_t, int> aboard;
  };
  std::map<std::uint32_t, Boarding> boarding_;  ///< by gathering
};

}  // namespace

std::vector<UnheldWait> unheld_waits(const sim::Model& model) { return UnheldWalk(model).all(); }

}  // namespace kouan::analysis
