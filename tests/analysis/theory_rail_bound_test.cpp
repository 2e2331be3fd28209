// The capacity bound of sections, and of places that are seized and vacated.
#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <utility>

#include "analysis/theory/capacity_bound.hpp"
#include "analysis/theory/capacity_rows.hpp"
#include "models/compile.hpp"
#include "models/read_scenario.hpp"
#include "sim/run.hpp"
#include "tests/models/temporary_folder.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::analysis::theory;
using namespace kouan::models;
using namespace kouan::test;
using doctest::Approx;

namespace {

const StageBound& bound_of(const CapacityBound& bound, const std::string& id) {
  for (const StageBound& s : bound.stages) {
    if (s.id == id) return s;
  }
  FAIL("no row named " << id);
  return bound.stages.front();
}

/// Runs of 15 min, each 6 min behind the one before; two directions.
Stage section_line(int most = 0) {
  Stage s = stage("line", most > 0 ? most : 1000000, sim::constant(900));
  s.kind = StageKind::section;
  s.section = SectionRules{};
  s.section->directions = {{"in", "", 0, 0}, {"out", "", 0, 0}};
  s.section->following_s = 360;
  s.section->in_order = false;
  s.section->any_number = most == 0;
  return s;
}

ProcessStep pass_line(const std::string& direction) { return {Pass{"line", direction}, {}}; }
ProcessStep seize_step(std::vector<Taken> places) { return {Seize{std::move(places)}, {}}; }
ProcessStep vacate_step(std::vector<std::string> yards) { return {Vacate{std::move(yards)}, {}}; }

Scenario two_ways(Stage section) {
  Scenario s = empty_port(10);
  s.stages = {std::move(section)};
  add_class(s, "north", {pass_line("in"), cleared()});
  add_class(s, "south", {pass_line("out"), cleared()});
  return s;
}

/// Mean and standard error of vehicles cleared a day in saturated runs.
struct SaturatedRuns {
  double mean = 0;
  double error = 0;
};

SaturatedRuns saturated_runs(Scenario s, std::uint32_t replications) {
  s.saturated_warm_up_s = 0;
  const sim::Model model = compile(s, {DemandMode::saturated, ""}).model;
  double sum = 0;
  double squares = 0;
  for (std::uint32_t r = 0; r < replications; ++r) {
    double cleared = 0;
    for (const sim::ClassResult& c : sim::run(model, {5, r}).classes)
      cleared += static_cast<double>(c.cleared);
    cleared /= s.horizon_s / 86400;
    sum += cleared;
    squares += cleared * cleared;
  }
  const double n = replications;
  const double mean = sum / n;
  return {mean, std::sqrt(std::max(0.0, squares / n - mean * mean) / (n - 1))};
}

/// The bound of any run, after a check that saturated runs keep below it and come near enough.
double held_bound(const Scenario& s, double at_least, std::uint32_t replications = 4) {
  const CapacityBound bound = capacity_bound(s);
  const SaturatedRuns found = saturated_runs(s, replications);
  CHECK(found.mean - 4 * found.error <= bound.vehicles_per_day_any_run);
  CHECK(found.mean >= at_least * bound.vehicles_per_day_any_run);
  return bound.vehicles_per_day_any_run;
}

Scenario rail_file(const std::string& file) {
  ReadResult read = read_scenario(file);
  INFO(read.diagnostics.text());
  REQUIRE(read.scenario);
  return std::move(*read.scenario);
}

}  // namespace

TEST_CASE("a section is bound by its headways: the less of following and of the other way") {
  Scenario s = two_ways(section_line());
  // However they alternate, the next enters 6 min later at the soonest; one more at the end.
  CHECK(held_bound(s, 0.3) == Approx((864000 + 360) / 360.0 / 10));
  CHECK(capacity_bound(s).stage == "line");
  s.stages[0].section->following_s = 1800;
  s.stages[0].section->opposing_s = 120;
  // One the other way may come 17 min after one has entered.
  CHECK(held_bound(s, 0.3) == Approx((864000 + 1020) / 1020.0 / 10));
  s.stages[0].section->directions.pop_back();
  s.classes.pop_back();
  CHECK(held_bound(s, 0.9) == Approx((864000 + 1800) / 1800.0 / 10));
}

TEST_CASE("where one at a time is on a section its run counts, and with a platoon its end") {
  CHECK(held_bound(two_ways(section_line(1)), 0.9) == Approx((864000 + 900) / 900.0 / 10));
  Scenario s = two_ways(section_line());
  s.stages[0].section->turns = Turns{"exhaustive", 2, {}, sim::constant(60), false};
  // Two in a turn: the second 6 min after the first, and clear 15 min later. That is 21 min for
  // two.
  CHECK(held_bound(s, 0.8) == Approx((864000 + 900) / 630.0 / 10));
}

TEST_CASE("tracks of their own have headways of their own, hours and slots count") {
  Scenario s = two_ways(section_line());
  s.stages[0].section->exclusive = false;
  CHECK(held_bound(s, 0.9) == Approx(2 * (864000 + 360) / 360.0 / 10));
  s.stages[0].section->directions[0].hours = "day";
  s.stages[0].section->directions[1].hours = "day";
  CHECK(held_bound(s, 0.9) == Approx(2 * (36000 + 360) / 360.0));
  s.stages[0].section->directions = {{"in", "", 3600, 0}};
  s.classes.pop_back();
  CHECK(held_bound(s, 0.9) == Approx((864000 + 3600) / 3600.0 / 10));
}

