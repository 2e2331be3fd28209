// What must hold of every model, tried on random ones. RC_PARAMS="seed=N max_success=M" tries
// others than those that ctest does.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>

#include "sim/run.hpp"
#include "tests/support/random_port.hpp"

using namespace kouan::sim;
using namespace kouan::test;

namespace {

RunResult run_port(const PortPlan& port, bool events_only = false) {
  return run(model_of(port), {port.seed, 0, events_only});
}

/// One class through all stages, with room for every queue and no closing: arrivals stop after a
/// day, so that all who came have gone at the end.
Model line_that_empties(PortPlan port) {
  for (StagePlan& stage : port.stages) {
    stage.queue_places = -1;
    stage.has_shifts = false;
    stage.mean_s = stage.mean_s * stage.servers * 2 / 3 + 1;  // so that all empty in the time left
  }
  port.warm_up_h = 0;
  port.classes.resize(1);
  port.classes[0].visits = ~0U;
  port.classes[0].drive_s = 0;
  port.classes[0].between_s = std::max(port.classes[0].between_s, 150);
  Model model = model_of(port);
  model.classes[0].rates.push_back({k_day, 0});
  return model;
}

/// Stages that keep the order in which they are entered: one server, or times that do not vary.
/// Then no entity is ever slowed by a faster or a further server (Baccelli & Brémaud, Elements of
/// Queueing Theory, 2nd ed. 2003, ch. 4: departures are monotone in service times and servers).
PortPlan keeping_order(PortPlan port) {
  for (StagePlan& stage : port.stages) {
    stage.discipline = Discipline::plain;
    if (stage.servers > 1) stage.times = Times::constant;
  }
  return port;
}

void check_emptied(const RunResult& r) {
  RC_ASSERT(r.classes[0].inside == 0);
  RC_ASSERT(r.classes[0].departed == r.classes[0].arrived);
}

rc::Gen<PortPlan> any_port() { return ports(any_discipline()); }

}  // namespace

TEST_CASE("every entity and every second of waiting is accounted for") {
  CHECK(rc::check("books balance", [] {
    const PortPlan port = *any_port();
    const RunResult r = run_port(port);
    RC_ASSERT(r.stop == StopReason::horizon);
    RC_ASSERT(r.conserved);
    RC_ASSERT(r.keeps_tonnes);
    RC_ASSERT(r.little);
    for (const ClassResult& c : r.classes)
      RC_ASSERT(c.arrived == c.departed + c.turned_away_in_all + c.inside);
  }));
}

TEST_CASE("loads that are told leave all else as it is") {
  CHECK(rc::check("told or not", [] {
    const PortPlan port = *any_port();
    Model model = model_of(port);
    const RunResult untold = run(model, {port.seed, 0});
    model.tells_goods = true;
    RunResult told = run(model, {port.seed, 0});
    RC_ASSERT(told.keeps_tonnes);
    RC_ASSERT(told.goods.size() == told.classes.size());
    told.goods.clear();
    RC_ASSERT(told == untold);
  }));
}

TEST_CASE("no time is negative and no server works more than it is there") {
  CHECK(rc::check("times have their bounds", [] {
    const PortPlan port = *any_port();
    const RunResult r = run_port(port);
    for (const ClassResult& c : r.classes) {
      for (const double cell : c.ledger_s)
        RC_ASSERT(cell >= 0);
      RC_ASSERT(c.sojourn.mean_s >= 0);
      RC_ASSERT(c.sojourn.max_s <= k_horizon_h * 3600.0);
    }
    for (const ResourceResult& s : r.resources) {
      RC_ASSERT(std::min({s.queue_time_s, s.busy_time_s, s.blocked_time_s, s.down_time_s}) >= 0);
      RC_ASSERT(s.waiting.mean_s >= 0);
      RC_ASSERT(s.busy_time_s + s.blocked_time_s <= s.installed_time_s * (1 + 1e-12));
      RC_ASSERT(s.open_time_s <= s.installed_time_s * (1 + 1e-12));
    }
  }));
}

TEST_CASE("the same once more, and by recursion as by events") {
  CHECK(rc::check("a run repeats itself", [] {
    const PortPlan port = *any_port();
    const RunResult r = run_port(port);
    RC_ASSERT(run_port(port) == r);
    RC_ASSERT(run_port(port, true) == r);
  }));
}

TEST_CASE("a further server delays nobody in a line that keeps the order") {
  CHECK(rc::check("servers help", [] {
    const PortPlan port = keeping_order(*any_port());
    const Model model = line_that_empties(port);
    const std::size_t which = *rc::gen::inRange(std::size_t{0}, port.stages.size());
    // A further server may let entities pass each other where times vary, so only at the last
    // stage, after which the order matters no more.
    const bool keeps_order = port.stages[which].times == Times::constant;
    const std::size_t where = keeps_order ? which : port.stages.size() - 1;
    Model more = model;
    more.resources[where].capacity[0].servers += 1;
    const RunResult before = run(model, {port.seed, 0});
    const RunResult after = run(more, {port.seed, 0});
    check_emptied(before);
    check_emptied(after);
    RC_ASSERT(after.classes[0].arrived == before.classes[0].arrived);
    RC_ASSERT(after.classes[0].sojourn.mean_s <= before.classes[0].sojourn.mean_s * (1 + 1e-12));
    RC_ASSERT(after.classes[0].sojourn.max_s <= before.classes[0].sojourn.max_s);
  }));
}

TEST_CASE("faster work delays nobody in a line that keeps the order") {
  CHECK(rc::check("speed helps", [] {
    PortPlan port = keeping_order(*any_port());
    const Model model = line_that_empties(port);
    Model faster = model;
    const std::size_t which = *rc::gen::inRange(std::size_t{0}, port.stages.size());
    const StagePlan& stage = port.stages[which];
    const double mean_s = stage.mean_s * stage.servers * 2 / 3 + 1;
    faster.distributions[which] = distribution_of(stage.times, 0.8 * mean_s);
    const RunResult before = run(model, {port.seed, 0});
    const RunResult after = run(faster, {port.seed, 0});
    check_emptied(before);
    RC_ASSERT(after.classes[0].departed == before.classes[0].departed);
    RC_ASSERT(after.classes[0].sojourn.mean_s < before.classes[0].sojourn.mean_s);
    RC_ASSERT(after.classes[0].sojourn.max_s <= before.classes[0].sojourn.max_s);
  }));
}

TEST_CASE("all times four times as long make all waits four times as long") {
  CHECK(rc::check("time scales", [] {
    PortPlan port = *any_port();
    for (StagePlan& stage : port.stages)
      stage.discipline = Discipline::plain;
    const Model model = line_that_empties(port);
    Model slow = model;
    slow.horizon *= 4;
    for (RateChange& rate : slow.classes[0].rates) {
      rate.at *= 4;
      rate.rate_per_s /= 4;
    }
    for (std::size_t i = 0; i < slow.distributions.size(); ++i) {
      const StagePlan& stage = port.stages[i];
      slow.distributions[i] =
          distribution_of(stage.times, 4.0 * (stage.mean_s * stage.servers * 2 / 3 + 1));
    }
    const RunResult a = run(model, {port.seed, 0});
    const RunResult b = run(slow, {port.seed, 0});
    check_emptied(a);
    RC_ASSERT(b.classes[0].departed == a.classes[0].departed);
    // Times are whole microseconds, so a quarter of each may be missing in every step.
    RC_ASSERT(std::abs(b.classes[0].sojourn.mean_s / a.classes[0].sojourn.mean_s - 4) < 1e-4);
  }));
}
