#include <doctest/doctest.h>

#include <cmath>

#include "analysis/theory/capacity_bound.hpp"
#include "analysis/theory/capacity_rows.hpp"
#include "models/compile.hpp"
#include "sim/run.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::analysis::theory;
using namespace kouan::models;
using namespace kouan::test;
using doctest::Approx;

namespace {

const StageBound& row(const CapacityBound& bound, const std::string& id) {
  for (const StageBound& s : bound.stages) {
    if (s.id == id) return s;
  }
  FAIL("no row named " << id);
  return bound.stages.front();
}

/// Cleared tonnes per year in saturated runs: mean and standard error over replications.
struct Simulated {
  double mean = 0;
  double error = 0;
};

Simulated saturated(Scenario s, std::uint32_t replications) {
  s.saturated_warm_up_s = 0;
  const sim::Model model = compile(s, {DemandMode::saturated, ""}).model;
  double sum = 0;
  double squares = 0;
  for (std::uint32_t r = 0; r < replications; ++r) {
    double tonnes = 0;
    for (const sim::ClassResult& c : sim::run(model, {7, r}).classes) {
      tonnes += c.cleared_kg / 1000 * 365 * 86400 / s.horizon_s;
    }
    sum += tonnes;
    squares += tonnes * tonnes;
  }
  const double n = replications;
  const double mean = sum / n;
  return {mean, std::sqrt(std::max(0.0, squares / n - mean * mean) / (n - 1))};
}

}  // namespace

TEST_CASE("one stage by hand: two servers, ten hours, ten minutes exponential") {
  Scenario s = empty_port(10);
  s.stages = {stage("gate", 2, sim::exponential(600), "day")};
  add_class(s, "truck", {visit("gate"), cleared()});
  const CapacityBound bound = capacity_bound(s);
  // Starts per server and day: 36000 / 600 + 1 + 1 = 62.
  CHECK(bound.vehicles_per_day == Approx(124));
  CHECK(bound.tonnes_per_year == Approx(124 * 10 * 365));
  CHECK(bound.vehicles_per_day_any_run == Approx(124));
  CHECK(bound.tonnes_per_year_any_run == Approx(124 * 10 * 365));
  CHECK(bound.min_cut_vehicles_per_day == Approx(124));
  CHECK(bound.min_cut == std::vector<std::string>{"gate"});
  CHECK(bound.stage == "gate");
  CHECK(row(bound, "gate").open_server_hours_per_year == Approx(2 * 10 * 365));
  CHECK(row(bound, "gate").mean_service_s == Approx(600));
  CHECK(row(bound, "gate").on_every_way);
}

TEST_CASE("work in hand: one distribution once, several in any order 1.5 times their sum") {
  const Holding exponential{600, 2 * 600 * 600};
  const Holding constant{60, 3600};
  CHECK(work_in_hand(3, {exponential}) == Approx(3600));
  CHECK(work_in_hand(2, {exponential, constant}) == Approx(2 * 1.5 * 1260));
  CHECK(work_in_hand(2, {}) == 0);
}

TEST_CASE("the scarcest stage binds; a side branch binds sustained throughput only") {
  Scenario s = empty_port(10);
  s.stages = {stage("gate", 2, sim::constant(60)), stage("scan", 1, sim::constant(600)),
              stage("exit", 1, sim::constant(100))};
  add_class(s, "truck",
            {visit("gate"), choose({share(0.5, {visit("scan")})}), cleared(), visit("exit")});
  const CapacityBound bound = capacity_bound(s);
  // Scan: 864,000 s + 600 in hand, 300 s a vehicle.
  CHECK(bound.stage == "scan");
  CHECK(bound.vehicles_per_day == Approx(864600.0 / 300 / 10));
  CHECK(bound.stage_any_run == "gate");
  CHECK(bound.vehicles_per_day_any_run == Approx(2 * (864000.0 + 60) / 60 / 10));
  CHECK_FALSE(row(bound, "scan").on_every_way);
  CHECK_FALSE(row(bound, "exit").on_every_way);
  CHECK(row(bound, "exit").visits_to_clear == 0);
  // Free routing goes past the scanner: the exit cuts.
  CHECK(bound.min_cut == std::vector<std::string>{"exit"});
  CHECK(bound.min_cut_vehicles_per_day == Approx((864000.0 + 100) / 100 / 10));
}

