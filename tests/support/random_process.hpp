// Random scenarios whose processes are nested lists of steps (scenario_grower.hpp). rapidcheck
// draws the numbers from which they grow, shrinks them, and prints what has grown.
#pragma once

#include <rapidcheck.h>

#include <cstddef>
#include <ostream>
#include <string>
#include <variant>
#include <vector>

#include "models/compile.hpp"
#include "models/program_writing.hpp"
#include "tests/support/scenario_grower.hpp"

namespace kouan::test {

struct ProcessPlan {
  std::vector<unsigned> numbers;
  unsigned seed = 1;
  Grain grain = Grain::any;
};

inline models::Scenario scenario_of(const ProcessPlan& plan) {
  return ScenarioGrower(plan.numbers, plan.grain).grow();
}

inline sim::Model model_of(const ProcessPlan& plan) {
  return models::compile(scenario_of(plan)).model;
}

/// How steps are written in scenario files.
struct StepWord {
  const char* operator()(const models::Visit&) const { return "visit"; }
  const char* operator()(const models::Within&) const { return "within"; }
  const char* operator()(const models::Travel&) const { return "travel"; }
  const char* operator()(const models::Choose&) const { return "choose"; }
  const char* operator()(const models::ReachBorder&) const { return "reach-border"; }
  const char* operator()(const models::Declare&) const { return "declare"; }
  const char* operator()(const models::AwaitDocuments&) const { return "await-documents"; }
  const char* operator()(const models::Release&) const { return "release"; }
  const char* operator()(const models::Cleared&) const { return "cleared"; }
  const char* operator()(const models::Unload&) const { return "unload"; }
  const char* operator()(const models::Leave&) const { return "leave"; }
  const char* operator()(const models::Assign&) const { return "assign"; }
  const char* operator()(const models::Repeat&) const { return "repeat"; }
  const char* operator()(const models::Label&) const { return "label"; }
  const char* operator()(const models::GoTo&) const { return "go-to"; }
  const char* operator()(const models::Parallel&) const { return "parallel"; }
  const char* operator()(const models::Gather& gather) const {
    return gather.at == "meeting" || gather.at == "reunion" ? "meet" : "gather";
  }
  const char* operator()(const models::LetOff&) const { return "let-off"; }
  const char* operator()(const models::Split&) const { return "split"; }
  const char* operator()(const models::Appointment&) const { return "appointment"; }
  const char* operator()(const models::WaitUntil&) const { return "wait-until"; }
  const char* operator()(const models::Seize&) const { return "seize"; }
  const char* operator()(const models::Vacate&) const { return "vacate"; }
  const char* operator()(const models::Pass&) const { return "pass"; }
};

inline void print(std::ostream& out, const models::Steps& steps, std::size_t indent) {
  for (const models::ProcessStep& step : steps) {
    out << std::string(indent, ' ') << std::visit(StepWord{}, step.what) << ' '
        << models::place_of(step);
    if (const auto* pass = std::get_if<models::Pass>(&step.what)) out << ' ' << pass->direction;
    out << '\n';
    for (const models::Steps* inner : models::inner_steps(step)) {
      out << std::string(indent + 1, ' ') << "-\n";
      print(out, *inner, indent + 2);
    }
  }
}

inline std::ostream& operator<<(std::ostream& out, const ProcessPlan& plan) {
  for (const models::Process& process : scenario_of(plan).processes) {
    out << process.id << ":\n";
    print(out, process.steps, 2);
  }
  return out << "seed " << plan.seed << '\n';
}

inline rc::Gen<ProcessPlan> process_plans(Grain grain = Grain::any) {
  const auto numbers =
      rc::gen::mapcat(rc::gen::inRange(std::size_t{80}, std::size_t{300}), [](std::size_t n) {
        return rc::gen::container<std::vector<unsigned>>(
            n, rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0U, 360360U)));
      });
  return rc::gen::build<ProcessPlan>(
      rc::gen::set(&ProcessPlan::numbers, numbers),
      rc::gen::set(&ProcessPlan::seed, rc::gen::inRange(1U, 1000000U)),
      rc::gen::set(&ProcessPlan::grain, rc::gen::just(grain)));
}

}  // namespace kouan::test
