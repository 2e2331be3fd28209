#include "sim/ways.hpp"

namespace kouan::sim {

std::vector<std::uint32_t> next_steps(const Model& model, std::uint32_t index) {
  const Step& step = model.steps[index];
  switch (step.kind) {
    case StepKind::jump:
      return {step.a};
    case StepKind::branch:
    case StepKind::branch_if:
      return {step.a, index + 1};
    case StepKind::shortest:
      return model.comparisons[step.a].steps;
    case StepKind::seize:
    case StepKind::seize_server:
    case StepKind::take:
    case StepKind::take_slot:
      return {index + 1, step.c};
    case StepKind::fork: {
      std::vector<std::uint32_t> next = model.forks[step.a].ways;
      next.push_back(index + 1);
      return next;
    }
    case StepKind::split:
      return {index + 1, model.classes[step.a].first_step};
    case StepKind::gather: {
      const std::uint32_t into = model.gatherings[step.a].into;
      return {index + 1, step.c, into == k_none ? k_none : model.classes[into].first_step};
    }
    case StepKind::ride:
      return {step.a, step.c};
    case StepKind::turn_away:
    case StepKind::depart:
    case StepKind::leave_events:
    case StepKind::end_way:
    case StepKind::disband:
      return {};
    case StepKind::serve:
    case StepKind::served:
    case StepKind::share:
    case StepKind::reserve:
    case StepKind::hold:
    case StepKind::finish:
    case StepKind::travel:
    case StepKind::reach_border:
    case StepKind::declare:
    case StepKind::await_documents:
    case StepKind::release_documents:
    case StepKind::clear:
    case StepKind::deposit:
    case StepKind::replenish:
    case StepKind::assign:
    case StepKind::work_for:
    case StepKind::lap:
    case StepKind::let_off:
    case StepKind::wait_open:
    case StepKind::give_up:
    case StepKind::keep_order:
    case StepKind::keep_distance:
      break;
  }
  return {index + 1};
}

std::vector<std::vector<std::uint32_t>> steps_before(const Model& model) {
  const auto count = static_cast<std::uint32_t>(model.steps.size());
  std::vector<std::vector<std::uint32_t>> before(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    for (const std::uint32_t next : next_steps(model, i)) {
      if (next < count) before[next].push_back(i);
    }
  }
  return before;
}

std::vector<char> leading_to(
    const std::vector<std::vector<std::uint32_t>>& before, const std::vector<std::uint32_t>& goals,
    const std::function<bool(std::uint32_t from, std::uint32_t to)>& may_pass) {
  std::vector<char> leads(before.size(), 0);
  std::vector<std::uint32_t> open;
  const auto come = [&](std::uint32_t step) {
    if (leads[step] != 0) return;
    leads[step] = 1;
    open.push_back(step);
  };
  for (const std::uint32_t goal : goals)
    come(goal);
  while (!open.empty()) {
    const std::uint32_t step = open.back();
    open.pop_back();
    for (const std::uint32_t from : before[step]) {
      if (may_pass(from, step)) come(from);
    }
  }
  return leads;
}

std::vector<std::uint32_t> steps_of_kind(const Model& model, std::uint32_t gathering,
                                         std::size_t kind) {
  std::vector<std::uint32_t> steps;
  for (std::uint32_t i = 0; i < model.steps.size(); ++i) {
    const Step& step = model.steps[i];
    if (step.kind == StepKind::gather && step.a == gathering && step.limit == kind)
      steps.push_back(i);
  }
  return steps;
}

std::vector<std::uint32_t> steps_of_batch(const Model& model, std::uint32_t resource) {
  std::vector<std::uint32_t> steps;
  for (std::uint32_t i = 0; i < model.steps.size(); ++i) {
    const Step& step = model.steps[i];
    if (step.kind == StepKind::seize_server && step.a == resource) steps.push_back(i);
  }
  return steps;
}

bool waits_for_a_batch(const ResourceDef& resource) {
  return resource.rules && resource.rules->batch_least > 1;
}

}  // namespace kouan::sim