TEST_CASE("where several entries make the bound each has its part, of places that tie the first") {
  Scenario s = empty_port(10);
  s.stages = {stage("coal-gate", 2, sim::constant(60)), stage("scale", 2, sim::constant(60)),
              stage("ore-gate", 1, sim::constant(120)), stage("dock", 90, sim::constant(60))};
  add_class(s, "coal", {visit("coal-gate"), visit("scale"), cleared()});
  add_class(s, "ore", {visit("ore-gate"), cleared()});
  add_fleet(s, "agv", {visit("dock"), cleared(), travel(3540)}, 4);
  const CapacityBound bound = capacity_bound(s);
  const auto ids = [](const auto& parts) {
    std::string all;
    for (const auto& part : parts)
      all += (part.is_fleet ? "fleet " : "") + part.id + " ";
    return all;
  };
  CHECK(ids(bound.parts_any_run) == "coal-gate ore-gate fleet agv ");
  CHECK(bound.stage_any_run == "coal-gate");
  double sum = 0;
  for (const auto& part : bound.parts_any_run)
    sum += part.share;
  CHECK(sum == Approx(1));
  CHECK(bound.parts_any_run[1].share * bound.tonnes_per_year_any_run ==
        Approx((864000.0 + 120) / 120 * 10 * 36.5));
  // In the mix of the demand, half and half, ore's gate holds back both.
  CHECK(ids(bound.parts) == "ore-gate fleet agv ");
  CHECK(bound.stage == "ore-gate");
  CHECK(bound.parts[0].share + bound.parts[1].share == Approx(1));
}

TEST_CASE("in a mix that was cleared the place bounds that this mix fills first") {
  Scenario s = empty_port(10);
  s.stages = {stage("coal-gate", 2, sim::constant(60)), stage("ore-gate", 1, sim::constant(120))};
  add_class(s, "coal", {visit("coal-gate"), cleared()});
  add_class(s, "ore", {visit("ore-gate"), cleared()});
  CHECK(std::isnan(capacity_bound(s).tonnes_per_year_cleared_mix));
  const auto of = [&](double coal, double ore) {
    return capacity_bound(s, 0, {coal, ore}).tonnes_per_year_cleared_mix;
  };
  const double coal_t = 2 * (864000.0 + 60) / 60 * 10 * 36.5;
  const double ore_t = (864000.0 + 120) / 120 * 10 * 36.5;
  CHECK(of(1, 0) == Approx(coal_t));
  CHECK(of(0, 1) == Approx(ore_t));
  CHECK(of(3, 1) == Approx(4 * ore_t));
  CHECK(of(9, 1) == Approx(coal_t / 0.9));
  CHECK(of(coal_t, ore_t) == Approx(capacity_bound(s).tonnes_per_year_any_run));
}

TEST_CASE("in a mix with a fleet, a second visit and a store the bound counts all of them") {
  Scenario s = empty_port(10);
  s.stages = {stage("gate", 1, sim::constant(60)), stage("dock", 1, sim::constant(100))};
  s.stores.push_back({"heap", {}, "", 2e6, 2e6, 5e6 / 86400});
  add_class(s, "truck", {visit("gate"), cleared(), unload("heap"), visit("gate")});
  add_fleet(s, "agv", {visit("dock"), cleared(), travel(3500)}, 40);
  const auto of = [&](double trucks, double agv) {
    return capacity_bound(s, 0, {trucks, agv}).tonnes_per_year_cleared_mix;
  };
  // Twice 60 s a truck would pass 7,200 in the ten days; the heap takes 5,000 of 10 t.
  CHECK(of(1, 0) == Approx(50000 * 36.5));
  const double dock_t = (864000.0 + 100) / 100 * 10 * 36.5;
  CHECK(of(0, 1) == Approx(dock_t));
  CHECK(of(1, 3) == Approx(dock_t * 4 / 3));
}

TEST_CASE("where some may be turned away the cut before clearance bounds the mix too") {
  Scenario s = empty_port(10);
  s.stages = {stage("hall", 10, sim::constant(60)), stage("left", 1, sim::constant(600)),
              stage("right", 1, sim::constant(600))};
  s.stages[0].rules.patience_s = sim::constant(3600);
  add_class(s, "truck",
            {visit("hall"), choose({share(0.5, {visit("left")}), share(0.5, {visit("right")})}),
             cleared()});
  const CapacityBound bound = capacity_bound(s, 0, {1});
  CHECK(bound.tonnes_per_year_cleared_mix == Approx(bound.tonnes_per_year));
  CHECK(bound.parts.empty());
  s.classes[0].payload_kg = sim::constant(0);
  const CapacityBound unloaded = capacity_bound(s, 0, {1});
  CHECK(unloaded.parts.empty());
  CHECK(unloaded.vehicles_per_day_cleared_mix == Approx(unloaded.vehicles_per_day));
}

