// Ends of ways that are evaluated by recursion while what is before them goes by events: every
// number must be, to the bit, what events alone say.
#include <doctest/doctest.h>

#include "sim/clocks.hpp"
#include "sim/engine_state.hpp"
#include "sim/recursive_ways.hpp"
#include "sim/run.hpp"
#include "tests/support/enough.hpp"
#include "tests/support/model_builder.hpp"
#include "tests/support/random_port.hpp"

using namespace kouan::sim;
using kouan::test::enough;
using kouan::test::ModelBuilder;

namespace {

std::vector<CapacityChange> day_shifts(std::int32_t servers) {
  std::vector<CapacityChange> shifts{{0, 0}};
  for (Micros day = 0; day < 12; ++day) {
    shifts.push_back({day * k_day + 8 * k_hour, servers});
    shifts.push_back({day * k_day + 18 * k_hour, 0});
  }
  return shifts;
}

/// How many ends there are, after each replication was the same either way.
std::size_t ends_that_are_the_same(const Model& model) {
  for (std::uint32_t replication = 0; replication < enough(3U, 1U); ++replication) {
    const RunResult events = run(model, {5, replication, true});
    const RunResult ends = run(model, {5, replication, false});
    REQUIRE(events.stop == StopReason::horizon);
    CHECK(ends.conserved);
    CHECK(ends.little);
    CHECK(ends.keeps_tonnes);
    CHECK(ends.fingerprint == events.fingerprint);
    CHECK(ends.events == events.events);
    for (std::size_t c = 0; c < events.classes.size(); ++c)
      CHECK(ends.classes[c] == events.classes[c]);
    for (std::size_t r = 0; r < events.resources.size(); ++r) {
      CAPTURE(r);
      CHECK(ends.resources[r] == events.resources[r]);
    }
    CHECK(ends.hourly_inside == events.hourly_inside);
    CHECK(ends == events);
  }
  std::size_t ends = 0;
  for (const RecursiveWay& way : recursive_ways(model))
    ends += way.is_whole ? 0 : 1;
  return ends;
}

/// Two classes at a narrow place, each with an end of its own: drives, shifts, the clearance.
ModelBuilder fork_road(const Distribution& service, const Distribution& drive) {
  ModelBuilder b(10 * k_day + 1234567, 2 * k_day + 10 * k_hour + 7);
  const auto scale = b.resource("scale", 2);
  const auto narrow = b.resource("narrow", 1, 3);
  const auto gate = b.resource("gate", day_shifts(3));
  const auto exit = b.resource("exit", 1);
  const auto booth = b.resource("booth", 2);
  b.cls("truck", {{0, 0.004}, {5 * k_day, 0.002}})
      .payload(uniform(80e3, 120e3))
      .visit(scale, service)
      .visit(narrow, service)
      .travel(drive)
      .add(StepKind::reach_border)
      .visit(gate, service)
      .add(StepKind::clear)
      .travel(drive)
      .visit(exit, service)
      .depart();
  b.cls("car", {{0, 0.003}})
      .visit(scale, service)
      .add(StepKind::clear)
      .visit(narrow, service)
      .visit(booth, drive)
      .travel(constant(600))
      .depart();
  return b;
}

/// The random port; each class then goes to a place of its own.
Model with_tails(const kouan::test::PortPlan& port,
                 const std::vector<kouan::test::StagePlan>& tails) {
  using namespace kouan::test;
  ModelBuilder b(k_horizon_h * k_hour, port.warm_up_h * k_hour);
  for (const StagePlan& stage : port.stages)
    add_stage(b, stage);
  for (StagePlan tail : tails) {
    tail.queue_places = -1;
    add_stage(b, tail);
  }
  for (std::uint32_t c = 0; c < tails.size(); ++c) {
    add_class(b, port.classes[c], port);
    b.model().steps.resize(b.model().steps.size() - 2);  // comes later: clear, depart
    const StagePlan& tail = tails[c];
    if (tail.servers > 2) b.travel(distribution_of(tail.times, 300));
    b.visit(static_cast<std::uint32_t>(port.stages.size()) + c,
            distribution_of(tail.times, tail.mean_s));
    b.add(StepKind::clear).travel(constant(120)).depart();
  }
  return b.model();
}

}  // namespace

TEST_CASE("ends behind a narrow place") {
  const Model random = fork_road(exponential(100), uniform(300, 900)).model();
  CHECK(recursive_ways(random) ==
        std::vector<RecursiveWay>{{0, 6, false}, {1, random.classes[1].first_step + 7, false}});
  CHECK(ends_that_are_the_same(random) == 2);
}