TEST_CASE("a section on which nothing keeps any number from being has no bound") {
  Scenario s = two_ways(section_line());
  s.stages[0].section->following_s = 0;
  const CapacityBound bound = capacity_bound(s);
  CHECK(std::isinf(bound.vehicles_per_day));
  CHECK_FALSE(bound_of(bound, "line").is_left_out);
}

TEST_CASE("places that are seized are held for all that comes before they are vacated") {
  Scenario s = empty_port(10);
  s.stages = {yard("tracks", 4), yard("locomotive", 1), stage("shed", 9, sim::exponential(1800))};
  add_class(s, "train",
            {seize_step({{"tracks", 1, 0}}), visit("shed"),
             choose({share(0.5, {seize_step({{"locomotive", 1, 0}}), travel(1200),
                                 vacate_step({"locomotive"})}),
                     otherwise({travel(600)})}),
             vacate_step({"tracks"}), cleared(), travel(7200)});
  const CapacityBound bound = capacity_bound(s);
  // 30 min in the shed and 15 on average after it, all on a track.
  CHECK(bound_of(bound, "tracks").mean_service_s == Approx(2700));
  CHECK(bound_of(bound, "locomotive").mean_service_s == Approx(1200));
  CHECK_FALSE(bound_of(bound, "tracks").is_left_out);
  CHECK(bound.stage == "tracks");
  held_bound(s, 0.8, 10);
  std::get<Seize>(s.processes[0].steps[0].what).places[0].number = 3;  // three tracks for a train
  CHECK(bound_of(capacity_bound(s), "tracks").mean_service_s == Approx(3 * 2700));
  held_bound(s, 0.5, 10);
}

TEST_CASE("what is vacated on entering a section is not held on it, what comes with it is") {
  Scenario s = empty_port(10);
  s.stages = {section_line(), yard("neighbour", 3), yard("tracks", 2)};
  Pass entry{"line", "in"};
  entry.with = {{"tracks", 1, 0}};
  entry.vacate = {"neighbour"};
  add_class(s, "train",
            {seize_step({{"neighbour", 1, 0}}),
             travel(1800),
             {entry, {}},
             travel(4500),
             vacate_step({"tracks"}),
             cleared()});
  const CapacityBound bound = capacity_bound(s);
  CHECK(bound_of(bound, "neighbour").mean_service_s == Approx(1800));
  CHECK(bound_of(bound, "tracks").mean_service_s == Approx(900 + 4500));
  held_bound(s, 0.9);
}

TEST_CASE("parallel ways do not add up to what is held beside them") {
  Scenario s = empty_port(10);
  s.stages = {yard("tracks", 2)};
  Parallel both;
  both.ways = {{travel(3600)}, {travel(3000)}};
  add_class(s, "train",
            {seize_step({{"tracks", 1, 0}}),
             travel(600),
             {both, {}},
             vacate_step({"tracks"}),
             cleared()});
  CHECK(bound_of(capacity_bound(s), "tracks").mean_service_s == Approx(600));
  held_bound(s, 0.1);
}

TEST_CASE("saturated rail scenarios keep below their bounds") {
  for (const std::string file : {"Q37", "Q39", "Q44"}) {
    CAPTURE(file);
    Scenario s = rail_file("tests/oracles/" + file + ".yaml");
    s.horizon_s = 60 * 86400;
    s.warm_up_s = 0;
    held_bound(s, 0.3, 10);
  }
  Scenario s = rail_file("tests/models/data/rail.yaml");
  s.warm_up_s = 0;
  held_bound(s, 0.3, 10);
}

TEST_CASE("of one at a time it does not matter which way: mornings and afternoons add up") {
  const char* text = R"(kouan: 1
title: Turns by the clock
run: {start: 2023-01-01, horizon: 20 d, warm_up: 0 d, saturated_warm_up: 0 d}
sides: {cn: {title: China}}
hours: {am: {side: cn, open: "00:00-12:00"}, pm: {side: cn, open: "12:00-24:00"}}
classes:
  up: {payload: 1 t, process: u, arrivals: {rate: 100 /d}}
  down: {payload: 1 t, process: d, arrivals: {rate: 100 /d}}
sections:
  line: {directions: [{name: a, hours: am}, {name: b, hours: pm}], tracks: double, run: 10 min, most: 1, order: first-able}
processes:
  u: {steps: [{pass: {section: line, direction: a}}, cleared]}
  d: {steps: [{pass: {section: line, direction: b}}, cleared]}
)";
  const std::filesystem::path file = TemporaryFolder::own() / "turns.yaml";
  std::ofstream(file, std::ios::binary) << text;
  const Scenario s = rail_file(file.string());
  CHECK(capacity_bound(s).vehicles_per_day == Approx(144).epsilon(0.02));
  held_bound(s, 0.9, 3);
}

TEST_CASE("where a condition decides the direction everybody passes the section all the same") {
  Scenario s = rail_file("tests/oracles/D07.yaml");
  // 20 min each, or less: those of one direction follow 6 min apart.
  CHECK(capacity_bound(s).vehicles_per_day == Approx((3 * 3600 + 360) / 360.0 * 8));
}
