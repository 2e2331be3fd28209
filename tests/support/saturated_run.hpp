// One run of a scenario whose sources never run dry.
#pragma once

#include "models/compile.hpp"
#include "sim/run.hpp"

namespace kouan::test {

inline sim::RunResult run_saturated(const models::Scenario& s) {
  return sim::run(models::compile(s, {models::DemandMode::saturated, ""}).model, {});
}

}  // namespace kouan::test
