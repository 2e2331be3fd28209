// What is evaluated by recursion must be, to the bit, what the events say: every number of the
// result, the fingerprint of all events among them.
#include "sim/recursion.hpp"

#include <doctest/doctest.h>

#include "sim/engine.hpp"
#include "sim/run.hpp"
#include "tests/support/enough.hpp"
#include "tests/support/model_builder.hpp"

using namespace kouan::sim;
using kouan::test::enough;
using kouan::test::ModelBuilder;

namespace {

const std::vector<CapacityChange> k_day_shifts = [] {
  std::vector<CapacityChange> shifts{{0, 0}};
  for (Micros day = 0; day < 12; ++day) {
    shifts.push_back({day * k_day + 8 * k_hour, 3});
    shifts.push_back({day * k_day + 18 * k_hour, 0});
  }
  return shifts;
}();

/// A line of stages with a drive between, from cheap to dear in what may go wrong.
ModelBuilder line(const Distribution& service, const Distribution& drive, double rate_per_s,
                  Micros warm_up) {
  ModelBuilder b(10 * k_day + 1234567, warm_up);
  const auto first = b.resource("first", 4);
  const auto gate = b.resource("gate", k_day_shifts);
  const auto last = b.resource("last", 1);
  b.cls("truck", {{0, rate_per_s}, {5 * k_day, rate_per_s / 3}})
      .payload(uniform(80e3, 120e3))
      .visit(first, service)
      .travel(drive)
      .add(StepKind::reach_border)
      .visit(gate, service)
      .visit(last, service)
      .add(StepKind::clear)
      .travel(constant(600))
      .depart();
  return b;
}

void compare(const Model& model) {
  for (std::uint32_t c = 0; c < model.classes.size(); ++c)
    REQUIRE(qualifies_for_recursion(model, c));
  for (std::uint32_t replication = 0; replication < enough(3U, 1U); ++replication) {
    const RunResult events = run(model, {5, replication, true});
    const RunResult recursion = run(model, {5, replication, false});
    REQUIRE(events.stop == StopReason::horizon);
    CHECK(recursion.conserved);
    CHECK(recursion.little);
    CHECK(recursion.fingerprint == events.fingerprint);
    CHECK(recursion.events == events.events);
    for (std::size_t c = 0; c < events.classes.size(); ++c)
      CHECK(recursion.classes[c] == events.classes[c]);
    for (std::size_t r = 0; r < events.resources.size(); ++r) {
      CAPTURE(r);
      CHECK(recursion.resources[r].queue_max == events.resources[r].queue_max);
      CHECK(recursion.resources[r] == events.resources[r]);
    }
    CHECK(recursion.hourly_queue == events.hourly_queue);
    CHECK(recursion.hourly_inside == events.hourly_inside);
    CHECK(recursion == events);
  }
}

}  // namespace

TEST_CASE("a line with shifts and drives, the warm-up ending in the midst") {
  compare(line(exponential(60), uniform(300, 900), 0.01, 2 * k_day + 10 * k_hour + 7).model());
}

TEST_CASE("a line that starts at once, without warm-up") {
  compare(line(lognormal(80, 0.5), lognormal(600, 0.3), 0.012, 0).model());
}

TEST_CASE("constant times make ties, which fall the same way") {
  compare(line(constant(60), constant(300), 0.012, k_day).model());
}

TEST_CASE("servers that begin together and end together") {
  compare(line(empirical({60, 120, 180}, {1, 1, 1}), constant(300), 0.02, k_day).model());
}

TEST_CASE("more in an hour than are numbered at once, by many servers") {
  ModelBuilder b(6 * k_hour, k_hour);
  const auto first = b.resource("first", 64);
  const auto second = b.resource("second", 5);
  b.cls("message", {{0, 2.2}})
      .visit(first, exponential(20))
      .visit(second, empirical({1, 2, 3}, {1, 1, 1}))
      .depart();
  compare(b.model());
}

TEST_CASE("queues without end, and who is never served within the run") {
  compare(line(exponential(90), uniform(300, 900), 0.05, 3 * k_day).model());
}

