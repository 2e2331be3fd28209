// Programs of choices.
#include <variant>

#include "models/program_writing.hpp"

namespace kouan::models {
namespace {

using sim::Step;
using sim::StepKind;

/// First place that the steps lead to: names a choice by what it chooses, not by where it stands.
std::string first_place(const Steps& steps) {
  for (const ProcessStep& step : steps) {
    const std::string place = place_of(step);
    if (!place.empty()) return place;
  }
  return "-";
}

}  // namespace

/// One draw decides: option i is taken when the uniform lies below the sum of the shares up to i.
/// Every option starts from the place before the choice, and so does what follows it.
void ProgramWriter::write_step(const Choose& choose) {
  if (choose.options.front().by_condition()) return write_conditional(choose);
  std::string name = "choose";
  for (const Option& option : choose.options)
    name += "/" + first_place(option.steps);
  const std::uint64_t draw = purpose(name);
  double upto = 0;
  std::vector<std::pair<std::uint32_t, const Option*>> branches;
  const Option* rest = nullptr;
  for (const Option& option : choose.options) {
    if (option.otherwise) {
      rest = &option;
      continue;
    }
    upto += option.share;
    branches.emplace_back(next(), &option);
    Step& branch = add(StepKind::branch);
    branch.purpose = draw;
    branch.probability = upto;
  }
  std::vector<std::uint32_t> ends;
  const std::string place_before = last_place_;
  const Way before = way_;
  if (rest != nullptr) write(rest->steps);
  Way after = way_;
  for (const auto& [branch, option] : branches) {
    ends.push_back(next());
    add(StepKind::jump);
    model_.steps[branch].a = next();
    last_place_ = place_before;
    way_ = before;
    write(option->steps);
    after = joined(after, way_);
  }
  last_place_ = place_before;
  way_ = after;
  for (const std::uint32_t jump : ends)
    model_.steps[jump].a = next();
}

}  // namespace kouan::models
