#include "models/hand_ons.hpp"

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <utility>
#include <vector>

#include "models/compile.hpp"
#include "models/flows_behind.hpp"
#include "sim/ways.hpp"

namespace kouan::models {

namespace {

using sim::k_none;
using sim::StepKind;

/// Where an entity may be, and what has become of its goods until then.
struct Whereabouts {
  std::uint32_t step = 0;
  bool is_cleared = false;
  bool has_split = false;
  std::vector<std::uint32_t> behind{};  ///< where it goes on after the ways and carriers around

  bool operator<(const Whereabouts& other) const {
    return std::tie(step, is_cleared, has_split, behind) <
           std::tie(other.step, other.is_cleared, other.has_split, other.behind);
  }
};

/// All ways of one class through its program, those of parts on ways and of carriers of its batches
/// among them, but not those of the classes to which it hands on.
std::set<Whereabouts> ways_of(const sim::Model& model, std::uint32_t first_step) {
  std::set<Whereabouts> found;
  std::vector<Whereabouts> open;
  const auto come = [&](std::uint32_t step, Whereabouts to) {
    to.step = step;
    if (step != k_none && found.insert(to).second) open.push_back(std::move(to));
  };
  const auto come_inside = [&](std::uint32_t step, Whereabouts to, std::uint32_t behind) {
    to.behind.push_back(behind);
    come(step, std::move(to));
  };
  come(first_step, {});
  while (!open.empty()) {
    Whereabouts at = std::move(open.back());
    open.pop_back();
    const sim::Step& step = model.steps[at.step];
    const std::uint32_t next = at.step + 1;
    at.is_cleared = at.is_cleared || step.kind == StepKind::clear;
    if (step.kind == StepKind::fork) {
      for (const std::uint32_t way : model.forks[step.a].ways)
        come_inside(way, at, next);
    } else if (step.kind == StepKind::end_way || step.kind == StepKind::disband) {
      const std::uint32_t behind = at.behind.back();
      at.behind.pop_back();
      come(behind, at);
    } else if (step.kind == StepKind::ride && step.c != k_none) {
      come_inside(step.c, at, step.a);
    } else if (step.kind == StepKind::split) {
      at.has_split = at.has_split || step.probability > 0;
      come(next, at);
    } else if (step.kind == StepKind::gather) {
      come(step.c, at);
      if (!model.gatherings[step.a].members_end) come(next, at);
    } else {
      for (const std::uint32_t to : sim::next_steps(model, at.step))
        come(to, at);
    }
  }
  return found;
}

class HandOns {
 public:
  HandOns(const Scenario& scenario, const std::set<std::string>& flows)
      : scenario_(scenario),
        flows_(flows),
        behind_(flows_behind(scenario)),
        model_(compile(scenario).model) {
    for (std::size_t c = 0; c < scenario.classes.size(); ++c)
      ways_.push_back(ways_of(model_, model_.classes[c].first_step));
  }

  std::optional<HandOn> first_untold() const {
    for (std::size_t c = 0; c < ways_.size(); ++c) {
      if (!carries_goods(c)) continue;
      for (const Whereabouts& at : ways_[c])
        if (const auto untold = at_step(c, at)) return untold;
    }
    return std::nullopt;
  }

 private:
  bool carries_goods(std::size_t c) const {
    return std::any_of(flows_.begin(), flows_.end(),
                       [&](const std::string& flow) { return behind_[c].flows.count(flow) != 0; });
  }

  const std::string& id_of(std::size_t c) const { return scenario_.classes[c].id; }

  std::optional<HandOn> at_step(std::size_t c, const Whereabouts& at) const {
    const sim::Step& step = model_.steps[at.step];
    switch (step.kind) {
      case StepKind::split:
        return at_split(c, at, step);
      case StepKind::gather:
        return at_gathering(c, at, step);
      case StepKind::clear:
        // A carrier that is no entity of its own: it counts as one of the first member's class.
        if (!at.behind.empty()) return HandOn{UntoldTime::with_others, id_of(c), id_of(c)};
        return std::nullopt;
      case StepKind::depart:
      case StepKind::turn_away:
        if (at.has_split && !at.is_cleared)
          return HandOn{UntoldTime::not_cleared, id_of(c), id_of(c)};
        return std::nullopt;
      default:
        return std::nullopt;
    }
  }

  std::optional<HandOn> at_split(std::size_t c, const Whereabouts& at,
                                 const sim::Step& step) const {
    if (!(step.probability > 0)) return std::nullopt;
    if (step.level != 1) return HandOn{UntoldTime::own_clock, id_of(c), id_of(step.a)};
    if (at.is_cleared) return HandOn{UntoldTime::after_clearance, id_of(c), id_of(step.a)};
    return std::nullopt;
  }

  std::optional<HandOn> at_gathering(std::size_t c, const Whereabouts& at,
                                     const sim::Step& step) const {
    const sim::GatheringDef& def = model_.gatherings[step.a];
    for (const std::size_t carrier : carriers_of(step)) {
      const bool is_own_whole = def.by_origin && splits_into(carrier, c);
      if (is_own_whole || (!def.members_end && !is_ever_cleared(carrier))) continue;
      if (at.is_cleared && !def.members_end) continue;
      if (at.is_cleared) return HandOn{UntoldTime::after_clearance, id_of(c), id_of(carrier)};
      if (at.has_split || !comes_from_outside(scenario_.classes[c]))
        return HandOn{UntoldTime::handed_on_again, id_of(c), id_of(carrier)};
      if (has_goods_of_others(carrier, def.members_end))
        return HandOn{UntoldTime::with_others, id_of(c), id_of(carrier)};
    }
    return std::nullopt;
  }

  /// Classes that may take who comes at this step along.
  std::vector<std::size_t> carriers_of(const sim::Step& step) const {
    const sim::GatheringDef& def = model_.gatherings[step.a];
    if (def.into != k_none) return {def.into};
    std::vector<std::size_t> carriers;
    if (def.onto == k_none || def.onto == step.limit) return carriers;
    for (std::size_t c = 0; c < ways_.size(); ++c)
      if (any_step(c, [&](const sim::Step& of) {
            return of.kind == StepKind::gather && of.a == step.a && of.limit == def.onto;
          }))
        carriers.push_back(c);
    return carriers;
  }

  /// Besides those who are taken along in this way.
  bool has_goods_of_others(std::size_t carrier, bool members_end) const {
    const Behind& behind = behind_[carrier];
    return brings_goods(scenario_, scenario_.classes[carrier]) || behind.is_part ||
           (members_end && behind.has_them_aboard);
  }

  bool splits_into(std::size_t whole, std::size_t part) const {
    return any_step(whole, [&](const sim::Step& step) {
      return step.kind == StepKind::split && step.a == part;
    });
  }

  bool is_ever_cleared(std::size_t c) const {
    return any_step(c, [](const sim::Step& step) { return step.kind == StepKind::clear; });
  }

  template <class Is>
  bool any_step(std::size_t c, const Is& is) const {
    return std::any_of(ways_[c].begin(), ways_[c].end(),
                       [&](const Whereabouts& at) { return is(model_.steps[at.step]); });
  }

  const Scenario& scenario_;
  const std::set<std::string>& flows_;
  std::vector<Behind> behind_;
  sim::Model model_;
  std::vector<std::set<Whereabouts>> ways_;  ///< by class
};

}  // namespace

std::optional<HandOn> hand_on_of_untold_time(const Scenario& scenario,
                                             const std::set<std::string>& flows) {
  return HandOns(scenario, flows).first_untold();
}

}  // namespace kouan::models
