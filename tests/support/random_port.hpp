// Random models for properties that must hold of every model: stages of all disciplines in a row,
// and classes that each visit some of them in that order. rapidcheck draws, shrinks and prints
// them.
#pragma once

#include <rapidcheck.h>

#include <algorithm>
#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

#include "tests/support/model_builder.hpp"

namespace kouan::test {

enum class Times : std::uint8_t { constant, exponential, lognormal, uniform };

enum class Discipline : std::uint8_t {
  plain,
  finish,
  suspend,
  hand_over,
  preempt,
  breakdowns,
  vacations,
  batch,
  shared
};

struct StagePlan {
  int servers = 1;
  int mean_s = 60;
  Times times = Times::constant;
  Discipline discipline = Discipline::plain;
  int queue_places = -1;  ///< -1: any number
  bool has_shifts = false;
};

struct ClassPlan {
  int between_s = 100;  ///< mean time between arrivals
  unsigned visits = 1;  ///< bit s: it visits stage s
  int level = 0;
  int drive_s = 0;  ///< before each stage
};

struct PortPlan {
  std::vector<StagePlan> stages;
  std::vector<ClassPlan> classes;
  int warm_up_h = 0;
  unsigned seed = 1;
};

inline constexpr int k_horizon_h = 72;

inline std::ostream& operator<<(std::ostream& out, const PortPlan& port) {
  for (const StagePlan& s : port.stages) {
    out << "stage: " << s.servers << " servers, mean " << s.mean_s << " s, times "
        << int(static_cast<std::uint8_t>(s.times)) << ", discipline "
        << int(static_cast<std::uint8_t>(s.discipline)) << ", places " << s.queue_places
        << (s.has_shifts ? ", shifts" : "") << '\n';
  }
  for (const ClassPlan& c : port.classes) {
    out << "class: every " << c.between_s << " s, visits " << c.visits << ", level " << c.level
        << ", drive " << c.drive_s << " s\n";
  }
  return out << "warm-up " << port.warm_up_h << " h, seed " << port.seed << '\n';
}

inline sim::Distribution distribution_of(Times times, double mean_s) {
  switch (times) {
    case Times::constant:
      return sim::constant(mean_s);
    case Times::exponential:
      return sim::exponential(mean_s);
    case Times::lognormal:
      return sim::lognormal(mean_s, 0.7);
    case Times::uniform:
      return sim::uniform(mean_s / 2, mean_s * 3 / 2);
  }
  return sim::constant(mean_s);
}

inline sim::ServerRules rules_of(Discipline discipline, double mean_s) {
  sim::ServerRules rules;
  switch (discipline) {
    case Discipline::suspend:
      rules.at_closing = sim::AtClosing::suspend;
      break;
    case Discipline::hand_over:
      rules.at_closing = sim::AtClosing::hand_over;
      break;
    case Discipline::preempt:
      rules.preempts = true;
      break;
    case Discipline::breakdowns:
      rules.breakdowns = sim::BreakdownDef{sim::exponential(20 * mean_s),
                                           sim::exponential(2 * mean_s), mean_s > 60};
      break;
    case Discipline::vacations:
      rules.vacation_s = sim::exponential(mean_s);
      break;
    case Discipline::batch:
      rules.batch_least = 2;
      rules.batch_most = 4;
      break;
    case Discipline::plain:
    case Discipline::finish:
    case Discipline::shared:
      break;
  }
  return rules;
}

/// All day, or from 8 h to 18 h.
inline std::vector<sim::CapacityChange> capacity_of(const StagePlan& stage) {
  if (!stage.has_shifts) return {{0, stage.servers}};
  std::vector<sim::CapacityChange> out{{0, 0}};
  for (sim::Micros day = 0; day * 24 < k_horizon_h; ++day) {
    out.push_back({day * sim::k_day + 8 * sim::k_hour, stage.servers});
    out.push_back({day * sim::k_day + 18 * sim::k_hour, 0});
  }
  return out;
}

inline void add_stage(ModelBuilder& b, const StagePlan& stage) {
  const std::string name = "stage" + std::to_string(b.model().resources.size());
  if (stage.discipline == Discipline::plain) {
    b.resource(name, capacity_of(stage), stage.queue_places);
  } else if (stage.discipline == Discipline::shared) {
    const std::uint32_t r = b.resource(name, capacity_of(stage));
    b.model().resources[r].is_shared = true;
  } else {
    b.resource(name, capacity_of(stage), rules_of(stage.discipline, stage.mean_s),
               stage.queue_places);
  }
}

inline void add_class(ModelBuilder& b, const ClassPlan& plan, const PortPlan& port) {
  b.cls("class" + std::to_string(b.model().classes.size()), {{0, 1.0 / plan.between_s}});
  for (std::uint32_t s = 0; s < port.stages.size(); ++s) {
    if ((plan.visits >> s & 1U) == 0) continue;
    const StagePlan& stage = port.stages[s];
    const sim::Distribution takes = distribution_of(stage.times, stage.mean_s);
    if (plan.drive_s > 0) b.travel(sim::exponential(plan.drive_s));
    if (stage.discipline == Discipline::plain) {
      b.visit(s, takes);
    } else if (stage.discipline == Discipline::shared) {
      b.share(s, takes);
    } else {
      b.visit_server(s, takes, static_cast<std::uint8_t>(plan.level));
    }
  }
  b.add(sim::StepKind::clear).depart();
}

inline sim::Model model_of(const PortPlan& port) {
  ModelBuilder b(k_horizon_h * sim::k_hour, port.warm_up_h * sim::k_hour);
  for (const StagePlan& stage : port.stages)
    add_stage(b, stage);
  for (const ClassPlan& plan : port.classes)
    add_class(b, plan, port);
  return b.model();
}

inline rc::Gen<StagePlan> stages_of(rc::Gen<Discipline> disciplines) {
  using rc::gen::inRange;
  return rc::gen::build<StagePlan>(
      rc::gen::set(&StagePlan::servers, inRange(1, 5)),
      rc::gen::set(&StagePlan::mean_s, inRange(10, 200)),
      rc::gen::set(&StagePlan::times, rc::gen::element(Times::constant, Times::exponential,
                                                       Times::lognormal, Times::uniform)),
      rc::gen::set(&StagePlan::discipline, std::move(disciplines)),
      rc::gen::set(&StagePlan::queue_places, rc::gen::oneOf(rc::gen::just(-1), inRange(0, 6))),
      rc::gen::set(&StagePlan::has_shifts, rc::gen::element(false, false, true)));
}

inline rc::Gen<Discipline> any_discipline() {
  return rc::gen::element(Discipline::plain, Discipline::finish, Discipline::suspend,
                          Discipline::hand_over, Discipline::preempt, Discipline::breakdowns,
                          Discipline::vacations, Discipline::batch, Discipline::shared);
}

inline rc::Gen<ClassPlan> classes() {
  using rc::gen::inRange;
  return rc::gen::build<ClassPlan>(rc::gen::set(&ClassPlan::between_s, inRange(20, 400)),
                                   rc::gen::set(&ClassPlan::visits, inRange(1U, 32U)),
                                   rc::gen::set(&ClassPlan::level, inRange(0, 3)),
                                   rc::gen::set(&ClassPlan::drive_s, inRange(0, 600)));
}

/// Ports of at most five stages and three classes.
inline rc::Gen<PortPlan> ports(rc::Gen<Discipline> disciplines) {
  const auto some = [](auto gen, std::size_t most) {
    return rc::gen::mapcat(rc::gen::inRange(std::size_t{1}, most + 1), [gen](std::size_t n) {
      return rc::gen::container<std::vector<typename decltype(gen)::ValueType>>(n, gen);
    });
  };
  return rc::gen::build<PortPlan>(
      rc::gen::set(&PortPlan::stages, some(stages_of(std::move(disciplines)), 5)),
      rc::gen::set(&PortPlan::classes, some(classes(), 3)),
      rc::gen::set(&PortPlan::warm_up_h, rc::gen::inRange(0, 48)),
      rc::gen::set(&PortPlan::seed, rc::gen::inRange(1U, 1000000U)));
}

}  // namespace kouan::test
