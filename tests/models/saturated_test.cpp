// Saturated runs: demand far above capacity, in the proportions of the demand at every entry.
#include <doctest/doctest.h>

#include "models/compile.hpp"
#include "models/endless_classes.hpp"
#include "sim/run.hpp"
#include "tests/support/port_builder.hpp"
#include "tests/support/saturated_run.hpp"

namespace kouan::models {
namespace {

using namespace test;

/// Coal and copper, nine to one, behind one gate that takes a minute each.
Scenario mixed_port() {
  Scenario s = empty_port(30);
  s.stages = {stage("gate", 1, sim::constant(60))};
  add_class(s, "coal", {visit("gate"), cleared()}, 90);
  add_class(s, "copper", {visit("gate"), cleared()}, 10);
  s.saturated_warm_up_s = 10 * 86400.0;
  return s;
}

}  // namespace

TEST_CASE("at one entry a saturated run keeps the proportions of the demand") {
  Scenario s = mixed_port();
  const auto hold = [&] {
    const sim::RunResult r = run_saturated(s);
    const auto coal = static_cast<double>(r.classes[0].cleared);
    const auto copper = static_cast<double>(r.classes[1].cleared);
    CHECK(coal + copper == doctest::Approx(20 * 1440).epsilon(1e-3));
    CHECK(copper / (coal + copper) == doctest::Approx(0.1).epsilon(0.01));
  };
  SUBCASE("first come, first served") { hold(); }
  SUBCASE("whoever goes first") {
    s.stages[0].priority = {{"copper", 1}};
    hold();
  }
  SUBCASE("the few last") {
    s.stages[0].priority = {{"coal", 1}};
    hold();
  }
}

TEST_CASE("whatever brings them, those who come are sent without end") {
  Scenario s = mixed_port();
  s.classes[0].rates.clear();
  s.classes[0].arrivals.kind = ArrivalKind::timetable;
  s.classes[0].arrivals.timetable.every_s = 960;
  const sim::RunResult r = run_saturated(s);
  const auto both = static_cast<double>(r.classes[0].cleared + r.classes[1].cleared);
  CHECK(both == doctest::Approx(20 * 1440).epsilon(1e-3));
  CHECK(static_cast<double>(r.classes[1].cleared) / both == doctest::Approx(0.1).epsilon(0.01));
}

TEST_CASE("a queue without limit behind a quick entry does not take all that could come") {
  Scenario s = mixed_port();
  s.horizon_s = 400 * 86400.0;
  s.stages[0].service = sim::constant(10);
  s.stages.push_back(stage("slow", 1, sim::constant(600)));
  s.stages.push_back(stage("other", 1, sim::constant(600)));
  for (Process& process : s.processes)
    process.steps.insert(process.steps.begin() + 1, visit("slow"));
  add_class(s, "elsewhere", {visit("other"), cleared()}, 100);
  const sim::RunResult r = run_saturated(s);  // 3.5 million could pass the gate
  CHECK(r.stop == sim::StopReason::horizon);
  CHECK(r.resources[1].busy_time_s == doctest::Approx(390 * 86400));
  CHECK(r.resources[2].busy_time_s == doctest::Approx(390 * 86400));
  CHECK(r.classes[0].inside + r.classes[1].inside > 50'000);
  CHECK(r.classes[0].inside + r.classes[1].inside <= 100'000 + 400);
}

TEST_CASE("permits come as given in a saturated run: they are no demand") {
  Scenario s = mixed_port();
  Gathering quota;
  quota.id = "quota";
  quota.of = {{"coal", 1}, {"permit", 1}};
  s.gatherings = {quota};
  Gather meet;
  meet.at = "quota";
  s.processes[0].steps.insert(s.processes[0].steps.begin(), {meet, {}});
  add_class(s, "permit", {{meet, {}}}, 24);
  const sim::RunResult r = run_saturated(s);
  CHECK(static_cast<double>(r.classes[0].cleared) == doctest::Approx(20 * 24).epsilon(0.25));
  SUBCASE("where nothing counts as throughput all are") {
    for (Process& process : s.processes)
      process.steps.pop_back();
    const sim::Model model = compile(s, {DemandMode::saturated, ""}).model;
    for (const sim::ClassDef& c : model.classes)
      CHECK(c.source == sim::SourceKind::saturated);
  }
}

TEST_CASE("classes with entries of their own come as fast as these serve") {
  Scenario s = mixed_port();
  s.stages.push_back(stage("quick", 1, sim::constant(30)));
  s.processes[1].steps[0] = visit("quick");
  const sim::RunResult r = run_saturated(s);
  CHECK(static_cast<double>(r.classes[0].cleared) == doctest::Approx(20 * 1440).epsilon(1e-3));
  CHECK(static_cast<double>(r.classes[1].cleared) == doctest::Approx(20 * 2880).epsilon(1e-3));
}

TEST_CASE("a class that can come to two entries ties them together") {
  Scenario s = mixed_port();
  s.stages.push_back(stage("quick", 1, sim::constant(30)));
  s.processes[1].steps[0] = visit("quick");
  add_class(s, "mixed",
            {choose({share(0.5, {visit("gate")}), otherwise({visit("quick")})}), cleared()}, 100);
  const sim::Model model = compile(s, {DemandMode::saturated, ""}).model;
  CHECK(model.classes[0].entry == model.classes[1].entry);
  CHECK(model.classes[0].entry == model.classes[2].entry);
}

TEST_CASE("some who leave before the gate hide it from nobody else of the class") {
  Scenario s = mixed_port();
  Steps& steps = s.processes[1].steps;
  steps.insert(steps.begin(), choose({share(0.5, {{Leave{}, {}}})}));
  const sim::Model model = compile(s, {DemandMode::saturated, ""}).model;
  CHECK(model.classes[0].entry == model.classes[1].entry);
  const sim::RunResult r = run_saturated(s);
  const auto coal = static_cast<double>(r.classes[0].cleared);
  const auto copper = static_cast<double>(r.classes[1].cleared);
  CHECK(coal + copper == doctest::Approx(20 * 1440).epsilon(1e-3));
  CHECK(copper / coal == doctest::Approx(5 / 90.0).epsilon(0.05));  // half of ten to ninety
}

TEST_CASE("who never waits at an entry ties none together") {
  Scenario s = mixed_port();
  s.stages.push_back(stage("quick", 1, sim::constant(30)));
  s.processes[1].steps[0] = visit("quick");
  add_fleet(s, "van",
            {choose({share(0.5, {visit("gate")}), otherwise({visit("quick")})}), travel(72'000)},
            1);
  const sim::Model model = compile(s, {DemandMode::saturated, ""}).model;
  CHECK(model.classes[0].entry != model.classes[1].entry);
}

TEST_CASE("a batch that others go round still gets its load at a saturated source") {
  Scenario s = mixed_port();
  s.stages[0].batch = Batch{60, 30};
  s.stages[0].rules.balk_at = 90;
  s.stages.push_back(stage("bridge", 1, sim::constant(600)));
  auto& ferry = std::get<Visit>(s.processes[0].steps[0].what);
  ferry.otherwise = {visit("bridge")};
  ferry.has_otherwise = true;
  CHECK(run_saturated(s).resources[0].served > 10'000);
}

TEST_CASE("those turned away at a saturated source keep the other gate busy too") {
  Scenario s = mixed_port();
  s.stages.push_back(stage("second", 1, sim::constant(120)));
  auto& first = std::get<Visit>(s.processes[0].steps[0].what);
  first.otherwise = {visit("second")};
  first.has_otherwise = true;
  const auto hold = [&] {
    const sim::RunResult r = run_saturated(s);
    CHECK(r.stop == sim::StopReason::horizon);
    CHECK(r.resources[0].busy_time_s == doctest::Approx(20 * 86400));
    CHECK(r.resources[1].busy_time_s == doctest::Approx(20 * 86400).epsilon(1e-3));
  };
  SUBCASE("the queue is full") {
    s.stages[0].queue_places = 3;
    s.stages[0].rules.turns_away = true;
    hold();
  }
  SUBCASE("it has more places than a saturated source keeps waiting") {
    s.stages[0].queue_places = 10'000;
    s.stages[0].rules.turns_away = true;
    hold();
  }
  SUBCASE("it is longer than they put up with") {
    s.stages[0].rules.balk_at = 5;
    hold();
  }
  SUBCASE("they wait an hour at most") {
    s.stages[0].rules.patience_s = sim::constant(3600);
    hold();
  }
}

TEST_CASE("those at a saturated source who would leave wait for their first server") {
  Scenario s = mixed_port();
  s.stages[0].queue_places = 3;
  s.stages[0].rules.turns_away = true;
  s.stages[0].rules.balk_at = 2;
  s.stages[0].rules.patience_s = sim::constant(60);
  const auto hold = [&] {
    const sim::RunResult r = run_saturated(s);
    CHECK(r.stop == sim::StopReason::horizon);
    CHECK(r.resources[0].refused == 0);
    CHECK(r.resources[0].gave_up == 0);
    CHECK(r.resources[0].busy_time_s == doctest::Approx(20 * 86400));
  };
  SUBCASE("at once") { hold(); }
  SUBCASE("after a step that is no place") {
    auto& first = std::get<Visit>(s.processes[0].steps[0].what);
    first.otherwise = {travel(60), {Leave{}, {}}};
    first.has_otherwise = true;
    hold();
  }
}

namespace {

/// Any number may be on it at once; what it asks of them besides, the tests say.
Stage open_section() {
  Stage lane = stage("lane", 1000000, sim::constant(300));
  lane.kind = StageKind::section;
  lane.section = SectionRules{};
  lane.section->directions = {{"in", "", 0, 0}, {"out", "", 0, 0}};
  lane.section->any_number = true;
  return lane;
}

Scenario port_of_lane() {
  Scenario s = empty_port(10);
  s.stages = {open_section(), stage("gate", 1, sim::constant(60))};
  add_class(s, "a", {{Pass{"lane", "in"}, {}}, travel(600), {Pass{"lane", "out"}, {}}, cleared()},
            50);
  return s;
}

}  // namespace

TEST_CASE("a section without headway, slots or number limits nothing") {
  Scenario s = port_of_lane();
  SectionRules& rules = *s.stages[0].section;
  CHECK(is_unlimited(s));
  SUBCASE("so that none are sent without end, where a saturated run is made all the same") {
    CHECK(compile(s, {DemandMode::saturated, ""}).model.classes[0].source !=
          sim::SourceKind::saturated);
  }
  SUBCASE("both ways in turns as little, nor the time between them") {
    rules.in_order = false;
    rules.turns = Turns{};
    rules.opposing_s = 240;
    CHECK(is_unlimited(s));
  }
  SUBCASE("unless a turn lets in so many") {
    rules.turns = Turns{};
    rules.turns->most = 5;
    CHECK_FALSE(is_unlimited(s));
  }
  SUBCASE("a headway does") {
    rules.following_s = 60;
    CHECK_FALSE(is_unlimited(s));
  }
  SUBCASE("slots do") {
    rules.directions[1].every_s = 600;
    CHECK_FALSE(is_unlimited(s));
  }
  SUBCASE("so many on it do") {
    rules.any_number = false;
    CHECK_FALSE(is_unlimited(s));
  }
  SUBCASE("a gate on one of the ways does") {
    s.processes[0].steps.insert(s.processes[0].steps.begin(),
                                choose({share(0.1, {visit("gate")})}));
    CHECK_FALSE(is_unlimited(s));
  }
  SUBCASE("a gate on a way that nobody takes does not") {
    s.processes[0].steps.insert(s.processes[0].steps.begin(), choose({share(0, {visit("gate")})}));
    CHECK(is_unlimited(s));
  }
  SUBCASE("nor does one on the way of another class") {
    Option of_others = share(0, {visit("gate")});
    of_others.classes = {"somebody"};
    s.processes[0].steps.insert(s.processes[0].steps.begin(), choose({of_others}));
    CHECK(is_unlimited(s));
  }
}

TEST_CASE("what nothing limits comes as given beside what something does") {
  Scenario s = port_of_lane();
  s.saturated_warm_up_s = 7 * 86400.0;
  add_class(s, "b", {visit("gate"), cleared()}, 50);
  CHECK(unlimited_classes(s) == std::vector<char>{1, 0});
  CHECK_FALSE(is_unlimited(s));
  const Compiled full = compile(s, {DemandMode::saturated, ""});
  CHECK(full.model.classes[0].source != sim::SourceKind::saturated);
  CHECK(full.model.classes[1].source == sim::SourceKind::saturated);
  const sim::RunResult r = sim::run(full.model, {});
  // Three days are observed: 50 a day come, and not any number; the gate takes one a minute.
  CHECK(static_cast<double>(r.classes[0].cleared) < 2 * 3 * 50);
  CHECK(static_cast<double>(r.classes[1].cleared) == doctest::Approx(3 * 1440).epsilon(1e-3));
}

TEST_CASE("a gathering limits where only so many leave at a time, or what follows does") {
  Scenario s = port_of_lane();
  Gathering convoy;
  convoy.id = "convoy";
  convoy.every_s = 6 * 3600;
  s.gatherings = {convoy};
  Gathering& at = s.gatherings[0];
  s.processes[0].steps.insert(s.processes[0].steps.begin(), {Gather{"convoy", {}}, {}});
  SUBCASE("whoever is there leaves by the clock") { CHECK(is_unlimited(s)); }
  SUBCASE("so many leave at once by the clock") {
    at.most = 30;
    CHECK_FALSE(is_unlimited(s));
  }
  SUBCASE("so many leave at each opening") {
    at.every_s = 0;
    at.opening = "day";
    at.most = 30;
    CHECK_FALSE(is_unlimited(s));
  }
  SUBCASE("a batch leaves whenever so many are there") {
    at.most = at.number = 30;
    CHECK(is_unlimited(s));
  }
  SUBCASE("the next batch leaves at once with those whose time is up") {
    at.most = 30;
    at.within_s = 3600;
    CHECK(is_unlimited(s));
  }
  SUBCASE("the batch goes through the gate") {
    std::get<Gather>(s.processes[0].steps[0].what).steps = {visit("gate")};
    CHECK_FALSE(is_unlimited(s));
  }
  SUBCASE("they become trains, which go through the gate") {
    add_class(s, "train", {visit("gate"), cleared()}, 0).from = "processes";
    at.into = "train";
    CHECK_FALSE(is_unlimited(s));
    s.processes[1].steps = {cleared()};
    CHECK(is_unlimited(s));
  }
}

TEST_CASE("a meeting limits whom others are short for") {
  Scenario s = port_of_lane();
  Gathering pairing;
  pairing.id = "pairing";
  pairing.of = {{"a", 1}, {"b", 1}};
  s.gatherings = {pairing};
  s.processes[0].steps.insert(s.processes[0].steps.begin(), {Gather{"pairing", {}}, {}});
  add_class(s, "b", {{Gather{"pairing", {}}, {}}, cleared()}, 50);
  const auto unlimited = [&] { return unlimited_classes(s); };
  CHECK(unlimited() == std::vector<char>{1, 1});
  SUBCASE("a fleet is") {
    s.classes[1].fleet = 3;
    CHECK(unlimited() == std::vector<char>{0, 0});
  }
  SUBCASE("those who come as given are, who count for no throughput") {
    s.processes[1].steps.pop_back();
    CHECK(unlimited() == std::vector<char>{0, 0});
  }
  SUBCASE("those behind a gate are") {
    s.processes[1].steps.insert(s.processes[1].steps.begin(), visit("gate"));
    CHECK(unlimited() == std::vector<char>{0, 0});
  }
  SUBCASE("not so those of whom many are split off, nor parts of one whole") {
    s.classes[1].from = "processes";
    s.classes[1].rates.clear();
    s.processes[0].steps.insert(s.processes[0].steps.begin(), {Split{"b"}, {}});
    CHECK(unlimited() == std::vector<char>{1, 0});
    s.gatherings[0].by = "origin";
    CHECK(unlimited() == std::vector<char>{1, 0});
  }
  SUBCASE("so many places are short too") {
    s.gatherings[0].places = {{"a", 5}};
    CHECK(unlimited()[0] == 0);
  }
}

TEST_CASE("what leaves by the clock before its first server shows the server's capacity") {
  Scenario s = empty_port(20);
  s.saturated_warm_up_s = 10 * 86400.0;
  s.stages = {stage("gate", 1, sim::constant(30))};
  Gathering convoy;
  convoy.id = "convoy";
  convoy.every_s = 6 * 3600;
  s.gatherings = {convoy};
  add_class(s, "a", {{Gather{"convoy", {}}, {}}, visit("gate"), cleared()}, 50);
  const auto per_day = [&] {
    return static_cast<double>(run_saturated(s).classes[0].cleared) / 10;
  };
  CHECK(per_day() == doctest::Approx(2880).epsilon(1e-3));
  // Four departures a day of 300 each are fewer than the gate can do.
  s.gatherings[0].most = 300;
  CHECK(per_day() == doctest::Approx(1200).epsilon(1e-3));
}

TEST_CASE("who is split is limited by what its parts come to") {
  Scenario s = port_of_lane();
  s.processes[0].steps = {travel(60), {Split{"box", sim::constant(2), 1, "own"}, {}}, cleared()};
  EntityClass& box = add_class(s, "box", {visit("gate"), cleared()}, 0);
  box.from = "processes";
  CHECK_FALSE(is_unlimited(s));
  s.processes[1].steps = {travel(60), cleared()};
  CHECK(is_unlimited(s));
}

}  // namespace kouan::models