TEST_CASE("ends where constant times make ties") {
  CHECK(ends_that_are_the_same(fork_road(constant(60), constant(300)).model()) == 2);
  CHECK(ends_that_are_the_same(
            fork_road(empirical({60, 120, 180}, {1, 1, 1}), constant(120)).model()) == 2);
  CHECK(ends_that_are_the_same(fork_road(constant(60), constant(0)).model()) == 2);
}

TEST_CASE("whole ways are ends where arrivals are not plain") {
  ModelBuilder b(5 * k_day, k_day);
  const auto gate = b.resource("gate", 2);
  const auto tail = [&](Distribution takes) {
    b.visit(gate, takes).add(StepKind::clear).travel(exponential(600)).depart();
  };
  b.cls("train", {{0, 0.001}});
  b.model().classes.back().batch = empirical({1, 5, 9}, {1, 1, 1});
  SUBCASE("batches") { tail(exponential(80)); }
  SUBCASE("batches and constant times") { tail(constant(120)); }
  SUBCASE("renewal") {
    b.model().classes.back().source = SourceKind::renewal;
    b.model().classes.back().interarrival_s = uniform(100, 1500);
    tail(exponential(80));
  }
  SUBCASE("some at the start") {
    b.model().classes.back().at_start = 40;
    tail(constant(120));
  }
  SUBCASE("loads from an attribute keep the clearance with events") {
    b.model().attributes = 1;
    b.model().classes.back().payload_attribute = 0;
    b.model().classes.back().trace_columns = {0};
    b.model().classes.back().trace = {1000, 2000, 4000};
    tail(exponential(80));
    CHECK(end_without_events(b.model(), 0) == 4);
  }
  CHECK(ends_that_are_the_same(b.model()) == 1);
}

TEST_CASE("rounds of loops and the impatient come to an end in another order than they came") {
  ModelBuilder b(10 * k_day, k_day);
  const auto check = b.resource("check", 3);
  const auto gate = b.resource("gate", day_shifts(2));
  b.cls("truck", {{0, 0.008}});
  const std::uint32_t again = b.next_step();
  b.add(StepKind::lap).visit(check, lognormal(200, 2));
  b.branch(0.3, again).add(StepKind::clear).visit(gate, exponential(60)).travel(exponential(300));
  b.depart();
  CHECK(end_without_events(b.model(), 0) == again + 6);  // clears in rounds: by events
  CHECK(ends_that_are_the_same(b.model()) == 1);
}

TEST_CASE("an end begins where all ways have met") {
  ModelBuilder b(5 * k_day, k_day);
  const auto check = b.resource("check", 1, 5);
  const auto first = b.resource("first", 1);
  const auto second = b.resource("second", 1);
  b.cls("truck", {{0, 0.005}}).visit(check, exponential(60));
  b.branch(0.5, b.next_step() + 4);  // past `first`
  b.visit(first, exponential(90)).visit(second, exponential(90)).depart();
  CHECK(end_without_events(b.model(), 0) == 7);
  CHECK(ends_that_are_the_same(b.model()) == 1);
}

TEST_CASE("nobody is called cleared who leaves by an end without having been") {
  ModelBuilder b(5 * k_day, k_day);
  const auto check = b.resource("check", 1, 5);
  const auto exit = b.resource("exit", 1);
  b.cls("truck", {{0, 0.005}}).visit(check, exponential(60));
  b.branch(0.5, b.next_step() + 2);  // past the clearance
  b.add(StepKind::clear).visit(exit, exponential(90)).depart();
  CHECK(ends_that_are_the_same(b.model()) == 1);
  const RunResult r = run(b.model(), {5, 0, false});
  CHECK(r.classes[0].cleared_left > 0);
  CHECK(r.classes[0].cleared_left < r.classes[0].sojourn.count);
}

// Four million entities twice: too many for the sanitizers.
TEST_CASE("more than a run may hold stop it either way, those on ends among them" *
          doctest::skip(enough(false, true))) {
  const auto flood = [](double share) {
    ModelBuilder b(2 * k_hour);
    b.cls("flood", {{0, share * k_most_inside / 600}, {10 * k_minute, 0}})
        .travel(constant(7))
        .visit(b.resource("gate", 1), constant(60))
        .depart();
    b.model().classes[0].batch = constant(8);
    return b;
  };
  const ModelBuilder many = flood(1.02 / 8);
  REQUIRE(end_without_events(many.model(), 0) == 0);
  const RunResult events = run(many.model(), {1, 0, true});
  CHECK(events.stop == StopReason::too_many_inside);
  const RunResult ends = run(many.model(), {1, 0, false});
  CHECK(ends.stop == StopReason::too_many_inside);
  CHECK(ends.stopped_at == events.stopped_at);
  CHECK(ends.crowd == events.crowd);
}

