#include "analysis/theory/complete_sharing.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include "analysis/theory/stage_obstacles.hpp"
#include "sim/ways.hpp"

namespace kouan::analysis::theory {
namespace {

using sim::k_none;
using sim::StepKind;

std::set<std::uint32_t> reachable_from(const sim::Model& model, std::uint32_t first) {
  std::set<std::uint32_t> found{first};
  for (std::vector<std::uint32_t> open{first}; !open.empty();) {
    const std::uint32_t from = open.back();
    open.pop_back();
    for (const std::uint32_t to : sim::next_steps(model, from)) {
      if (to != k_none && found.insert(to).second) open.push_back(to);
    }
  }
  return found;
}

/// Whether who comes there spends time, or decides, before it leaves.
bool is_held_up_from(const sim::Model& model, std::uint32_t first) {
  const std::set<std::uint32_t> steps = reachable_from(model, first);
  return std::any_of(steps.begin(), steps.end(), [&](std::uint32_t i) {
    const StepKind kind = model.steps[i].kind;
    return kind == StepKind::hold || kind == StepKind::travel || kind == StepKind::branch;
  });
}

/// Fleets whose drives all take the same, or one of some few times, may go on for ever as they have
/// begun.
bool is_spread(const sim::Model& model, const sim::Step& drive) {
  if (drive.b == k_none) return false;
  const sim::Distribution& d = model.distributions[drive.b];
  return d.kind != sim::DistributionKind::empirical && !d.is_cut() && d.variance() > 0;
}

/// Whether it takes servers or places of one resource alone, keeping none for others, or goes on at
/// another step at once.
bool takes_or_leaves(const sim::Model& model, const sim::Step& step) {
  if (step.c == k_none || step.b != k_none) return false;
  const bool never_waits =
      step.limit == 0 || (model.resources[step.a].queue_places == 0 && !step.stays_when_full);
  if (!never_waits || step.kind != StepKind::take) return never_waits;
  const std::vector<sim::NeedDef>& needs = model.needs[step.needs].of;
  return needs.size() == 1 && needs.front().spare == 0;
}

/// The only resource that class `c` asks for, if it does so as complete sharing wants it.
std::optional<std::uint32_t> only_shared(const sim::Model& model, std::uint32_t c) {
  const bool is_fleet = model.classes[c].source == sim::SourceKind::fleet;
  bool is_mixed = !is_fleet;
  std::optional<std::uint32_t> asked;
  for (const std::uint32_t i : reachable_from(model, model.classes[c].first_step)) {
    const sim::Step& step = model.steps[i];
    switch (step.kind) {
      case StepKind::seize:
      case StepKind::take:
        if (asked || !takes_or_leaves(model, step)) return {};
        if (is_fleet && is_held_up_from(model, step.c)) return {};
        asked = step.a;
        break;
      case StepKind::finish:
      case StepKind::give_up:
        if (is_fleet && is_held_up_from(model, i)) return {};
        break;
      case StepKind::travel:
        is_mixed = is_mixed || is_spread(model, step);
        break;
      case StepKind::branch_if:
      case StepKind::lap:  // may come to it again
        return {};
      case StepKind::branch:
        if (is_fleet) return {};
        break;
      default:
        break;  // `system_program` knows which it can follow
    }
  }
  return is_mixed ? asked : std::nullopt;
}

}  // namespace

bool is_complete_sharing(const sim::Model& model) {
  std::optional<std::uint32_t> shared;
  for (std::uint32_t c = 0; c < model.classes.size(); ++c) {
    if (!comes(model, c)) continue;
    const std::optional<std::uint32_t> own = only_shared(model, c);
    if (!own || (shared && *shared != *own)) return false;
    shared = own;
  }
  return shared.has_value();
}

}  // namespace kouan::analysis::theory
