// Intervals between arrivals of any distribution: exact at exponential servers straight behind the
// source, what they were before elsewhere.
#include <doctest/doctest.h>

#include <string>

#include "analysis/check.hpp"
#include "analysis/theory/interval_transform.hpp"
#include "tests/analysis/exact.hpp"
#include "tests/analysis/stage_answer.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::analysis;
using namespace kouan::analysis::theory;
using namespace kouan::models;
using namespace kouan::test;

namespace {

/// So far apart to a gate of two servers of a minute and a half, and away.
Scenario at_intervals(const sim::Distribution& interval_s) {
  Scenario s = empty_port();
  s.stages = {stage("gate", 2, sim::exponential(90))};
  EntityClass& c = add_class(s, "truck", {visit("gate"), cleared()}, 0);
  c.arrivals.kind = ArrivalKind::renewal;
  c.arrivals.interarrival_s = interval_s;
  return s;
}

StageAnswer gate_at(const sim::Distribution& interval_s) {
  return answer_of_stage(at_intervals(interval_s), "gate");
}

void is_exact_at(const sim::Distribution& interval_s) {
  const StageAnswer gate = gate_at(interval_s);
  CHECK(gate.standing == Standing::exact);
  CHECK(gate.model == QueueModel::renewal_arrivals);
  CHECK(gate.notation == "GI/M/2");
  CHECK(gate.why.empty());
  const double lambda = 1 / interval_s.mean();
  const QueueFigures q = gimc(lambda, 1 / 90.0, 2, interval_transform(interval_s));
  CHECK(*gate.figures.wait_s == exact(q.wait));
  CHECK(*gate.figures.wait_share == exact(q.wait_share));
  CHECK(*gate.figures.in_queue == exact(q.in_queue));
  CHECK(*gate.figures.utilisation == exact(45 * lambda));
  const WayAnswer way = check(at_intervals(interval_s)).theory.ways.at(0);
  CHECK(way.standing == Standing::exact);
  CHECK(*way.sojourn_s == exact(q.sojourn));
}

}  // namespace

TEST_CASE("intervals of every distribution are exact at exponential servers") {
  is_exact_at(sim::lognormal(60, 1.5));
  is_exact_at(sim::gamma(60, 0.4));
  is_exact_at(sim::weibull(0.6, 50));
  is_exact_at(sim::triangular(0, 30, 150));
  is_exact_at(sim::empirical({0, 20, 100, 200}, {1, 4, 5, 1}));
  is_exact_at(sim::cut(sim::normal(60, 20), 0, sim::k_unbounded));
  is_exact_at(sim::cut(sim::erlang(2, 60), 10, 200));
  is_exact_at(sim::cut(sim::exponential(60), 30, 300));
}

TEST_CASE("intervals that are Erlang's or constant by another name have the answer of these") {
  const StageAnswer erlang = gate_at(sim::erlang(4, 60));
  CHECK(erlang.notation == "E/M/2");
  CHECK(*gate_at(sim::gamma(60, 0.5)).figures.wait_s == exact(*erlang.figures.wait_s));
  const StageAnswer constant = gate_at(sim::constant(60));
  CHECK(constant.notation == "D/M/2");
  CHECK(*gate_at(sim::empirical({60}, {1})).figures.wait_s == exact(*constant.figures.wait_s));
  CHECK(gate_at(sim::weibull(1, 60)).notation == "M/M/2");
}

TEST_CASE("drawn intervals: conditions that are missing leave what there was, with the reason") {
  const auto approximates = [](const Scenario& s, const Obstacles& why) {
    const StageAnswer at = answer_of_stage(s, "gate");
    CHECK(at.standing == Standing::approximate);
    CHECK(at.model == QueueModel::several_servers);
    CHECK(at.why == why);
  };
  const Scenario plain = at_intervals(sim::lognormal(60, 0.5));
  Scenario s = plain;
  s.stages[0].service = sim::lognormal(90, 0.5);
  approximates(s, {Obstacle::other_arrivals, Obstacle::general_service});
  s.stages[0].service = sim::constant(90);
  approximates(s, {Obstacle::other_arrivals});
  s = plain;
  add_class(s, "bus", {visit("gate"), cleared()}, 100);
  approximates(s, {Obstacle::other_arrivals});
  s = plain;
  s.processes[0].steps = {travel(sim::exponential(600)), visit("gate"), cleared()};
  approximates(s, {Obstacle::other_arrivals});
  s = plain;
  s.processes[0].steps.push_back(choose({share(0.1, {visit("gate")})}));
  CHECK(answer_of_stage(s, "gate").standing == Standing::approximate);
  s = plain;
  s.stages[0].groups[0].hours = "day";
  s.classes[0].arrivals.interarrival_s = sim::lognormal(600, 0.5);
  CHECK(answer_of_stage(s, "gate").standing == Standing::approximate);
  CHECK(answer_of_stage(s, "gate").why == Obstacles{Obstacle::other_arrivals, Obstacle::hours});
  s = plain;
  s.stages[0].rules.balk_at = 5;
  CHECK(answer_of_stage(s, "gate").standing == Standing::approximate);  // as if Poisson
  CHECK(answer_of_stage(s, "gate").why == Obstacles{Obstacle::other_arrivals});
  s = plain;
  s.classes[0].arrivals.interarrival_s = sim::lognormal(45, 0.5);
  CHECK(answer_of_stage(s, "gate").why == Obstacles{Obstacle::overload});
}

TEST_CASE("drawn intervals: what comes behind their stage is not exact") {
  Scenario s = at_intervals(sim::lognormal(60, 0.5));
  s.stages.push_back(stage("exit", 1, sim::exponential(20)));
  s.processes[0].steps = {visit("gate"), visit("exit"), cleared()};
  CHECK(answer_of_stage(s, "gate").standing == Standing::exact);
  CHECK(answer_of_stage(s, "exit").standing == Standing::approximate);
  CHECK(check(s).theory.ways.at(0).standing == Standing::approximate);
}

TEST_CASE("drawn intervals: of more servers than can be computed in a second there is none") {
  Scenario s = at_intervals(sim::lognormal(1, 0.5));
  s.stages = {stage("gate", 10'000, sim::exponential(9'000))};
  CHECK(answer_of_stage(s, "gate").standing == Standing::exact);
  s.stages = {stage("gate", 10'001, sim::exponential(9'000))};
  CHECK(answer_of_stage(s, "gate").standing == Standing::approximate);
  CHECK(answer_of_stage(s, "gate").why == Obstacles{Obstacle::other_arrivals});
}
