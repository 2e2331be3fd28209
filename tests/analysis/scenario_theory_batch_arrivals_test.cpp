// Several vehicles that come at once: exact where a formula is made for them, else no answer, since
// approximations take no account of those who wait for others of their batch.
#include <doctest/doctest.h>

#include <string>

#include "analysis/check.hpp"
#include "analysis/theory/batches.hpp"
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

/// Three at once, on average every six minutes, to a gate of two servers of a minute each.
Scenario threes_to_gate(const sim::Distribution& service = sim::exponential(60)) {
  Scenario s = empty_port();
  s.stages = {stage("gate", 2, service)};
  add_class(s, "truck", {visit("gate"), cleared()}, 240).arrivals.batch = sim::constant(3);
  return s;
}

/// The same at intervals other than exponential ones.
Scenario threes_every(const sim::Distribution& interval, const sim::Distribution& service) {
  Scenario s = threes_to_gate(service);
  EntityClass& c = s.classes[0];
  c.rates.clear();
  c.arrivals.kind = ArrivalKind::renewal;
  c.arrivals.interarrival_s = interval;
  return s;
}

/// Whether nothing is told of the stage, nor of whole ways, because of batches.
bool is_refused(const Scenario& s, const std::string& id = "gate") {
  const StageAnswer at = answer_of_stage(s, id);
  return at.standing == Standing::none && !at.figures.wait_s && !at.figures.wait_share &&
         at.why.count(Obstacle::batch_arrivals) == 1 &&
         check(s).theory.ways.at(0).standing == Standing::none;
}

}  // namespace

TEST_CASE("batches that have a formula keep it, whole way and all") {
  const Scenario s = threes_to_gate();
  const StageAnswer gate = answer_of_stage(s, "gate");
  CHECK(gate.standing == Standing::exact);
  CHECK(gate.why.empty());
  CHECK(*gate.figures.wait_s == exact(mxmc(240 / 86400.0, {0, 0, 1}, 1 / 60.0, 2).wait));
  CHECK(check(s).theory.ways.at(0).standing == Standing::exact);
  CHECK(check(s).theory.ways.at(0).why.empty());
}

TEST_CASE("batches at exponential intervals are those at Poisson instants") {
  const auto agree = [](const Scenario& drawn, const Scenario& told) {
    const StageAnswer one = answer_of_stage(drawn, "gate");
    const StageAnswer other = answer_of_stage(told, "gate");
    CHECK(one.standing == Standing::exact);
    CHECK(one.model == QueueModel::batch_arrivals);
    CHECK(one.notation == other.notation);
    CHECK(*one.figures.wait_s == exact(*other.figures.wait_s));
    CHECK(*one.figures.wait_share == exact(*other.figures.wait_share));
    CHECK(*one.figures.served_per_s == exact(*other.figures.served_per_s));
    CHECK(*check(drawn).theory.ways.at(0).sojourn_s ==
          exact(*check(told).theory.ways.at(0).sojourn_s));
  };
  Scenario told = threes_to_gate();
  Scenario drawn = threes_every(sim::exponential(360), sim::exponential(60));
  agree(drawn, told);
  drawn.classes[0].arrivals.interarrival_s = sim::weibull(1, 360);
  drawn.classes[0].arrivals.first = "at the start";  // one batch is nothing in the long run
  agree(drawn, told);
  for (Scenario* s : {&told, &drawn})
    s->classes[0].arrivals.batch = sim::empirical({1, 2.4, 7}, {3, 2, 1});
  agree(drawn, told);
  for (Scenario* s : {&told, &drawn}) {
    s->stages[0].groups[0].servers = 1;
    s->stages[0].service = sim::lognormal(60, 0.5);
  }
  agree(drawn, told);
  drawn.classes[0].arrivals.interarrival_s = sim::cut(sim::exponential(360), 10, 3600);
  CHECK(is_refused(drawn));
  drawn = threes_every(sim::exponential(360), sim::exponential(60));
  add_class(drawn, "car", {visit("gate"), cleared()}, 100);
  CHECK(is_refused(drawn));
  drawn = threes_every(sim::exponential(80), sim::exponential(60));
  CHECK(answer_of_stage(drawn, "gate").why == Obstacles{Obstacle::overload});
}

TEST_CASE("batches that have no formula are not approximated") {
  CHECK(is_refused(threes_to_gate(sim::lognormal(60, 0.5))));
  CHECK(is_refused(threes_every(sim::constant(240), sim::exponential(60))));
  CHECK(is_refused(threes_every(sim::erlang(2, 240), sim::exponential(60))));
  // D^[3]/D/2: by hand one of three waits a minute, where an approximation tells of no wait.
  CHECK(is_refused(threes_every(sim::constant(120), sim::constant(60))));
  Scenario planned = threes_to_gate();
  planned.classes[0].rates.clear();
  planned.classes[0].arrivals.kind = ArrivalKind::timetable;
  planned.classes[0].arrivals.timetable.every_s = 240;
  CHECK(is_refused(planned));
  Scenario busy_by_day = threes_to_gate();
  busy_by_day.classes[0].rates = {{{2023, 1, 1}, {2023, 1, 5}, 200},
                                  {{2023, 1, 6}, {2023, 12, 31}, 280}};
  CHECK(is_refused(busy_by_day));
}

TEST_CASE("formulas for single arrivals are not used for batches") {
  Scenario s = threes_to_gate();
  s.stages[0].is_shared = true;
  CHECK(is_refused(s));
  s = threes_to_gate();
  s.stages[0].rules.balk_at = 0;
  CHECK(is_refused(s));
  s = threes_to_gate();
  s.stages[0].groups[0].servers = 1;
  s.stages[0].vacation_s = sim::constant(120);
  CHECK(is_refused(s));
}

TEST_CASE("batches among others at a stage, and behind one, are batches") {
  Scenario shared = threes_to_gate();
  add_class(shared, "car", {visit("gate"), cleared()}, 100);
  CHECK(is_refused(shared));
  CHECK(check(shared).theory.ways.at(1).standing == Standing::none);
  Scenario behind = threes_to_gate();
  behind.stages.push_back(stage("exit", 1, sim::exponential(20)));
  behind.processes[0].steps = {visit("gate"), visit("exit"), cleared()};
  CHECK(answer_of_stage(behind, "gate").standing == Standing::exact);
  CHECK(is_refused(behind, "exit"));
}

TEST_CASE("batches that are too many for a stage overload it all the same") {
  const Scenario s = threes_to_gate(sim::constant(400));
  CHECK(answer_of_stage(s, "gate").why == Obstacles{Obstacle::overload});
}

TEST_CASE("batches of which all come alone are none") {
  Scenario s = threes_to_gate(sim::lognormal(60, 0.5));
  s.classes[0].arrivals.batch = sim::constant(1.2);  // rounded
  CHECK(answer_of_stage(s, "gate").standing == Standing::approximate);
}

TEST_CASE("that several come at once, or by a plan, is told in both languages") {
  CHECK(id_of(Obstacle::batch_arrivals) == std::string("batch-arrivals"));
  CHECK(id_of(Obstacle::planned_arrivals) == std::string("planned-arrivals"));
  const Scenario s = threes_to_gate(sim::constant(60));
  CHECK(to_text(check(s), Language::en).find("several come at once") != std::string::npos);
  CHECK(to_text(check(s), Language::zh).find("同时到达多辆") != std::string::npos);
}
