#include "models/process.hpp"

#include <algorithm>

namespace kouan::models {
namespace {

struct InnerSteps {
  std::vector<const Steps*> operator()(const Visit& visit) const {
    return {&visit.steps, &visit.otherwise};
  }
  std::vector<const Steps*> operator()(const Within& within) const {
    return {&within.steps, &within.otherwise};
  }
  std::vector<const Steps*> operator()(const Seize& seize) const { return {&seize.otherwise}; }
  std::vector<const Steps*> operator()(const Pass& pass) const { return {&pass.otherwise}; }
  std::vector<const Steps*> operator()(const Repeat& repeat) const { return {&repeat.steps}; }
  std::vector<const Steps*> operator()(const Choose& choose) const {
    std::vector<const Steps*> lists;
    for (const Option& option : choose.options)
      lists.push_back(&option.steps);
    return lists;
  }
  std::vector<const Steps*> operator()(const Parallel& parallel) const {
    std::vector<const Steps*> lists;
    for (const Steps& way : parallel.ways)
      lists.push_back(&way);
    return lists;
  }
  std::vector<const Steps*> operator()(const Gather& gather) const {
    return {&gather.steps, &gather.otherwise};
  }
  std::vector<const Steps*> operator()(const Appointment& appointment) const {
    return {&appointment.otherwise};
  }
  template <class Other>
  std::vector<const Steps*> operator()(const Other&) const {
    return {};
  }
};

}  // namespace

std::vector<const Steps*> inner_steps(const ProcessStep& step) {
  return std::visit(InnerSteps{}, step.what);
}

namespace {

/// Neither takes time nor waits by itself; what stands inside is asked by itself.
bool is_timeless(const ProcessStep& step) {
  const auto& what = step.what;
  return std::holds_alternative<Cleared>(what) || std::holds_alternative<ReachBorder>(what) ||
         std::holds_alternative<Declare>(what) || std::holds_alternative<Release>(what) ||
         std::holds_alternative<Leave>(what) || std::holds_alternative<Assign>(what) ||
         std::holds_alternative<Label>(what) || std::holds_alternative<GoTo>(what) ||
         std::holds_alternative<Vacate>(what) || std::holds_alternative<Choose>(what) ||
         std::holds_alternative<Repeat>(what) || std::holds_alternative<Parallel>(what);
}

/// `is_cleared`: on some way the vehicle has been cleared, before or by now.
bool go_on(const Steps& steps, bool& is_cleared) {
  return std::any_of(steps.begin(), steps.end(), [&](const ProcessStep& step) {
    if (is_cleared && !is_timeless(step)) return true;
    if (std::holds_alternative<Cleared>(step.what)) is_cleared = true;
    bool inside = is_cleared;
    for (const Steps* inner : inner_steps(step)) {
      bool on_this_way = is_cleared;
      if (go_on(*inner, on_this_way)) return true;
      inside = inside || on_this_way;
    }
    is_cleared = inside;
    return false;
  });
}

}  // namespace

bool go_on_after_clearance(const Steps& steps) {
  bool is_cleared = false;
  return go_on(steps, is_cleared);
}

bool come_to_gathering(const Steps& steps, const std::string& gathering) {
  return std::any_of(steps.begin(), steps.end(), [&](const ProcessStep& step) {
    const auto* gather = std::get_if<Gather>(&step.what);
    if (gather != nullptr && gather->at == gathering) return true;
    const std::vector<const Steps*> inner = inner_steps(step);
    return std::any_of(inner.begin(), inner.end(),
                       [&](const Steps* list) { return come_to_gathering(*list, gathering); });
  });
}

}  // namespace kouan::models
