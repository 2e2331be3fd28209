// A small port for the tests of `kouan check`, and how they look into what it says.
#pragma once

#include <string>

#include "analysis/check.hpp"
#include "tests/support/port_builder.hpp"

namespace kouan::test::checked {

inline bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

inline const analysis::CheckWarning* warning(const analysis::CheckReport& report,
                                             const std::string& id) {
  for (const analysis::CheckWarning& w : report.warnings) {
    if (w.id == id) return &w;
  }
  return nullptr;
}

/// A gate of two lanes, a scanner for some, an exit after clearance; 100 trucks of 10 t a day.
inline models::Scenario port() {
  models::Scenario s = empty_port(10);
  s.stages = {stage("gate", 2, sim::lognormal(600, 0.5), "day"),
              stage("scan", 1, sim::constant(300), "day"), stage("exit", 1, sim::constant(60))};
  add_class(s, "truck",
            {visit("gate"), travel(600), choose({share(0.25, {visit("scan")})}), cleared(),
             visit("exit")},
            100);
  models::Provenance assumed{"stages.gate.service",
                             "lognormal(mean 10 min, cv 0.5)",
                             "",
                             models::Grade::assumed,
                             "5 min .. 15 min",
                             {"a guess", "猜测"},
                             {}};
  models::Provenance known{"stages.gate.servers", "2", "BYN24", models::Grade::a, "", {}, {}};
  s.provenance = {assumed, known};
  return s;
}

}  // namespace kouan::test::checked
