// A port of three stages, two of them passed by all, for tests of what theory says of it.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "analysis/check.hpp"
#include "analysis/theory/scenario_theory.hpp"
#include "models/scenario.hpp"
#include "tests/support/port_builder.hpp"

namespace kouan::test {

inline sim::Distribution exponential_min(double mean) { return sim::exponential(60 * mean); }

inline analysis::theory::ScenarioTheory theory_of(const models::Scenario& s) {
  return analysis::check(s).theory;
}

inline const analysis::theory::StageAnswer& stage_of(const analysis::theory::ScenarioTheory& theory,
                                                     const std::string& id) {
  const auto found =
      std::find_if(theory.stages.begin(), theory.stages.end(),
                   [&](const analysis::theory::StageAnswer& s) { return s.stage == id; });
  REQUIRE_MESSAGE(found != theory.stages.end(), id);
  return *found;
}

/// One class, 1000 a day, through a gate of two lanes; a quarter of it to a scanner; through an
/// exit.
inline models::Scenario three_stages(const sim::Distribution& at_gate,
                                     const sim::Distribution& at_exit) {
  models::Scenario s = empty_port();
  s.stages = {stage("gate", 2, at_gate), stage("scan", 1, sim::exponential(240)),
              stage("exit", 1, at_exit)};
  add_class(s, "truck",
            {visit("gate"), travel(sim::uniform(60, 600)), choose({share(0.25, {visit("scan")})}),
             cleared(), visit("exit")},
            1000);
  return s;
}

}  // namespace kouan::test
