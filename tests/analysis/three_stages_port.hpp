// A port of three stages, two of them passed by all, for tests of what theory says of it.
#pragma once

#include "models/scenario.hpp"
#include "tests/support/port_builder.hpp"

namespace kouan::test {

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