TEST_CASE("a whole way has the room that those on ends leave" *
          doctest::skip(enough(false, true))) {
  ModelBuilder b(2 * k_hour);
  b.cls("whole", {{0, 0.6 * k_most_inside / 600}}).travel(constant(7200)).depart();
  b.cls("ended", {{0, 0.06 * k_most_inside / 600}}).travel(constant(7200)).depart();
  b.model().classes[1].batch = constant(10);
  REQUIRE(recursive_ways(b.model()).size() == 2);
  const RunResult ends = run(b.model(), {1, 0, false});
  CHECK(ends.stop == StopReason::too_many_inside);
  CHECK(ends.crowd.all <= k_most_inside + k_most_inside / 10);  // an hour's
  CHECK(ends.crowd.all >= k_most_inside);
}

TEST_CASE("what has no end of its own is left to events") {
  const auto end = [](const ModelBuilder& b) { return end_without_events(b.model(), 0); };
  const auto begun = [](ModelBuilder& b) {
    b.cls("truck", {{0, 0.01}}).visit(b.resource("narrow", 1, 2), exponential(60));
  };
  ModelBuilder plain(k_day);
  begun(plain);
  plain.visit(plain.resource("gate", 1), exponential(60)).depart();
  CHECK(end(plain) == 3);
  ModelBuilder two_exits(k_day);
  begun(two_exits);
  two_exits.branch(0.5, two_exits.next_step() + 2).depart().travel(constant(60)).depart();
  CHECK(end(two_exits) == k_none);
  ModelBuilder shared(k_day);
  begun(shared);
  const auto gate = shared.resource("gate", 1);
  shared.visit(gate, exponential(60)).depart();
  shared.cls("car", {{0, 0.01}}).visit(gate, exponential(60)).depart();
  CHECK(end(shared) == k_none);
  ModelBuilder endless(k_day);
  begun(endless);
  endless.visit(endless.resource("gate", 1), exponential(60)).depart();
  endless.at_start("others", 3).visit(endless.resource("other", 1), exponential(60)).depart();
  CHECK(end(endless) == k_none);
  ModelBuilder asked(k_day);
  begun(asked);
  asked.visit(asked.resource("gate", 1), exponential(60)).depart();
  asked.model().conditions = {{Question::waiting, Comparison::below, false, 1, 3}};
  CHECK(end(asked) == k_none);
  for (const StepKind kind : {StepKind::split, StepKind::reserve}) {
    ModelBuilder ties = plain;
    ties.cls("other", {{0, 0.01}}).add(kind, 0).depart();
    CHECK(end(ties) == k_none);
  }
  ModelBuilder meets = plain;
  meets.model().gatherings.emplace_back();
  CHECK(end(meets) == k_none);
  ModelBuilder forks = plain;
  forks.model().forks.emplace_back();
  CHECK(end(forks) == k_none);
  ModelBuilder stopped = plain;
  stopped.model().stoppages.emplace_back();
  CHECK(end(stopped) == k_none);
  ModelBuilder fleet(k_day);
  fleet.fleet("agv", 3).visit(fleet.resource("loader", 1), exponential(60)).depart();
  CHECK(end(fleet) == k_none);
}

TEST_CASE(
    "the clearance is left to events where it is not of the drawn load, or not the only one") {
  const auto end = [](StepKind before, std::uint32_t payload) {
    ModelBuilder b(3 * k_day, k_day);
    b.model().attributes = 1;
    b.cls("truck", {{0, 0.005}}).payload(uniform(1e3, 2e3));
    b.visit(b.resource("narrow", 1, 2), exponential(60));
    if (before == StepKind::assign) {
      b.travel(uniform(5, 9));
      b.model().steps.back().a = 0;
      b.model().steps.back().c = payload;
      b.model().steps.back().kind = StepKind::assign;
    } else {
      b.add(before);
    }
    b.travel(exponential(60)).add(StepKind::clear).travel(exponential(300)).depart();
    CHECK(ends_that_are_the_same(b.model()) == 1);
    return end_without_events(b.model(), 0);
  };
  CHECK(end(StepKind::reach_border, k_none) == 4);
  CHECK(end(StepKind::assign, k_none) == 4);
  CHECK(end(StepKind::assign, 0) == 6);
  CHECK(end(StepKind::lap, k_none) == 6);
  CHECK(end(StepKind::clear, k_none) == 6);
  ModelBuilder twice(k_day);
  twice.cls("truck", {{0, 0.01}}).add(StepKind::clear).travel(constant(60));
  twice.add(StepKind::clear).travel(constant(60)).depart();
  CHECK_FALSE(qualifies_for_recursion(twice.model(), 0));
  CHECK(ends_that_are_the_same(twice.model()) == 1);
}

