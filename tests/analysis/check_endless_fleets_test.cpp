// Fleets that may come round without any time passing are warned of before a run is stopped by it.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "analysis/check.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::analysis;
using namespace kouan::models;
using namespace kouan::test;

namespace {

/// A fleet of three at a gate that turns away.
Scenario refused_fleet(Steps steps) {
  Scenario s = empty_port();
  s.stages = {stage("gate", 1, sim::constant(240))};
  s.stages[0].queue_places = 0;
  s.stages[0].rules.turns_away = true;
  add_fleet(s, "agv", std::move(steps), 3);
  return s;
}

const CheckWarning* endless_of(const CheckReport& report) {
  const auto found = std::find_if(report.warnings.begin(), report.warnings.end(),
                                  [](const auto& w) { return w.id == "endless-fleet"; });
  return found == report.warnings.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("a fleet that is turned away with nothing to do meanwhile is warned of") {
  const CheckReport report = check(refused_fleet({visit("gate"), cleared(), travel(300)}));
  const CheckWarning* found = endless_of(report);
  REQUIRE(found != nullptr);
  CHECK(found->about == "agv");
  CHECK(found->text.en.find("that Stage gate (gate) turns away comes again at once") !=
        std::string::npos);
  CHECK(found->text.zh.find("被环节gate") != std::string::npos);
  const CheckReport before = check(refused_fleet({travel(300), visit("gate"), cleared()}));
  CHECK(endless_of(before) == nullptr);
  Visit gate{"gate", {}};
  gate.otherwise = {travel(60)};
  gate.has_otherwise = true;
  CHECK(endless_of(check(refused_fleet({{gate, {}}, cleared()}))) == nullptr);
  Scenario waits = refused_fleet({visit("gate"), cleared(), travel(300)});
  waits.stages[0].queue_places.reset();
  CHECK(endless_of(check(waits)) == nullptr);
}

TEST_CASE("a fleet that has room for all of it is not warned of") {
  Scenario s = refused_fleet({visit("gate"), cleared(), travel(300)});  // three vehicles
  s.stages[0].queue_places = 1;
  CHECK(endless_of(check(s)) != nullptr);  // with the one at work two
  s.stages[0].queue_places = 2;
  CHECK(endless_of(check(s)) == nullptr);
  add_fleet(s, "cart", {travel(60), visit("gate"), cleared()}, 1);
  CHECK(endless_of(check(s)) != nullptr);  // and a fourth of another fleet
  s.stages[0].queue_places = 3;
  CHECK(endless_of(check(s)) == nullptr);
  Scenario open = s;  // of others as many may come as will
  add_class(open, "car", {visit("gate"), cleared()}, 10);
  CHECK(endless_of(check(open)) != nullptr);
  s.stages[0].breakdowns = Breakdowns{sim::exponential(3600), sim::exponential(600), false};
  CHECK(endless_of(check(s)) != nullptr);  // while its server is out of order
  s.stages[0].queue_places = 4;
  CHECK(endless_of(check(s)) == nullptr);
}

TEST_CASE("a fleet whose way may take no time is warned of") {
  Scenario s = refused_fleet({choose({share(0.1, {cleared()}), otherwise({travel(60)})})});
  const CheckReport report = check(s);
  REQUIRE(endless_of(report) != nullptr);
  CHECK(endless_of(report)->text.en.find("can come round without any time passing") !=
        std::string::npos);
  s.processes[0].steps.push_back(travel(sim::exponential(60)));
  CHECK(endless_of(check(s)) == nullptr);
}