TEST_CASE("a place that nobody visits makes no part of a bound") {
  Scenario s = empty_port(10);
  s.stages = {stage("gate", 1, sim::constant(60))};
  s.stores.push_back({"heap", {}, "", 2e6, 2e6, 0});
  add_class(s, "truck", {visit("gate"), cleared()});
  add_fleet(s, "agv", {cleared(), travel(3540)}, 4);
  for (const auto& part : capacity_bound(s).parts)
    CHECK(part.id != "heap");
}

TEST_CASE("a store bounds by its removal, and a single run by its room too") {
  Scenario s = empty_port(10);
  s.stages = {stage("gate", 1, sim::constant(60))};
  s.stores.push_back({"heap", {}, "", 2e6, 0.5e6, 5e6 / 86400});
  add_class(s, "truck", {visit("gate"), unload("heap"), cleared()});
  const CapacityBound bound = capacity_bound(s);
  CHECK(bound.stage == "heap");
  CHECK(bound.tonnes_per_year == Approx(50000 * 365.0 / 10));
  CHECK(bound.vehicles_per_day == Approx(500));
  CHECK(bound.tonnes_per_year_any_run == Approx((1500 + 50000) * 365.0 / 10));
  CHECK(bound.vehicles_per_day_any_run == Approx(515));
  // What is removed in the first two hours becomes room: with it the ten days' 50,000 t and the
  // 1,500 t of room at the start are all there is.
  const CapacityBound later = capacity_bound(s, 2 * sim::k_hour);
  CHECK(later.tonnes_per_year_any_run == Approx((1500 + 50000) * 365.0 / (10 - 2.0 / 24)));
}

TEST_CASE("capacity with a store that binds is its removal, whatever the horizon") {
  for (const int days : {14, 28, 56, 112}) {
    Scenario s = empty_port(days);
    s.stages = {stage("gate", 1, sim::constant(60))};
    s.stores.push_back({"heap", {}, "", 3e6, 0, 500e3 / 86400});  // room for six days
    add_class(s, "truck", {visit("gate"), unload("heap"), cleared()});
    CHECK(capacity_bound(s).tonnes_per_year == Approx(500 * 365));
    // From full on, a truck of 10 t goes in every 1728 s; the last at the horizon itself.
    CHECK(saturated(s, 1).mean == Approx(500 * 365).epsilon(1e-9));
  }
}

TEST_CASE("a fleet is bound by its cycle within the opening hours, and by its stages") {
  Scenario s = empty_port(10);
  s.stages = {stage("load", 3, sim::constant(600), "day"), stage("unload", 1, sim::constant(300))};
  add_fleet(s, "agv", {visit("load"), travel(900), visit("unload"), cleared(), travel(1800)}, 4);
  CapacityBound bound = capacity_bound(s);
  // Cycle 3,600 s: at most 10 + 1 starts a vehicle and day, although it could cycle 24 times.
  CHECK(bound.vehicles_per_day == Approx(4 * 11));
  CHECK(bound.classes[0].is_fleet);
  CHECK(bound.classes[0].vehicles_per_day == Approx(44));
  CHECK(bound.stage.empty());  // the fleet itself binds
  s.classes[0].fleet = 400;
  bound = capacity_bound(s);
  CHECK(bound.stage == "load");
  CHECK(bound.stage_any_run == "load");
  CHECK(row(bound, "load").vehicles_per_day == Approx(3 * 61));
  CHECK(row(bound, "unload").on_every_way);
  CHECK(bound.vehicles_per_day == Approx(3 * 61));
  CHECK(bound.tonnes_per_year == Approx(3 * 61 * 10 * 365));
}