TEST_CASE("the physical clock runs from the border into an end") {
  ModelBuilder b(3 * k_day, k_day);
  b.cls("truck", {{0, 0.005}}).visit(b.resource("narrow", 1, 2), exponential(60));
  b.add(StepKind::reach_border).visit(b.resource("check", 2, 2), exponential(60));
  b.travel(exponential(300)).add(StepKind::clear).travel(exponential(60)).depart();
  CHECK(ends_that_are_the_same(b.model()) == 1);
}

TEST_CASE("other sources that come to an end") {
  ModelBuilder b(4 * k_day, k_day);
  b.cls("train", {}).visit(b.resource("narrow", 1, 2), exponential(600));
  b.visit(b.resource("gate", day_shifts(1)), exponential(600)).add(StepKind::clear).depart();
  ClassDef& def = b.model().classes.back();
  SUBCASE("planned, and late") {
    def.source = SourceKind::listed;
    for (Micros at = 0; at < 4 * k_day; at += 40 * k_minute)
      def.plan.push_back(at);
    def.lateness_s = exponential(3600);
  }
  SUBCASE("cyclic") {
    def.source = SourceKind::cyclic;
    def.cycle = {0.001, 0.0009, k_day, 12 * k_hour};
  }
  SUBCASE("not more than some") {
    def.rates = {{0, 0.002}};
    def.limit = 50;
  }
  CHECK(ends_that_are_the_same(b.model()) == 1);
}

TEST_CASE("clocks keep those who are there, whatever their numbers") {
  Clocks clocks;
  const std::uint64_t before = clocks.bytes();
  // Far apart, and a few that are there at once pass by.
  for (std::uint64_t i = 0; i < 100'000; ++i) {
    clocks.start({(i << 20U) + i % 7, static_cast<Micros>(i), 0, i % 2 == 0});
    if (i < 20) continue;
    const std::uint64_t gone = ((i - 20) << 20U) + (i - 20) % 7;
    REQUIRE(clocks.of(gone).arrived == static_cast<Micros>(i - 20));
    REQUIRE(clocks.of(gone).is_cleared == (i % 2 == 0));
    clocks.stop(gone);
  }
  CHECK(clocks.bytes() == before);
  for (std::uint64_t i = 100'000 - 20; i < 100'000; ++i)
    clocks.stop((i << 20U) + i % 7);
  CHECK(clocks.empty());
  // Many, in a row and in rounds of loops, and out of order.
  for (std::uint64_t i = 0; i < 5000; ++i)
    clocks.start({i + (i % 3) * k_lap, static_cast<Micros>(i)});
  CHECK(clocks.bytes() >= 5000 * sizeof(Clock));
  for (std::uint64_t k = 0; k < 5000; ++k) {
    const std::uint64_t i = k * 1999 % 5000;
    REQUIRE(clocks.of(i + (i % 3) * k_lap).arrived == static_cast<Micros>(i));
    clocks.stop(i + (i % 3) * k_lap);
  }
  CHECK(clocks.empty());
}

TEST_CASE("random ports with ends") {
  using namespace kouan::test;
  std::size_t ends = 0;
  CHECK(rc::check("the same by events", [&ends] {
    const PortPlan port = *ports(any_discipline());
    const auto tails = *rc::gen::container<std::vector<StagePlan>>(
        port.classes.size(), stages_of(rc::gen::just(Discipline::plain)));
    const Model model = with_tails(port, tails);
    for (const RecursiveWay& way : recursive_ways(model))
      ends += way.is_whole ? 0 : 1;
    const RunResult events = run(model, {port.seed, 0, true});
    RC_ASSERT(run(model, {port.seed, 0}) == events);
  }));
  CHECK(ends >= 20);
}
