#include "models/process.hpp"

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

}  // namespace kouan::models
