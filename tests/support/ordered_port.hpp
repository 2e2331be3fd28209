// Random ports of stages that are served in the order of coming, without limits and loops, where
// theory says that a further server and faster work delay nobody. Two classes go the same ways.
#pragma once

#include <rapidcheck.h>

#include <cstddef>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/port_builder.hpp"

namespace kouan::test {

struct OrderedPlan {
  std::vector<unsigned> numbers;
  unsigned seed = 1;
  bool ways_meet = false;  ///< ways that parted come to a stage again
};

struct OrderedPort {
  models::Scenario scenario;
  std::vector<std::string> may_grow;  ///< stages at which a further server lets nobody overtake
};

/// Ways part by draws of each entity, and go side by side; no stage is on two of them. Stages keep
/// the order in which they are entered: one server, or one time for all. Where ways part for good,
/// the last stage need not. Where they meet again, all times behind that are constant.
class OrderedGrower {
 public:
  explicit OrderedGrower(const OrderedPlan& plan) : plan_(plan) {}

  OrderedPort grow() {
    port_.scenario = empty_port(1);
    models::Steps steps;
    if (next(2) == 1) steps.push_back(travel(sim::exponential(600)));  // nothing is slower by it
    line(steps, 0);
    models::Steps other;
    if (next(3) > 0) {
      models::Steps first;
      end(first);
      end(other);
      steps.push_back(choose({share(0.25 * (1 + next(3)), std::move(first)), otherwise(other)}));
    } else {
      end(steps);
    }
    if (plan_.ways_meet) {
      for (unsigned n = 1 + next(2); n > 0; --n)
        constant_stage(steps);
    } else {
      steps.push_back(travel(sim::exponential(600)));
    }
    steps.push_back(cleared());
    for (const char* id : {"one", "other"})
      add_class(port_.scenario, id, steps, 200.0 * (1 + next(4)));
    return std::move(port_);
  }

 private:
  unsigned next(unsigned below) {
    return at_ < plan_.numbers.size() ? plan_.numbers[at_++] % below : 0;
  }

  models::Stage& add_stage(models::Steps& steps, int servers, sim::Distribution time) {
    const std::string id = "stage" + std::to_string(port_.scenario.stages.size());
    port_.scenario.stages.push_back(stage(id, servers, std::move(time), next(4) == 1 ? "day" : ""));
    steps.push_back(visit(id));
    return port_.scenario.stages.back();
  }

  void constant_stage(models::Steps& steps) {
    const int servers = 1 + int(next(3));
    port_.may_grow.push_back(
        add_stage(steps, servers, sim::constant(static_cast<unsigned>(servers) * (20 + next(60))))
            .id);
  }

  sim::Distribution any_time(unsigned mean_s) {
    switch (next(3)) {
      case 1:
        return sim::lognormal(mean_s, 0.7);
      case 2:
        return sim::uniform(mean_s / 2.0, mean_s * 1.5);
      default:
        return sim::exponential(mean_s);
    }
  }

  void line(models::Steps& steps, int depth) {
    for (unsigned n = 1 + next(2); n > 0; --n) {
      const unsigned kind = next(depth < 2 ? 4 : 3);
      if (kind == 0) {
        constant_stage(steps);
      } else if (kind == 1) {
        models::Stage& one = add_stage(steps, 1, any_time(20 + next(80)));
        if (next(2) == 1) one.service_by_class = {{"other", any_time(20 + next(80))}};
      } else if (kind == 2) {
        steps.push_back(travel(30.0 * (1 + next(20))));
      } else {
        models::Parallel out;
        out.ways.resize(2 + next(2));
        for (models::Steps& way : out.ways)
          line(way, depth + 1);
        out.needed = static_cast<std::int32_t>(next(3));
        steps.push_back({std::move(out), {}});
      }
    }
  }

  /// Of a way, or of all.
  void end(models::Steps& steps) {
    if (plan_.ways_meet) return line(steps, 1);
    const int servers = 1 + int(next(3));
    port_.may_grow.push_back(
        add_stage(steps, servers, any_time(20 + static_cast<unsigned>(servers) * next(80))).id);
  }

  const OrderedPlan& plan_;
  std::size_t at_ = 0;
  OrderedPort port_;
};

inline OrderedPort port_of(const OrderedPlan& plan) { return OrderedGrower(plan).grow(); }

inline std::ostream& operator<<(std::ostream& out, const OrderedPlan& plan) {
  for (const models::Stage& s : port_of(plan).scenario.stages)
    out << s.id << ": " << s.groups.front().servers << " servers, " << s.service->mean() << " s "
        << s.groups.front().hours << '\n';
  return out << (plan.ways_meet ? "ways meet" : "ways part") << ", seed " << plan.seed << '\n';
}

inline rc::Gen<OrderedPlan> ordered_plans(bool ways_meet) {
  const auto numbers = rc::gen::container<std::vector<unsigned>>(
      60, rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0U, 360360U)));
  return rc::gen::build<OrderedPlan>(
      rc::gen::set(&OrderedPlan::numbers, numbers),
      rc::gen::set(&OrderedPlan::seed, rc::gen::inRange(1U, 1000000U)),
      rc::gen::set(&OrderedPlan::ways_meet, rc::gen::just(ways_meet)));
}

}  // namespace kouan::test
