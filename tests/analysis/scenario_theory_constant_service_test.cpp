// Stages of several servers whose service always takes as long: exact where arrivals are Poisson,
// what they were before where one condition is missing.
#include <doctest/doctest.h>

#include <string>

#include "analysis/check.hpp"
#include "analysis/theory/constant_service.hpp"
#include "analysis/theory_words.hpp"
#include "tests/analysis/exact.hpp"
#include "tests/analysis/stage_answer.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::analysis;
using namespace kouan::analysis::theory;
using namespace kouan::models;
using namespace kouan::test;

namespace {

/// 1,200 a day to three servers of three minutes, and on to an exit.
Scenario constant_gate() {
  Scenario s = empty_port();
  s.stages = {stage("gate", 3, sim::constant(180)), stage("exit", 1, sim::exponential(20))};
  add_class(s, "truck", {visit("gate"), cleared(), visit("exit")}, 1200);
  return s;
}

StageAnswer gate_of(const Scenario& s) { return answer_of_stage(s, "gate"); }

bool is_constant_answer(const StageAnswer& at) {
  return at.standing == Standing::exact && at.model == QueueModel::constant_service;
}

}  // namespace

TEST_CASE("several servers of constant service are exact, what comes behind them is not") {
  const Scenario s = constant_gate();
  const StageAnswer gate = gate_of(s);
  const QueueFigures q = mdc(1200 / 86400.0, 180, 3);
  CHECK(is_constant_answer(gate));
  CHECK(gate.notation == "M/D/3");
  CHECK(gate.why.empty());
  CHECK(*gate.figures.wait_s == exact(q.wait));
  CHECK(*gate.figures.wait_share == exact(q.wait_share));
  CHECK(*gate.figures.in_queue == exact(q.in_queue));
  CHECK(*gate.figures.sojourn_s == exact(q.sojourn));
  CHECK(*gate.figures.in_system == exact(q.in_system));
  CHECK(*gate.figures.utilisation == exact(1200 * 180 / 86400.0 / 3));
  CHECK(answer_of_stage(s, "exit").standing == Standing::approximate);
  CHECK(answer_of_stage(s, "exit").why == Obstacles{Obstacle::shaped_arrivals});
  CHECK(check(s).theory.ways.at(0).standing == Standing::approximate);
}

TEST_CASE("constant service: a way that ends there is exact, several classes alike too") {
  Scenario s = constant_gate();
  s.processes[0].steps = {travel(sim::lognormal(600, 1)), visit("gate"), cleared()};
  add_class(s, "bus", {visit("gate"), cleared()}, 100);
  CHECK(is_constant_answer(gate_of(s)));
  const WayAnswer way = check(s).theory.ways.at(0);
  CHECK(way.standing == Standing::exact);
  CHECK(*way.sojourn_s == exact(600 + mdc(1300 / 86400.0, 180, 3).sojourn));
  s.stages[0].service_by_class["bus"] = sim::constant(60);
  CHECK(gate_of(s).standing == Standing::approximate);
  CHECK(gate_of(s).why == Obstacles{Obstacle::different_services});
}

TEST_CASE("places held over a drive that always takes as long are servers of constant service") {
  Scenario s = empty_port();
  s.stages = {yard("yard", 4)};
  add_class(s, "truck", {within("yard", {travel(600), travel(300)}), cleared()}, 300);
  const StageAnswer at = answer_of_stage(s, "yard");
  CHECK(is_constant_answer(at));
  CHECK(*at.figures.wait_s == exact(mdc(300 / 86400.0, 900, 4).wait));
  s.processes[0].steps = {within("yard", {travel(600), choose({share(0.5, {travel(300)})})}),
                          cleared()};
  CHECK(answer_of_stage(s, "yard").standing == Standing::approximate);
}

TEST_CASE("constant service: conditions that are missing leave what there was, with the reason") {
  const auto approximates = [](const Scenario& s, const Obstacles& why) {
    const StageAnswer at = gate_of(s);
    CHECK(at.model == QueueModel::several_servers);
    CHECK(at.standing == Standing::approximate);
    CHECK(at.why == why);
  };
  const auto refuses = [](const Scenario& s, const Obstacles& why) {
    CHECK(gate_of(s).standing == Standing::none);
    CHECK(gate_of(s).why == why);
  };
  Scenario s = constant_gate();
  s.classes[0].rates = {{{2023, 1, 1}, {2023, 1, 5}, 1000}, {{2023, 1, 6}, {2023, 12, 31}, 1400}};
  approximates(s, {Obstacle::rates_change});
  s = constant_gate();
  s.processes[0].steps.push_back(choose({share(0.1, {visit("gate")})}));
  approximates(s, {Obstacle::shaped_arrivals});
  s = constant_gate();
  s.stages[0].groups[0].hours = "day";
  s.classes[0].rates[0].rate_per_day = 500;
  refuses(s, {Obstacle::hours});  // by night more gather than an approximation says
  s = constant_gate();
  s.stages[0].rules.balk_at = 5;
  refuses(s, {Obstacle::limited});
  s = constant_gate();
  s.stages[0].rules.patience_s = sim::exponential(600);
  refuses(s, {Obstacle::patience});
  s = constant_gate();
  add_class(s, "bus", {visit("gate"), cleared()}, 100);
  s.stages[0].priority = {{"bus", 1}, {"truck", 2}};
  refuses(s, {Obstacle::priorities});
  s = constant_gate();
  s.stages[0].vacation_s = sim::constant(120);
  refuses(s, {Obstacle::vacations});
  s = constant_gate();
  s.classes[0].rates[0].rate_per_day = 1500;
  refuses(s, {Obstacle::overload});
}

TEST_CASE("constant service at several servers is told in both languages") {
  const CheckReport report = check(constant_gate());
  CHECK(to_text(report, Language::en).find("service always as long") != std::string::npos);
  CHECK(to_text(report, Language::en).find("Crommelin 1932") != std::string::npos);
  CHECK(to_text(report, Language::zh).find("作业时间恒定") != std::string::npos);
  CHECK(to_json(report)["theory"]["stages"][0]["model"] == "constant-service");
  CHECK(to_json(report)["theory"]["stages"][0]["notation"] == "M/D/3");
}
