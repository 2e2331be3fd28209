#include "models/scenario.hpp"

namespace kouan::models {
namespace {

struct InnerSteps {
  std::vector<const Steps*> operator()(const Visit& visit) const {
    return {&visit.steps, &visit.otherwise};
  }
  std::vector<const Steps*> operator()(const Within& within) const {
    return {&within.steps, &within.otherwise};
  }
  std::vector<const Steps*> operator()(const Repeat& repeat) const { return {&repeat.steps}; }
  std::vector<const Steps*> operator()(const Choose& choose) const {
    std::vector<const Steps*> lists;
    for (const Option& option : choose.options)
      lists.push_back(&option.steps);
    return lists;
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