TEST_CASE("work that lasts over closing and beyond the next opening") {
  compare(line(exponential(9 * 3600), exponential(3600), 0.00005, k_day).model());
}

TEST_CASE("servers that never open") {
  ModelBuilder b(3 * k_day, k_day);
  const auto gate = b.resource("gate", std::vector<CapacityChange>{{0, 0}});
  b.cls("truck", {{0, 0.01}}).visit(gate, exponential(60)).depart();
  compare(b.model());
}

TEST_CASE("classes side by side, some by recursion and some by events") {
  ModelBuilder b(20 * k_day, k_day);
  const auto own = b.resource("own", 2);
  const auto shared = b.resource("shared", 2);
  b.cls("alone", {{0, 0.02}}).visit(own, exponential(80)).add(StepKind::clear).depart();
  b.cls("one", {{0, 0.01}}).visit(shared, exponential(60)).add(StepKind::clear).depart();
  b.cls("other", {{0, 0.01}}).visit(shared, exponential(60)).add(StepKind::clear).depart();
  CHECK(qualifies_for_recursion(b.model(), 0));
  CHECK_FALSE(qualifies_for_recursion(b.model(), 1));
  CHECK_FALSE(qualifies_for_recursion(b.model(), 2));
  const RunResult events = run(b.model(), {1, 0, true});
  CHECK(run(b.model(), {1, 0, false}) == events);
  CHECK(events.conserved);
}

TEST_CASE("more than a run may hold stop it either way") {
  const auto flood = [](double share) {
    ModelBuilder b(2 * k_hour);
    b.cls("flood", {{0, share * k_most_inside / 600}, {10 * k_minute, 0}})
        .visit(b.resource("gate", 1), constant(60))
        .travel(constant(60))
        .depart();
    return b;
  };
  const ModelBuilder many = flood(1.02);
  REQUIRE(qualifies_for_recursion(many.model(), 0));
  const RunResult events = run(many.model(), {1, 0, true});
  CHECK(events.stop == StopReason::too_many_inside);
  const RunResult lines = run(many.model(), {1, 0, false});
  CHECK(lines.stop == StopReason::too_many_inside);
  CHECK(lines.stopped_at == events.stopped_at);
  CHECK(lines.crowd == events.crowd);
  CHECK(lines.crowd.all == k_most_inside);
  CHECK(run(flood(0.98).model(), {1, 0, false}).stop == StopReason::horizon);
}

TEST_CASE("more in an hour than are carried on together") {
  ModelBuilder b(2 * k_hour, 40 * k_minute);
  b.cls("message", {{0, 100}, {k_hour, 0.001}})
      .visit(b.resource("gate", 1), exponential(0.008))
      .travel(uniform(100, 500))
      .visit(b.resource("second", 2), constant(0.0125))
      .add(StepKind::clear)
      .depart();
  compare(b.model());
}

TEST_CASE("what depends on others is left to events") {
  const auto qualifies = [](const ModelBuilder& b) {
    return qualifies_for_recursion(b.model(), 0);
  };
  ModelBuilder small_queue(k_day);
  small_queue.cls("truck", {{0, 0.01}})
      .visit(small_queue.resource("gate", 1, 5), exponential(60))
      .depart();
  CHECK_FALSE(qualifies(small_queue));
  ModelBuilder fewer_at_night(k_day);
  const auto gate = fewer_at_night.resource("gate", {{0, 2}, {k_hour, 1}, {2 * k_hour, 2}});
  fewer_at_night.cls("truck", {{0, 0.01}}).visit(gate, exponential(60)).depart();
  CHECK_FALSE(qualifies(fewer_at_night));
  ModelBuilder twice(k_day);
  const auto same = twice.resource("gate", 1);
  twice.cls("truck", {{0, 0.01}})
      .visit(same, exponential(60))
      .visit(same, exponential(60))
      .depart();
  CHECK_FALSE(qualifies(twice));
  ModelBuilder fleet(k_day);
  fleet.fleet("agv", 3).visit(fleet.resource("loader", 1), exponential(60)).depart();
  CHECK_FALSE(qualifies(fleet));
}