TEST_CASE("open mix and fleets that share a stage are not both given all of it") {
  Scenario s = empty_port(10);
  s.stages = {stage("gate", 1, sim::constant(60)), stage("crane", 1, sim::constant(30))};
  add_class(s, "truck", {visit("gate"), cleared()});
  add_fleet(s, "agv", {visit("gate"), cleared(), visit("crane"), travel(30)}, 1);
  const CapacityBound bound = capacity_bound(s);
  CHECK(bound.vehicles_per_day == Approx((864000.0 + 60) / 60 / 10));
  CHECK(bound.classes[0].vehicles_per_day == Approx((864000.0 + 60) / 60 / 10));
  CHECK(bound.classes[1].vehicles_per_day == Approx((864000.0 / 120 + 1) / 10));
  CHECK(row(bound, "crane").vehicles_per_day == Approx((864000.0 + 30) / 30 / 10));
  CHECK(bound.stage == "gate");
}

TEST_CASE("the mix of the open classes is that of their arrivals") {
  Scenario s = empty_port(10);
  s.stages = {stage("gate", 1, sim::constant(100)), stage("scan", 1, sim::constant(300))};
  add_class(s, "coal", {visit("gate"), cleared()}, 30);
  add_class(s, "copper", {visit("gate"), visit("scan"), cleared()}, 10);
  s.classes[1].payload_kg = sim::constant(40e3);
  const CapacityBound bound = capacity_bound(s);
  // 864,100 s at 100 s a vehicle; scanning takes 75 s a vehicle of the mix.
  CHECK(bound.stage == "gate");
  CHECK(bound.classes[0].vehicles_per_day == Approx(0.75 * 864.1));
  CHECK(bound.classes[1].vehicles_per_day == Approx(0.25 * 864.1));
  CHECK(bound.tonnes_per_year == Approx(864.1 * (0.75 * 10 + 0.25 * 40) * 365));
  // Whatever the mix: 288.1 copper trucks a day (scan), the rest of the gate for coal.
  const double copper = (864000.0 + 300) / 300 / 10;
  CHECK(bound.tonnes_per_year_any_run == Approx((40 * copper + 10 * (864.1 - copper)) * 365));
}

TEST_CASE("a closed stage lets nothing through; without stages nothing limits") {
  Scenario s = empty_port(10);
  s.stages = {stage("gate", 0, sim::constant(60))};
  add_class(s, "truck", {visit("gate"), cleared()});
  CHECK(capacity_bound(s).tonnes_per_year == 0);
  CHECK(capacity_bound(s).min_cut_vehicles_per_day == 0);
  s.processes[0].steps = {cleared()};
  CHECK(std::isinf(capacity_bound(s).tonnes_per_year));
  CHECK(std::isinf(capacity_bound(s).min_cut_vehicles_per_day));
}

TEST_CASE("saturated runs stay below the bound, and near it where one stage binds") {
  for (const sim::Distribution& service :
       {sim::constant(610), sim::exponential(600), sim::lognormal(600, 1.5)}) {
    Scenario s = empty_port(20);
    s.stages = {stage("gate", 3, service, "day")};
    add_class(s, "truck", {visit("gate"), cleared()});
    const CapacityBound bound = capacity_bound(s);
    const Simulated found = saturated(s, 40);
    CHECK(found.mean - 3 * found.error <= bound.tonnes_per_year_any_run);
    CHECK(found.mean >= 0.95 * bound.tonnes_per_year);
  }
}

TEST_CASE("saturated runs stay below the bound with nesting, misreads, two classes and a fleet") {
  Scenario s = empty_port(20);
  s.stages = {stage("exit", 3, sim::lognormal(300, 0.8), "day"),
              stage("gate", 2, sim::constant(60), "day"),
              stage("manned", 1, sim::exponential(400), "day"),
              stage("driver", 2, sim::exponential(90), "day"), yard("yard", 6)};
  s.stages[0].service_by_class["copper"] = sim::exponential(900);
  s.stages[1].read_rate = 0.95;
  s.stages[1].on_misread = "manned";
  s.stages[4].queue_places = 0;
  const Steps checks = {visit("gate", {visit("driver")}), travel(300)};
  add_class(s, "coal", {visit("exit"), within("yard", checks), cleared()}, 90);
  add_class(s, "copper", {visit("exit"), within("yard", checks), cleared()}, 10);
  add_fleet(s, "agv", {visit("gate"), travel(900), cleared(), travel(600)}, 5);
  const CapacityBound bound = capacity_bound(s);
  const Simulated found = saturated(s, 40);
  CHECK(found.mean - 3 * found.error <= bound.tonnes_per_year);
  CHECK(found.mean - 3 * found.error <= bound.tonnes_per_year_any_run);
  CHECK(found.mean >= 0.8 * bound.tonnes_per_year);
}
