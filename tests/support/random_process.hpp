// Random scenarios whose processes are nested lists of steps: ways that part, loops, places held
// over other steps, parts that go at once, sections, gatherings. rapidcheck draws the numbers from
// which they grow, and shrinks them; a list that is used up grows on by travel alone.
#pragma once

#include <rapidcheck.h>

#include <array>
#include <cstddef>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "models/compile.hpp"
#include "tests/support/port_builder.hpp"

namespace kouan::test {

struct ProcessPlan {
  std::vector<unsigned> numbers;
  unsigned seed = 1;
};

/// Grows a scenario of two classes. Nothing in it may knot: queues have room, yards are entered in
/// the order of their numbers, and gatherings leave after a while with whoever is there.
class ScenarioGrower {
 public:
  explicit ScenarioGrower(const std::vector<unsigned>& numbers) : numbers_(numbers) {
    port_ = empty_port(2);
    for (unsigned s = 0; s < k_stages; ++s)
      port_.stages.push_back(stage(name("stage", s), 1 + int(next(3)),
                                   sim::exponential(30 + 60 * next(6)), next(4) == 1 ? "day" : ""));
    for (unsigned y = 0; y < k_yards; ++y)
      port_.stages.push_back(yard(name("yard", y), 1 + int(next(5))));
    for (unsigned s = 0; s < k_sections; ++s)
      port_.stages.push_back(section(s));
  }

  models::Scenario grow() {
    for (const char* id : {"one", "other"}) {
      models::Steps all = steps(0, 0);
      all.push_back(cleared());
      add_class(port_, id, std::move(all), 100.0 * (1 + next(10)));
    }
    return std::move(port_);
  }

 private:
  static constexpr unsigned k_stages = 3;
  static constexpr unsigned k_yards = 3;
  static constexpr unsigned k_sections = 2;
  static constexpr int k_deepest = 3;

  static std::string name(const std::string& kind, unsigned number) {
    return kind + std::to_string(number);
  }

  unsigned next(unsigned below) { return at_ < numbers_.size() ? numbers_[at_++] % below : 0; }

  models::Stage section(unsigned number) {
    models::Stage out = stage(name("section", number), 1 + int(next(3)), sim::constant(60));
    out.kind = models::StageKind::section;
    models::SectionRules rules;
    rules.directions = {{"in", "", 0, 0}, {"out", "", 0, 0}};
    rules.exclusive = next(2) == 0;
    rules.in_order = next(2) == 0;
    rules.following_s = 30.0 * next(3);
    out.section = rules;
    return out;
  }

  models::Steps steps(int depth, unsigned first_yard) {
    models::Steps out;
    for (unsigned n = 1 + next(3); n > 0; --n)
      out.push_back(step(depth, first_yard));
    return out;
  }

  models::ProcessStep step(int depth, unsigned first_yard) {
    switch (next(depth < k_deepest ? 8 : 3)) {
      case 1:
        return visit(name("stage", next(k_stages)));
      case 2: {
        const std::string where = name("section", next(k_sections));
        return {models::Pass{where, next(2) == 0 ? "in" : "out"}, {}};
      }
      case 3: {
        const double to_first = 0.25 * (1 + next(3));
        models::Steps first = steps(depth + 1, first_yard);
        return choose({share(to_first, std::move(first)), otherwise(steps(depth + 1, first_yard))});
      }
      case 4: {
        const double again = 0.2 * (1 + next(3));
        return {models::Repeat{steps(depth + 1, first_yard), again, {}}, {}};
      }
      case 5: {
        if (first_yard == k_yards) return travel(60);
        const unsigned number = first_yard + next(k_yards - first_yard);
        return within(name("yard", number), steps(depth + 1, number + 1));
      }
      case 6:
        return side_by_side(depth, first_yard);
      case 7:
        return gather(depth);
      default:
        return travel(sim::exponential(60.0 * (1 + next(10))));
    }
  }

  models::ProcessStep side_by_side(int depth, unsigned first_yard) {
    models::Parallel out;
    for (unsigned n = 2 + next(2); n > 0; --n)
      out.ways.push_back(steps(depth + 1, first_yard));
    out.needed = static_cast<std::int32_t>(next(2));  // all, or the first
    return {std::move(out), {}};
  }

  /// What a batch does together takes no place that its members may hold.
  models::ProcessStep gather(int depth) {
    models::Gathering point;
    point.id = name("gathering", static_cast<unsigned>(port_.gatherings.size()));
    point.number = 2 + static_cast<std::int32_t>(next(3));
    point.within_s = 300.0 * (1 + next(4));
    port_.gatherings.push_back(point);
    models::Gather out;
    out.at = point.id;
    if (next(2) == 1) out.steps = steps(depth + 1, k_yards);
    return {std::move(out), {}};
  }

  const std::vector<unsigned>& numbers_;
  std::size_t at_ = 0;
  models::Scenario port_;
};

inline models::Scenario scenario_of(const ProcessPlan& plan) {
  return ScenarioGrower(plan.numbers).grow();
}

inline sim::Model model_of(const ProcessPlan& plan) {
  return models::compile(scenario_of(plan)).model;
}

inline void print(std::ostream& out, const models::Steps& steps, std::size_t indent) {
  static const std::array<const char*, 24> k_words = {
      "visit",           "within",  "travel",     "choose",   "reach-border", "declare",
      "await-documents", "release", "cleared",    "unload",   "leave",        "assign",
      "repeat",          "label",   "go-to",      "parallel", "gather",       "let-off",
      "split",           "book",    "wait-until", "seize",    "vacate",       "pass"};
  for (const models::ProcessStep& step : steps) {
    out << std::string(indent, ' ') << k_words.at(step.what.index());
    if (const auto* visit = std::get_if<models::Visit>(&step.what)) out << ' ' << visit->stage;
    if (const auto* within = std::get_if<models::Within>(&step.what)) out << ' ' << within->yard;
    if (const auto* pass = std::get_if<models::Pass>(&step.what))
      out << ' ' << pass->section << ' ' << pass->direction;
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

inline rc::Gen<ProcessPlan> process_plans() {
  const auto numbers =
      rc::gen::mapcat(rc::gen::inRange(std::size_t{60}, std::size_t{240}), [](std::size_t n) {
        return rc::gen::container<std::vector<unsigned>>(
            n, rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0U, 840U)));
      });
  return rc::gen::build<ProcessPlan>(
      rc::gen::set(&ProcessPlan::numbers, numbers),
      rc::gen::set(&ProcessPlan::seed, rc::gen::inRange(1U, 1000000U)));
}

}  // namespace kouan::test
