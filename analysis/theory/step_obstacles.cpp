#include "analysis/theory/step_obstacles.hpp"

#include <algorithm>

#include "sim/ways.hpp"

namespace kouan::analysis::theory {

using sim::StepKind;

bool asks(const sim::Step& step) {
  return step.kind == StepKind::seize || step.kind == StepKind::seize_server ||
         step.kind == StepKind::share;
}

bool asks_for(const sim::Model& model, const sim::Step& step, std::size_t resource) {
  if (asks(step)) return step.a == resource;
  if (step.kind != StepKind::take) return false;
  const auto& needs = model.needs[step.needs].of;
  return std::any_of(needs.begin(), needs.end(),
                     [&](const sim::NeedDef& need) { return need.resource == resource; });
}

namespace {

bool is_whole(const sim::Step& gather) {
  return gather.kind == StepKind::gather && gather.level == 1;
}

}  // namespace

std::optional<Obstacle> obstacle_of(const sim::Model& model, std::size_t index) {
  const sim::Step& step = model.steps[index];
  switch (step.kind) {
    case StepKind::await_documents:
      return Obstacle::documents;
    case StepKind::work_for:
    case StepKind::branch_if:
    case StepKind::shortest:
      return Obstacle::conditions;
    case StepKind::serve:
    case StepKind::share:
      if (step.c != sim::k_none) return Obstacle::conditions;
      return {};
    case StepKind::gather:
      return is_whole(step) ? Obstacle::waits_on_way : Obstacle::others;
    case StepKind::ride:
      if (is_whole(model.steps[index - 1])) return {};  // it stands behind `gather`
      return Obstacle::others;
    case StepKind::disband:
    case StepKind::let_off:
      return Obstacle::others;
    case StepKind::fork:
    case StepKind::take_slot:
    case StepKind::wait_open:
    case StepKind::take:
    case StepKind::give_up:
    case StepKind::keep_order:
    case StepKind::keep_distance:
      return Obstacle::waits_on_way;
    case StepKind::seize:
    case StepKind::seize_server:
    case StepKind::served:
    case StepKind::reserve:
    case StepKind::hold:
    case StepKind::finish:
    case StepKind::travel:
    case StepKind::branch:
    case StepKind::jump:
    case StepKind::reach_border:
    case StepKind::declare:
    case StepKind::release_documents:
    case StepKind::clear:
    case StepKind::deposit:
    case StepKind::replenish:
    case StepKind::assign:
    case StepKind::split:
    case StepKind::lap:
    case StepKind::turn_away:
    case StepKind::end_way:
    case StepKind::depart:
    case StepKind::leave_events:
      return {};
  }
  return {};
}

bool some_leave_early(const sim::Model& model, std::size_t c) {
  std::vector<std::uint32_t> exits;
  for (std::uint32_t i = 0; i < model.steps.size(); ++i) {
    if (model.steps[i].kind == StepKind::turn_away) exits.push_back(i);
  }
  const auto is_let_in = [&](std::uint32_t from, std::uint32_t to) {
    return to == from + 1 || to != model.steps[from].c;
  };
  const std::uint32_t first = model.classes[c].first_step;
  return sim::leading_to(sim::steps_before(model), exits, is_let_in)[first] != 0;
}

void forget_steps(Obstacles& why) {
  for (const Obstacle o : {Obstacle::others, Obstacle::conditions, Obstacle::waits_on_way})
    why.erase(o);
}

StepObstacles::StepObstacles(const sim::Model& model, std::size_t c)
    : model_(model), been_through_(model.steps.size()), is_reached_(model.steps.size(), 0) {
  come(model.classes[c].first_step, {});
  while (!open_.empty()) {
    const std::uint32_t from = *open_.begin();
    open_.erase(open_.begin());
    for (const std::uint32_t to : sim::next_steps(model, from))
      come(to, after(from, to));
  }
}

Obstacles StepObstacles::while_held(std::uint32_t asked) const {
  Obstacles out;
  if (model_.steps[asked].kind == StepKind::share) {  // holds nothing
    if (const auto why = obstacle_of(model_, asked)) out.insert(*why);
    return out;
  }
  const std::uint32_t resource = model_.steps[asked].a;
  std::set<std::uint32_t> known{asked};
  for (std::vector<std::uint32_t> open{asked}; !open.empty();) {
    const std::uint32_t from = open.back();
    open.pop_back();
    const sim::Step& step = model_.steps[from];
    if (step.kind == StepKind::finish && step.a == resource) continue;
    if (const auto why = from == asked ? std::nullopt : obstacle_of(model_, from)) out.insert(*why);
    for (const std::uint32_t to : sim::next_steps(model_, from)) {
      const bool is_turned_away = from == asked && to == step.c;
      const bool is_split_off = step.kind == StepKind::split && to != from + 1;
      if (to >= known_steps() || is_turned_away || is_split_off) continue;
      if (known.insert(to).second) open.push_back(to);
    }
  }
  out.erase(Obstacle::documents);
  return out;
}

/// Parts that begin a way come as their whole came to where it parts; those that are split off come
/// several at a time, carriers when others let them.
Obstacles StepObstacles::after(std::uint32_t from, std::uint32_t to) const {
  const sim::Step& step = model_.steps[from];
  Obstacles out = been_through_[from];
  const bool is_next = to == from + 1;
  const bool is_part = step.kind == StepKind::fork && !is_next;
  if (const auto why = obstacle_of(model_, from); why && !is_part) out.insert(*why);
  if (step.kind == StepKind::split && !is_next) out.insert(Obstacle::others);
  if (step.kind == StepKind::ride && to == step.c) out.insert(Obstacle::others);
  return out;
}

void StepObstacles::come(std::uint32_t step, const Obstacles& with) {
  if (step >= known_steps()) return;
  Obstacles& known = been_through_[step];
  const std::size_t before = known.size();
  known.insert(with.begin(), with.end());
  if (is_reached_[step] != 0 && known.size() == before) return;
  is_reached_[step] = 1;
  open_.insert(step);
}

}  // namespace kouan::analysis::theory
