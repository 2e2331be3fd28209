// Deadlocks of those who wait for a whole batch at a stage, found with their ring.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "sim/run.hpp"
#include "tests/support/minutes.hpp"
#include "tests/support/movement_builder.hpp"

using namespace kouan::sim;
using kouan::test::k_min;
using kouan::test::MovementBuilder;
using kouan::test::traced;

namespace {

ServerRules whole_batches(std::int32_t number) {
  ServerRules rules;
  rules.batch_least = rules.batch_most = number;
  return rules;
}

/// Two stages in a row, the second of which takes three at once and has room for one to wait; three
/// trucks: the first waits for others, the second keeps the first stage before the full queue, and
/// so keeps out the third.
MovementBuilder two_stages(std::int64_t places, std::vector<Micros> trucks) {
  MovementBuilder b(k_day);
  const auto a = b.resource("a", 1);
  const auto c = b.resource("c", {{0, 1}}, whole_batches(3), places);
  b.listed("truck", std::move(trucks)).visit(a, constant(2 * k_min));
  b.visit_server(c, constant(4 * k_min)).depart();
  return b;
}

}  // namespace

TEST_CASE("who stands before the full queue of a batch keeps out who would complete it") {
  MovementBuilder b = two_stages(1, {0, 0, 0});
  const RunResult result = run(b.settled(), {});
  REQUIRE(result.stop == StopReason::deadlock);
  CHECK(result.stopped_at == 4 * k_minute);
  REQUIRE(result.knot.size() == 3);
  CHECK(result.knot[0] == KnotLink{0, 0, 1, KnotCause::batches, {}});
  CHECK(result.knot[1] == KnotLink{0, 2, 0, KnotCause::is_held, {}});
  CHECK(result.knot[2] == KnotLink{0, 1, 1, KnotCause::is_before, {0}});
  // With room for two the third comes.
  CHECK(run(two_stages(2, {0, 0, 0}).settled(), {}).classes[0].departed == 3);
}

TEST_CASE("who waits for a batch in the only place keeps the second one out") {
  MovementBuilder b(k_day);
  const auto yard = b.resource("yard", 1);
  const auto c = b.resource("c", {{0, 1}}, whole_batches(2));
  const auto in_yard = [&](std::vector<Micros> plan) {
    b.listed("truck", std::move(plan)).seize(yard).hold(yard, constant(k_min));
    b.visit_server(c, constant(k_min)).finish(yard).depart();
  };
  in_yard({0, 20 * k_minute});
  const auto stopped = [&] { return run(MovementBuilder(b).settled(), {}); };
  const RunResult result = stopped();
  REQUIRE(result.stop == StopReason::deadlock);
  CHECK(result.stopped_at == 20 * k_minute);
  REQUIRE(result.knot.size() == 2);
  CHECK(result.knot[0] == KnotLink{0, 0, c, KnotCause::batches, {yard}});
  CHECK(result.knot[1] == KnotLink{0, 1, yard, KnotCause::is_held, {}});
  SUBCASE("unless one comes by another way") {
    b.listed("other", {k_hour}).visit_server(c, constant(k_min)).depart();
    CHECK(stopped().stop == StopReason::horizon);
    CHECK(stopped().classes[0].departed == 1);
  }
  SUBCASE("or a second place opens later") {
    b.model().resources[yard].capacity.push_back({k_hour, 2});
    CHECK(stopped().stop == StopReason::horizon);
    CHECK(stopped().classes[0].departed == 2);
  }
}

TEST_CASE("the only room ahead is kept for one who waits there for a second") {
  for (const std::int32_t servers : {1, 2}) {
    MovementBuilder b(k_day);
    const auto a = b.resource("a", {{0, 2}}, ServerRules{});
    const auto c = b.resource("c", {{0, servers}}, whole_batches(2), 0);
    b.listed("truck", {0, 0, 0, 0}).visit_before(a, c, constant(2 * k_min));
    b.visit_server(c, constant(4 * k_min)).depart();
    const RunResult result = run(b.settled(), {});
    CAPTURE(servers);
    if (servers == 2) {  // room for the second too, who bars nobody
      CHECK(result.stop == StopReason::horizon);
      CHECK(result.classes[0].departed == 4);
      continue;
    }
    REQUIRE(result.stop == StopReason::deadlock);
    REQUIRE(result.knot.size() == 2);
    CHECK(result.knot[0] == KnotLink{0, 0, c, KnotCause::batches, {a}});
    CHECK(result.knot[1] == KnotLink{0, 1, c, KnotCause::is_held, {a}});
  }
}

TEST_CASE("no alarm while those who are missed may give up elsewhere and come again") {
  // A fleet of two waits at "three" for a third one, ten hours at most, and then comes to "two",
  // where who keeps the yard waits for one of them.
  MovementBuilder b(5 * k_day);
  const auto two = b.resource("two", {{0, 1}}, whole_batches(2));
  const auto three = b.resource("three", {{0, 1}}, whole_batches(3));
  const auto yard = b.resource("yard", 1);
  b.fleet("fleet", 2).visit_server(two, constant(5 * k_min));
  const std::uint32_t asked = b.next_step();
  b.visit_server(three, constant(5 * k_min)).travel(constant(5 * k_min));
  b.model().steps[asked].c = b.next_step() - 1;
  b.model().distributions.push_back(constant(10 * 60 * k_min));
  b.model().steps[asked].b = static_cast<std::uint32_t>(b.model().distributions.size() - 1);
  b.depart();
  b.listed("truck", {0, k_hour, 2 * k_hour}).seize(yard).hold(yard, constant(k_min));
  b.visit_server(two, constant(5 * k_min)).finish(yard).depart();
  const RunResult result = run(b.settled(), {});
  CHECK(result.stop == StopReason::horizon);
  CHECK(result.classes[1].departed > 0);
}

TEST_CASE("batches are whole, also where room is kept for some of those who come") {
  MovementBuilder b(4 * k_day);
  const auto a = b.resource("a", {{0, 3}}, ServerRules{});
  const auto c = b.resource("c", {{0, 3}}, whole_batches(2), 1);
  b.cls("far", {{0, 1.0 / 600}}).visit_before(a, c, exponential(9 * k_min));
  b.visit_server(c, constant(9 * k_min)).depart();
  b.cls("near", {{0, 1.0 / 420}}).visit_server(c, constant(9 * k_min)).depart();
  std::map<double, int> starts;
  for (const auto& [name, at] : traced(b.settled(), TraceEvent::start, c))
    ++starts[at];
  CHECK(starts.size() > 100);
  CHECK(std::all_of(starts.begin(), starts.end(), [](const auto& s) { return s.second % 2 == 0; }));
}
