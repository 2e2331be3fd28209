// What `kouan check` says of one stage by theory.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "analysis/check.hpp"

namespace kouan::test {

/// Of those that it must tell of.
inline analysis::theory::StageAnswer answer_of_stage(const models::Scenario& s,
                                                     const std::string& id) {
  const analysis::theory::ScenarioTheory theory = analysis::check(s).theory;
  const auto found =
      std::find_if(theory.stages.begin(), theory.stages.end(),
                   [&](const analysis::theory::StageAnswer& one) { return one.stage == id; });
  REQUIRE_MESSAGE(found != theory.stages.end(), id);
  return *found;
}

}  // namespace kouan::test
